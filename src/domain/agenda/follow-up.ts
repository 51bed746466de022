import { OPEN_STATUSES } from '../asks/ask.ts'
import { statusAt, type KnownAsk } from '../contacts/evidence.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import { dateOf } from '../quality/reasons/words.ts'
import type { Suggestion } from './suggestion.ts'
import type { AgendaContact } from './agenda-contact.ts'
import { anotherChannel, isUnanswered, restsUntil, unansweredReason } from './unanswered.ts'

/** Chosen (scoring.md §8). */
const PRIORITY = 0.8
/** Chosen (scoring.md §8): a request waits for a week, and a deadline is spoken of two days before. */
const ANSWER_WITHIN_DAYS = 7
const BEFORE_DEADLINE_DAYS = 2
/** Chosen: what was not answered or done by then will not be. */
const UNTIL_DAYS = 90

/** A moment from which an open ask is worth another word. */
interface Moment {
  readonly askId: string
  readonly rule: 'NO_ANSWER_YET' | 'DEADLINE_NEAR'
  readonly at: number
  readonly dueAt: number
  /** The sending, or the deadline. */
  readonly named: number
}

/** Another word on an ask that waits for an answer, or whose deadline is near; once it was said, the ask waits for a week again. */
export function followUp (contact: AgendaContact, now: number): Suggestion | null {
  const moments = (contact.evidence?.asks ?? [])
    .filter(ask => OPEN_STATUSES.includes(statusAt(ask, now)))
    .flatMap(ask => momentsOf(ask, contact, now)).filter(({ named }) => now < named + UNTIL_DAYS * DAY_MS).sort((a, b) => a.at - b.at || (a.askId < b.askId ? -1 : 1))
  const [first] = moments
  if (!first) return null
  const open = moments.filter(({ at }) => at <= Math.max(now, first.at))
  const [latest = first] = open.slice(-1)
  return {
    kind: 'FOLLOW_UP',
    cause: `${latest.askId} ${latest.rule}`,
    activeAt: first.at,
    dueAt: Math.min(...open.map(({ dueAt }) => dueAt)),
    priority: PRIORITY,
    reasons: () => [
      ...isUnanswered(contact.totals) ? [unansweredReason(contact)] : [],
      ...open.map(({ askId, rule, named }) => ({
        code: rule, text: textOf(rule, dateOf(named, now)), impact: 100 * PRIORITY / open.length, evidence: [{ type: 'ask' as const, id: askId }]
      }))
    ],
    channel: anotherChannel(contact)
  }
}

function momentsOf (ask: KnownAsk, { totals }: AgendaContact, now: number): Moment[] {
  const lastWordAt = totals.out.at ?? -Infinity
  const sentAt = ask.moves.findLast(({ to, at }) => to === 'SENT' && at <= now)?.at ?? ask.createdAt
  const weekOver = sentAt + ANSWER_WITHIN_DAYS * DAY_MS
  const waitsUntil = Math.max(lastWordAt < weekOver ? weekOver : lastWordAt + ANSWER_WITHIN_DAYS * DAY_MS, restsUntil(totals, 0))
  const nearAt = ask.deadline === null ? Infinity : Math.max(sentAt, ask.deadline - BEFORE_DEADLINE_DAYS * DAY_MS)
  return [
    ...statusAt(ask, now) === 'SENT' ? [{ askId: ask.id, rule: 'NO_ANSWER_YET', at: waitsUntil, dueAt: waitsUntil, named: sentAt } as const] : [],
    ...ask.deadline !== null && lastWordAt <= nearAt ? [{ askId: ask.id, rule: 'DEADLINE_NEAR', at: nearAt, dueAt: ask.deadline, named: ask.deadline } as const] : []
  ]
}

function textOf (rule: Moment['rule'], date: string): string {
  return rule === 'NO_ANSWER_YET' ? `No answer yet to what you asked on ${date}` : `What you asked for is wanted by ${date}`
}
