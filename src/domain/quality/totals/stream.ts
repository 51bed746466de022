import { daysBetween, halved } from './decay.ts'

/** Fitted: the half-lives of the three memories of a stream, and of the residual that keeps a burst from counting twice. */
export const FAST_DAYS = 7
export const MEDIUM_DAYS = 60
export const SLOW_DAYS = 730
const RESIDUAL_DAYS = 2

/** Fitted: how much the two longer memories weigh beside the fast one. */
export const MEDIUM_SHARE = 0.2
export const SLOW_SHARE = 0.08

/**
 * One flow of touches, remembered at three speeds. Everything stands as of `at`, the last touch (null before the first).
 * `residual` is what the last burst still takes off the next touch, so that ten mails in an hour count as the weightiest of them.
 */
export interface Stream {
  readonly fast: number
  readonly medium: number
  readonly slow: number
  readonly residual: number
  readonly at: number | null
}

export const EMPTY_STREAM: Stream = { fast: 0, medium: 0, slow: 0, residual: 0, at: null }

/** The stream after a touch of this mass; touches come in time order. */
export function addToStream (stream: Stream, at: number, mass: number): Stream {
  if (stream.at === null) return { fast: mass, medium: mass, slow: mass, residual: mass, at }
  const days = daysBetween(stream.at, at)
  const residual = stream.residual * halved(days, RESIDUAL_DAYS)
  const counted = Math.max(0, mass - residual)
  return {
    fast: stream.fast * halved(days, FAST_DAYS) + counted,
    medium: stream.medium * halved(days, MEDIUM_DAYS) + counted,
    slow: stream.slow * halved(days, SLOW_DAYS) + counted,
    residual: Math.max(mass, residual),
    at
  }
}

/** How much is alive of the stream at an instant: 1.28 right after a single e-mail, falling ever after. */
export function readStream (stream: Stream, at: number): number {
  if (stream.at === null) return 0
  const days = daysBetween(stream.at, at)
  return stream.fast * halved(days, FAST_DAYS) +
    MEDIUM_SHARE * stream.medium * halved(days, MEDIUM_DAYS) +
    SLOW_SHARE * stream.slow * halved(days, SLOW_DAYS)
}
