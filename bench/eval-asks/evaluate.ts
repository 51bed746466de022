import { reviewDraft, type AskReview } from '../../src/domain/review/review.ts'
import { auc } from '../eval/auc.ts'
import { oddsRatio, type Odds } from './odds.ts'
import type { MadeRequest } from './read-requests.ts'

export interface AskEvaluation {
  readonly requests: number
  readonly met: number
  /** Requests without a word, and those that the review cannot judge; both are left out of all that follows. */
  readonly blank: number
  readonly unjudged: number
  /** AUC of the review's score for success, and that of the number of characters alone. */
  readonly score: number
  readonly length: number
  /** By what a request has. */
  readonly odds: Readonly<Record<string, Odds>>
}

interface Reviewed {
  readonly review: AskReview
  readonly text: string
  readonly met: boolean
}

/** What the review says of requests, beside what became of them. */
export function evaluateAsks (requests: readonly MadeRequest[]): AskEvaluation {
  const written = requests.filter(({ text }) => text.trim() !== '')
  const reviewed = written.map(({ text, met }): Reviewed => ({ text, met, review: reviewDraft(text) }))
  const judged = reviewed.filter(({ review }) => review.judged)
  const outcomes = judged.map(({ met }) => met)
  return {
    requests: requests.length,
    met: requests.filter(({ met }) => met).length,
    blank: requests.length - written.length,
    unjudged: reviewed.length - judged.length,
    score: auc(judged.map(({ review }) => review.score), outcomes),
    length: auc(judged.map(({ text }) => text.length), outcomes),
    odds: oddsOf(judged)
  }
}

function oddsOf (judged: readonly Reviewed[]): Readonly<Record<string, Odds>> {
  const split = (has: (each: Reviewed) => boolean, among = judged) => oddsRatio(
    among.filter(has).map(({ met }) => met), among.filter(each => !has(each)).map(({ met }) => met))
  const earned = (code: string) => ({ review }: Reviewed) => review.parts.some(part => part.code === code && part.points > 0)
  const found = (code: string) => ({ review }: Reviewed) => review.findings.some(finding => finding.code === code)
  const parts = [...new Set(judged.flatMap(({ review }) => review.parts.filter(({ points }) => points >= 0).map(({ code }) => code)))]
  const findings = [...new Set(judged.flatMap(({ review }) => review.findings.map(({ code }) => code)))].sort()
  // An early offer and a late one are each held against none at all.
  const without = judged.filter(each => !earned('OFFER')(each))
  const [early, late] = [judged.filter(earned('OFFER_FIRST')), judged.filter(found('OFFER_LATE'))]
  return {
    ...Object.fromEntries(parts.map(code => [`part ${code}`, split(earned(code))])),
    ...Object.fromEntries(findings.map(code => [`finding ${code}`, split(found(code))])),
    'early offer': split(earned('OFFER_FIRST'), [...early, ...without]),
    'late offer': split(found('OFFER_LATE'), [...late, ...without]),
    please: split(({ text }) => /\b(?:please|pls|plz)\b/i.test(text))
  }
}
