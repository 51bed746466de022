import type { Channel, InteractionStatus } from '../../domain/interactions/interaction.ts'
import type { Kind } from '../made-up.ts'
import { daysBefore, eveningTime, rhythm } from './calendar.ts'
import { meeting, type Episode } from './episodes.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'

/** An episode of one or more people, by their place in the list of all. */
export interface Gathering extends Episode {
  readonly contacts: readonly number[]
}

export interface Cast {
  readonly random: Random
  readonly now: number
  readonly people: readonly Person[]
}

/** Calls and meetings of many: each week the team, each month a round of people who know the same things, now and then a workshop. */
export function gatherings (cast: Cast): Gathering[] {
  const { random, now } = cast
  const team = placesOf(cast, 'colleague').slice(0, 7)
  const clients = placesOf(cast, 'client')
  const round = [...placesOf(cast, 'occasional').slice(0, 14), ...clients.slice(0, 6)]
  return [
    ...rhythm(random, now, { fromDaysAgo: 360, untilDaysAgo: 2, everyDays: 8 }).map(at => together(cast, 'GROUP_CALL', at, some(random, team, 4, 7), { subject: 'Team round' })),
    ...rhythm(random, now, { fromDaysAgo: 350, untilDaysAgo: 20, everyDays: 31 }).map(at => together(cast, 'GROUP_CALL', at, some(random, round, 5, 9), { subject: 'Round of practitioners' })),
    ...rhythm(random, now, { fromDaysAgo: 300, untilDaysAgo: 30, everyDays: 70 }).map(at => together(cast, 'IN_PERSON', at, [...some(random, clients, 2, 4), ...some(random, team, 2, 3)], { subject: 'Workshop', durationMinutes: 240 })),
    ...rhythm(random, now, { fromDaysAgo: 280, untilDaysAgo: 40, everyDays: 110 }).map(at => together(cast, 'MEAL', at, some(random, placesOf(cast, 'friend'), 3, 5), { subject: 'Dinner for many', summary: null, occurredAt: eveningTime(random, at) }))
  ]
}

/** What is to come, what was called off, and where somebody did not turn up. None of it counts in scores. */
export function appointments (cast: Cast): Gathering[] {
  const one = (kind: Kind, channel: Channel, status: InteractionStatus, daysAgo: readonly number[], given: Partial<Episode> = {}) => {
    const people = cast.random.shuffled(placesOf(cast, kind))
    return daysAgo.map((days, index) => together(cast, channel, daysBefore(cast.now, days), [people[index % people.length]!], { status, summary: null, ...given }))
  }
  return [
    ...one('colleague', 'MEAL', 'PLANNED', [-5, -9, -16, -23]),
    ...one('client', 'VIDEO_CALL', 'PLANNED', [-5, -6, -8, -12, -20, -29]),
    ...one('mentor', 'IN_PERSON', 'PLANNED', [-10, -24], { subject: 'Coffee' }),
    ...[-6, -18].map(days => daysBefore(cast.now, days)).map(at => together(cast, 'MEAL', at, some(cast.random, placesOf(cast, 'friend'), 1, 2), {
      status: 'PLANNED', subject: 'Dinner', summary: null, occurredAt: eveningTime(cast.random, at), durationMinutes: 120
    })),
    ...one('occasional', 'PHONE_CALL', 'PLANNED', [-7, -14]),
    together(cast, 'EVENT', daysBefore(cast.now, -33), some(cast.random, placesOf(cast, 'acquaintance'), 5, 6), { status: 'PLANNED', subject: 'Winter meet-up', summary: null }),
    ...[-7, -14, -21].map(days => together(cast, 'GROUP_CALL', daysBefore(cast.now, days), placesOf(cast, 'colleague').slice(0, 7), { status: 'PLANNED', subject: 'Team round', summary: null })),
    ...one('client', 'VIDEO_CALL', 'CANCELLED', [-11, 15, 62, 110, 170, 240], { summary: 'Called off; to be moved.' }),
    ...one('occasional', 'MEAL', 'CANCELLED', [25, 90, 200], { summary: 'Called off on the day.' }),
    ...one('dormant', 'MEAL', 'CANCELLED', [130, 146], { summary: 'Called off; nobody proposed another day.' }),
    ...one('chased', 'VIDEO_CALL', 'NO_SHOW', [33, 95, 180], { direction: 'OUTBOUND', summary: 'We waited for a quarter of an hour.' }),
    ...one('unanswered', 'VIDEO_CALL', 'NO_SHOW', [60, 150], { direction: 'INBOUND', summary: 'We forgot.' }),
    ...one('client', 'PHONE_CALL', 'NO_SHOW', [48, 137], { direction: 'OUTBOUND', summary: 'Nobody picked up.' })
  ]
}

function together ({ random, people }: Cast, channel: Channel, at: number, contacts: readonly number[], given: Partial<Episode>): Gathering {
  const person = people[contacts[0]!]!
  return { ...meeting({ random, person }, channel, at, { source: 'calendar', ...given }), contacts }
}

function placesOf ({ people }: Cast, kind: Kind): number[] {
  return [...people.keys()].filter(place => people[place]?.kind === kind)
}

function some (random: Random, places: readonly number[], least: number, most: number): number[] {
  return random.shuffled(places).slice(0, random.whole(least, most))
}
