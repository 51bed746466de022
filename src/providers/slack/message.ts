import type { NormalizedEvent, Translation } from '../../domain/integrations/normalized-event.ts'
import { Unreadable } from '../provider.ts'
import { instantAt, objectAt, textAt, type JsonObject } from '../read-json.ts'
import { memberParty } from './parties.ts'
import { mentionedIn, readable } from './readable.ts'

/** Messages that a person writes have no subtype, or one of these; with any other an app speaks, or the channel itself. */
const HUMAN = new Set<string | null>([null, 'file_share', 'thread_broadcast', 'me_message'])

/** A message, a change to one, or that one was deleted: all by the name of the message, `<channel>:<ts>`. */
export function translateMessage (event: JsonObject, ours: ReadonlySet<string>): Translation {
  const subtype = textAt(event, 'subtype', 100)
  if (subtype === 'message_deleted') return deletedOf(event, textAt(event, 'deleted_ts', 50), objectAt(event, 'previous_message'))
  if (subtype !== 'message_changed') return isHuman(event) ? { events: [eventOf(event, event, ours)] } : NOT_HUMAN
  const message = objectAt(event, 'message')
  if (!message) throw new Unreadable('The message_changed has no message.')
  // A deleted message that others answered stays as a stone that marks the place.
  if (textAt(message, 'subtype', 100) === 'tombstone') return deletedOf(event, textAt(message, 'ts', 50), objectAt(event, 'previous_message'))
  return isHuman(message) ? { events: changeOf(event, message, ours) } : NOT_HUMAN
}

/** That we are mentioned comes beside the message itself, about the same time: whichever is last, it is a mention. */
export function translateMention (event: JsonObject, ours: ReadonlySet<string>): Translation {
  return isHuman(event) ? { events: [{ ...eventOf(event, event, ours), channel: 'MENTION', sequence: 1 }] } : NOT_HUMAN
}

const NOT_HUMAN: Translation = { ignored: 'It is a notice, or by an app: no person wrote it.' }

function isHuman (message: JsonObject): boolean {
  const user = textAt(message, 'user', 50)
  return HUMAN.has(textAt(message, 'subtype', 100)) && textAt(message, 'bot_id') === null && user !== null && user !== 'USLACKBOT'
}

/** What a message tells; `event` names the channel, which the message inside of a change does not. */
function eventOf (event: JsonObject, message: JsonObject, ours: ReadonlySet<string>): NormalizedEvent {
  const [ts, user] = [textAt(message, 'ts', 50), textAt(message, 'user', 50) ?? '']
  const at = instantAt(message, 'ts')
  const text = textAt(message, 'text')
  const mentioned = mentionedIn(text ?? '').filter(id => id !== user)
  const answered = isAnswer(message) ? textAt(message, 'parent_user_id', 50) : null
  const others = [...new Set([...answered === null || answered === user ? [] : [answered], ...mentioned])]
  if (at === null) throw new Unreadable('The message has no ts that is a time.')
  return {
    source: 'slack',
    externalId: named(event, ts),
    toldAt: at,
    sequence: 0,
    channel: channelOf(event, message, mentioned.some(id => ours.has(id))),
    occurredAt: at,
    status: 'HELD',
    parties: [memberParty('FROM', user, ours), ...others.map(id => memberParty('TO', id, ours))],
    text: text === null ? null : readable(text)
  }
}

/** In a channel, words are for all who are there: a mention of us, an answer in a thread, or a comment. */
function channelOf (event: JsonObject, message: JsonObject, mentionsUs: boolean): NormalizedEvent['channel'] {
  if (['im', 'mpim'].includes(textAt(event, 'channel_type', 20) ?? '') || (textAt(event, 'channel', 50) ?? '').startsWith('D')) return 'DIRECT_MESSAGE'
  if (mentionsUs) return 'MENTION'
  return isAnswer(message) ? 'REPLY' : 'COMMENT'
}

function isAnswer (message: JsonObject): boolean {
  const thread = textAt(message, 'thread_ts', 50)
  return thread !== null && thread !== textAt(message, 'ts', 50)
}

/** The message as it was told first, and its words as they are now: a link that was unfolded changes a message, and no word of it. */
function changeOf (event: JsonObject, message: JsonObject, ours: ReadonlySet<string>): readonly NormalizedEvent[] {
  const { text, ...first } = eventOf(event, message, ours)
  const toldAt = instantAt(message, 'edited.ts') ?? instantAt(event, 'event_ts') ?? first.toldAt
  return [first, { source: first.source, externalId: first.externalId, toldAt, sequence: 1, text }]
}

function deletedOf (event: JsonObject, ts: string | null, before: JsonObject | null): Translation {
  if (before && !isHuman(before)) return NOT_HUMAN
  const at = instantAt(event, 'event_ts') ?? instantAt(event, 'ts')
  if (at === null) throw new Unreadable('The deletion has no event_ts that is a time.')
  return { events: [{ source: 'slack', externalId: named(event, ts), toldAt: at, sequence: 2, status: 'CANCELLED', subject: null, text: null }] }
}

function named (event: JsonObject, ts: string | null): string {
  const channel = textAt(event, 'channel', 50)
  if (channel === null || ts === null) throw new Unreadable('The message has no channel, or no ts.')
  return `${channel}:${ts}`
}
