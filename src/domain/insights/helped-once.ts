import { DAY_MS } from '../quality/totals/decay.ts'
import { dayOf } from './ties-over-time.ts'

/** Chosen: a touch that asks for nothing is due within a month of a favor; until then nobody is forgotten. */
export const FORGOTTEN_AFTER_DAYS = 30

/** Somebody who gave us something, or met a request of ours. Instants are epoch milliseconds. */
export interface Helper {
  readonly contactId: string
  /** The first time. */
  readonly helpedAt: number
  /** The last touch heavy enough to reset a cadence; null where there was none. */
  readonly lastTouchAt: number | null
}

/**
 * Whether we have disappeared after one favor: a month and more has gone by since they first helped, and on no later day (UTC) there was
 * a touch heavy enough to reset a cadence. What passed on the day itself was the help.
 */
export function isForgotten ({ helpedAt, lastTouchAt }: Helper, now: number): boolean {
  if (now - helpedAt <= FORGOTTEN_AFTER_DAYS * DAY_MS) return false
  return lastTouchAt === null || dayOf(lastTouchAt) <= dayOf(helpedAt)
}
