import { DAY_MS } from '../quality/totals/decay.ts'
import { invalid, type FieldError } from '../refusal.ts'
import { refuse } from '../contacts/contact.ts'
import type { KeptSuggestion } from './suggestion.ts'
import { cleanText } from '../text.ts'
import { opened } from './keep-suggestions.ts'

const LONGEST_SNOOZE_DAYS = 366
export const LONGEST_REASON = 500

/** A suggestion put off until an instant, within a year. Refuses (INVALID) any other. */
export function snooze (kept: KeptSuggestion, until: number, now: number): KeptSuggestion {
  if (until <= now) throw invalid({ path: 'until', message: 'lies in the past.' })
  if (until > now + LONGEST_SNOOZE_DAYS * DAY_MS) throw invalid({ path: 'until', message: 'is more than a year ahead; skip it instead.' })
  return opened({ ...kept, snoozedUntil: until, skippedAt: null, skipReason: null }, now)
}

/** The skip that holds at `now`; that of a touch is over once the next one is wanted. */
export function skipHeld ({ kind, snoozedUntil, skippedAt, skipReason }: KeptSuggestion, now: number): Pick<KeptSuggestion, 'skippedAt' | 'skipReason'> {
  return kind === 'REACH_OUT' && snoozedUntil <= now ? { skippedAt: null, skipReason: null } : { skippedAt, skipReason }
}

/**
 * A suggestion skipped: until what it follows from has changed, or, where it is a touch, until the next one is wanted, `targetDays`
 * from now. Refuses (INVALID) a reason that is empty or too long.
 */
export function skip (kept: KeptSuggestion, reason: string, targetDays: number, now: number): KeptSuggestion {
  const errors: FieldError[] = []
  const skipReason = cleanText(reason, { path: 'reason', max: LONGEST_REASON }, errors)
  if (skipReason === null) errors.push({ path: 'reason', message: 'is empty; say in a word why, for whoever wonders later.' })
  refuse(errors)
  const snoozedUntil = kept.kind === 'REACH_OUT' ? now + Math.round(targetDays * DAY_MS) : kept.snoozedUntil
  return opened({ ...kept, snoozedUntil, skippedAt: now, skipReason }, now)
}
