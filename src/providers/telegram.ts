import type { NormalizedEvent, Party, Translation } from '../domain/integrations/normalized-event.ts'
import { keyedBy } from './json-key.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from './provider.ts'
import { arrayAt, instantAt, numberAt, objectAt, readJson, textAt, valueAt, type Json, type JsonObject } from './read-json.ts'
import { urlSafeSecret } from './secret.ts'
import { signedBy } from './signatures.ts'

/** Webhooks of the Telegram Bot API, with what a bot sees in the chats of a business account. */
export const telegram: ProviderAdapter = {
  provider: 'TELEGRAM',
  limit: 1_000_000,
  secret: 'MADE',
  makeSecret: urlSafeSecret,
  verify: signedBy('TELEGRAM'),
  deliveryKey: keyedBy(json => textAt(json, 'update_id', 100)),
  keepsHeaders: [],
  translate
}

function translate (webhook: Webhook): Translation {
  const body = readJson(webhook.body)
  const update = numberAt(body, 'update_id')
  if (update === null) throw new Unreadable('The body has no update_id.')
  for (const kind of ['message', 'edited_message', 'business_message', 'edited_business_message']) {
    const message = objectAt(body, kind)
    if (message) return messageOf(message, update, webhook.receivedAt)
  }
  const reaction = objectAt(body, 'message_reaction')
  if (reaction) return reactionOf(reaction, update, webhook.receivedAt)
  const deleted = objectAt(body, 'deleted_business_messages')
  if (deleted) return deletedOf(deleted, update, webhook.receivedAt)
  const isPost = ['channel_post', 'edited_channel_post'].some(kind => objectAt(body, kind))
  return { ignored: isPost ? 'A post in a channel is for everybody.' : 'It is no message between people.' }
}

/** What a person sends; all else is a notice: somebody joined, a title was changed, a message was pinned. */
const CONTENT = [
  'text', 'caption', 'photo', 'video', 'voice', 'video_note', 'audio', 'document', 'sticker', 'animation', 'location', 'venue', 'contact', 'poll', 'dice',
  'story', 'paid_media', 'checklist'
]

function messageOf (message: JsonObject, update: number, receivedAt: number): Translation {
  const [chat, sender] = [objectAt(message, 'chat'), objectAt(message, 'from')]
  const name = nameOf(message, textAt(message, 'message_id', 50))
  if (!chat || name === null) throw new Unreadable('The message has no chat, or no message_id.')
  // Who writes in the name of a group or of a channel is not said.
  if (!sender || objectAt(message, 'sender_chat')) return { ignored: 'It was written in the name of a chat, and not of a person.' }
  if (!CONTENT.some(kind => valueAt(message, kind) !== undefined)) return { ignored: 'It is a notice of the chat.' }
  const at = instantAt(message, 'date') ?? receivedAt
  const isAutomatic = objectAt(message, 'sender_business_bot') !== null || valueAt(message, 'is_from_offline') === true
  return {
    events: [{
      source: 'telegram',
      externalId: name,
      // Seconds tell too little of two edits: updates are numbered in their order.
      toldAt: instantAt(message, 'edit_date') ?? at,
      sequence: update,
      channel: channelOf(message, chat),
      occurredAt: at,
      status: 'HELD',
      parties: partiesOf(message, chat, sender),
      text: textAt(message, 'text') ?? textAt(message, 'caption') ?? textAt(message, 'sticker.emoji', 50),
      ...isAutomatic && { automated: 'A program sent it, or a schedule.' }
    }]
  }
}

/** In a group, words are for all who are there: they weigh what a comment weighs, or a reply to somebody. */
function channelOf (message: JsonObject, chat: JsonObject): NormalizedEvent['channel'] {
  if (textAt(chat, 'type') !== 'private') return repliedTo(message) ? 'REPLY' : 'COMMENT'
  return valueAt(message, 'voice') || valueAt(message, 'video_note') ? 'VOICE_MESSAGE' : 'DIRECT_MESSAGE'
}

/** Whom a message in a group answers. All of a topic answers the notice that opened it, which is no answer. */
function repliedTo (message: JsonObject): JsonObject | null {
  const answered = objectAt(message, 'reply_to_message')
  return objectAt(answered, 'forum_topic_created') ? null : objectAt(answered, 'from')
}

function partiesOf (message: JsonObject, chat: JsonObject, sender: JsonObject): readonly Party[] {
  const from = partyOf('FROM', sender)
  if (textAt(chat, 'type') !== 'private') {
    const answered = repliedTo(message)
    return answered ? [from, partyOf('TO', answered)] : [from]
  }
  // A chat of a business account has the other side's id: what anybody else writes there is ours.
  const isOurs = textAt(message, 'business_connection_id') !== null && textAt(sender, 'id') !== textAt(chat, 'id')
  return isOurs ? [{ ...from, isUs: true }, partyOf('TO', chat)] : [from]
}

function partyOf (role: Party['role'], person: JsonObject): Party {
  const [id, username] = [textAt(person, 'id', 50), textAt(person, 'username', 100)]
  const names = [textAt(person, 'first_name', 100), textAt(person, 'last_name', 100)].filter(name => name !== null)
  return {
    role,
    name: names.join(' ') || null,
    // A username can pass to somebody else; an id cannot.
    identities: [...id ? [{ kind: 'OTHER' as const, value: `telegram:${id}` }] : [], ...username ? [{ kind: 'TELEGRAM' as const, value: username }] : []],
    ...valueAt(person, 'is_bot') === true && { isBot: true }
  }
}

function reactionOf (reaction: JsonObject, update: number, receivedAt: number): Translation {
  const [user, by, name] = [objectAt(reaction, 'user'), textAt(reaction, 'user.id', 50), nameOf(reaction, textAt(reaction, 'message_id', 50))]
  if (name === null) throw new Unreadable('The reaction has no chat, or no message_id.')
  if (!user || by === null) return { ignored: 'Who reacted is not said.' }
  const at = instantAt(reaction, 'date') ?? receivedAt
  const now = arrayAt(reaction, 'new_reaction').slice(0, 20)
  const told = { source: 'telegram', externalId: `reaction:${name}:${by}`, toldAt: at, sequence: update }
  const emoji = now.map(one => textAt(one, 'emoji', 20)).filter(one => one !== null).join(' ') || null
  return {
    events: [now.length === 0
      ? { ...told, status: 'CANCELLED', subject: null, text: null }
      : { ...told, channel: 'REACTION', occurredAt: at, status: 'HELD', parties: [partyOf('FROM', user)], text: emoji }]
  }
}

function deletedOf (deleted: JsonObject, update: number, receivedAt: number): Translation {
  const names = arrayAt(deleted, 'message_ids').map(id => nameOf(deleted, textAt(id, '', 50))).filter(name => name !== null)
  if (names.length === 0) throw new Unreadable('The deletion has no chat, or no message_ids.')
  const told = { source: 'telegram', toldAt: receivedAt, sequence: update, status: 'CANCELLED', subject: null, text: null } as const
  return { events: names.map(externalId => ({ ...told, externalId })) }
}

/** `<chat>:<message>`. The chats of a business account count their messages by themselves, and are the other side's id as a bot's are. */
function nameOf (json: Json, message: string | null): string | null {
  const chat = textAt(json, 'chat.id', 50)
  if (chat === null || message === null) return null
  return `${textAt(json, 'business_connection_id') === null ? '' : 'business:'}${chat}:${message}`
}
