import { changesBetween } from '../../domain/changes.ts'
import { deleteInteractions, participantsOf } from '../../database/interactions/interactions.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { replayTotals } from './apply-touches.ts'
import { takeInteraction } from './update-interaction.ts'

/** Deletes an interaction; the totals of everybody who took part are then as if it had never been. Refuses NOT_FOUND. */
export function deleteInteraction (ctx: OperationContext, { id }: { id: string }): Promise<{ deletedId: string }> {
  return transact(ctx, 'deleteInteraction', { id }, async writing => {
    const { db, audit } = writing
    const interaction = await takeInteraction(writing, id)
    const participants = (await participantsOf(db, [id])).map(({ contactId }) => contactId)
    await deleteInteractions(db, [id])
    await replayTotals(db, participants, ctx, { hasActed: false })
    audit({ subjectType: 'interaction', subjectId: id, changes: changesBetween({ ...interaction, participants }, undefined, ['id']) })
    return { deletedId: id }
  })
}
