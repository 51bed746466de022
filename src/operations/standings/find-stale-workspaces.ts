import { rankedAt } from '../../database/contacts/contact-list.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'

/** The workspaces whose standings were last refreshed at `before` (epoch milliseconds) or earlier. */
export async function findStaleWorkspaces (database: OperationContext['database'], before: number): Promise<string[]> {
  const stale: string[] = []
  for (const workspaceId of await allWorkspaceIds(database)) {
    if (await inWorkspace(database, workspaceId, rankedAt) <= before) stale.push(workspaceId)
  }
  return stale
}
