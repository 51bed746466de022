import { DAY_MS } from '../../domain/quality/totals/decay.ts'
import type { AskSize, AskStatus } from '../../domain/asks/ask.ts'
import type { FavorKind } from '../../domain/favors/favor.ts'
import type { Channel } from '../../domain/interactions/interaction.ts'
import type { Kind, MadeUpAsk } from '../made-up.ts'
import { daysBefore, officeTime } from './calendar.ts'
import type { Episode } from './episodes.ts'
import type { Person } from './person.ts'
import { filled } from './phrases.ts'
import type { Random } from './random.ts'

/** Somebody with what passed between us, for what is made up from it. */
export interface Acquainted {
  readonly random: Random
  readonly now: number
  readonly person: Person
  /** Place in the list of contacts, and among those of the same kind. */
  readonly index: number
  readonly place: number
  /** In time order. */
  readonly episodes: readonly Episode[]
}

type Ask = Omit<MadeUpAsk, 'contact'>

/** Days ago: sent, and what became of it. */
interface Plan {
  readonly daysAgo: number
  readonly size: AskSize
  readonly need: string
  readonly offer?: readonly [kind: FavorKind, text: string]
  /** E-mail where it is left out. */
  readonly channel?: Channel
  /** From today; negative where it has gone by. */
  readonly deadlineInDays?: number
  readonly moves: readonly (readonly [to: AskStatus, afterDays: number, note?: string])[]
}

const PLANS: Partial<Record<Kind, Readonly<Record<number, Plan>>>> = {
  colleague: {
    0: { daysAgo: 6, size: 'SMALL', need: 'Could you read two pages on {topic} by tomorrow?', offer: ['FEEDBACK', 'I read yours on Monday in return.'], deadlineInDays: 1, moves: [['SENT', 0], ['ACCEPTED', 1]] },
    1: { daysAgo: 9, size: 'MEDIUM', need: 'Would you chair the round on {topic}?', offer: ['RESOURCE', 'I prepare the agenda and take the minutes.'], moves: [['SENT', 0], ['ACCEPTED', 1], ['FULFILLED', 8]] },
    2: { daysAgo: 60, size: 'LARGE', need: 'Can I borrow your team for a week on {topic}?', channel: 'MEAL', deadlineInDays: -30, moves: [['SENT', 0], ['DECLINED', 2, 'Not before the release; a plain no, and a fair one.']] }
  },
  client: {
    1: { daysAgo: 9, size: 'MEDIUM', need: 'May we name you as a reference for {topic}?', offer: ['PROMOTION', 'We put your case first on our page.'], moves: [['SENT', 0]] },
    6: { daysAgo: 80, size: 'SMALL', need: 'Is there anybody at your house who knows {topic}?', offer: ['RESOURCE', 'Our numbers on it, as soon as they are ready.'], deadlineInDays: -66, moves: [['SENT', 0], ['ACCEPTED', 2], ['FULFILLED', 9], ['THANKED', 10], ['RECIPROCATED', 30]] },
    11: { daysAgo: 130, size: 'MEDIUM', need: 'Would you say a few words about {topic} at our open day?', moves: [['SENT', 0], ['NO_ANSWER', 21]] }
  },
  mentor: {
    0: { daysAgo: 2, size: 'MEDIUM', need: 'Would you look over the plan for {topic}?', offer: ['FEEDBACK', 'I proof-read your next chapter.'], moves: [] },
    1: { daysAgo: 150, size: 'LARGE', need: 'Could you recommend us for {topic}?', offer: ['MENTION', 'We name you in the acknowledgements.'], channel: 'LETTER', deadlineInDays: -120, moves: [['SENT', 0], ['ACCEPTED', 3], ['FULFILLED', 14], ['THANKED', 15], ['RECIPROCATED', 60]] },
    4: { daysAgo: 100, size: 'MEDIUM', need: 'Who should we talk to about {topic}?', moves: [['SENT', 0], ['FULFILLED', 4]] }
  },
  friend: { 1: { daysAgo: 5, size: 'SMALL', need: 'Can you help us move the studio on Saturday?', offer: ['HOSPITALITY', 'Lunch for everybody.'], channel: 'SMS', moves: [['SENT', 0], ['ACCEPTED', 1], ['FULFILLED', 4]] } },
  chased: {
    0: { daysAgo: 200, size: 'MEDIUM', need: 'Would you introduce us to whoever decides on {topic}?', moves: [['SENT', 0], ['NO_ANSWER', 30]] },
    1: { daysAgo: 120, size: 'SMALL', need: 'Ten minutes on {topic}, at any time that suits you?', channel: 'DIRECT_MESSAGE', moves: [['SENT', 0], ['NO_ANSWER', 30]] }
  },
  occasional: {
    0: { daysAgo: 40, size: 'SMALL', need: 'Would you share our call for {topic}?', offer: ['RESHARE', 'We share yours as well.'], moves: [['SENT', 0], ['WITHDRAWN', 3, 'The call was put off.']] },
    2: { daysAgo: 3, size: 'SMALL', need: 'Which of the two drafts on {topic} is clearer?', offer: ['FEEDBACK', 'Same for you, any time.'], moves: [['SENT', 0]] }
  }
}

/** What we asked of somebody, by the kind of tie; of those who helped once, what their messages tell. */
export function asksOf (who: Acquainted): Ask[] {
  if (who.person.kind === 'owing') return helpedOnce(who)
  const plan = PLANS[who.person.kind]?.[who.place]
  return plan ? [carriedOut(who, plan)] : []
}

function carriedOut ({ random, now, person }: Acquainted, plan: Plan): Ask {
  const topic = random.pick(person.topics)
  const createdAt = Math.min(now, officeTime(random, daysBefore(now, plan.daysAgo)))
  return {
    need: filled(plan.need, topic),
    offer: plan.offer ? plan.offer[1] : null,
    offerKind: plan.offer ? plan.offer[0] : null,
    size: plan.size,
    channel: plan.channel ?? 'EMAIL',
    deadline: plan.deadlineInDays === undefined ? null : now + plan.deadlineInDays * DAY_MS,
    createdAt,
    moves: plan.moves.map(([to, afterDays, note = null], index) => ({ to, at: Math.min(now, createdAt + Math.round(afterDays * DAY_MS) + index * 60_000), note }))
  }
}

function helpedOnce ({ episodes }: Acquainted): Ask[] {
  const asked = episodes.find(({ direction, channel }) => direction === 'OUTBOUND' && channel === 'EMAIL')
  const helped = helpIn(episodes)
  if (!asked || !helped) return []
  const thanks = episodes.find(({ subject }) => subject === 'Thank you!')
  return [{
    need: asked.subject ?? '',
    offer: null,
    offerKind: null,
    size: 'MEDIUM',
    channel: asked.channel,
    deadline: null,
    createdAt: asked.occurredAt,
    moves: [
      { to: 'SENT', at: asked.occurredAt, note: null },
      { to: 'FULFILLED', at: helped.occurredAt, note: helped.summary },
      ...thanks ? [{ to: 'THANKED' as const, at: thanks.occurredAt, note: null }] : []
    ]
  }]
}

/** The message with which somebody helped us. */
export function helpIn (episodes: readonly Episode[]): Episode | undefined {
  return episodes.find(({ direction, summary }) => direction === 'INBOUND' && summary !== null && /^(Forty comments|Introduced us)/.test(summary))
}
