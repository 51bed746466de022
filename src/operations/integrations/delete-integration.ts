import { changesBetween } from '../../domain/changes.ts'
import { deleteIntegration as deleteRow } from '../../database/integrations/integrations.ts'
import { deleteDeliveriesOf } from '../../database/integrations/replay.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { assertAdmin } from './assert-admin.ts'
import { takeIntegration } from './require-integration.ts'

/** Deliveries that a statement deletes: more would take longer than a statement may. */
const BATCH_ROWS = 10_000

/** Closes a source for good, and deletes its deliveries; interactions and contacts that came of them stay. Refuses an actor without the scope admin (FORBIDDEN), and NOT_FOUND. */
export function deleteIntegration (ctx: OperationContext, { id }: { readonly id: string }): Promise<{ deletedId: string }> {
  return transact(ctx, 'deleteIntegration', { id }, async ({ db, audit }) => {
    assertAdmin(ctx, 'Deleting integrations')
    const { integration: { id: _id, sealedWith: _key, ...present } } = await takeIntegration(db, id)
    for (let deleted = BATCH_ROWS; deleted === BATCH_ROWS;) deleted = await deleteDeliveriesOf(db, id, BATCH_ROWS)
    await deleteRow(db, id)
    audit({ subjectType: 'integration', subjectId: id, changes: changesBetween(present, undefined) })
    return { deletedId: id }
  })
}
