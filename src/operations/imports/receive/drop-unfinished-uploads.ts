import { deleteUnfinishedUploads } from '../../../database/imports/uploads.ts'
import { inWorkspace } from '../../../database/tenancy.ts'
import { allWorkspaceIds } from '../../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../../context.ts'

/** How long somebody has to go on with a file that was cut off. */
const UNFINISHED_MS = 24 * 60 * 60_000

/** Drops, in every workspace, the files that have not become whole in a day. How many. */
export async function dropUnfinishedUploads ({ database, now }: Pick<OperationContext, 'database' | 'now'>): Promise<number> {
  let dropped = 0
  for (const workspaceId of await allWorkspaceIds(database)) {
    dropped += await inWorkspace(database, workspaceId, db => deleteUnfinishedUploads(db, now - UNFINISHED_MS))
  }
  return dropped
}
