import { findSettling } from '../../database/integrations/reports.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'
import { reapplyReports } from './apply-reports.ts'
import { auditedBy } from './audited-by.ts'

const BATCH = 100
const AUTHOR = { memberId: null, tokenId: null, name: 'a meeting that is over' }

/**
 * Looks anew at meetings that were booked and are over: nobody has said that they did not take place, so they are taken to have been
 * held. How many, in all workspaces.
 */
export async function settleReports ({ database, newId, now, cipher }: Pick<OperationContext, 'database' | 'newId' | 'now' | 'cipher'>, signal?: AbortSignal): Promise<number> {
  let settled = 0
  for (const workspaceId of await allWorkspaceIds(database)) {
    for (let count = BATCH; count === BATCH && !signal?.aborted;) {
      count = await inWorkspace(database, workspaceId, async db => {
        const ids = await findSettling(db, now, BATCH)
        if (ids.length > 0) await auditedBy(db, AUTHOR, 'settleReports', { now, newId }, writing => reapplyReports({ now, newId, cipher }, writing, ids))
        return ids.length
      })
      settled += count
    }
  }
  return settled
}
