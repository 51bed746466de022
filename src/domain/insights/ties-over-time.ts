import { DAY_MS } from '../quality/totals/decay.ts'
import type { BandCounts } from './band-counts.ts'

/** Chosen: a count says something of the week after it, and nothing of later days. */
export const COUNT_LASTS_DAYS = 7

/** How many contacts stood in each band on a day. `day` is the first instant (UTC) of it, in epoch milliseconds. */
export interface CountedDay {
  readonly day: number
  readonly counts: BandCounts
}

/** What is known of an instant: the last count on its day or in the week before. */
export interface BandPoint extends CountedDay {
  readonly at: number
}

/** A point for each of the instants of which anything is known. Instants and days are in order. */
export function tiesOverTime (instants: readonly number[], days: readonly CountedDay[]): BandPoint[] {
  const points: BandPoint[] = []
  let next = 0
  let last: CountedDay | null = null
  for (const at of instants) {
    for (let day = days[next]; day !== undefined && day.day <= at; day = days[++next]) last = day
    if (last !== null && dayOf(at) - last.day < COUNT_LASTS_DAYS * DAY_MS) points.push({ at, ...last })
  }
  return points
}

/** The first instant of the day (UTC) in which an instant lies. */
export function dayOf (at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS
}
