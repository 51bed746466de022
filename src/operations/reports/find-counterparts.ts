import { identityKey, withPrimaries } from '../../domain/contacts/contact.ts'
import { betterName } from '../../domain/imports/stand-in.ts'
import type { NewContactPolicy } from '../../domain/integrations/integration.ts'
import { nameOf, sameNumber, type Person } from '../../domain/integrations/people.ts'
import { findHolders } from '../../database/contacts/identities.ts'
import type { Db } from '../../database/tenancy.ts'
import type { NewContact } from '../contacts/add-contacts.ts'
import type { Called } from './name-contacts.ts'

/** Which of the people whom reports name are contacts, asked once for all of them. */
export interface Counterparts {
  /** The contacts among these people, with a new one for each unknown where that is the policy; and who is unknown and left out. */
  readonly resolve: (people: readonly Person[], policy: NewContactPolicy) => Resolved
  /** The contacts that resolve has made up: they are to be written before anything that names them. */
  readonly made: NewContact[]
}

export interface Resolved {
  readonly contactIds: string[]
  readonly unknown: Person[]
  readonly made: NewContact[]
  /** What those are called here who were contacts before. */
  readonly called: Called[]
}

/**
 * Looks up who is known. A person is the contact that holds the first of their identities that anybody holds; where nobody holds any, the
 * one that holds the same number as another kind.
 */
export async function findCounterparts (db: Db, people: readonly Person[], newId: () => string): Promise<Counterparts> {
  const wanted = people.flatMap(({ identities }) => [...identities, ...numbersOf(identities)])
  const holders = new Map((await findHolders(db, wanted)).map(held => [identityKey(held), held.contactId]))
  const made: NewContact[] = []
  const placeOf = new Map<string, number>()

  function holderOf ({ identities }: Person): string | undefined {
    return [...identities, ...numbersOf(identities)].map(identity => holders.get(identityKey(identity))).find(id => id !== undefined)
  }

  function make (person: Person): string {
    const id = newId()
    for (const identity of person.identities) holders.set(identityKey(identity), id)
    placeOf.set(id, made.length)
    made.push({ id, name: nameOf(person), identities: withPrimaries(person.identities) })
    return id
  }

  /** Gives whom an address alone has made a name; false where they were a contact before. */
  function call (id: string, { name }: Person): boolean {
    const place = placeOf.get(id)
    const present = place === undefined ? undefined : made[place]
    if (place === undefined || !present) return false
    const better = betterName({ identities: [], ...present }, name)
    if (better !== null) made[place] = { ...present, name: better }
    return true
  }

  return {
    made,
    resolve (people, policy) {
      const unknown: Person[] = []
      const before = made.length
      const called: Called[] = []
      const ids = people.flatMap(person => {
        const id = holderOf(person) ?? (policy === 'CREATE' ? make(person) : undefined)
        if (id === undefined) unknown.push(person)
        else if (!call(id, person) && person.name !== null) called.push({ contactId: id, name: person.name })
        return id ?? []
      })
      return { contactIds: [...new Set(ids)], unknown, called, made: made.slice(before) }
    }
  }
}

function numbersOf (identities: Person['identities']) {
  return identities.flatMap(identity => sameNumber(identity) ?? [])
}
