import { changesBetween } from '../../domain/changes.ts'
import { readContact, type Contact, type ContactFields, type ContactInput, type Identity } from '../../domain/contacts/contact.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { lockContacts, saveSearch, updateContact as saveContact } from '../../database/contacts/contacts.ts'
import { deleteIdentities, identitiesOf, insertIdentities } from '../../database/contacts/identities.ts'
import { deleteOtherTags } from '../../database/contacts/tags.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import { assertVersion } from '../assert-version.ts'
import type { OperationContext } from '../context.ts'
import { refuseErased } from '../erasures/guard.ts'
import { requestDuplicates } from '../duplicates/request-duplicates.ts'
import { rescore } from '../standings/rescore.ts'
import { transact, type Writing } from '../transact.ts'
import { numbered, searchRow, tagContacts } from './add-contacts.ts'
import { known } from './create-contact.ts'
import { refuseHeld } from './refuse-held.ts'
import { findMerged } from './require-contact.ts'

export type UpdateContactInput = Omit<ContactInput, 'cadenceDays'> & { readonly id: string, readonly version?: number | null }

/**
 * Changes the fields that are given. Refuses NOT_FOUND, INVALID input, a version that is not the present one (CONFLICT, with
 * the present one), and an identity that another contact holds, or that is of somebody who was erased (CONFLICT).
 */
export function updateContact (ctx: OperationContext, input: UpdateContactInput): Promise<KnownContact> {
  return transact(ctx, 'updateContact', input, async writing => {
    const present = await takeContact(writing, input.id)
    assertVersion('contact', present, input.version)
    const { defaultCountry } = await currentWorkspace(writing.db)
    if (await changeContact(ctx, writing, present, readContact(input, { isNew: false, defaultCountry }))) await requestDuplicates(writing.db, ctx)
    return known(writing.db, present.id)
  })
}

/** Takes a contact for this transaction, by its id or one that it had before a merge. Refuses NOT_FOUND. */
export async function takeContact ({ db }: Pick<Writing, 'db'>, id: string): Promise<KnownContact> {
  const [contact] = await findMerged(db, [id], lockContacts)
  if (!contact) throw new Refusal('NOT_FOUND', 'There is no such contact.')
  return contact
}

/** Saves what differs from the present state of a contact that was taken, and says whether anything did. */
export async function changeContact (
  ctx: Pick<OperationContext, 'now' | 'newId' | 'cipher'>, writing: Writing, present: KnownContact, fields: Partial<ContactFields> & Partial<Pick<Contact, 'paused'>>
): Promise<boolean> {
  const { db, audit } = writing
  const { identities: nextIdentities, ...rest } = fields
  const identities = await identitiesOf(db, [present.id])
  const before = state(present, identities.map(({ contactId, ...identity }) => identity))
  const after = { ...before, ...rest, identities: nextIdentities ?? before.identities }
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length === 0) return false

  const contact = { ...present, ...rest, version: present.version + 1, updatedAt: ctx.now }
  await saveContact(db, contact)
  if (changes.identities) await replaceIdentities(ctx, writing, contact.id, after.identities)
  if (changes.tags) {
    const tagIds = await tagContacts(ctx, writing, [contact])
    await deleteOtherTags(db, contact.id, tagIds.values())
  }
  if (changes.targetDays || changes.paused || changes.tags) await rescore(db, [contact.id], ctx, { hasActed: false })
  await saveSearch(db, [searchRow(contact, after.identities)])
  audit({ subjectType: 'contact', subjectId: contact.id, changes: { ...changes, version: { before: present.version, after: contact.version } } })
  return true
}

async function replaceIdentities (ctx: Pick<OperationContext, 'now' | 'newId' | 'cipher'>, { db }: Writing, contactId: string, identities: readonly Identity[]): Promise<void> {
  await refuseHeld(db, identities, contactId)
  await deleteIdentities(db, contactId)
  await insertIdentities(db, numbered(ctx, contactId, identities))
  await refuseErased(ctx, db, identities)
}

function state (contact: Contact, identities: readonly Identity[]) {
  const { name, organization, title, notes, tags, targetDays, paused } = contact
  return { name, organization, title, notes, tags, targetDays, paused, identities }
}
