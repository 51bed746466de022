import { invalid, Refusal } from '../../domain/refusal.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { lockContacts } from '../../database/contacts/contacts.ts'
import { deleteDismissals, dismissalsOf } from '../../database/duplicates/dismissals.ts'
import { searchFor } from '../../database/duplicates/search.ts'
import { findMerged } from '../contacts/require-contact.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { requestDuplicates } from './request-duplicates.ts'

/**
 * Takes back that two contacts were said to be two people: they are compared again soon. Refuses (INVALID) other than two contacts, and
 * NOT_FOUND where there is no such contact, or nobody said so.
 */
export function restoreDuplicate (ctx: OperationContext, { contactIds }: { readonly contactIds: readonly string[] }): Promise<readonly KnownContact[]> {
  return transact(ctx, 'restoreDuplicate', { contactIds }, async ({ db, audit }) => {
    if (new Set(contactIds).size !== 2) throw invalid({ path: 'contactIds', message: 'are those of two contacts.' })
    const contacts = await findMerged(db, contactIds, lockContacts)
    if (contacts.length < contactIds.length) throw new Refusal('NOT_FOUND', 'There is no such contact.')
    const ids = contacts.map(({ id }) => id)
    const dismissals = (await dismissalsOf(db, ids)).filter(({ contactId, otherId }) => contactId !== otherId && ids.includes(otherId))
    if (dismissals.length === 0) throw new Refusal('NOT_FOUND', 'Nobody has said that these two are two people.')
    await deleteDismissals(db, dismissals.map(({ id }) => id))
    await searchFor(db, ids)
    await requestDuplicates(db, ctx)
    audit(...ids.map(id => ({ subjectType: 'contact', subjectId: id, changes: { dismissed: { before: ids.filter(other => other !== id), after: [] } } })))
    return contacts
  })
}
