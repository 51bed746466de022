import type { Channel } from '../../domain/interactions/interaction.ts'
import type { Party, Translation } from '../../domain/integrations/normalized-event.ts'
import { authorOf } from '../../formats/mastodon/accounts.ts'
import { instantAt, textAt, valueAt, type Json } from '../read-json.ts'
import { addressOf, isSameServer, valuesOf } from './activity.ts'
import { partyOf } from './people.ts'
import { AT_FIRST, audienceOf, eventOf, isOurs, MADE, US, type Telling } from './telling.ts'

/** What is done without a word. */
export const GESTURES: ReadonlyMap<string, Channel> = new Map([['Announce', 'RESHARE'], ['Like', 'REACTION'], ['EmojiReact', 'REACTION'], ['Follow', 'FOLLOW']])
const LONGEST_EMOJI = 50

/** What a gesture tells: where it is towards us, or towards somebody who may be us under another name. */
export function translateGesture (telling: Telling, channel: Channel): Translation {
  const { activity: { type, actor, object, json }, from, receivedAt } = telling
  const [about, name] = [addressOf(object), nameOf(type, actor, json)]
  if (!about || !name) return { ignored: 'It does not tell by an address what it is about.' }
  const towards = towardsWhom(telling, about)
  if (typeof towards === 'string') return { ignored: towards }
  const at = Math.min(instantAt(json, 'published') ?? receivedAt, receivedAt)
  return {
    events: [eventOf(name, AT_FIRST, {
      sequence: MADE,
      channel,
      occurredAt: at,
      status: 'HELD',
      parties: [from, ...towards],
      subject: subjectOf(telling, about),
      text: null,
      url: type === 'Follow' ? actor : about
    })]
  }
}

/**
 * What a gesture is known by, also when it is taken back: its address, where it is on the server of its actor; else who made it
 * towards what. Null where it tells neither.
 */
export function nameOf (type: string | null, actor: string, json: Json | undefined): string | null {
  const id = addressOf(json)
  if (id && isSameServer(id, actor)) return id
  const about = addressOf(valuesOf(valueAt(json, 'object'))[0])
  return type && about ? `${type.toLowerCase()} ${actor} ${about}` : null
}

/** Or why it is towards nobody of ours. */
function towardsWhom ({ activity: { type, actor, json }, us }: Telling, about: string): Party[] | string {
  if (type === 'Follow') return about === us ? [US] : 'They follow somebody else.'
  if (isOurs(about, us)) return [US]
  const author = authorOf(about)
  const others = author && author !== actor ? [partyOf('TO', author)] : []
  if (audienceOf(json).includes(us)) return [US, ...others]
  // Whether the author is us, by a name that we have elsewhere, is judged by who knows our names.
  return others.length > 0 ? others : 'It is about a post of which nobody can tell that it is ours.'
}

function subjectOf ({ activity: { type, json } }: Telling, about: string): string | null {
  if (type === 'Follow') return null
  if (type === 'Announce') return `Shared ${about}`
  const emoji = textAt(json, 'content', LONGEST_EMOJI) ?? textAt(json, '_misskey_reaction', LONGEST_EMOJI)
  return emoji ? `Reacted ${emoji} to ${about}` : `Liked ${about}`
}
