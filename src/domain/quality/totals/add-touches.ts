import { addTouch } from './add-touch.ts'
import { countsFrom } from './question.ts'
import type { Questions } from './question.ts'
import type { Totals } from './totals.ts'
import type { Touch } from './touch.ts'

/** A question with its instants, in epoch milliseconds: with them one can tell what had been asked by any day. */
export interface DatedQuestion {
  /** The touch that asked. */
  readonly id: string
  readonly openedAt: number
  /** From when on it counts: the instant of the answer, or the first at which it has waited for too long. */
  readonly closedAt: number
  readonly isAnswered: boolean
}

/** Totals with more touches in them, and what became of the questions meanwhile. */
export interface Grown {
  readonly totals: Totals
  /** Those that were asked or answered, as they stand now; all of the contact's, where there were no touches before. */
  readonly questions: readonly DatedQuestion[]
}

/**
 * Adds touches in their order. Summed at any instant over `closedAt` up to it, the questions give exactly what askedAnswered
 * gives of totals that end there. Throws a RangeError at a late touch, as addTouch does.
 */
export function addTouches (totals: Totals, touches: readonly Touch[]): Grown {
  const questions = new Map<string, DatedQuestion>()
  let grown = totals
  for (const touch of touches) {
    const before = grown.questions
    grown = addTouch(grown, touch)
    if (grown.questions !== before) noteChange(questions, before, grown.questions, touch)
  }
  return { totals: grown, questions: [...questions.values()] }
}

function noteChange (questions: Map<string, DatedQuestion>, before: Questions, after: Questions, touch: Touch): void {
  if (before.openAt !== null && before.openId !== null && after.answeredCount > before.answeredCount) {
    questions.set(before.openId, { id: before.openId, openedAt: before.openAt, closedAt: touch.at, isAnswered: true })
  }
  if (after.openId === touch.id) {
    questions.set(touch.id, { id: touch.id, openedAt: touch.at, closedAt: countsFrom(touch.at), isAnswered: false })
  }
}
