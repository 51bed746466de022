import { UNDO_DAYS } from '../../domain/imports/import.ts'
import { dropImportDetails } from '../../database/imports/old-imports.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'

const DAY_MS = 86_400_000
/** Rows that one transaction drops. */
const BATCH = 5000

/**
 * Drops what became of each record of an import, and what contacts had before it, once it can be undone no more: nobody needs these people's
 * data for anything. The import stays, and so does when it told of whom. How many were dropped, in all workspaces.
 */
export async function dropOldImports ({ database, now }: Pick<OperationContext, 'database' | 'now'>, signal?: AbortSignal): Promise<number> {
  let dropped = 0
  for (const workspaceId of await allWorkspaceIds(database)) {
    for (let count = 1; count > 0 && !signal?.aborted;) {
      count = await inWorkspace(database, workspaceId, db => dropImportDetails(db, now - UNDO_DAYS * DAY_MS, BATCH))
      dropped += count
    }
  }
  return dropped
}
