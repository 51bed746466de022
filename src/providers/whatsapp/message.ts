import type { NormalizedEvent, Party } from '../../domain/integrations/normalized-event.ts'
import { arrayAt, instantAt, objectAt, textAt, valueAt, type Json, type JsonObject } from '../read-json.ts'

/** What a person writes; notices (`system`), and what WhatsApp does not pass on (`unsupported`: a poll, an event), are not. */
const WORDS = new Map<string, (message: JsonObject) => string | null>([
  ['text', message => textAt(message, 'text.body')],
  ['image', message => textAt(message, 'image.caption')],
  ['video', message => textAt(message, 'video.caption')],
  ['document', message => textAt(message, 'document.caption') ?? textAt(message, 'document.filename', 500)],
  ['audio', () => null],
  ['sticker', () => null],
  ['location', message => listed([textAt(message, 'location.name', 500), textAt(message, 'location.address', 500)])],
  ['contacts', message => listed(arrayAt(message, 'contacts').slice(0, 50).map(contact => textAt(contact, 'name.formatted_name', 200)))],
  ['order', message => textAt(message, 'order.text')],
  ['button', message => textAt(message, 'button.text')],
  ['interactive', message => textAt(message, 'interactive.button_reply.title') ?? textAt(message, 'interactive.list_reply.title')]
])

const LONGEST_ID = 200

/**
 * What one message tells; null where it is none of a person. `value` is the change that it came in, and an echo is what we wrote on a
 * phone ourselves. A reaction is a thing of its own, one by each person on each message; an edit and a revocation tell of the first message.
 */
export function translateMessage (message: Json, value: JsonObject, isEcho: boolean, receivedAt: number): NormalizedEvent | null {
  const id = textAt(message, 'id', LONGEST_ID)
  const type = textAt(message, 'type', 50)
  const written = objectAt(message, '')
  if (id === null || type === null || written === null) return null
  const at = instantAt(message, 'timestamp') ?? receivedAt
  const told = { source: 'whatsapp', externalId: id, toldAt: at }
  if (type === 'edit' || type === 'revoke') return changeOf(written, type, told)
  const parties = partiesOf(written, value, isEcho)
  if (parties === null) return null
  if (type === 'reaction') return reactionOf(written, parties, told)
  const words = WORDS.get(type)
  if (!words) return null
  const isVoice = valueAt(message, 'audio.voice') === true
  const isGroup = textAt(message, 'group_id') !== null
  return {
    ...told,
    channel: isGroup ? 'COMMENT' : isVoice ? 'VOICE_MESSAGE' : 'DIRECT_MESSAGE',
    occurredAt: at,
    status: 'HELD',
    parties,
    text: words(written)
  }
}

type Told = Pick<NormalizedEvent, 'source' | 'externalId' | 'toldAt'>

function changeOf (message: JsonObject, type: 'edit' | 'revoke', told: Told): NormalizedEvent | null {
  const original = textAt(message, `${type}.original_message_id`, LONGEST_ID)
  if (original === null) return null
  if (type === 'revoke') return { ...told, externalId: original, sequence: 2, status: 'CANCELLED', subject: null, text: null }
  const edited = objectAt(message, 'edit.message')
  const words = WORDS.get(textAt(edited, 'type', 50) ?? '')
  return edited && words ? { ...told, externalId: original, sequence: 1, text: words(edited) } : null
}

function reactionOf (message: JsonObject, parties: readonly Party[], told: Told): NormalizedEvent | null {
  const reactedTo = textAt(message, 'reaction.message_id', LONGEST_ID)
  const by = textAt(message, 'from', 100) ?? textAt(message, 'from_user_id', 100)
  if (reactedTo === null || by === null) return null
  const emoji = textAt(message, 'reaction.emoji', 50)
  const reaction = { ...told, externalId: `reaction:${reactedTo}:${by}` }
  return emoji === null
    ? { ...reaction, sequence: 1, status: 'CANCELLED', subject: null, text: null }
    : { ...reaction, sequence: 0, channel: 'REACTION', occurredAt: told.toldAt, status: 'HELD', parties, text: emoji }
}

/** From them to us, and of an echo the other way round; null where it does not say who they are. */
function partiesOf (message: JsonObject, value: JsonObject, isEcho: boolean): readonly Party[] | null {
  const number = textAt(message, isEcho ? 'to' : 'from', 100)
  const user = textAt(message, isEcho ? 'to_user_id' : 'from_user_id', 200)
  const profile = arrayAt(value, 'contacts').find(contact =>
    number !== null ? textAt(contact, 'wa_id') === number : user !== null && textAt(contact, 'user_id') === user)
  // Who hides their number is known by an id, the same for all the numbers of one business.
  const userId = user ?? textAt(profile, 'user_id', 200)
  const identities: Party['identities'] = [
    ...number !== null && /^\d{7,15}$/.test(number) ? [{ kind: 'WHATSAPP' as const, value: number }] : [],
    ...userId !== null ? [{ kind: 'OTHER' as const, value: `whatsapp:${userId}` }] : []
  ]
  if (identities.length === 0) return null
  const us = { name: null, identities: ourIdentities(value), isUs: true }
  const them = { name: textAt(profile, 'profile.name', 200), identities }
  return isEcho ? [{ role: 'FROM', ...us }, { role: 'TO', ...them }] : [{ role: 'FROM', ...them }, { role: 'TO', ...us }]
}

function ourIdentities (value: JsonObject): Party['identities'] {
  const [number, id] = [textAt(value, 'metadata.display_phone_number', 100), textAt(value, 'metadata.phone_number_id', 100)]
  return [...number === null ? [] : [{ kind: 'WHATSAPP' as const, value: number }], ...id === null ? [] : [{ kind: 'OTHER' as const, value: `whatsapp:${id}` }]]
}

function listed (parts: readonly (string | null)[]): string | null {
  return parts.filter(part => part !== null).join(', ') || null
}
