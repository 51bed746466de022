import { insertOutbox } from '../../database/outbox.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'

/** A bulk mutation of more rows than these shifts what is usual in the workspace. */
const MANY_ROWS = 50

/**
 * Has the standings of the transaction's workspace refreshed soon after it commits, and not at all if it does not. The last
 * thing that a transaction does: another one that asks for the same waits until it ends.
 */
export async function requestRefresh (db: Db, { newId, now }: Pick<OperationContext, 'newId' | 'now'>): Promise<void> {
  await insertOutbox(db, { id: newId(), topic: 'standings.refresh', key: db.workspaceId, payload: {} }, now)
}

/** The same, for a mutation of so many rows: where they are few, the next hour's refresh is soon enough. */
export async function requestRefreshAfter (rows: number, db: Db, ctx: Pick<OperationContext, 'newId' | 'now'>): Promise<void> {
  if (rows > MANY_ROWS) await requestRefresh(db, ctx)
}
