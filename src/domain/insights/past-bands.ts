import { DAY_MS } from '../quality/totals/decay.ts'
import { qualityHistory, type HistoryInput } from '../quality/history.ts'
import { bandOf, type QualityBand } from '../quality/score.ts'
import { COUNT_LASTS_DAYS, dayOf } from './ties-over-time.ts'

/** The days (UTC) that stand for the weeks from the day of an instant up to a day that was counted, which is not among them. */
export function pastDays (from: number, countedDay: number): number[] {
  const first = dayOf(from)
  const weeks = Math.max(0, Math.ceil((countedDay - first) / (COUNT_LASTS_DAYS * DAY_MS)))
  return Array.from({ length: weeks }, (_, week) => first + week * COUNT_LASTS_DAYS * DAY_MS)
}

/** A contact's band at each of the instants; null before it was added or first touched, whichever was earlier: then nobody knew of it. */
export function bandsOver ({ knownAt, ...history }: HistoryInput & { readonly knownAt: number }): (QualityBand | null)[] {
  const since = history.touches.reduce((first, { at }) => Math.min(first, at), knownAt)
  return qualityHistory(history).map(({ at, score }) => at < since ? null : bandOf(score))
}
