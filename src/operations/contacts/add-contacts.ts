import { searchText, type Contact, type ContactFields, type Identity } from '../../domain/contacts/contact.ts'
import { changesBetween } from '../../domain/changes.ts'
import { searchKey } from '../../domain/text.ts'
import { insertContacts, saveSearch, type SearchRow } from '../../database/contacts/contacts.ts'
import { insertIdentities } from '../../database/contacts/identities.ts'
import { ensureTags, insertContactTags } from '../../database/contacts/tags.ts'
import { insertTotals } from '../../database/interactions/totals.ts'
import type { OperationContext } from '../context.ts'
import { refuseErased } from '../erasures/guard.ts'
import { requestDuplicates } from '../duplicates/request-duplicates.ts'
import { rescore } from '../standings/rescore.ts'
import type { Writing } from '../transact.ts'

type Clock = Pick<OperationContext, 'now' | 'newId'>
type Adding = Pick<OperationContext, 'now' | 'newId' | 'cipher'>

export type NewContact = Partial<ContactFields> & { readonly id: string, readonly name: string }

/**
 * Adds contacts whose identities nobody holds, with all that belongs to them, in a fixed number of statements. Refuses (CONFLICT) whoever
 * was erased: rows that are to fail alone are looked up before.
 */
export async function addContacts (ctx: Adding, { db, audit }: Writing, added: readonly NewContact[]): Promise<void> {
  if (added.length === 0) return
  const contacts = added.map(fields => fresh(fields, ctx.now))
  await insertContacts(db, contacts)
  await insertIdentities(db, contacts.flatMap(contact => numbered(ctx, contact.id, contact.identities)))
  await refuseErased(ctx, db, contacts.flatMap(({ identities }) => identities))
  await tagContacts(ctx, { db }, contacts)
  await insertTotals(db, contacts.map(({ id }) => id), ctx.now)
  await rescore(db, contacts.filter(({ targetDays, tags }) => targetDays !== null || tags.length > 0).map(({ id }) => id), ctx)
  await saveSearch(db, contacts.map(contact => searchRow(contact, contact.identities)))
  await requestDuplicates(db, ctx)
  audit(...contacts.map(contact => ({ subjectType: 'contact', subjectId: contact.id, changes: changesBetween(undefined, contact, ['id']) })))
}

/** Gives each contact the tags that it names; those that are new to the workspace are made. */
export async function tagContacts (ctx: Clock, { db }: Pick<Writing, 'db'>, contacts: readonly Pick<Contact, 'id' | 'tags'>[]): Promise<Map<string, string>> {
  const tagIds = await ensureTags(db, contacts.flatMap(({ tags }) => tags), ctx.newId)
  await insertContactTags(db, contacts.flatMap(({ id, tags }) => tags.flatMap(tag => {
    const tagId = tagIds.get(searchKey(tag))
    return tagId === undefined ? [] : [{ contactId: id, tagId }]
  })))
  return tagIds
}

/** Identities as rows, from `start` on in their order. */
export function numbered (ctx: Clock, contactId: string, identities: readonly Identity[], start = 0) {
  return identities.map((identity, index) => ({ ...identity, contactId, id: ctx.newId(), position: start + index }))
}

export function searchRow (contact: Contact, identities: readonly Identity[]): SearchRow {
  return { contactId: contact.id, ...searchText(contact, identities) }
}

function fresh (fields: NewContact, now: number): Contact & { identities: readonly Identity[] } {
  return {
    organization: null,
    title: null,
    notes: null,
    tags: [],
    identities: [],
    targetDays: null,
    ...fields,
    paused: false,
    version: 1,
    createdAt: now,
    updatedAt: now
  }
}
