import type { KnownContact } from '../../domain/contacts/standing.ts'
import { Refusal } from '../../domain/refusal.ts'
import { lockContacts } from '../../database/contacts/contacts.ts'
import { deleteCandidate, findCandidates } from '../../database/duplicates/candidates.ts'
import { insertDismissals } from '../../database/duplicates/dismissals.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'

/**
 * Says that the two contacts of a candidate are two people: they are no candidate again, whatever becomes of them, until a member says
 * otherwise (restoreDuplicate). Refuses NOT_FOUND.
 */
export function dismissDuplicate (ctx: OperationContext, { id }: { readonly id: string }): Promise<readonly KnownContact[]> {
  return transact(ctx, 'dismissDuplicate', { id }, async ({ db, audit }) => {
    const [candidate] = await findCandidates(db, [id])
    if (!candidate) throw notFound()
    const { contactIds } = candidate
    // A search that has compared them already holds them until it has written what it found.
    const contacts = await lockContacts(db, contactIds)
    if (contacts.length < contactIds.length || (await findCandidates(db, [id])).length === 0) throw notFound()
    const [one, other] = contactIds
    const { memberId, name } = ctx.actor
    await insertDismissals(db, [{ id: ctx.newId(), contactId: one, otherId: other }, { id: ctx.newId(), contactId: other, otherId: one }], { memberId, actor: name, at: ctx.now })
    await deleteCandidate(db, contactIds)
    audit({ subjectType: 'duplicate', subjectId: id, changes: { contactIds: { before: contactIds }, score: { before: candidate.score } } })
    return contacts
  })
}

function notFound (): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such candidate: one of the contacts may have changed, or they may have been merged or dismissed already.')
}
