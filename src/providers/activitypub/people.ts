import type { Party } from '../../domain/integrations/normalized-event.ts'
import { handleOf } from '../../formats/mastodon/accounts.ts'
import { objectAt, textAt, type Json, type JsonObject } from '../read-json.ts'
import { addressOf, isSameServer, typeOf } from './activity.ts'

const PROGRAMS = ['Service', 'Application']
const LONGEST_NAME = 200
const HANDLE = /^@?([a-z0-9_.-]{1,200})@([a-z0-9.-]{1,253}(?::\d{1,5})?)$/i

/** The person or program behind an actor's address; `document` is what is known of it, if anything. */
export function partyOf (role: Party['role'], address: string, document: JsonObject | null = null): Party {
  const handle = handleIn(document, address) ?? handleOf(address)
  return {
    role,
    name: textAt(document ?? undefined, 'name', LONGEST_NAME),
    identities: [...handle ? [{ kind: 'MASTODON' as const, value: handle }] : [], { kind: 'WEBSITE' as const, value: address }],
    ...PROGRAMS.includes(typeOf(document ?? undefined) ?? '') && { isBot: true }
  }
}

/** Somebody whom a post mentions: the tag has their address, and mostly their handle. */
export function mentioned (tag: Json): Party | null {
  const address = addressOf(objectAt(tag, '')?.['href'])
  if (typeOf(tag) !== 'Mention' || !address) return null
  const named = HANDLE.exec(textAt(tag, 'name', 500) ?? '')
  const handle = named ? `@${named[1]}@${named[2]}` : handleOf(address)
  return { role: 'TO', name: null, identities: [...handle ? [{ kind: 'MASTODON' as const, value: handle }] : [], { kind: 'WEBSITE' as const, value: address }] }
}

/** What is kept of an actor's document for as long as its webhook: what tells who sent it. Null where the document is no actor's. */
export function senderIn (document: Json | undefined): JsonObject | null {
  const id = addressOf(document)
  if (!id || textAt(document, 'preferredUsername') === null) return null
  return { id, type: typeOf(document), preferredUsername: textAt(document, 'preferredUsername', LONGEST_NAME), name: textAt(document, 'name', LONGEST_NAME) }
}

/** A server names its own; what a document says of another server's people, it says of somebody else. */
function handleIn (document: JsonObject | null, address: string): string | null {
  const name = textAt(document ?? undefined, 'preferredUsername', LONGEST_NAME)
  const id = addressOf(document ?? undefined)
  return name && id && isSameServer(id, address) && HANDLE.test(`${name}@host`) ? `@${name}@${new URL(address).host}` : null
}
