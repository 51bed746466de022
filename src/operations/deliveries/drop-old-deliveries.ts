import { DELIVERY_DAYS } from '../../domain/integrations/delivery.ts'
import { deliveryDays, dropDeliveries } from '../../database/integrations/deliveries.ts'
import { tallyDeliveries } from '../../database/integrations/delivery-counts.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'

const DAY_MS = 86_400_000
/** Deliveries that one transaction drops: each may be megabytes. */
const BATCH = 500
/** Longer than a delivery takes from its arrival until it can be seen. */
const IN_FLIGHT_MS = 10 * 60_000

/** Counts what was received, and drops deliveries that each workspace has kept for as many days as it wants; those that wait to be read stay. How many. */
export async function dropOldDeliveries ({ database, now }: Pick<OperationContext, 'database' | 'now'>, signal?: AbortSignal): Promise<number> {
  let dropped = 0
  for (const workspaceId of await allWorkspaceIds(database)) {
    await inWorkspace(database, workspaceId, db => tallyDeliveries(db, now - IN_FLIGHT_MS))
    const days = await inWorkspace(database, workspaceId, deliveryDays) ?? DELIVERY_DAYS
    for (let count = BATCH; count === BATCH && !signal?.aborted;) {
      count = await inWorkspace(database, workspaceId, db => dropDeliveries(db, now - days * DAY_MS, BATCH))
      dropped += count
    }
  }
  return dropped
}
