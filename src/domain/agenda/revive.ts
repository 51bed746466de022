import { DAY_MS } from '../quality/totals/decay.ts'
import { peakOf } from '../quality/totals/peak.ts'
import { ago, interactions } from '../quality/reasons/words.ts'
import type { Suggestion } from './suggestion.ts'
import { scoreAt, shareOf, wishedDays, type AgendaContact } from './agenda-contact.ts'
import { anotherChannel } from './unanswered.ts'
import { qualityReason, strengthReason } from './worth-reasons.ts'

/** Chosen (scoring.md §8): a tie that was strong, and has been silent for a year. */
export const REVIVE_AFTER_DAYS = 365
const ONCE_STRONG = 0.6
const WORTH = { peak: 0.4, quality: 0.2 }
/** Chosen: of two ties as strong to a thousandth, the one that leads elsewhere comes first. */
const DIFFERENT = 0.001
/** Chosen: a year is long enough that nothing is said of it before its last days. */
const FORESEEN_DAYS = 7

/**
 * A tie worth reviving. Where somebody wished for a cadence, that already asks for the touch. `colleagues` says how many others the
 * workspace knows at the same organization: the fewer, the more a revived tie opens.
 */
export function revive (contact: AgendaContact, now: number, colleagues?: number): Suggestion | null {
  const { totals, paused } = contact
  if (paused || wishedDays(contact) !== null || totals.lastTouchAt === null) return null
  const activeAt = totals.lastTouchAt + REVIVE_AFTER_DAYS * DAY_MS
  if (now < activeAt - FORESEEN_DAYS * DAY_MS) return null
  const at = Math.max(now, activeAt)
  const peak = peakOf(totals, at, null)
  if (peak < ONCE_STRONG) return null
  const { score } = scoreAt(contact, at)
  const different = colleagues === undefined ? 0 : DIFFERENT / (1 + colleagues)
  const lastTouchAt = totals.lastTouchAt
  return {
    kind: 'REVIVE',
    cause: totals.recent.any.slice(-1).join(),
    activeAt,
    dueAt: null,
    priority: WORTH.peak * peak + WORTH.quality * shareOf(score) + different,
    reasons: () => [
      { ...strengthReason(contact, peak), impact: 100 * WORTH.peak * peak },
      { code: 'LONG_SILENT', text: `The last touch was ${ago(lastTouchAt, now)}: an old tie is quickly picked up again`, impact: 0, evidence: interactions(totals.recent.any.slice(-1)) },
      { ...qualityReason(score), impact: 100 * WORTH.quality * shareOf(score) },
      ...colleagues === undefined ? [] : [{ code: 'DIFFERENT', text: differentText(colleagues), impact: 100 * different, evidence: [] }]
    ],
    channel: anotherChannel(contact)
  }
}

function differentText (colleagues: number): string {
  return colleagues === 0 ? 'You know nobody else where they work' : `You know ${colleagues} more where they work`
}
