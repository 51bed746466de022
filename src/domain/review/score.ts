// Points of a review (scoring.md §9): designed, and sobered by what real requests show (docs/asks.md). Together they make 100.
export const POINTS = {
  REQUEST: 25, EARLY: 10, OFFER: 15, OFFER_FIRST: 10, ONE_REQUEST: 5, DATE: 10, REASON: 10, THANKS: 5, EASY_NO: 5, LENGTH: 5
} as const

/** Taken off: hedges each, the others once, however often they come. */
export const DEDUCTIONS = { HEDGED: 5, INDIRECT: 10, APOLOGETIC: 5, PRESSURE: 15, FLATTERY: 5 } as const
export const MOST_FOR_HEDGES = 15

/** A request among the first sentences is one that is not buried. */
export const EARLY_SENTENCES = 2
/** In words. */
export const GOOD_LENGTH = { least: 30, most: 120 } as const

/** What the score is made from. */
export interface Traits {
  /** Of the request among the sentences, from 0; null where nothing is asked. */
  readonly requestPlace: number | null
  readonly requests: number
  readonly offerPlace: number | null
  readonly hasDate: boolean
  readonly hasReason: boolean
  readonly hasThanks: boolean
  readonly hasEasyNo: boolean
  readonly words: number
  readonly hedges: number
  readonly isIndirect: boolean
  readonly isApologetic: boolean
  readonly presses: boolean
  readonly flatters: boolean
}

/** One part of a score; all parts together make it, but that it never falls below 0. */
export interface Part {
  readonly code: keyof typeof POINTS | keyof typeof DEDUCTIONS
  /** Points earned, or taken off where negative; 0 where there was something to earn. */
  readonly points: number
}

/** Every part of the score: all that can be earned, and what is taken off. */
export function partsOf (traits: Traits): readonly Part[] {
  const earned: Readonly<Record<keyof typeof POINTS, boolean>> = {
    REQUEST: traits.requestPlace !== null,
    EARLY: traits.requestPlace !== null && traits.requestPlace < EARLY_SENTENCES,
    OFFER: traits.offerPlace !== null,
    OFFER_FIRST: traits.offerPlace !== null && traits.requestPlace !== null && traits.offerPlace <= traits.requestPlace,
    ONE_REQUEST: traits.requests === 1,
    DATE: traits.hasDate,
    REASON: traits.hasReason,
    THANKS: traits.hasThanks,
    EASY_NO: traits.hasEasyNo,
    LENGTH: traits.words >= GOOD_LENGTH.least && traits.words <= GOOD_LENGTH.most
  }
  const taken: Readonly<Record<keyof typeof DEDUCTIONS, number>> = {
    HEDGED: Math.min(traits.hedges * DEDUCTIONS.HEDGED, MOST_FOR_HEDGES),
    INDIRECT: traits.isIndirect ? DEDUCTIONS.INDIRECT : 0,
    APOLOGETIC: traits.isApologetic ? DEDUCTIONS.APOLOGETIC : 0,
    PRESSURE: traits.presses ? DEDUCTIONS.PRESSURE : 0,
    FLATTERY: traits.flatters ? DEDUCTIONS.FLATTERY : 0
  }
  return [
    ...keysOf(POINTS).map(code => ({ code, points: earned[code] ? POINTS[code] : 0 })),
    ...keysOf(DEDUCTIONS).filter(code => taken[code] > 0).map(code => ({ code, points: -taken[code] }))
  ]
}

/** 0 to 100. */
export function scoreOf (parts: readonly Part[]): number {
  return Math.max(0, parts.reduce((sum, { points }) => sum + points, 0))
}

function keysOf<Key extends string> (record: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(record) as Key[]
}
