import type { Channel } from '../../interactions/interaction.ts'
import { DAY_MS } from '../totals/decay.ts'
import type { EvidenceRow } from '../factor.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const TOUCH_NOUN: Partial<Record<Channel, string>> = {
  IN_PERSON: 'meeting',
  MEAL: 'meal',
  EVENT: 'meeting at an event',
  LETTER: 'letter',
  VIDEO_CALL: 'video call',
  PHONE_CALL: 'call',
  VOICE_MESSAGE: 'voice message',
  EMAIL: 'e-mail',
  DIRECT_MESSAGE: 'message',
  SMS: 'text message',
  GROUP_CALL: 'group call'
}

/** How many rows a reason names. */
const NAMED = 5

/** "1 day", "12 days", "200,000 followers". */
export function counted (count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** "once", "twice", "7 times". */
export function times (count: number): string {
  return ['once', 'twice'][count - 1] ?? `${thousands(count)} times`
}

/** "today", "yesterday", "9 days ago", by dates in UTC. */
export function ago (at: number, now: number): string {
  const days = Math.max(0, Math.floor(now / DAY_MS) - Math.floor(at / DAY_MS))
  return ['today', 'yesterday'][days] ?? `${counted(days, 'day')} ago`
}

/** "3 March", with the year where it is not this one. */
export function dateOf (at: number, now: number): string {
  const date = new Date(at)
  const isThisYear = date.getUTCFullYear() === new Date(now).getUTCFullYear()
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${isThisYear ? '' : ` ${date.getUTCFullYear()}`}`
}

/** What one touch on this channel is called. */
export function touchNoun (channel: Channel | null): string {
  return (channel === null ? undefined : TOUCH_NOUN[channel]) ?? 'touch'
}

/** "introduction", "guest post": a favor's kind in a sentence. */
export function favorNoun (kind: string): string {
  if (kind === 'OTHER') return 'favor'
  return kind === 'HANDS_ON_HELP' ? 'hands-on help' : kind.toLowerCase().replaceAll('_', ' ')
}

/** The last few rows of a list that is in time order. */
export function lastRows (type: EvidenceRow['type'], rows: readonly { readonly id: string }[]): readonly EvidenceRow[] {
  return rows.slice(-NAMED).map(({ id }) => ({ type, id }))
}

/** The first few rows of a list that is in time order. */
export function firstRows (type: EvidenceRow['type'], rows: readonly { readonly id: string }[]): readonly EvidenceRow[] {
  return rows.slice(0, NAMED).map(({ id }) => ({ type, id }))
}

/** Interactions by their ids. */
export function interactions (ids: readonly string[]): readonly EvidenceRow[] {
  return ids.map(id => ({ type: 'interaction', id }))
}

function thousands (count: number): string {
  return count < 1000 ? String(count) : String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
