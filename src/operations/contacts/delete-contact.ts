import { changesBetween } from '../../domain/changes.ts'
import { deleteContacts } from '../../database/contacts/contacts.ts'
import { identitiesOf } from '../../database/contacts/identities.ts'
import { findAsks } from '../../database/asks/asks.ts'
import { findFavors } from '../../database/favors/favors.ts'
import { deleteInteractions, findInteractions, soleInteractionsOf } from '../../database/interactions/interactions.ts'
import { Refusal } from '../../domain/refusal.ts'
import { toTypeId } from '../../domain/type-id.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { takeContact } from './update-contact.ts'

/**
 * Deletes a contact with favors and asks, and the interactions in which nobody else took part; the audit keeps what they were. Refuses
 * NOT_FOUND, and (CONFLICT) the old id of a contact that was merged: who holds it may not know how much would go.
 */
export function deleteContact (ctx: OperationContext, { id }: { id: string }): Promise<{ deletedId: string }> {
  return transact(ctx, 'deleteContact', { id }, async ({ db, audit }) => {
    const { totals, workspace, evidence, tagDays, model, ...contact } = await takeContact({ db }, id)
    if (contact.id !== id) {
      const contactId = toTypeId('contact', contact.id)
      throw new Refusal('CONFLICT', `This contact was merged into ${contactId}; delete that one, or undo the merge first.`, { extensions: { contactId } })
    }
    const identities = (await identitiesOf(db, [id])).map(({ contactId, ...identity }) => identity)
    const interactions = await findInteractions(db, await soleInteractionsOf(db, id))
    const favors = await findFavors(db, evidence.favors.map(each => each.id))
    const asks = await findAsks(db, evidence.asks.map(each => each.id))
    await deleteInteractions(db, interactions.map(each => each.id))
    await deleteContacts(db, [id])
    audit(
      { subjectType: 'contact', subjectId: id, changes: changesBetween({ ...contact, identities }, undefined, ['id']) },
      ...interactions.map(interaction => ({
        subjectType: 'interaction',
        subjectId: interaction.id,
        changes: changesBetween({ ...interaction, participants: [id] }, undefined, ['id'])
      })),
      ...favors.map(favor => ({ subjectType: 'favor', subjectId: favor.id, changes: changesBetween(favor, undefined, ['id']) })),
      ...asks.map(ask => ({ subjectType: 'ask', subjectId: ask.id, changes: changesBetween(ask, undefined, ['id']) }))
    )
    return { deletedId: id }
  })
}
