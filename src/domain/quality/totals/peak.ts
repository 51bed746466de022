import { DAY_MS, EMPTY_PAIR } from './decay.ts'
import { readTotals } from './reading.ts'
import type { Peak, Totals } from './totals.ts'
import { hasEnoughContact, warmSignal, warmthAt, warmthOfSignal } from '../warmth.ts'

/** Chosen: how warm a tie once was is remembered for two years, counted in spans of 30 days. */
const SPAN_DAYS = 30
const SPANS = 24

/**
 * The peaks of totals to which a touch has just been added at `at`. It outshines all that came before it and was less warm, so that
 * what is left falls from span to span: at most 25 of them, and mostly one or two.
 */
export function peaksAfter (totals: Totals, at: number): readonly Peak[] {
  const { peaks = [] } = totals
  if (!hasEnoughContact(totals)) return peaks
  const span = spanOf(at)
  const signal = warmSignal(readTotals(totals, at))
  const warmer = peaks.filter(peak => peak[1] > signal && peak[0] >= span - SPANS)
  return warmer.at(-1)?.[0] === span ? warmer : [...warmer, [span, signal]]
}

/**
 * The best warmth of the last 24 months as of `now`, 0 to 1: right after a touch, or, where none lies in that time, what was left
 * of the tie when it began. Months are spans of 30 days, the one that runs and 24 before it; crumbs make no peak.
 */
export function peakOf (totals: Totals, now: number, targetDays: number | null): number {
  const first = spanOf(now) - SPANS
  const [best] = (totals.peaks ?? []).filter(([span]) => span >= first)
  if (best) return warmthOfSignal(best[1], targetDays) / 100
  const beganAt = first * SPAN_DAYS * DAY_MS
  if (totals.lastTouchAt === null || totals.lastTouchAt >= beganAt) return 0
  return (warmthAt({ ...totals, crumbs: EMPTY_PAIR }, beganAt, targetDays) ?? 0) / 100
}

function spanOf (at: number): Peak[0] {
  return Math.floor(at / (SPAN_DAYS * DAY_MS))
}
