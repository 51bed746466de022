import { daysBetween, halved } from './totals/decay.ts'
import { confidenceFrom, NO_SCORE } from './factor.ts'
import type { FactorScore } from './factor.ts'
import { clamp, logistic } from './logistic.ts'
import { askedAnswered, QUESTION_HALF_LIFE_DAYS } from './totals/question.ts'
import type { AskedAnswered } from './totals/question.ts'
import type { Reading } from './totals/reading.ts'
import type { Totals } from './totals/totals.ts'

/** Fitted: how much the workspace at large says about a person, and how much a half does about a workspace. */
const PRIOR_QUESTIONS = 2
const WORKSPACE_PRIOR = { asked: 4, answered: 2 }
/** Fitted: the chance that the next question is answered within a week. */
const ANSWER = { intercept: -0.38, slope: 0.37, unheard: 0.1, inShare: 0.5 }
/** Chosen: what must have been asked before anything is said, and when it is half sure. */
const LEAST_ASKED = 1.5
const HALF_SURE_ASKED = 3
/** Chosen: a plain request says twice as much as a message. */
const ASK_COUNTS = 2

/** An Ask that was settled: ACCEPTED and DECLINED are answered, since a plain no is an answer; NO_ANSWER is not. */
export interface SettledAsk {
  readonly id: string
  readonly at: number
  readonly isAnswered: boolean
}

/** Do they answer, and answer plain requests? `asked` and `answered` are decayed, `replyRate` leans on the workspace's. */
export interface Responsiveness extends FactorScore, AskedAnswered {
  readonly replyRate: number
  /** The chance that the next question is answered within a week. */
  readonly chance: number
}

/** Responsiveness as of an instant; `prior` is asked and answered of the workspace's other contacts at it (scoring.md §5). */
export function responsivenessOf (totals: Totals, reading: Reading, asks: readonly SettledAsk[], prior: AskedAnswered, at: number): Responsiveness {
  const { asked, answered } = withAsks(askedAnswered(totals, at), asks, at)
  const replyRate = (answered + PRIOR_QUESTIONS * usualRate(prior)) / (asked + PRIOR_QUESTIONS)
  const chance = answerChance(replyRate, reading.vIn)
  const parts = { asked, answered, replyRate, chance }
  if (asked < LEAST_ASKED) return { ...NO_SCORE, ...parts }
  return { score: 100 * chance, confidence: confidenceFrom(asked, HALF_SURE_ASKED), ...parts }
}

/** A snapshot that lags behind, less what the contact itself adds, may fall below nothing: it then says nothing. */
function usualRate (prior: AskedAnswered): number {
  const asked = Math.max(0, prior.asked)
  return (clamp(prior.answered, 0, asked) + WORKSPACE_PRIOR.answered) / (asked + WORKSPACE_PRIOR.asked)
}

/** The chance of an answer at this rate of replies, by how much is alive of what comes from them. */
export function answerChance (replyRate: number, vIn: number): number {
  const z = Math.log2(replyRate / (1 - replyRate)) + ANSWER.inShare * Math.log2(ANSWER.unheard + vIn)
  return logistic(ANSWER.intercept + ANSWER.slope * z)
}

function withAsks (messages: AskedAnswered, asks: readonly SettledAsk[], at: number): AskedAnswered {
  let { asked, answered } = messages
  for (const ask of asks) {
    if (ask.at > at) continue
    const counts = ASK_COUNTS * halved(daysBetween(ask.at, at), QUESTION_HALF_LIFE_DAYS)
    asked += counts
    if (ask.isAnswered) answered += counts
  }
  return { asked, answered }
}
