import type { NormalizedEvent, Party } from '../../domain/integrations/normalized-event.ts'
import { parseRfc3339 } from '../../domain/rfc-3339.ts'
import { wellFormed } from '../../domain/text.ts'
import { htmlToText } from '../feeds/html-text.ts'
import { authorOf, handleOf } from './accounts.ts'

/** What an activity of our own outbox tells, or why nothing. */
export type Told = { readonly event: NormalizedEvent } | { readonly skipped: string } | { readonly fault: string }

type Values = Readonly<Record<string, unknown>>

const PUBLIC = new Set(['https://www.w3.org/ns/activitystreams#Public', 'as:Public', 'Public'])
const LONGEST = { address: 500, html: 200_000, subject: 200, text: 20_000 }
const MOST_PEOPLE = 50

/** A post of ours to others, or our sharing of somebody's. */
export function translateActivity (activity: unknown, now: number): Told {
  if (!isObject(activity)) return { skipped: 'It is only the address of an activity.' }
  const [type, actor, at] = [activity['type'], addressOf(activity['actor']), instantOf(activity['published'])]
  if (type !== 'Create' && type !== 'Announce') return { skipped: 'It is neither a post nor the sharing of one.' }
  if (actor === null || at === null) return { fault: 'It does not tell by whom it was, or when.' }
  const told = type === 'Create' ? post(activity, actor) : share(activity, actor)
  if (!('event' in told)) return told
  const us: Party = { ...partyOf('FROM', actor), isUs: true }
  return { event: { source: 'activitypub', toldAt: Math.min(at, now), occurredAt: at, status: 'HELD', ...told.event, parties: [us, ...told.event.parties ?? []] } }
}

type Part = { readonly event: Pick<NormalizedEvent, 'externalId'> & Partial<NormalizedEvent> } | { readonly skipped: string } | { readonly fault: string }

function share (activity: Values, actor: string): Part {
  const [id, about] = [addressOf(activity), addressOf(activity['object'])]
  const author = about && authorOf(about)
  if (!about || !author) return { skipped: 'Its address does not tell whose post was shared.' }
  if (author === actor || author === authorOf(actor)) return { skipped: 'We shared a post of our own.' }
  return { event: { externalId: id ?? `announce ${actor} ${about}`, channel: 'RESHARE', parties: [partyOf('TO', author)], subject: `Shared ${about}`.slice(0, LONGEST.address), text: null, url: about } }
}

function post (activity: Values, actor: string): Part {
  const object = isObject(activity['object']) ? activity['object'] : {}
  const id = addressOf(object)
  if (id === null) return { fault: 'The post has no address.' }
  const answered = addressOf(object['inReplyTo'])
  const author = answered && authorOf(answered)
  const others = new Map<string, Party>()
  for (const [address, handle] of [...mentionsOf(object), ...author ? [[author, null] as const] : []]) {
    const key = handle?.toLowerCase() ?? handleOf(address)?.toLowerCase() ?? address
    if (address !== actor && address !== authorOf(actor) && !others.has(key)) others.set(key, partyOf('TO', address, handle))
  }
  if (others.size === 0) return { skipped: 'It is for everybody, and nobody in particular.' }
  const isOpen = [...valuesOf(object['to']), ...valuesOf(object['cc'])].some(each => typeof each === 'string' && (PUBLIC.has(each) || /\/followers\/?$/.test(each)))
  const isAnswer = answered !== null && author !== actor && author !== authorOf(actor)
  return {
    event: {
      externalId: id,
      channel: !isOpen ? 'DIRECT_MESSAGE' : isAnswer ? 'REPLY' : 'MENTION',
      parties: [...others.values()].slice(0, MOST_PEOPLE),
      subject: plain(object['summary'], LONGEST.subject),
      text: plain(object['content'], LONGEST.text),
      url: addressOf(object['url']) ?? id
    }
  }
}

/** Whom it mentions: their addresses, and their fediverse addresses where they are whole. */
function mentionsOf (object: Values): (readonly [string, string | null])[] {
  return valuesOf(object['tag']).flatMap(tag => {
    const address = isObject(tag) && tag['type'] === 'Mention' ? addressOf(tag['href']) : null
    const name = isObject(tag) && typeof tag['name'] === 'string' && tag['name'].length < 300 ? /^@?([\w.-]+@[\w.:-]+)$/.exec(tag['name'])?.[1] : undefined
    return address === null ? [] : [[address, name === undefined ? null : `@${name}`] as const]
  })
}

function partyOf (role: Party['role'], address: string, handle: string | null = null): Party {
  const known = handle ?? handleOf(address)
  return { role, name: null, identities: [...known ? [{ kind: 'MASTODON' as const, value: known }] : [], { kind: 'WEBSITE' as const, value: address }] }
}

function plain (html: unknown, most: number): string | null {
  return typeof html === 'string' ? wellFormed(htmlToText(html.slice(0, LONGEST.html)).slice(0, most)).trim() || null : null
}

/** The address that a value is, or that it is known by; null where there is none on the web. */
function addressOf (value: unknown): string | null {
  const address = isObject(value) ? value['id'] : value
  return typeof address === 'string' && address.length <= LONGEST.address && /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null
}

function instantOf (value: unknown): number | null {
  return typeof value === 'string' ? parseRfc3339(value) : null
}

function valuesOf (value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

function isObject (value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
