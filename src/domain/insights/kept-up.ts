import { CHANNELS, type Channel } from '../interactions/interaction.ts'
import { CADENCE_MASS } from '../quality/totals/add-touch.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import { TOUCH_MASS } from '../quality/totals/touch.ts'

/** Chosen: how far back one looks. */
export const KEPT_UP_DAYS = 365

/** The channels of the touches that reset a cadence. */
export const FULL_CHANNELS: readonly Channel[] = CHANNELS.filter(channel => TOUCH_MASS[channel] >= CADENCE_MASS)

/** What is known of a contact with a cadence that somebody set. Instants are epoch milliseconds. */
export interface SetCadence {
  readonly contactId: string
  readonly targetDays: number
  readonly createdAt: number
  /** The touches that reset it, oldest first: those of the time that is looked at, and of one target before it. */
  readonly touchesAt: readonly number[]
}

/** How well a cadence was kept. */
export interface KeptUp {
  readonly contactId: string
  readonly targetDays: number
  /** The share of the time in which the next touch was not due yet, 0 to 1. */
  readonly share: number
  /** Touches that reset the cadence, in that time. */
  readonly touches: number
  /** When that time began: a year ago, or when the contact was added or first touched, whichever was later. */
  readonly since: number
}

/** How well a cadence was kept in the year up to `now`, measured with the target of today; null where nothing could be due yet. */
export function keptUp ({ contactId, targetDays, createdAt, touchesAt }: SetCadence, now: number): KeptUp | null {
  const since = Math.max(now - KEPT_UP_DAYS * DAY_MS, Math.min(createdAt, touchesAt[0] ?? Infinity))
  if (now - since < targetDays * DAY_MS) return null
  const seen = touchesAt.filter(at => at <= now)
  // A contact counts from when it was added, where it was not touched before.
  const resets = seen[0] !== undefined && seen[0] <= createdAt ? seen : [createdAt, ...seen]
  const onTrack = resets.reduce((sum, at, index) => {
    const until = Math.min(at + targetDays * DAY_MS, resets[index + 1] ?? now, now)
    return sum + Math.max(0, until - Math.max(at, since))
  }, 0)
  return { contactId, targetDays, share: onTrack / (now - since), touches: seen.filter(at => at >= since).length, since }
}

/** Best kept first; of two that are alike, the one that asks for more. */
export function compareKeptUp (a: KeptUp, b: KeptUp): number {
  return b.share - a.share || a.targetDays - b.targetDays || b.touches - a.touches || (a.contactId < b.contactId ? -1 : 1)
}
