import { deleteExpiredKeys } from '../../database/idempotency.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'

/** Forgets, in every workspace, the idempotency keys that have expired by `now` (epoch milliseconds). */
export async function forgetKeys (database: OperationContext['database'], now: number): Promise<void> {
  for (const workspaceId of await allWorkspaceIds(database)) {
    await inWorkspace(database, workspaceId, db => deleteExpiredKeys(db, now))
  }
}
