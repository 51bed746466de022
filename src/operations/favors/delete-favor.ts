import { changesBetween } from '../../domain/changes.ts'
import { deleteFavor as deleteRow } from '../../database/favors/favors.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact } from '../transact.ts'
import { takeFavor } from './update-favor.ts'

/** Deletes a favor; ledger and scores are then as if it had never been. The ask that it was for stays where it is. Refuses NOT_FOUND. */
export function deleteFavor (ctx: OperationContext, { id }: { id: string }): Promise<{ deletedId: string }> {
  return transact(ctx, 'deleteFavor', { id }, async writing => {
    const { db, audit } = writing
    const favor = await takeFavor(writing, id)
    await deleteRow(db, id)
    audit({ subjectType: 'favor', subjectId: id, changes: changesBetween(favor, undefined, ['id']) })
    await rescore(db, [favor.contactId], ctx, { hasActed: false })
    return { deletedId: id }
  })
}
