/** How fast a caller may spend points, and how many it may save up. */
export interface RateLimit {
  readonly capacity: number
  /** Points per second. */
  readonly restoreRate: number
}

/** Seconds of spending that a full bucket holds. */
export const SECONDS_SAVED = 20

/** Buckets kept at most; beyond them the one that was touched longest ago is forgotten, which its owner finds full again. */
const MAX_BUCKETS = 100_000

/** A caller's bucket after a purchase or a refund. */
export interface Balance {
  readonly isPaid: boolean
  readonly available: number
  /** Until there is enough for what was asked; 0 where it was paid. */
  readonly waitSeconds: number
  /** Until the bucket is full. */
  readonly fullInSeconds: number
}

/** Leaky buckets by caller. Times are milliseconds of one clock that never goes back further than a client may gain by it. */
export interface Buckets {
  readonly limit: RateLimit
  /** Takes the points if they are there, and nothing if not. */
  take (key: string, points: number, nowMs: number): Balance
  /** Gives points back; a bucket never holds more than its capacity. */
  refund (key: string, points: number, nowMs: number): Balance
  /** How many buckets are kept: those that are not full. */
  size (): number
}

export function rateLimitOf (restoreRate: number): RateLimit {
  return { capacity: restoreRate * SECONDS_SAVED, restoreRate }
}

export function createBuckets (limit: RateLimit): Buckets {
  // In the order in which they were last touched: the first are full soonest.
  const buckets = new Map<string, { points: number, atMs: number }>()

  function level (key: string, nowMs: number): number {
    const bucket = buckets.get(key)
    if (!bucket) return limit.capacity
    return Math.min(limit.capacity, bucket.points + Math.max(0, nowMs - bucket.atMs) / 1000 * limit.restoreRate)
  }

  function keep (key: string, points: number, nowMs: number): void {
    buckets.delete(key)
    buckets.set(key, { points, atMs: nowMs })
    for (const [oldest] of buckets) {
      if (level(oldest, nowMs) < limit.capacity && buckets.size <= MAX_BUCKETS) break
      buckets.delete(oldest)
    }
  }

  function balance (isPaid: boolean, points: number, missing: number): Balance {
    return {
      isPaid,
      available: Math.floor(points),
      waitSeconds: Math.max(0, Math.ceil(missing / limit.restoreRate)),
      fullInSeconds: Math.ceil((limit.capacity - points) / limit.restoreRate)
    }
  }

  return {
    limit,
    take (key, points, nowMs) {
      const held = level(key, nowMs)
      if (held < points) return balance(false, held, points - held)
      keep(key, held - points, nowMs)
      return balance(true, held - points, 0)
    },
    refund (key, points, nowMs) {
      const held = Math.min(limit.capacity, level(key, nowMs) + points)
      keep(key, held, nowMs)
      return balance(true, held, 0)
    },
    size: () => buckets.size
  }
}
