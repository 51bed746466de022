import { changesBetween, type Changes } from '../../domain/changes.ts'
import { identityKey } from '../../domain/contacts/contact.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import type { PlacedFields } from '../../domain/imports/place-contact.ts'
import { searchKey } from '../../domain/text.ts'
import { saveSearch, updateContacts } from '../../database/contacts/contacts.ts'
import { insertIdentities } from '../../database/contacts/identities.ts'
import type { OperationContext } from '../context.ts'
import { refuseErased } from '../erasures/guard.ts'
import { rescore } from '../standings/rescore.ts'
import type { Writing } from '../transact.ts'
import { numbered, searchRow, tagContacts } from './add-contacts.ts'

/** A contact that was taken, as it is and as it is to be. Identities and tags are only added, after those that are there. */
export interface Extension {
  readonly present: KnownContact
  readonly before: PlacedFields
  readonly after: PlacedFields
}

/** What became of a contact. */
export interface Extended {
  readonly contactId: string
  readonly version: number
  readonly changes: Changes
}

/** Saves contacts that say more than before, in a fixed number of statements. Refuses (CONFLICT) an identity of whoever was erased. */
export async function extendContacts (ctx: Pick<OperationContext, 'now' | 'newId' | 'cipher'>, writing: Writing, extensions: readonly Extension[]): Promise<Extended[]> {
  if (extensions.length === 0) return []
  const { db, audit } = writing
  const contacts = extensions.map(({ present, after: { identities, ...fields } }) => ({ ...present, ...fields, version: present.version + 1, updatedAt: ctx.now }))
  await updateContacts(db, contacts)
  const added = extensions.flatMap(({ present, before, after }) => {
    const known = new Set(before.identities.map(identityKey))
    return numbered(ctx, present.id, after.identities.filter(identity => !known.has(identityKey(identity))), before.identities.length)
  })
  await insertIdentities(db, added)
  await refuseErased(ctx, db, added)
  const tagged = extensions.flatMap(({ present, before, after }) => {
    const known = new Set(before.tags.map(searchKey))
    const tags = after.tags.filter(tag => !known.has(searchKey(tag)))
    return tags.length > 0 ? [{ id: present.id, tags }] : []
  })
  await tagContacts(ctx, writing, tagged)
  await rescore(db, tagged.map(({ id }) => id), ctx, { hasActed: false })
  await saveSearch(db, contacts.map((contact, index) => searchRow(contact, (extensions[index] as Extension).after.identities)))
  const extended = extensions.map(({ present: { id, version }, before, after }) => ({ contactId: id, version: version + 1, changes: changesBetween(before, after) }))
  audit(...extended.map(({ contactId, version, changes }) =>
    ({ subjectType: 'contact', subjectId: contactId, changes: { ...changes, version: { before: version - 1, after: version } } })))
  return extended
}
