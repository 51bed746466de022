import { betterName } from '../../domain/imports/stand-in.ts'
import { groupBy } from '../../domain/group-by.ts'
import { lockContacts } from '../../database/contacts/contacts.ts'
import { findCalledByIdentity, identitiesOf } from '../../database/contacts/identities.ts'
import { extendContacts, type Extended } from '../contacts/extend-contacts.ts'
import type { OperationContext } from '../context.ts'
import { requestDuplicates } from '../duplicates/request-duplicates.ts'
import type { Writing } from '../transact.ts'

/** What a contact was called by whoever told of them. */
export interface Called {
  readonly contactId: string
  readonly name: string
}

/**
 * Gives contacts that were made of a bare address or number the name by which they are told of now, the first where there are several; in the
 * place of each report those that it gave a name. Names that somebody entered stay.
 */
export async function nameContacts (ctx: Pick<OperationContext, 'now' | 'newId' | 'cipher'>, writing: Writing, calledBy: readonly (readonly Called[])[]): Promise<Extended[][]> {
  const called = calledBy.flat()
  if (called.length === 0) return []
  const { db } = writing
  const contacts = await lockContacts(db, await findCalledByIdentity(db, called.map(({ contactId }) => contactId)))
  if (contacts.length === 0) return []
  const held = groupBy(await identitiesOf(db, contacts.map(({ id }) => id)), ({ contactId }) => contactId)
  const extended = await extendContacts(ctx, writing, contacts.flatMap(present => {
    const before = { ...present, identities: (held.get(present.id) ?? []).map(({ contactId, ...identity }) => identity) }
    const [name] = called.flatMap(({ contactId, name }) => contactId === present.id ? betterName(before, name) ?? [] : [])
    return name === undefined ? [] : [{ present, before, after: { ...before, name } }]
  }))
  if (extended.length > 0) await requestDuplicates(db, ctx)
  const named = new Map(extended.map(each => [each.contactId, each]))
  return calledBy.map(ofReport => ofReport.flatMap(({ contactId }) => {
    const each = named.get(contactId)
    named.delete(contactId)
    return each ?? []
  }))
}
