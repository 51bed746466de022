import { DEFAULT_MODEL } from './factor.ts'
import type { Factor, FactorName, Reason } from './factor.ts'
import type { Ledger } from './ledger.ts'
import type { Reading } from './totals/reading.ts'
import { impactPerPoint, reasonsFor, strongestFirst, wholeReasons } from './reasons.ts'
import { scoreQuality } from './score.ts'
import type { QualityBand, QualityInput, QualityScore } from './score.ts'
import type { SubstanceParts } from './substance.ts'

/** How good a contact is, and why. 50 plus the impacts of all reasons is the score. */
export interface Quality {
  readonly score: number | null
  readonly band: QualityBand
  readonly confidence: number
  readonly warmth: Factor
  readonly reciprocity: Factor
  readonly responsiveness: Factor
  readonly substance: Factor
  readonly reasons: readonly Reason[]
  readonly modelVersion: string
  /** Epoch milliseconds. */
  readonly asOf: number
  readonly evidence: QualityEvidence
}

/** The numbers behind the scores, in full precision. `zWarm` and `zHear` are -Infinity where nothing has ever passed. */
export interface QualityEvidence extends Reading {
  readonly dates: number
  readonly zWarm: number
  readonly p30: number
  readonly zHear: number
  readonly hear: number
  readonly messageBalance: number
  readonly asked: number
  readonly answered: number
  readonly replyRate: number
  readonly answerChance: number
  readonly substanceParts: SubstanceParts | null
  readonly ledger: Ledger
}

/** Assesses a contact as of `now`. The same rows, the same `now`: the same answer. */
export function assessQuality (input: QualityInput): Quality {
  const scored = scoreQuality(input)
  const factor = (name: FactorName): Factor => {
    const { score, confidence } = scored.factors[name]
    const perPoint = impactPerPoint(scored, name)
    return { score, confidence, weight: scored.weights[name], reasons: reasonsFor(name, input, scored, perPoint) }
  }
  const told = {
    warmth: factor('warmth'),
    reciprocity: factor('reciprocity'),
    responsiveness: factor('responsiveness'),
    substance: factor('substance')
  }
  return {
    score: scored.score,
    band: scored.band,
    confidence: scored.confidence,
    ...told,
    reasons: strongestFirst([...Object.values(told).flatMap(({ reasons }) => reasons), ...wholeReasons(scored)]),
    modelVersion: (input.model ?? DEFAULT_MODEL).version,
    asOf: input.now,
    evidence: evidenceOf(input, scored)
  }
}

function evidenceOf ({ totals }: QualityInput, { factors, reading, ledger }: QualityScore): QualityEvidence {
  const { warmth, reciprocity, responsiveness, substance } = factors
  return {
    ...reading,
    dates: totals.dates,
    zWarm: warmth.z,
    p30: warmth.p30,
    zHear: warmth.zHear,
    hear: warmth.hear,
    messageBalance: reciprocity.messageBalance,
    asked: responsiveness.asked,
    answered: responsiveness.answered,
    replyRate: responsiveness.replyRate,
    answerChance: responsiveness.chance,
    substanceParts: substance.parts,
    ledger
  }
}
