import { identityKey, readIdentity, type Identity } from '../contacts/contact.ts'
import { isNoReply } from './automated.ts'
import type { Party, PartyRole } from './normalized-event.ts'

/** Somebody who is reported, with the identities that can be read, each once. */
export interface Person {
  readonly name: string | null
  readonly roles: readonly PartyRole[]
  readonly identities: readonly Identity[]
  readonly isUs: boolean
  /** A program, or an address that nobody reads. */
  readonly isBot: boolean
}

/** More identities of one person, and more people, are nobody's friend. */
const MOST_IDENTITIES = 10
const MOST_PARTIES = 500
const LONGEST_NAME = 200

/**
 * The people of a report, each once, in the order they are named: parties that share an identity are one person. `isOurs` knows the
 * workspace's own identities by their keys. Whoever has no identity that can be read is left out, for nobody could tell who it was;
 * but for us, where the provider says so.
 */
export function readPeople (parties: readonly Party[], isOurs: (key: string) => boolean, defaultCountry: string): Person[] {
  const people: Person[] = []
  const placeOf = new Map<string, number>()
  for (const party of parties.slice(0, MOST_PARTIES)) {
    const person = readPerson(party, isOurs, defaultCountry)
    const keys = person.identities.map(identityKey)
    const place = keys.map(key => placeOf.get(key)).find(found => found !== undefined) ?? people.length
    const present = people[place]
    if (keys.length > 0 || person.isUs) people[place] = present ? together(present, person) : person
    for (const key of keys) placeOf.set(key, place)
  }
  return people
}

/** What somebody is called where they have no name: by what they are known by first. */
export function nameOf ({ name, identities }: Pick<Person, 'name' | 'identities'>): string {
  return (name ?? identities[0]?.value ?? '').slice(0, LONGEST_NAME)
}

/** The same number as another kind: who is reached there by phone is reached there on WhatsApp. Null where there is no such. */
export function sameNumber ({ kind, normalized }: Pick<Identity, 'kind' | 'normalized'>): Pick<Identity, 'kind' | 'normalized'> | null {
  return kind === 'PHONE' ? { kind: 'WHATSAPP', normalized } : kind === 'WHATSAPP' ? { kind: 'PHONE', normalized } : null
}

function readPerson (party: Party, isOurs: (key: string) => boolean, defaultCountry: string): Person {
  const identities = party.identities.slice(0, MOST_IDENTITIES).flatMap(({ kind, value }) => readIdentity({ kind, value }, defaultCountry, '', []) ?? [])
  return {
    name: party.name?.trim().slice(0, LONGEST_NAME) || null,
    roles: [party.role],
    identities,
    isUs: party.isUs === true || identities.some(identity => [identity, sameNumber(identity) ?? identity].some(each => isOurs(identityKey(each)))),
    isBot: party.isBot === true || identities.some(({ kind, normalized }) => kind === 'EMAIL' && isNoReply(normalized))
  }
}

function together (one: Person, other: Person): Person {
  const known = new Set(one.identities.map(identityKey))
  return {
    name: one.name ?? other.name,
    roles: [...one.roles, ...other.roles],
    identities: [...one.identities, ...other.identities.filter(identity => !known.has(identityKey(identity)))],
    isUs: one.isUs || other.isUs,
    isBot: one.isBot || other.isBot
  }
}
