import type { Channel, Direction } from '../../interactions/interaction.ts'
import { EMPTY_PAIR } from './decay.ts'
import type { DecayedPair } from './decay.ts'
import { NO_QUESTIONS } from './question.ts'
import type { Questions } from './question.ts'
import { EMPTY_STREAM } from './stream.ts'
import type { Stream } from './stream.ts'

/** Chosen: crumbs are forgotten in months. */
export const CRUMB_HALF_LIFE_DAYS = 60
/** Fitted: how long a message weighs in the balance of who writes to whom. */
export const MESSAGE_HALF_LIFE_DAYS = 180

/** How warm the tie was right after the warmest touch of a span of 30 days: the span's number, and the signal that warmth is made of. */
export type Peak = readonly [span: number, signal: number]

/**
 * All that the scores remember of a contact, of constant size, plain JSON. "in" is the contact to us, "out" we to them; a MUTUAL
 * touch is one event in each of the three streams. Decayed sums stand as of their own `at`, instants are epoch milliseconds, null
 * where there was none. Crumbs show in `crumbs` and in `lastInteraction*` alone; BULK nowhere.
 */
export interface Totals {
  readonly any: Stream
  readonly in: Stream
  readonly out: Stream
  /** Mass of crumbs. */
  readonly crumbs: DecayedPair
  /** N_in and N_out: numbers of touches. */
  readonly messages: DecayedPair
  readonly questions: Questions
  /** Plain counts of touches by direction; `touches` is their sum, `mass` what they weigh together. */
  readonly inbound: number
  readonly outbound: number
  readonly mutual: number
  readonly touches: number
  readonly mass: number
  /** Distinct dates (UTC) with a touch. */
  readonly dates: number
  readonly firstTouchAt: number | null
  readonly lastTouchAt: number | null
  readonly lastTouchDirection: Direction | null
  readonly lastTouchChannel: Channel | null
  /** The last touch heavy enough to reset a cadence. */
  readonly lastFullTouchAt: number | null
  /** The last touch from them, or with them. */
  readonly lastHeardAt: number | null
  /** Touches of ours in a row since they were last heard. Missing in totals that were kept before it was counted, and so is `peaks`. */
  readonly unanswered?: number
  /** The best of the last two years: see peak.ts. */
  readonly peaks?: readonly Peak[]
  /** The last touch or crumb applied: what lies after it is new, what lies before it is late. */
  readonly lastInteractionAt: number | null
  readonly lastInteractionId: string | null
  /** Ids of the last touches, oldest first: what a reason names as its evidence. */
  readonly recent: { readonly any: readonly string[], readonly in: readonly string[], readonly out: readonly string[] }
}

/** The totals of a contact with whom nothing has passed yet. */
export function emptyTotals (): Totals {
  return {
    any: EMPTY_STREAM,
    in: EMPTY_STREAM,
    out: EMPTY_STREAM,
    crumbs: EMPTY_PAIR,
    messages: EMPTY_PAIR,
    questions: NO_QUESTIONS,
    inbound: 0,
    outbound: 0,
    mutual: 0,
    touches: 0,
    mass: 0,
    dates: 0,
    firstTouchAt: null,
    lastTouchAt: null,
    lastTouchDirection: null,
    lastTouchChannel: null,
    lastFullTouchAt: null,
    lastHeardAt: null,
    unanswered: 0,
    peaks: [],
    lastInteractionAt: null,
    lastInteractionId: null,
    recent: { any: [], in: [], out: [] }
  }
}
