import { invalid } from '../refusal.ts'
import { addTouch } from './totals/add-touch.ts'
import { DAY_MS } from './totals/decay.ts'
import { scoreQuality } from './score.ts'
import type { QualityInput } from './score.ts'
import { emptyTotals } from './totals/totals.ts'
import type { Totals } from './totals/totals.ts'
import { compareTouches } from './totals/touch.ts'
import type { Touch } from './totals/touch.ts'

export const HISTORY_STEPS = ['DAY', 'WEEK', 'MONTH'] as const
export type HistoryStep = typeof HISTORY_STEPS[number]

/** Chosen: three years by days. */
export const MOST_POINTS = 1100

/** A contact's score at an instant (epoch milliseconds), full precision; null where too little was known then. */
export interface QualityPoint {
  readonly at: number
  readonly score: number | null
}

export interface HistoryInput {
  /** In any order. */
  readonly touches: readonly Touch[]
  /** In order. */
  readonly instants: readonly number[]
  /** What the score rests on at an instant, at which the contact had these totals. */
  readonly inputAt: (at: number, totals: Totals) => QualityInput
}

/** The score at each of the instants, from what lay before it alone, in one pass over the touches. */
export function qualityHistory (input: HistoryInput): readonly QualityPoint[] {
  const { touches, instants, inputAt } = input
  const ordered = [...touches].sort(compareTouches)
  let totals = emptyTotals()
  let next = 0
  return instants.map(at => {
    for (let touch = ordered[next]; touch !== undefined && touch.at <= at; touch = ordered[++next]) {
      totals = addTouch(totals, touch)
    }
    return { at, score: scoreQuality(inputAt(at, totals)).score }
  })
}

/**
 * `from`, and each step after it up to `to`. Refuses (INVALID) where `to` lies before `from`, and where there would be more
 * than 1,100 instants.
 */
export function historyInstants (from: number, to: number, every: HistoryStep): readonly number[] {
  if (to < from) throw invalid({ path: 'to', message: 'lies before from' })
  const instants: number[] = []
  for (let at = from; at <= to; at = stepsAfter(from, instants.length, every)) {
    if (instants.length === MOST_POINTS) {
      throw invalid({ path: 'every', message: `makes more than ${MOST_POINTS} points; choose longer steps or a shorter time` })
    }
    instants.push(at)
  }
  return instants
}

function stepsAfter (from: number, steps: number, every: HistoryStep): number {
  if (every === 'MONTH') return monthsAfter(from, steps)
  return from + steps * (every === 'DAY' ? 1 : 7) * DAY_MS
}

/** The same day of a later month (UTC), or that month's last: 31 January, 29 February, 31 March. */
function monthsAfter (from: number, months: number): number {
  const date = new Date(from)
  const firstOfMonth = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const first = new Date(firstOfMonth)
  const daysInMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  const day = Math.min(date.getUTCDate(), daysInMonth)
  return firstOfMonth + (day - 1) * DAY_MS + ((from % DAY_MS) + DAY_MS) % DAY_MS
}
