import { refuse } from '../contacts/contact.ts'
import { cleanText } from '../text.ts'
import type { FieldError } from '../refusal.ts'

/** How it happened. What each weighs is in quality/touch.ts. */
export const CHANNELS = [
  'IN_PERSON', 'MEAL', 'EVENT', 'VIDEO_CALL', 'PHONE_CALL', 'VOICE_MESSAGE', 'LETTER', 'EMAIL', 'DIRECT_MESSAGE', 'SMS',
  'GROUP_CALL', 'REPLY', 'MENTION', 'RESHARE', 'COMMENT', 'REACTION', 'FOLLOW', 'BULK', 'OTHER'
] as const
export type Channel = typeof CHANNELS[number]

/** INBOUND: they reached out. OUTBOUND: we did. MUTUAL: both took part. */
export const DIRECTIONS = ['INBOUND', 'OUTBOUND', 'MUTUAL'] as const
export type Direction = typeof DIRECTIONS[number]

/** Only what is HELD counts as a touch. */
export const INTERACTION_STATUSES = ['PLANNED', 'HELD', 'CANCELLED', 'NO_SHOW'] as const
export type InteractionStatus = typeof INTERACTION_STATUSES[number]

/** Something that passed between us and one or more contacts. Instants are epoch milliseconds. */
export interface Interaction {
  readonly id: string
  readonly channel: Channel
  readonly direction: Direction
  readonly status: InteractionStatus
  readonly occurredAt: number
  readonly durationMinutes: number | null
  readonly subject: string | null
  readonly summary: string | null
  readonly source: string
  readonly externalId: string | null
  /** Whether it is the message of an ask: the ask then counts as a question, and the message does not once more. */
  readonly carriesAsk: boolean
}

export type InteractionFields = Omit<Interaction, 'id'>

/** What can be said of an interaction. A field left out is not said. */
export interface InteractionInput {
  readonly channel?: Channel | null
  readonly direction?: Direction | null
  readonly status?: InteractionStatus | null
  readonly occurredAt?: number | null
  readonly durationMinutes?: number | null
  readonly subject?: string | null
  readonly summary?: string | null
  readonly carriesAsk?: boolean | null
}

export const LONGEST = { subject: 500, summary: 20_000, source: 100, externalId: 500 }
export const LONGEST_MINUTES = 100_000
export const MOST_PARTICIPANTS = 100
/** Clocks differ a little; a touch that seems to lie this far ahead has happened. */
const CLOCK_SKEW_MS = 5 * 60_000
const EARLIEST_MS = Date.UTC(1900, 0)
const LATEST_MS = Date.UTC(2200, 0)

/** A new interaction, cleaned. Refuses (INVALID, all faults at once) what cannot be. */
export function readInteraction (
  input: InteractionInput & Pick<Interaction, 'channel' | 'direction' | 'occurredAt'> & { source?: string | null, externalId?: string | null },
  now: number, participants: number
): InteractionFields {
  const errors: FieldError[] = []
  const fields = {
    channel: input.channel,
    direction: input.direction,
    status: input.status ?? 'HELD',
    occurredAt: input.occurredAt,
    durationMinutes: readMinutes(input.durationMinutes ?? null, errors),
    subject: cleanText(input.subject, { path: 'subject', max: LONGEST.subject }, errors),
    summary: cleanText(input.summary, { path: 'summary', max: LONGEST.summary }, errors),
    source: cleanText(input.source, { path: 'source', max: LONGEST.source }, errors) ?? 'api',
    externalId: cleanText(input.externalId, { path: 'externalId', max: LONGEST.externalId }, errors),
    carriesAsk: input.carriesAsk ?? false
  }
  if (participants < 1 || participants > MOST_PARTICIPANTS) {
    errors.push({ path: 'participants', message: `are ${participants}; an interaction has 1 to ${MOST_PARTICIPANTS}.` })
  }
  checkWhen(fields, now, errors)
  checkAsk(fields, errors)
  refuse(errors)
  return fields
}

/** The interaction with what `input` gives, cleaned. Refuses (INVALID) what cannot be. */
export function changeInteraction (present: Interaction, input: InteractionInput, now: number): Interaction {
  const errors: FieldError[] = []
  const changed = {
    ...present,
    channel: input.channel ?? present.channel,
    direction: input.direction ?? present.direction,
    status: input.status ?? present.status,
    occurredAt: input.occurredAt ?? present.occurredAt,
    durationMinutes: input.durationMinutes === undefined ? present.durationMinutes : readMinutes(input.durationMinutes, errors),
    subject: input.subject === undefined ? present.subject : cleanText(input.subject, { path: 'subject', max: LONGEST.subject }, errors),
    summary: input.summary === undefined ? present.summary : cleanText(input.summary, { path: 'summary', max: LONGEST.summary }, errors),
    carriesAsk: input.carriesAsk ?? present.carriesAsk
  }
  checkWhen(changed, now, errors)
  checkAsk(changed, errors)
  refuse(errors)
  return changed
}

/** Whether the interaction counts in scores: only what was held does. (What is held cannot lie in the future.) */
export function isTouch ({ status }: Pick<Interaction, 'status'>): boolean {
  return status === 'HELD'
}

function readMinutes (minutes: number | null, errors: FieldError[]): number | null {
  if (minutes !== null && (minutes < 0 || minutes > LONGEST_MINUTES)) {
    errors.push({ path: 'durationMinutes', message: `is ${minutes}; it can be from 0 to ${LONGEST_MINUTES}.` })
  }
  return minutes
}

/** Tells (in `errors`) of an instant that nobody can mean; `path` is where it is given. */
export function checkYear (at: number, path: string, errors: FieldError[]): boolean {
  const isFine = at >= EARLIEST_MS && at < LATEST_MS
  if (!isFine) errors.push({ path, message: 'lies outside the years 1900 to 2199.' })
  return isFine
}

/** Whether an instant is still to come, by a clock that may differ a little. */
export function isAhead (at: number, now: number): boolean {
  return at > now + CLOCK_SKEW_MS
}

function checkAsk ({ carriesAsk, direction }: Pick<Interaction, 'carriesAsk' | 'direction'>, errors: FieldError[]): void {
  if (carriesAsk && direction !== 'OUTBOUND') errors.push({ path: 'carriesAsk', message: `is true, but the interaction is ${direction}; only an OUTBOUND one asks.` })
}

function checkWhen ({ status, occurredAt }: Pick<Interaction, 'status' | 'occurredAt'>, now: number, errors: FieldError[]): void {
  if (checkYear(occurredAt, 'occurredAt', errors) && status === 'HELD' && isAhead(occurredAt, now)) {
    errors.push({ path: 'occurredAt', message: 'lies in the future, but the interaction is HELD; a coming one is PLANNED.' })
  }
}
