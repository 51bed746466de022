import { DAY_MS } from './totals/decay.ts'
import { warmthAt } from './warmth.ts'
import type { Totals } from './totals/totals.ts'

/** Chosen: below this warmth a tie is cold. */
export const COLD_BELOW = 25

const SECOND_MS = 1000

/**
 * When warmth falls below 25 if nothing happens, in epoch milliseconds, to the second; null where it is below already or has
 * no score. Warmth only falls between touches, so bisection finds the one moment.
 */
export function warmUntil ({ totals, now, targetDays }: {
  readonly totals: Totals
  readonly now: number
  readonly targetDays: number | null
}): number | null {
  const isCold = (at: number) => !((warmthAt(totals, at, targetDays) ?? 0) >= COLD_BELOW)
  if (isCold(now)) return null
  let warmAt = now
  let coldAt = now + DAY_MS
  while (!isCold(coldAt)) {
    warmAt = coldAt
    coldAt = now + 2 * (coldAt - now)
  }
  while (coldAt - warmAt > SECOND_MS) {
    const middle = now + SECOND_MS * Math.floor((warmAt + coldAt - 2 * now) / 2 / SECOND_MS)
    if (isCold(middle)) coldAt = middle
    else warmAt = middle
  }
  return coldAt
}
