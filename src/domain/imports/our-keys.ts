import { identityKey, readIdentity } from '../contacts/contact.ts'
import type { IdentityKind } from '../contacts/identity.ts'
import type { NormalizedEvent } from '../integrations/normalized-event.ts'
import { sameNumber } from '../integrations/people.ts'

const PROFILES: readonly IdentityKind[] = ['LINKEDIN', 'GITHUB', 'X', 'MASTODON', 'BLUESKY', 'TELEGRAM']

/** The keys of identities that a member names as their own in words: addresses, numbers and profiles; a mere name is none. */
export function keysOfUs (me: readonly string[], defaultCountry: string): Set<string> {
  return new Set(me.flatMap(text => {
    const kinds: readonly IdentityKind[] = text.includes('/') ? PROFILES : text.trim().startsWith('@') ? ['MASTODON'] : ['EMAIL', 'PHONE']
    const found = kinds.flatMap(kind => readIdentity({ kind, value: text }, defaultCountry, '', []) ?? [])
    return found.flatMap(identity => [identity, sameNumber(identity) ?? identity]).map(identityKey)
  }))
}

/** The event with those of its parties marked as us who have one of these keys. */
export function withUs (event: NormalizedEvent, ours: ReadonlySet<string>, defaultCountry: string): NormalizedEvent {
  if (ours.size === 0 || !event.parties) return event
  const isOurs = ({ kind, value }: { kind: IdentityKind, value: string }): boolean => {
    const identity = readIdentity({ kind, value }, defaultCountry, '', [])
    return identity !== null && ours.has(identityKey(identity))
  }
  return { ...event, parties: event.parties.map(party => party.identities.some(isOurs) ? { ...party, isUs: true } : party) }
}
