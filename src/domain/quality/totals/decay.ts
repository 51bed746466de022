/** One day, in the milliseconds in which every instant of the domain is counted. */
export const DAY_MS = 86_400_000

/** Days from one instant to a later one; 0 when the later one lies before, so that a wrong clock never lets a sum grow. */
export function daysBetween (from: number, to: number): number {
  return Math.max(0, (to - from) / DAY_MS)
}

/** What is left of 1 after so many days. */
export function halved (days: number, halfLifeDays: number): number {
  return days === 0 ? 1 : 2 ** (-days / halfLifeDays)
}

/** Two sums, theirs and ours, that halve together; both stand as of `at`, null while nothing was added. */
export interface DecayedPair {
  readonly in: number
  readonly out: number
  readonly at: number | null
}

export const EMPTY_PAIR: DecayedPair = { in: 0, out: 0, at: null }

/** The pair at an instant, with something added to either side. */
export function addToPair (pair: DecayedPair, at: number, inbound: number, outbound: number, halfLifeDays: number): DecayedPair {
  const left = readPair(pair, at, halfLifeDays)
  return { in: left.in + inbound, out: left.out + outbound, at }
}

/** What is left of both sides at an instant. */
export function readPair (pair: DecayedPair, at: number, halfLifeDays: number): { in: number, out: number } {
  if (pair.at === null) return { in: 0, out: 0 }
  const left = halved(daysBetween(pair.at, at), halfLifeDays)
  return { in: pair.in * left, out: pair.out * left }
}
