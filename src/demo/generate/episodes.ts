import type { Channel, Direction, InteractionFields } from '../../domain/interactions/interaction.ts'
import { answerTime, awakeTime, eveningTime, lunchTime, meetingTime, officeTime } from './calendar.ts'
import type { Person } from './person.ts'
import { crumbSubject, eveningSummary, mailSubject, mailSummary, meetingSubject, meetingSummary, shortExchange } from './phrases.ts'
import type { Random } from './random.ts'

/** One person's part of a year, told up to `now` (epoch milliseconds). */
export interface Scene {
  readonly random: Random
  readonly now: number
  readonly person: Person
  /** Their place among those of their kind, from 0: what makes one slow and another late, whatever the seed. */
  readonly place: number
}

/** What happened, without its id at the source; episodes after `now` are left out in the end. */
export type Episode = Omit<InteractionFields, 'externalId' | 'carriesAsk'> & { readonly carriesAsk?: boolean }
export type OneWay = Exclude<Direction, 'MUTUAL'>

const MINUTES: Partial<Record<Channel, readonly number[]>> = {
  MEAL: [45, 60, 75, 90], IN_PERSON: [45, 60, 90], VIDEO_CALL: [30, 45, 60], PHONE_CALL: [10, 15, 25], GROUP_CALL: [30, 45, 60], EVENT: [15, 30, 45]
}
const MINUTE_MS = 60_000
const SHARE_SUMMARIZED = 0.45

/** A touch on a channel where people meet or speak, at its time of the day. */
export function meeting ({ random, person }: Pick<Scene, 'random' | 'person'>, channel: Channel, at: number, given: Partial<Episode> = {}): Episode {
  const topic = random.pick(person.topics)
  return {
    channel,
    direction: 'MUTUAL',
    status: 'HELD',
    occurredAt: channel === 'MEAL' ? lunchTime(random, at) : meetingTime(random, at),
    durationMinutes: random.pick(MINUTES[channel] ?? [30]),
    subject: meetingSubject(random, channel, topic),
    summary: random.chance(0.7) ? meetingSummary(random, channel, topic) : null,
    source: channel === 'MEAL' || channel === 'PHONE_CALL' ? 'api' : 'calendar',
    ...given
  }
}

/** Dinner or the like, on any day of the week. */
export function evening (scene: Scene, at: number, subject: string): Episode {
  return meeting(scene, 'MEAL', at, { occurredAt: eveningTime(scene.random, at), subject, summary: eveningSummary(scene.random), durationMinutes: 120 })
}

/** Mails to and fro under one subject, each answered within hours or days. */
export function mailThread ({ random, person }: Scene, at: number, first: OneWay, turns: number, hours = random.pick([3, 8, 26])): Episode[] {
  const topic = random.pick(person.topics)
  const subject = mailSubject(random, topic)
  const thread: Episode[] = []
  let direction = first
  for (let sentAt = officeTime(random, at); thread.length < turns; sentAt = answerTime(random, sentAt, hours)) {
    thread.push({
      ...mail(sentAt, direction, thread.length === 0 ? subject : `Re: ${subject}`),
      summary: random.chance(SHARE_SUMMARIZED) ? mailSummary(random, direction, topic) : null
    })
    direction = opposite(direction)
  }
  return thread
}

/** One mail, at the very instant. */
export function mail (occurredAt: number, direction: OneWay, subject: string, summary: string | null = null): Episode {
  return { channel: 'EMAIL', direction, status: 'HELD', occurredAt, durationMinutes: null, subject, summary, source: 'mail' }
}

/** A private message without a subject, when people are up. */
export function message (scene: Scene, channel: Channel, at: number, direction: OneWay): Episode {
  return exchange(scene, channel, at, direction)[0]
}

/** A private message and what comes back within the hour. */
export function exchange ({ random, person }: Scene, channel: Channel, at: number, direction: OneWay): [Episode, Episode] {
  const [said, answered] = shortExchange(random, channel, random.pick(person.topics))
  const first: Episode = {
    channel,
    direction,
    status: 'HELD',
    occurredAt: awakeTime(random, at),
    durationMinutes: channel === 'VOICE_MESSAGE' ? random.whole(1, 4) : null,
    subject: null,
    summary: said,
    source: channel === 'DIRECT_MESSAGE' ? 'social' : 'api'
  }
  return [first, { ...first, direction: opposite(direction), occurredAt: first.occurredAt + random.whole(1, 55) * MINUTE_MS, summary: answered }]
}

/** Something public and light. */
export function crumb ({ random, person }: Scene, channel: Channel, at: number, direction: OneWay): Episode {
  const subject = crumbSubject(channel, direction, random.pick(person.topics))
  return { channel, direction, status: 'HELD', occurredAt: awakeTime(random, at), durationMinutes: null, subject, summary: null, source: 'social' }
}

export function opposite (direction: OneWay): OneWay {
  return direction === 'INBOUND' ? 'OUTBOUND' : 'INBOUND'
}

export function either (random: Random): OneWay {
  return random.chance(0.5) ? 'INBOUND' : 'OUTBOUND'
}
