import type { Channel, Direction } from '../../interactions/interaction.ts'

/** One interaction that was HELD and lies in the past, as the scores see it. `at` is in epoch milliseconds. */
export interface Touch {
  readonly id: string
  readonly at: number
  readonly channel: Channel
  readonly direction: Direction
  /** The message that carries an Ask: the Ask is counted as a question, so its message is not. */
  readonly carriesAsk?: boolean
}

/**
 * How much a touch weighs; a plain e-mail is 1. Chosen, not fitted: a request made face to face works many times as often as
 * a written one (Roghanizad & Bohns 2017); voice bonds more than text, and sight adds little to it (Kumar & Epley 2021).
 */
export const TOUCH_MASS: Readonly<Record<Channel, number>> = {
  IN_PERSON: 2.5,
  MEAL: 2.5,
  EVENT: 2,
  LETTER: 1.75,
  VIDEO_CALL: 1.75,
  PHONE_CALL: 1.75,
  VOICE_MESSAGE: 1.25,
  EMAIL: 1,
  DIRECT_MESSAGE: 1,
  SMS: 1,
  GROUP_CALL: 0.75,
  OTHER: 0.5,
  REPLY: 0.375,
  MENTION: 0.375,
  RESHARE: 0.3,
  COMMENT: 0.25,
  REACTION: 0.075,
  FOLLOW: 0.05,
  BULK: 0
}

/** What a touch costs whoever makes it, 1 (a click) to 5 (an evening). Chosen. BULK costs nobody anything. */
export const TOUCH_EFFORT: Readonly<Record<Channel, number>> = {
  IN_PERSON: 5,
  MEAL: 5,
  EVENT: 4,
  LETTER: 4,
  VIDEO_CALL: 3,
  PHONE_CALL: 3,
  VOICE_MESSAGE: 2,
  EMAIL: 2,
  DIRECT_MESSAGE: 1,
  SMS: 1,
  GROUP_CALL: 2,
  OTHER: 2,
  REPLY: 1,
  MENTION: 1,
  RESHARE: 1,
  COMMENT: 1,
  REACTION: 1,
  FOLLOW: 1,
  BULK: 0
}

/** A touch of less than this is a bread crumb: it can never make a strong tie, however many there are. */
export const LIGHTEST_PERSONAL_MASS = 0.5

/** Whether the channel leaves a crumb: public and light. BULK is neither a crumb nor a touch; it never counts. */
export function isCrumb (channel: Channel): boolean {
  return TOUCH_MASS[channel] < LIGHTEST_PERSONAL_MASS && channel !== 'BULK'
}

/**
 * The one order in which touches are applied: by instant, then by id. Ids compare as plain strings, which for UUIDs in
 * lower case is the order that PostgreSQL gives them too.
 */
export function compareTouches (a: Pick<Touch, 'at' | 'id'>, b: Pick<Touch, 'at' | 'id'>): number {
  if (a.at !== b.at) return a.at - b.at
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
