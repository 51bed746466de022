import { identityKey, type Identity } from '../../../domain/contacts/contact.ts'
import { findHolders } from '../../../database/contacts/identities.ts'
import { insertImportKeys } from '../../../database/imports/keys.ts'
import { addContacts, type NewContact } from '../../contacts/add-contacts.ts'
import type { OperationContext } from '../../context.ts'
import type { Writing } from '../../transact.ts'

/** Whom a batch has made, and by which key of which format they are found again. */
export interface MadeContact {
  readonly contact: NewContact
  readonly format: string
  readonly key: string | null
}

type Known = Pick<Identity, 'kind' | 'normalized'>

/**
 * What a dry run would have made by now, so that a person who comes again is not made twice. Nothing of it is in the database, where each
 * batch is taken back.
 */
export interface Rehearsal {
  /** Makes those anew, in this transaction, whom these identities and keys are of. */
  readonly recall: (ctx: Pick<OperationContext, 'now' | 'newId' | 'cipher'>, writing: Writing, identities: readonly Known[], keys: readonly { readonly format: string, readonly key: string }[]) => Promise<void>
  readonly learn: (made: readonly MadeContact[], told: readonly string[]) => void
  /** Whether a row before has made an interaction of what has this name. */
  readonly hasTold: (name: string) => boolean
}

/** Of all that is remembered, in characters; whoever comes after that may be counted twice. */
const MOST_REMEMBERED = 48_000_000

/** A rehearsal of which nothing is known yet. */
export function newRehearsal (): Rehearsal {
  const texts: string[] = []
  const places = new Map<string, number>()
  const names = new Set<string>()
  let remembered = 0
  const nameOf = (format: string, key: string): string => `${format}\0${key}`

  return {
    async recall (ctx, { db }, identities, keys) {
      const wanted = new Set([...identities.map(identityKey), ...keys.map(({ format, key }) => nameOf(format, key))].flatMap(key => places.get(key) ?? []))
      if (wanted.size === 0) return
      const made = [...wanted].map(place => JSON.parse(texts[place] as string) as MadeContact)
      // A member may have added somebody meanwhile.
      const held = new Set((await findHolders(db, made.flatMap(({ contact }) => contact.identities ?? []))).map(identityKey))
      const recalled = made.filter(({ contact: { identities = [] } }) => !identities.some(identity => held.has(identityKey(identity))))
      await addContacts(ctx, { db, audit: () => {} }, recalled.map(({ contact }) => contact))
      await insertImportKeys(db, recalled.flatMap(({ contact, format, key }) => key === null ? [] : [{ id: ctx.newId(), format, key, contactId: contact.id }]))
    },
    hasTold: name => names.has(name),
    learn (made, told) {
      for (const each of made) {
        const text = JSON.stringify(each)
        if (remembered + text.length > MOST_REMEMBERED) continue
        remembered += text.length
        const place = texts.push(text) - 1
        for (const identity of each.contact.identities ?? []) places.set(identityKey(identity), place)
        if (each.key !== null) places.set(nameOf(each.format, each.key), place)
      }
      for (const name of told) {
        if (remembered + name.length > MOST_REMEMBERED) continue
        remembered += name.length
        names.add(name)
      }
    }
  }
}
