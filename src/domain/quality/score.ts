import { DEFAULT_MODEL, FACTORS } from './factor.ts'
import type { FactorName, FactorScore, ScoringModel, Weights } from './factor.ts'
import { settleLedger } from './ledger.ts'
import type { Ledger, LedgerFavor } from './ledger.ts'
import type { AskedAnswered } from './totals/question.ts'
import { readTotals } from './totals/reading.ts'
import type { Reading } from './totals/reading.ts'
import { reciprocityOf } from './reciprocity.ts'
import type { Reciprocity } from './reciprocity.ts'
import { responsivenessOf } from './responsiveness.ts'
import type { Responsiveness, SettledAsk } from './responsiveness.ts'
import { substanceOf } from './substance.ts'
import type { Substance, SubstanceOverride, SubstancePost } from './substance.ts'
import type { Totals } from './totals/totals.ts'
import { warmthOf } from './warmth.ts'
import type { Warmth } from './warmth.ts'

/** Chosen: below this much evidence nothing is said. */
const LEAST_CONFIDENCE = 0.2
/** Chosen: where only we give, the whole is at most this; no one likes a leech. */
export const MOST_WHERE_ONLY_WE_GIVE = 54
/** Chosen: where each band begins. */
export const BAND_FROM = { FAIR: 35, GOOD: 55, EXCELLENT: 75 }

export const QUALITY_BANDS = ['INSUFFICIENT_EVIDENCE', 'LOW', 'FAIR', 'GOOD', 'EXCELLENT'] as const
export type QualityBand = typeof QUALITY_BANDS[number]

/** All that a contact's quality rests on. The totals hold no touch that lies after `now` (epoch milliseconds). */
export interface QualityInput {
  readonly totals: Totals
  readonly now: number
  /** Wanted days between touches, as set on the contact or on a tag; null where none are. */
  readonly targetDays: number | null
  /** Asked and answered at `now` of the workspace's other contacts together. */
  readonly prior: AskedAnswered
  /** Favors, asks and posts may be all there are: those after `now` are left out. */
  readonly favors?: readonly LedgerFavor[]
  readonly asks?: readonly SettledAsk[]
  readonly posts?: readonly SubstancePost[]
  /** Null where nobody told; it then adds nothing. */
  readonly followers?: number | null | undefined
  readonly override?: SubstanceOverride | null
  readonly model?: ScoringModel
}

/** Quality in numbers, with all that led to them. Scores are 0 to 100 in full precision; null where too little is known. */
export interface QualityScore {
  readonly score: number | null
  readonly band: QualityBand
  readonly confidence: number
  /** What the factors make before the cap. */
  readonly uncapped: number | null
  readonly weights: Weights
  readonly factors: { readonly warmth: Warmth, readonly reciprocity: Reciprocity, readonly responsiveness: Responsiveness, readonly substance: Substance }
  readonly reading: Reading
  readonly ledger: Ledger
}

/** Scores a contact as of `now`, without the words; for what reads many of them (scoring.md §7). */
export function scoreQuality (input: QualityInput): QualityScore {
  const { totals, now, targetDays, prior, favors = [], asks = [], posts = [], followers, override = null, model = DEFAULT_MODEL } = input
  const { weights } = model
  const reading = readTotals(totals, now)
  const ledger = settleLedger(favors, now)
  const factors = {
    warmth: warmthOf(totals, reading, targetDays),
    reciprocity: reciprocityOf(reading, ledger),
    responsiveness: responsivenessOf(totals, reading, asks, prior, now),
    substance: substanceOf(posts, followers ?? 0, now, override)
  }
  return { ...weigh({ factors, ledger }, weights), weights, factors, reading, ledger }
}

/** What the same factors make of the whole under these weights. */
export function weigh ({ factors, ledger }: Pick<QualityScore, 'factors' | 'ledger'>, weights: Weights): Pick<QualityScore, 'score' | 'band' | 'confidence' | 'uncapped'> {
  const { confidence, mean } = combine(factors, weights)
  const uncapped = confidence < LEAST_CONFIDENCE ? null : mean
  const score = uncapped !== null && ledger.state === 'ONLY_WE_GIVE' ? Math.min(MOST_WHERE_ONLY_WE_GIVE, uncapped) : uncapped
  return { score, band: bandOf(score), confidence, uncapped }
}

/** A score as it is shown: a whole number. The band is that of the unrounded score. */
export function shownScore (score: number | null): number | null {
  return score === null ? null : Math.round(score)
}

function combine (factors: Readonly<Record<FactorName, FactorScore>>, weights: Weights): { confidence: number, mean: number } {
  let confidence = 0
  let sum = 0
  for (const name of FACTORS) {
    const factor = factors[name]
    if (factor.score === null) continue
    confidence += weights[name] * factor.confidence
    sum += weights[name] * factor.confidence * factor.score
  }
  return { confidence, mean: sum / confidence }
}

/** The band of a score in full precision. */
export function bandOf (score: number | null): QualityBand {
  if (score === null) return 'INSUFFICIENT_EVIDENCE'
  if (score >= BAND_FROM.EXCELLENT) return 'EXCELLENT'
  if (score >= BAND_FROM.GOOD) return 'GOOD'
  return score >= BAND_FROM.FAIR ? 'FAIR' : 'LOW'
}
