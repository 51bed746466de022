import { identityKey, readIdentity, type Identity, type IdentityInput } from '../../domain/contacts/contact.ts'
import { Refusal, type FieldError } from '../../domain/refusal.ts'
import { cleanText } from '../../domain/text.ts'
import { findContacts } from '../../database/contacts/contacts.ts'
import { findHolders } from '../../database/contacts/identities.ts'
import { aliasesOf } from '../../database/merges/merges.ts'
import type { Db } from '../../database/tenancy.ts'
import type { NewContact } from '../contacts/add-contacts.ts'
import type { Erased } from '../erasures/erased-refusal.ts'
import { assertNoneOf } from '../erasures/guard.ts'

/** Who took part: by a contact's id, or by identity. */
export interface ParticipantInput {
  readonly contactId?: string | null
  readonly identity?: IdentityInput | null
  /** The name of a contact that is made for the identity. */
  readonly name?: string | null
}

/** A participant that was read: a contact's id, or an identity with the name for a contact made for it. */
export type ReadParticipant = { readonly contactId: string } | { readonly identity: Identity, readonly name: string }

/** Reads participants. Refuses (INVALID) one that names nobody, or somebody twice over, and unreadable identities. */
export function readParticipants (inputs: readonly ParticipantInput[], defaultCountry: string): ReadParticipant[] {
  const errors: FieldError[] = []
  const read = inputs.flatMap((input, index): ReadParticipant[] => {
    const path = `participants.${index}`
    if ((input.contactId ?? null) !== null && (input.identity ?? null) !== null) {
      errors.push({ path, message: 'has both contactId and identity; give one of them.' })
    } else if (input.contactId) {
      return [{ contactId: input.contactId }]
    } else if (input.identity) {
      const identity = readIdentity(input.identity, defaultCountry, `${path}.identity`, errors)
      const name = cleanText(input.name, { path: `${path}.name`, max: 200 }, errors)
      if (identity) return [{ identity, name: name ?? identity.value.slice(0, 200) }]
    } else {
      errors.push({ path, message: 'names nobody; give contactId or identity.' })
    }
    return []
  })
  const [first] = errors
  if (first) throw new Refusal('INVALID', `${first.path} ${first.message}`, { fields: errors })
  return read
}

/** What is known of everybody whom a batch names, looked up at once. */
export interface People {
  /** Contacts that there are, by their ids and by those that they had before a merge. */
  readonly ids: ReadonlyMap<string, string>
  /** Contacts by the key of an identity they hold. */
  readonly holders: Map<string, string>
  /** Contacts that the batch makes. */
  readonly made: NewContact[]
}

export async function findPeople (db: Db, participants: readonly ReadParticipant[]): Promise<People> {
  const ids = participants.flatMap(each => 'contactId' in each ? [each.contactId] : [])
  const identities = participants.flatMap(each => 'identity' in each ? [each.identity] : [])
  const known = new Set((ids.length === 0 ? [] : await findContacts(db, new Set(ids))).map(({ id }) => id))
  const missing = ids.filter(id => !known.has(id))
  const holders = await findHolders(db, identities)
  return {
    ids: new Map([...[...known].map(id => [id, id] as const), ...missing.length === 0 ? [] : await aliasesOf(db, missing)]),
    holders: new Map(holders.map(held => [identityKey(held), held.contactId])),
    made: []
  }
}

/**
 * The contacts of one row's participants, each once; a contact is made for an identity that nobody holds where the row says so.
 * Refuses NOT_FOUND an unknown contact, and (NOT_FOUND) an identity that nobody holds otherwise; and (CONFLICT) to make a contact of who
 * was erased. Makes nobody when it refuses.
 */
export function resolveParticipants (
  people: People, { participants, createMissing }: { readonly participants: readonly ReadParticipant[], readonly createMissing: boolean },
  erasures: ReadonlyMap<string, Erased>, newId: () => string
): string[] {
  for (const [index, each] of participants.entries()) {
    if ('contactId' in each && !people.ids.has(each.contactId)) throw new Refusal('NOT_FOUND', `participants.${index}: there is no such contact.`)
    if ('identity' in each && !createMissing && !people.holders.has(identityKey(each.identity))) {
      throw new Refusal('NOT_FOUND', `participants.${index}: nobody holds ${each.identity.normalized}; with createMissing: true a contact is made.`)
    }
  }
  assertNoneOf(erasures, unheld(people, participants))
  return [...new Set(participants.map(each => 'contactId' in each ? people.ids.get(each.contactId) as string : holderOf(people, each, newId)))]
}

/** The identities of participants that no contact holds. */
export function unheld ({ holders }: People, participants: readonly ReadParticipant[]): Identity[] {
  return participants.flatMap(each => 'identity' in each && !holders.has(identityKey(each.identity)) ? [each.identity] : [])
}

function holderOf (people: People, { identity, name }: { identity: Identity, name: string }, newId: () => string): string {
  const key = identityKey(identity)
  const present = people.holders.get(key)
  if (present) return present
  const id = newId()
  people.holders.set(key, id)
  people.made.push({ id, name, identities: [{ ...identity, isPrimary: true }] })
  return id
}
