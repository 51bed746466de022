import type { Direction } from '../../interactions/interaction.ts'
import { DAY_MS, daysBetween, halved } from './decay.ts'
import type { Touch } from './touch.ts'

/** Fitted: an answer comes within a week, and a message sent within two days of theirs is itself an answer. */
const ANSWER_WITHIN_MS = 7 * DAY_MS
const ANSWERING_WITHIN_MS = 2 * DAY_MS

/** Fitted: how long a question tells something about a person. */
export const QUESTION_HALF_LIFE_DAYS = 365

/** How many closed questions are remembered by id, as evidence. */
const REMEMBERED = 3

/** A question that was answered in time, or (answerId null) was not; both ids are those of touches. */
export interface ClosedQuestion {
  readonly questionId: string
  readonly answerId: string | null
}

/** What we asked and they answered. `asked` and `answered` halve each year and stand as of `at`; the counts are plain. */
export interface Questions {
  readonly asked: number
  readonly answered: number
  readonly at: number | null
  readonly askedCount: number
  readonly answeredCount: number
  readonly openAt: number | null
  readonly openId: string | null
  readonly closed: readonly ClosedQuestion[]
}

/** How many questions, decayed to an instant; of one contact, or summed over many. */
export interface AskedAnswered {
  readonly asked: number
  readonly answered: number
}

export const NO_QUESTIONS: Questions = {
  asked: 0, answered: 0, at: null, askedCount: 0, answeredCount: 0, openAt: null, openId: null, closed: []
}

export const NOTHING_ASKED: AskedAnswered = { asked: 0, answered: 0 }

/** Where a touch stands among the questions: it may close the open one, and may open the next. `last` is the touch before it. */
export function considerTouch (questions: Questions, touch: Touch, last: { at: number, direction: Direction } | null): Questions {
  const after = closeIfDone(questions, touch)
  const opens = after.openAt === null && touch.direction === 'OUTBOUND' && !touch.carriesAsk && !isAnswer(touch, last)
  return opens ? { ...after, openAt: touch.at, openId: touch.id } : after
}

function closeIfDone (questions: Questions, touch: Touch): Questions {
  const { openAt, openId } = questions
  if (openAt === null || openId === null) return questions
  const isAnswered = touch.direction !== 'OUTBOUND' && touch.at - openAt <= ANSWER_WITHIN_MS
  if (!isAnswered && !isOverdue(openAt, touch.at)) return questions
  const left = questions.at === null ? 0 : halved(daysBetween(questions.at, openAt), QUESTION_HALF_LIFE_DAYS)
  return {
    asked: questions.asked * left + 1,
    answered: questions.answered * left + (isAnswered ? 1 : 0),
    at: openAt,
    askedCount: questions.askedCount + 1,
    answeredCount: questions.answeredCount + (isAnswered ? 1 : 0),
    openAt: null,
    openId: null,
    closed: [...questions.closed, { questionId: openId, answerId: isAnswered ? touch.id : null }].slice(-REMEMBERED)
  }
}

function isOverdue (openAt: number, at: number): boolean {
  return at - openAt > ANSWER_WITHIN_MS
}

function isAnswer (touch: Touch, last: { at: number, direction: Direction } | null): boolean {
  return last !== null && last.direction !== 'OUTBOUND' && touch.at - last.at <= ANSWERING_WITHIN_MS
}

/** The first instant at which a question that nobody has answered counts as asked. */
export function countsFrom (openAt: number): number {
  return openAt + ANSWER_WITHIN_MS + 1
}

/** Whether a question of ours has waited longer than an answer takes: it then counts as asked and not answered. */
export function hasUnansweredQuestion (questions: Questions, at: number): boolean {
  return questions.openAt !== null && isOverdue(questions.openAt, at)
}

/** Asked and answered at an instant, with a question that has waited for more than a week. Sums over contacts are plain sums. */
export function askedAnswered (totals: { readonly questions: Questions }, at: number): AskedAnswered {
  const { questions } = totals
  const left = questions.at === null ? 0 : halved(daysBetween(questions.at, at), QUESTION_HALF_LIFE_DAYS)
  const waiting = questions.openAt !== null && isOverdue(questions.openAt, at)
    ? halved(daysBetween(questions.openAt, at), QUESTION_HALF_LIFE_DAYS)
    : 0
  return { asked: questions.asked * left + waiting, answered: questions.answered * left }
}
