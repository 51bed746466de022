import type { FavorDirection, FavorKind } from '../../domain/favors/favor.ts'
import type { Kind, MadeUpFavor } from '../made-up.ts'
import { helpIn, type Acquainted } from './asks.ts'
import { daysBefore, officeTime } from './calendar.ts'
import { filled } from './phrases.ts'

type Favor = Omit<MadeUpFavor, 'contact' | 'ask'>
/** What was given, how many days ago, and a word on it. */
type Deed = readonly [direction: FavorDirection, kind: FavorKind, daysAgo: number, note: string]

const GIVE_AND_TAKE: readonly Deed[] = [
  ['RECEIVED', 'FEEDBACK', 210, 'Read the draft on {topic} overnight.'], ['GIVEN', 'INTRODUCTION', 170, 'Put them in touch with the people behind {topic}.'],
  ['RECEIVED', 'INTRODUCTION', 90, 'Brought us together with two clients.'], ['GIVEN', 'ENDORSEMENT', 40, 'A word for their profile.'], ['GIVEN', 'RESHARE', 12, 'Shared their news on {topic}.']
]
const ONE_SIDED: readonly Deed[] = [
  ['GIVEN', 'RESHARE', 240, 'Shared their post on {topic}.'], ['GIVEN', 'INTRODUCTION', 180, 'Introduced them to a buyer.'],
  ['GIVEN', 'REVIEW', 110, 'Reviewed their new site.'], ['GIVEN', 'RESOURCE', 60, 'Sent our checklist for {topic}.']
]

/** By kind of tie: what the one at a place among them gave and got. */
const DEEDS: Partial<Record<Kind, (place: number) => readonly Deed[]>> = {
  colleague: place => place % 2 === 0 ? GIVE_AND_TAKE : GIVE_AND_TAKE.slice(0, 2),
  client: place => [
    [['GIVEN', 'RESOURCE', 120, 'Our template for {topic}.'], ['RECEIVED', 'REFERRAL', 75, 'Sent us another client.'], ['GIVEN', 'GIFT', 20, 'A crate of apples.']] as const,
    [['GIVEN', 'PROMOTION', 100, 'Told our readers about {topic}.'], ['GIVEN', 'INTRODUCTION', 30, 'Introduced them to a supplier.']] as const,
    [] as const
  ][place % 3]!,
  mentor: place => [
    ['RECEIVED', 'ADVICE', 290, 'An hour on {topic}.'], ['RECEIVED', 'INTRODUCTION', 200, 'Three names, and a word to each of them.'],
    ...place % 3 === 0 ? [['GIVEN', 'MENTION', 190, 'Named them in our report.'], ['GIVEN', 'HANDS_ON_HELP', 60, 'Set up their new site.']] as const : [],
    ...place % 3 === 1 ? [['GIVEN', 'REFERRAL', 150, 'Sent them somebody who needs just what they do.']] as const : [],
    ['RECEIVED', 'ADVICE', 110, 'Told us what to leave out.']
  ],
  friend: () => [
    ['RECEIVED', 'HOSPITALITY', 250, 'A weekend at their house.'], ['GIVEN', 'HOSPITALITY', 160, 'Dinner for eight.'],
    ['GIVEN', 'HANDS_ON_HELP', 140, 'Carried boxes.'], ['RECEIVED', 'HANDS_ON_HELP', 70, 'Painted the studio with us.']
  ],
  acquaintance: place => place % 4 === 0 ? [['GIVEN', 'RESHARE', 30, 'Shared their slides on {topic}.']] : [],
  occasional: place => place % 3 === 0 ? [['RECEIVED', 'RESOURCE', 95, 'Their notes on {topic}.'], ['GIVEN', 'FEEDBACK', 50, 'Read their proposal.']] : [],
  dormant: place => place % 2 === 0 ? [['RECEIVED', 'SPEAKING_SLOT', 340, 'Gave us twenty minutes on their stage.'], ['GIVEN', 'GUEST_POST', 300, 'Wrote for their site about {topic}.']] : [],
  lost: place => place % 2 === 0 ? [['RECEIVED', 'RECOMMENDATION', 400 + 18 * place, 'Recommended us to the board.']] : [],
  unanswered: place => place % 2 === 0 ? [['RECEIVED', 'RESOURCE', 130, 'Sent their dataset.'], ['RECEIVED', 'ENDORSEMENT', 80, 'Spoke up for us in public.']] : [],
  chased: place => ONE_SIDED.slice(0, 3 + place % 2),
  loud: place => place % 6 === 0 ? [['RECEIVED', 'RESHARE', 25, 'Shared our post on {topic}.'], ['RECEIVED', 'SUPPORTIVE_COMMENT', 10, 'Stood up for us under it.']] : [],
  newsletter: place => place % 2 === 0 ? [['RECEIVED', 'MENTION', 55, 'Named us in an issue on {topic}.'], ['GIVEN', 'PROMOTION', 45, 'Recommended the letter to our readers.']] : []
}

/** What somebody gave us in kind, and we them, in no order. */
export function favorsOf (who: Acquainted): Favor[] {
  const { random, now, person, place, episodes } = who
  const help = person.kind === 'owing' ? helpIn(episodes) : undefined
  if (help) {
    const kind = help.summary?.startsWith('Introduced') ? 'INTRODUCTION' : 'REVIEW'
    return [{ direction: 'RECEIVED', kind, occurredAt: help.occurredAt, note: help.summary ?? '' }]
  }
  return (DEEDS[person.kind]?.(place) ?? []).map(([direction, kind, daysAgo, note]) => ({
    direction, kind, occurredAt: officeTime(random, daysBefore(now, daysAgo)), note: filled(note, random.pick(person.topics))
  }))
}
