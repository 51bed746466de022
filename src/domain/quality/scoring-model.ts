import { DEFAULT_MODEL, FACTORS, type ScoringModel, type Weights } from './factor.ts'
import { invalid, type FieldError } from '../refusal.ts'
import { cleanText } from '../text.ts'

/** How far from 1 the sum may be: what rounding each weight to a few digits leaves. */
const SUM_TOLERANCE = 0.001
/** A sum that is nearer to 1 than this is 1, but for how floats add up. */
const FLOAT_TOLERANCE = 1e-9
export const LONGEST_NOTE = 500

/** A version of a workspace's own weights, or the published ones, which nobody saved. `createdAt` is in epoch milliseconds. */
export interface SavedModel extends ScoringModel {
  readonly note: string | null
  readonly isCurrent: boolean
  readonly createdAt: number | null
  /** The name of the member who saved it. */
  readonly createdBy: string | null
}

/** What scores follow in a workspace that has never saved weights. */
export const PUBLISHED_MODEL: SavedModel = { ...DEFAULT_MODEL, note: null, isCurrent: true, createdAt: null, createdBy: null }

/** What a workspace wishes its factors to weigh, and why. */
export interface ScoringModelWish {
  readonly weights: Weights
  readonly note?: string | null
}

/** The wish as it is kept. Refuses (INVALID) what readWeights refuses, and a note that is too long. */
export function readModelWish ({ weights, note }: ScoringModelWish): { weights: Weights, note: string | null } {
  const errors: FieldError[] = []
  const kept = cleanText(note, { path: 'note', max: LONGEST_NOTE }, errors)
  if (errors.length > 0) throw invalid(...errors)
  return { weights: readWeights(weights), note: kept }
}

/**
 * Weights that sum to 1. Refuses (INVALID) a weight outside 0 to 1, and a sum that is more than 0.001 from 1: which weight was
 * meant otherwise, nobody but the caller knows. A smaller gap is rounding, and is closed in proportion.
 */
export function readWeights (given: Weights): Weights {
  const errors = FACTORS.filter(name => !(given[name] >= 0 && given[name] <= 1))
    .map(name => ({ path: `weights.${name}`, message: `is ${given[name]}; a weight is 0 to 1.` }))
  if (errors.length > 0) throw invalid(...errors)
  const sum = FACTORS.reduce((total, name) => total + given[name], 0)
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw invalid({ path: 'weights', message: `sum to ${Number(sum.toFixed(6))}; the four weights have to sum to 1.` })
  }
  return mapWeights(given, weight => Math.abs(sum - 1) > FLOAT_TOLERANCE ? weight / sum : weight)
}

/** Whether the two would score everybody alike. */
export function areSameWeights (one: Weights, other: Weights): boolean {
  return FACTORS.every(name => one[name] === other[name])
}

function mapWeights (weights: Weights, map: (weight: number) => number): Weights {
  return {
    warmth: map(weights.warmth),
    reciprocity: map(weights.reciprocity),
    responsiveness: map(weights.responsiveness),
    substance: map(weights.substance)
  }
}
