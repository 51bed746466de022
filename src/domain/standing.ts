import { cadenceOf, type Cadence } from './cadence.ts'
import type { Contact } from './contact.ts'
import { assessQuality, type Quality } from './quality/assess.ts'
import { daysBetween, halved } from './quality/decay.ts'
import { askedAnswered, QUESTION_HALF_LIFE_DAYS, type AskedAnswered } from './quality/question.ts'
import { scoreQuality } from './quality/score.ts'
import type { Totals } from './quality/totals.ts'
import { warmUntil } from './quality/warm-until.ts'

/** A contact with all that its scores rest on. */
export interface KnownContact extends Contact {
  readonly totals: Totals
  readonly workspace: WorkspaceQuestions
}

/** Questions asked and answered over all contacts of the workspace, decayed to `at` (epoch milliseconds). */
export interface WorkspaceQuestions extends AskedAnswered {
  readonly at: number
}

/** Where a contact stands in the orders by score: -1 where there is no score; else in full precision. */
export interface Rank {
  readonly quality: number
  readonly warmth: number
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
}

type Scored = Pick<KnownContact, 'totals' | 'targetDays' | 'paused' | 'createdAt' | 'workspace'>

/** How good the contact is at `now`, which is not before the last touch in its totals. */
export function qualityOf (contact: Scored, now: number): Quality {
  return assessQuality({ totals: contact.totals, now, targetDays: contact.targetDays, prior: priorOf(contact, now) })
}

/** How often we want to be in touch, and where we stand at `now`. */
export function contactCadence (contact: Omit<Scored, 'workspace'>, now: number): Cadence {
  const { totals, createdAt, targetDays, paused } = contact
  return cadenceOf({ totals, createdAt, contactDays: targetDays, tagDays: null, paused, now })
}

/** What the indexes are to say of the contact as of `now`. */
export function standingOf (contact: Scored, now: number): Standing {
  const { totals, targetDays } = contact
  const cadence = contactCadence(contact, now)
  return {
    lastInteractionAt: totals.lastInteractionAt ?? -Infinity,
    dueAt: cadence.dueAt ?? Infinity,
    overdueAt: cadence.overdueAt ?? Infinity,
    lapsedAt: cadence.lapsedAt ?? Infinity,
    warmUntil: warmUntil({ totals, now, targetDays }) ?? -Infinity,
    ...rankOf(contact, now)
  }
}

/** What changes in the standing as time passes, though nothing happens. */
export function rankOf (contact: Pick<Scored, 'totals' | 'targetDays' | 'workspace'>, now: number): Rank {
  const { totals, targetDays } = contact
  const { score, factors } = scoreQuality({ totals, now, targetDays, prior: priorOf(contact, now) })
  return { quality: score ?? -1, warmth: factors.warmth.score ?? -1 }
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
