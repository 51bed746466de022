/** RECEIVED: kept, and to be read. PROCESSED: read. IGNORED: read, and nothing in it to keep. FAILED: rests until it is replayed. */
export const DELIVERY_STATUSES = ['RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED'] as const
export type DeliveryStatus = typeof DELIVERY_STATUSES[number]

/** One received webhook. Instants are epoch milliseconds. */
export interface Delivery {
  readonly id: string
  readonly integrationId: string
  /** What the provider names it by: the same webhook sent again has the same. */
  readonly deliveryKey: string
  readonly receivedAt: number
  readonly status: DeliveryStatus
  /** Why it was ignored, or has failed. */
  readonly reason: string | null
  /** How often it was tried. */
  readonly attempts: number
  readonly processedAt: number | null
  /** What it told of, as interactions; those that were deleted since may be among them. */
  readonly interactionIds: readonly string[]
}

/** Days that deliveries are kept, where a workspace has not said. */
export const DELIVERY_DAYS = 30

const MINUTE_MS = 60_000
/** What a failed try is followed by; after the last of them a delivery rests in FAILED. */
const RETRY_AFTER_MS = [MINUTE_MS / 2, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * 60 * MINUTE_MS, 8 * 60 * MINUTE_MS]

/** When a delivery whose try number `attempts` (from 1) has failed is tried again, from `now`; null where it is not. */
export function nextAttempt (attempts: number, now: number): number | null {
  const wait = RETRY_AFTER_MS[attempts - 1]
  return wait === undefined ? null : now + wait
}
