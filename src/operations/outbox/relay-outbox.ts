import { takeOutbox, waitingWorkspaces, type OutboxRow } from '../../database/outbox.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'

/** Rows that one transaction moves: it stays open while they are queued. */
const BATCH_ROWS = 100

/** Of these one row of a workspace asks for all that the others ask for. */
const COMMON_TOPICS = ['deliveries.process', 'duplicates.find']

/** What a transaction asked for. */
export type Wish = OutboxRow & { readonly workspaceId: string }

/**
 * Hands everything of these topics that waits in the outboxes to `queue`. A row is gone only once the queue has it: where that
 * fails it is there for the next time, and what was queued beside it is queued again. So the queue gets each at least once, and
 * tells by topic, workspace and key what it has already. Throws what `queue` threw, after every workspace had its turn.
 */
export async function relayOutbox (database: OperationContext['database'], topics: readonly string[], queue: (wish: Wish) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const workspaceId of await waitingWorkspaces(database)) {
    await relayAll(database, workspaceId, topics, queue).catch(error => { failures.push(error) })
  }
  if (failures.length > 0) throw failures[0]
}

async function relayAll (database: OperationContext['database'], workspaceId: string, topics: readonly string[], queue: (wish: Wish) => Promise<unknown>): Promise<void> {
  let taken
  do {
    taken = await inWorkspace(database, workspaceId, async db => {
      const rows = await takeOutbox(db, topics, BATCH_ROWS)
      const asked = rows.filter((row, index) => !COMMON_TOPICS.includes(row.topic) || rows.findIndex(({ topic }) => topic === row.topic) === index)
      for (const row of asked) await queue({ ...row, workspaceId })
      return rows.length
    })
  } while (taken === BATCH_ROWS)
}
