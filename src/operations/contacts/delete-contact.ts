import { changesBetween } from '../../domain/changes.ts'
import { deleteContacts } from '../../database/contacts/contacts.ts'
import { identitiesOf } from '../../database/contacts/identities.ts'
import { deleteInteractions, findInteractions, soleInteractionsOf } from '../../database/interactions/interactions.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { takeContact } from './update-contact.ts'

/** Deletes a contact, and the interactions in which nobody else took part; the audit keeps what they were. Refuses NOT_FOUND. */
export function deleteContact (ctx: OperationContext, { id }: { id: string }): Promise<{ deletedId: string }> {
  return transact(ctx, 'deleteContact', { id }, async ({ db, audit }) => {
    const { totals, workspace, ...contact } = await takeContact({ db }, id)
    const identities = (await identitiesOf(db, [id])).map(({ contactId, ...identity }) => identity)
    const interactions = await findInteractions(db, await soleInteractionsOf(db, id))
    await deleteInteractions(db, interactions.map(each => each.id))
    await deleteContacts(db, [id])
    audit(
      { subjectType: 'contact', subjectId: id, changes: changesBetween({ ...contact, identities }, undefined, ['id']) },
      ...interactions.map(interaction => ({
        subjectType: 'interaction',
        subjectId: interaction.id,
        changes: changesBetween({ ...interaction, participants: [id] }, undefined, ['id'])
      }))
    )
    return { deletedId: id }
  })
}
