import type { FactorName, FactorReason, Reason } from './factor.ts'
import { reciprocityReasons } from './reasons/reciprocity-reasons.ts'
import { responsivenessReasons } from './reasons/responsiveness-reasons.ts'
import { substanceReasons } from './reasons/substance-reasons.ts'
import { warmthReasons } from './reasons/warmth-reasons.ts'
import { lastRows } from './reasons/words.ts'
import { MOST_WHERE_ONLY_WE_GIVE } from './score.ts'
import type { QualityInput, QualityScore } from './score.ts'

const REASONS: Readonly<Record<FactorName, (input: QualityInput, scored: QualityScore) => readonly FactorReason[]>> = {
  warmth: warmthReasons,
  reciprocity: reciprocityReasons,
  responsiveness: responsivenessReasons,
  substance: substanceReasons
}

/** Why a factor is what it is, or why it has no score yet, strongest first; the impacts sum to the factor's part of the whole. */
export function reasonsFor (name: FactorName, input: QualityInput, scored: QualityScore, perPoint: number): readonly Reason[] {
  return strongestFirst(REASONS[name](input, scored).map(({ code, text, points, evidence }) =>
    ({ code, text, impact: points * perPoint, evidence })))
}

/** Points of the whole that one point of a factor makes: weight * confidence / W; none where there is no score to add to. */
export function impactPerPoint (scored: QualityScore, name: FactorName): number {
  return scored.score === null ? 0 : scored.weights[name] * scored.factors[name].confidence / scored.confidence
}

/** What bears on the whole and on no factor: the cap on a tie in which only we give. */
export function wholeReasons ({ score, uncapped, ledger }: QualityScore): readonly Reason[] {
  if (score === null || uncapped === null || score === uncapped) return []
  return [{
    code: 'QUALITY_ONLY_WE_GIVE',
    text: `Only you give, so the whole is at most ${MOST_WHERE_ONLY_WE_GIVE}`,
    impact: score - uncapped,
    evidence: lastRows('favor', ledger.given)
  }]
}

/** By what they add or take; reasons of equal weight keep their order. */
export function strongestFirst (reasons: readonly Reason[]): readonly Reason[] {
  return [...reasons].sort((a, b) => Math.abs(b.impact) - Math.abs(a.impact))
}
