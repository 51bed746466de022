import { hasUnansweredQuestion } from '../totals/question.ts'
import type { EvidenceRow, FactorReason } from '../factor.ts'
import { answerChance } from '../responsiveness.ts'
import type { QualityInput, QualityScore } from '../score.ts'
import { ago, counted, interactions, lastRows } from './words.ts'

/** As much alive of what comes from them as says nothing either way: log2(0.1 + 0.9) is 0. */
const NEUTRAL_V_IN = 0.9

/** How many questions they answered, and how lately they were heard from; together responsiveness - 50. */
export function responsivenessReasons (input: QualityInput, scored: QualityScore): readonly FactorReason[] {
  const { score, replyRate } = scored.factors.responsiveness
  if (score === null) return [whyNone(input)]
  const { asked, answered, evidence } = questionsOf(input)
  const answers = 100 * answerChance(replyRate, NEUTRAL_V_IN)
  const { lastHeardAt, recent } = input.totals
  return [{
    code: 'RESPONSIVENESS_ANSWERS',
    text: `${answered === 0 ? 'None' : answered} of ${counted(asked, 'question')} answered`,
    points: answers - 50,
    evidence
  }, {
    code: 'RESPONSIVENESS_HEARD',
    text: lastHeardAt === null ? 'Never heard from' : `Last heard from ${ago(lastHeardAt, input.now)}`,
    points: score - answers,
    evidence: interactions(recent.in)
  }]
}

function whyNone (input: QualityInput): FactorReason {
  const { asked, evidence } = questionsOf(input)
  const isWaiting = input.totals.questions.openAt !== null
  const tooFew = isWaiting ? 'Your question is less than a week old; responsiveness needs 2 questions' : 'No question asked yet; responsiveness needs 2'
  const text = asked === 0
    ? tooFew
    : asked === 1
      ? 'Only 1 question asked so far; responsiveness needs 2'
      : 'The questions asked are too long ago to say; responsiveness needs newer ones'
  return { code: 'RESPONSIVENESS_TOO_FEW_QUESTIONS', text, points: 0, evidence }
}

/** Plain counts and ids: messages of ours that waited for an answer, and asks that were settled. */
function questionsOf ({ totals, asks = [], now }: QualityInput): { asked: number, answered: number, evidence: readonly EvidenceRow[] } {
  const { questions } = totals
  const past = asks.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)
  const waiting = hasUnansweredQuestion(questions, now) ? 1 : 0
  return {
    asked: questions.askedCount + waiting + past.length,
    answered: questions.answeredCount + past.filter(({ isAnswered }) => isAnswered).length,
    evidence: [
      ...interactions(questions.closed.flatMap(({ questionId, answerId }) => answerId === null ? [questionId] : [questionId, answerId])),
      ...interactions(questions.openId === null ? [] : [questions.openId]),
      ...lastRows('ask', past)
    ]
  }
}
