/** The version of formulas and constants; it goes with every score, and changes with any of them. */
export const MODEL_VERSION = '2026.11'

/** The four principles as factors, in the order in which they are told. */
export const FACTORS = ['warmth', 'reciprocity', 'responsiveness', 'substance'] as const
export type FactorName = typeof FACTORS[number]

/** How much each factor weighs in the whole; they sum to 1. */
export type Weights = Readonly<Record<FactorName, number>>

/** Chosen: keeping in touch comes first. A workspace may set its own. */
export const DEFAULT_WEIGHTS: Weights = { warmth: 0.35, reciprocity: 0.25, responsiveness: 0.20, substance: 0.20 }

/** What a workspace makes of the factors, and the version that goes with every score. */
export interface ScoringModel {
  readonly version: string
  readonly weights: Weights
}

export const DEFAULT_MODEL: ScoringModel = { version: MODEL_VERSION, weights: DEFAULT_WEIGHTS }

/** A factor's score, 0 to 100 in full precision, and the evidence behind it, 0 to 1: nothing where there is no score. */
export interface FactorScore {
  readonly score: number | null
  readonly confidence: number
}

/** Too little is known: no score, rather than a guess. */
export const NO_SCORE: FactorScore = { score: null, confidence: 0 }

/** Confidence that grows with evidence and never reaches certainty: one half at `half`, three quarters at twice that. */
export function confidenceFrom (evidence: number, half: number): number {
  return 1 - 2 ** (-evidence / half)
}

/** A row that a reason rests on. */
export interface EvidenceRow {
  readonly type: 'interaction' | 'favor' | 'ask' | 'post'
  readonly id: string
}

/** Why a score is what it is, in a sentence that can be shown to the person scored. */
export interface Reason {
  /** Stable; clients may switch on it. */
  readonly code: string
  readonly text: string
  /** Points of the whole score (not of the factor) that this adds or takes; 0 where there is no score. */
  readonly impact: number
  /** The rows on which it rests. */
  readonly evidence: readonly EvidenceRow[]
}

/** A reason before it is weighed: `points` are those of the factor, above or below its middle of 50. */
export interface FactorReason extends Omit<Reason, 'impact'> {
  readonly points: number
}

/** A factor as it is told. */
export interface Factor extends FactorScore {
  readonly weight: number
  readonly reasons: readonly Reason[]
}
