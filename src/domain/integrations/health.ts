import { counted } from '../quality/reasons/words.ts'
import { DAY_MS } from '../quality/totals/decay.ts'

/**
 * NEW: nothing has come yet. HEALTHY: what comes is read. FAILING: what came last could not be read, or was not let in, or waits for too
 * long. SILENT: nothing has come for a long time. PAUSED: what comes is kept and not read.
 */
export const HEALTH_STATES = ['NEW', 'HEALTHY', 'FAILING', 'SILENT', 'PAUSED'] as const
export type HealthState = typeof HEALTH_STATES[number]

/** What came in lately, in epoch milliseconds; null where nothing of the kind is there. */
export interface Activity {
  readonly lastDeliveryAt: number | null
  /** When the newest of those that were read, and of those that failed, had come. */
  readonly lastReadAt: number | null
  readonly lastFailedAt: number | null
  readonly oldestWaitingAt: number | null
  /** When somebody was last turned away, who had not signed as the secret demands. */
  readonly lastRejectedAt: number | null
}

export interface Health {
  readonly state: HealthState
  /** In a sentence for a member; null where all is well. */
  readonly reason: string | null
}

const HOUR_MS = 3_600_000
/** Retries are spread over half a day; by an hour the first of them are through, or nobody reads at all. */
const LONG_WAIT_MS = HOUR_MS
const LONG_SILENCE_MS = 30 * DAY_MS

/** Of an integration whose secret nobody here can open: what is sent to it is answered with an error, and sent again by most providers. */
export const LOCKED: Health = {
  state: 'FAILING', reason: 'Its secret was sealed with another SECRET_KEY: the server needs that one too, behind its own; or give the integration a new secret.'
}

/** How an integration is doing at `now`. */
export function healthOf (paused: boolean, activity: Activity, now: number): Health {
  const { lastDeliveryAt, lastReadAt, lastFailedAt, oldestWaitingAt, lastRejectedAt } = activity
  if (paused) return { state: 'PAUSED', reason: 'It is paused: what arrives is kept, and read once it goes on.' }
  if (isAfter(lastRejectedAt, lastDeliveryAt)) {
    return { state: 'FAILING', reason: 'The last webhook was turned away: it was not signed with the secret of this integration.' }
  }
  if (isAfter(lastFailedAt, lastReadAt)) return { state: 'FAILING', reason: 'The last delivery could not be read; its reason says why.' }
  if (oldestWaitingAt !== null && now - oldestWaitingAt > LONG_WAIT_MS) {
    return { state: 'FAILING', reason: `A delivery has waited for ${counted(Math.floor((now - oldestWaitingAt) / HOUR_MS), 'hour')} to be read.` }
  }
  if (lastDeliveryAt === null) return { state: 'NEW', reason: 'Nothing has arrived yet.' }
  if (now - lastDeliveryAt > LONG_SILENCE_MS) {
    return { state: 'SILENT', reason: `Nothing has arrived for ${counted(Math.floor((now - lastDeliveryAt) / DAY_MS), 'day')}.` }
  }
  return { state: 'HEALTHY', reason: null }
}

function isAfter (one: number | null, other: number | null): boolean {
  return one !== null && (other === null || one > other)
}
