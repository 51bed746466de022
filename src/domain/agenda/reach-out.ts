import { contactCadence } from '../contacts/standing.ts'
import type { Cadence } from '../contacts/cadence.ts'
import { DAY_MS, daysBetween } from '../quality/totals/decay.ts'
import type { Reason } from '../quality/factor.ts'
import { clamp } from '../quality/logistic.ts'
import { peakOf } from '../quality/totals/peak.ts'
import { ago, counted, interactions } from '../quality/reasons/words.ts'
import type { Suggestion } from './suggestion.ts'
import { scoreAt, shareOf, silentDays, wishedDays, type AgendaContact } from './agenda-contact.ts'
import { aftercareOf } from './aftercare.ts'
import { earlyDays } from './jitter.ts'
import { REVIVE_AFTER_DAYS } from './revive.ts'
import { anotherChannel, isUnanswered, restsUntil, unansweredReason } from './unanswered.ts'
import { qualityReason, strengthReason } from './worth-reasons.ts'

/** Chosen (scoring.md §8): how urgent a touch is on the day it is due, and how many targets later it is wholly so. */
const URGENT_WHEN_DUE = 0.25
const TARGETS_TO_URGENT = 2
/** Chosen (scoring.md §8): what a touch is worth to us. */
const WORTH = { any: 0.45, peak: 0.35, quality: 0.20 }
/** Chosen (scoring.md §8): who writes by themselves can wait for it. */
const LESS_WHERE_THEY_WRITE = 0.3
/** Chosen: another try after messages without an answer is half as urgent. */
const AFTER_NO_ANSWER = 0.5
/** Chosen: a rhythm that was not kept for a year, or for half as long again as it takes, is none any more. */
const LEARNED_LASTS_TARGETS = 1.5

/**
 * A touch that the cadence asks for, or that should follow a favor. Only for a contact whose cadence does not rest. A rhythm that
 * was learned stops asking after a year of silence; what a person has wished for never does.
 */
export function reachOut (contact: AgendaContact, now: number): Suggestion | null {
  if (contact.paused) return null
  const cadence = contactCadence(contact, now)
  const kept = keptUp(contact, cadence, now)
  const aftercare = aftercareOf(contact, now)
  const activeAt = Math.min(kept?.activeAt ?? Infinity, aftercare?.activeAt ?? Infinity)
  if (activeAt === Infinity) return null
  const at = Math.max(now, activeAt)
  const parts = kept && kept.activeAt <= at ? urgencyParts(contact, kept, at) : []
  const fromCadence = parts.reduce((sum, { impact }) => sum + impact, 0) / 100
  const isAftercare = aftercare !== null && aftercare.activeAt <= at
  const priority = Math.max(fromCadence, isAftercare ? aftercare.priorityAt(at) : 0)
  return {
    kind: 'REACH_OUT',
    cause: isAftercare ? aftercare.askId : 'cadence',
    activeAt,
    dueAt: isAftercare ? Math.min(aftercare.dueAt, parts.length > 0 && kept ? kept.activeAt : Infinity) : activeAt,
    priority,
    reasons: () => [
      ...isUnanswered(contact.totals) ? [unansweredReason(contact)] : [],
      ...isAftercare ? [{ ...aftercare.reason(now), impact: priority > fromCadence ? 100 * priority : 0 }] : [],
      ...parts.map(({ tell, impact }) => ({ ...tell(now), impact: priority > fromCadence ? 0 : impact }))
    ],
    channel: anotherChannel(contact)
  }
}

/** A touch that the cadence asks for. */
interface KeptUp {
  readonly activeAt: number
  readonly targetDays: number
  readonly source: Cadence['source']
  /** The touch, or the creation, that the days are counted from. */
  readonly since: number
}

function keptUp (contact: AgendaContact, { targetDays, source, lastTouchAt, dueAt }: Cadence, now: number): KeptUp | null {
  if (targetDays === null || dueAt === null) return null
  const lasts = source === 'LEARNED' ? Math.max(REVIVE_AFTER_DAYS, LEARNED_LASTS_TARGETS * targetDays) : Infinity
  if (silentDays(contact, now) > lasts) return null
  const early = Math.round(earlyDays(contact.id, targetDays, contact.totals.dates) * DAY_MS)
  const activeAt = Math.max(dueAt - early, restsUntil(contact.totals, targetDays))
  return { activeAt, targetDays, source, since: lastTouchAt ?? contact.createdAt }
}

interface Part {
  readonly impact: number
  readonly tell: (now: number) => Omit<Reason, 'impact'>
}

/** REACH_OUT's formula (scoring.md §8) as a sum: each part in points, together 100 times the priority. */
function urgencyParts (contact: AgendaContact, kept: KeptUp, at: number): readonly Part[] {
  const { totals } = contact
  const { score, factors: { warmth: { hear } } } = scoreAt(contact, at)
  const peak = peakOf(totals, at, wishedDays(contact))
  const targets = daysBetween(kept.since, at) / kept.targetDays
  const urgency = clamp((targets - 1) / TARGETS_TO_URGENT + URGENT_WHEN_DUE, 0, 1) * (isUnanswered(totals) ? AFTER_NO_ANSWER : 1)
  const worth = WORTH.any + WORTH.peak * peak + WORTH.quality * shareOf(score)
  const parts: readonly Part[] = [
    { impact: 100 * urgency * WORTH.any, tell: now => cadenceReason(contact, kept, now) },
    { impact: 100 * urgency * WORTH.peak * peak, tell: () => strengthReason(contact, peak) },
    { impact: 100 * urgency * WORTH.quality * shareOf(score), tell: () => qualityReason(score) },
    { impact: -100 * urgency * worth * LESS_WHERE_THEY_WRITE * hear, tell: () => hearReason(contact, hear) }
  ]
  return parts.filter(({ impact }, index) => index === 0 || impact !== 0)
}

function cadenceReason ({ totals, createdAt }: AgendaContact, { targetDays, source, since }: KeptUp, now: number): Omit<Reason, 'impact'> {
  const days = counted(Math.max(1, Math.round(targetDays)), 'day')
  const wanted = { CONTACT: `you want one every ${days}`, TAG: `its tag wants one every ${days}`, LEARNED: `your rhythm is ${days}`, NONE: '' }[source]
  const last = totals.lastFullTouchAt === null ? `Added ${ago(createdAt, now)}, and no real touch yet` : `The last real touch was ${ago(since, now)}`
  return { code: 'CADENCE_DUE', text: `${last}; ${wanted}`, evidence: interactions(totals.recent.any.slice(-1)) }
}

function hearReason ({ totals }: AgendaContact, hear: number): Omit<Reason, 'impact'> {
  return { code: 'MAY_WRITE_FIRST', text: `They may write by themselves: a chance of ${Math.round(100 * hear)} in 100 within a month`, evidence: interactions(totals.recent.in) }
}
