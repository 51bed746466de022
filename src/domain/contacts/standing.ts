import { cadenceOf, type Cadence } from './cadence.ts'
import type { Contact } from './contact.ts'
import { followersAt, NO_EVIDENCE, settledAsks, type Evidence } from './evidence.ts'
import { assessQuality, type Quality } from '../quality/assess.ts'
import { daysBetween, halved } from '../quality/totals/decay.ts'
import { askedAnswered, QUESTION_HALF_LIFE_DAYS, type AskedAnswered } from '../quality/totals/question.ts'
import { DEFAULT_MODEL, type ScoringModel } from '../quality/factor.ts'
import { givesMoreUntil, settleLedger, type LedgerState } from '../quality/ledger.ts'
import { scoreQuality, type QualityInput } from '../quality/score.ts'
import type { Totals } from '../quality/totals/totals.ts'
import { warmUntil } from '../quality/warm-until.ts'

/** A contact with all that its scores rest on. */
export interface KnownContact extends Contact {
  readonly totals: Totals
  readonly evidence: Evidence
  /** The shortest cadence of its tags, in days. */
  readonly tagDays: number | null
  readonly workspace: WorkspaceQuestions
  readonly model: ScoringModel
}

/** Questions asked and answered over all contacts of the workspace, decayed to `at` (epoch milliseconds). */
export interface WorkspaceQuestions extends AskedAnswered {
  readonly at: number
}

/** Where a contact stands in the orders by score: -1 where there is no score; else in full precision. */
export interface Rank {
  readonly quality: number
  readonly warmth: number
  readonly substance: number
}

/** What follows from the totals as of one instant, in the form that indexes order by. Instants are epoch milliseconds. */
export interface Standing extends Rank {
  /** -Infinity where there was none. */
  readonly lastInteractionAt: number
  /** Infinity without a running cadence. */
  readonly dueAt: number
  readonly overdueAt: number
  readonly lapsedAt: number
  /** -Infinity where the tie is cold already. */
  readonly warmUntil: number
  readonly ledgerState: LedgerState
  /** Infinity where the state does not end by itself. */
  readonly givesMoreUntil: number
}

/** What scores rest on; a contact of which no more is said has no favors, asks, posts or tags, in a workspace of default weights. */
export type Scored = Pick<KnownContact, 'totals' | 'targetDays' | 'paused' | 'createdAt' | 'workspace'> &
  Partial<Pick<KnownContact, 'evidence' | 'tagDays' | 'model'>>

/** How good the contact is at `now`, which is not before the last touch in its totals. */
export function qualityOf (contact: Scored, now: number): Quality {
  return assessQuality(qualityInput(contact, now))
}

/** What the formulas take of a contact at `now`. */
export function qualityInput (contact: Omit<Scored, 'paused' | 'createdAt'>, now: number): QualityInput {
  const { totals, evidence = NO_EVIDENCE, model = DEFAULT_MODEL } = contact
  const { favors, asks, posts, override } = evidence
  return {
    totals,
    now,
    targetDays: setDays(contact),
    prior: priorOf(contact, now),
    favors,
    asks: settledAsks(asks, now),
    posts,
    followers: followersAt(posts, now),
    override: override !== null && override.at <= now ? override : null,
    model
  }
}

/** The days that somebody wished for: on the contact, or else on a tag. */
function setDays ({ targetDays, tagDays = null }: Pick<Scored, 'targetDays' | 'tagDays'>): number | null {
  return targetDays ?? tagDays
}

/** How often we want to be in touch, and where we stand at `now`. */
export function contactCadence (contact: Omit<Scored, 'workspace'>, now: number): Cadence {
  const { totals, createdAt, targetDays, tagDays = null, paused } = contact
  return cadenceOf({ totals, createdAt, contactDays: targetDays, tagDays, paused, now })
}

/** What the indexes are to say of the contact as of `now`. */
export function standingOf (contact: Scored, now: number): Standing {
  const { totals, evidence = NO_EVIDENCE } = contact
  const cadence = contactCadence(contact, now)
  const ledger = settleLedger(evidence.favors, now)
  return {
    lastInteractionAt: totals.lastInteractionAt ?? -Infinity,
    dueAt: cadence.dueAt ?? Infinity,
    overdueAt: cadence.overdueAt ?? Infinity,
    lapsedAt: cadence.lapsedAt ?? Infinity,
    warmUntil: warmUntil({ totals, now, targetDays: setDays(contact) }) ?? -Infinity,
    ledgerState: ledger.state,
    givesMoreUntil: givesMoreUntil(ledger, now),
    ...rankOf(contact, now)
  }
}

/** What changes in the standing as time passes, though nothing happens. */
export function rankOf (contact: Omit<Scored, 'paused' | 'createdAt'>, now: number): Rank {
  const { score, factors } = scoreQuality(qualityInput(contact, now))
  return { quality: score ?? -1, warmth: factors.warmth.score ?? -1, substance: factors.substance.score ?? -1 }
}

/**
 * Asked and answered over the workspace's other contacts at `now`: the workspace's questions without this contact's own part.
 * Exact where they stand as of `now`. What was asked since is not in them, so that the difference never goes below nothing.
 */
export function priorOf ({ totals, workspace }: Pick<KnownContact, 'totals' | 'workspace'>, now: number): AskedAnswered {
  const left = halved(daysBetween(workspace.at, now), QUESTION_HALF_LIFE_DAYS)
  const own = askedAnswered(totals, now)
  const asked = Math.max(0, workspace.asked * left - own.asked)
  return { asked, answered: Math.min(asked, Math.max(0, workspace.answered * left - own.answered)) }
}
