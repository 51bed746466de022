import { countBands, NOBODY, type BandCounts } from '../insights/band-counts.ts'
import type { Weights } from './factor.ts'
import { scoreQuality, shownScore, weigh, type QualityBand, type QualityInput } from './score.ts'

/** Movers that a preview remembers; the rest is in its counts. */
export const MOST_MOVERS = 100
/** Gaining or losing a score outright is the largest move there is. */
const LARGEST_MOVE = 100

/** A contact under the present weights and under others. Scores are in full precision; null where too little is known. */
export interface WeighedTwice {
  readonly contactId: string
  readonly before: { readonly score: number | null, readonly band: QualityBand }
  readonly after: { readonly score: number | null, readonly band: QualityBand }
}

/** Who would move if the factors weighed something else, over all contacts that were looked at. */
export interface ScoringPreview {
  readonly contacts: number
  /** Whose score, as it is shown, or band would be another. */
  readonly moved: number
  readonly before: BandCounts
  readonly after: BandCounts
  /** Those who would move most, at most a hundred, farthest first. */
  readonly movers: readonly WeighedTwice[]
}

export const EMPTY_PREVIEW: ScoringPreview = { contacts: 0, moved: 0, before: NOBODY, after: NOBODY, movers: [] }

/** A contact's quality with the weights that it has, and with others; the factors are the same. */
export function weighTwice (contactId: string, input: QualityInput, weights: Weights): WeighedTwice {
  const scored = scoreQuality(input)
  const after = weigh(scored, weights)
  return { contactId, before: { score: scored.score, band: scored.band }, after: { score: after.score, band: after.band } }
}

/** The preview with more contacts in it; in whatever parts they come, the whole is the same. */
export function extendPreview (preview: ScoringPreview, contacts: readonly WeighedTwice[]): ScoringPreview {
  const moving = contacts.filter(hasMoved)
  return {
    contacts: preview.contacts + contacts.length,
    moved: preview.moved + moving.length,
    before: countBands(contacts.map(({ before }) => before.band), preview.before),
    after: countBands(contacts.map(({ after }) => after.band), preview.after),
    movers: [...preview.movers, ...moving].sort(compareMoves).slice(0, MOST_MOVERS)
  }
}

function hasMoved ({ before, after }: WeighedTwice): boolean {
  return before.band !== after.band || shownScore(before.score) !== shownScore(after.score)
}

function compareMoves (a: WeighedTwice, b: WeighedTwice): number {
  return distance(b) - distance(a) || (a.contactId < b.contactId ? -1 : 1)
}

function distance ({ before, after }: WeighedTwice): number {
  return before.score === null || after.score === null ? LARGEST_MOVE : Math.abs(after.score - before.score)
}
