import { formatInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Which deliveries are to be read again: these, or those that rest in FAILED. */
export type Replay = { readonly ids: readonly string[] } | {
  /** Of one integration alone. */
  readonly integrationId: string | null
  /** Only those that were received then or later, in epoch milliseconds. */
  readonly failedSince: number | null
}

/** Has deliveries read again from `now`, the oldest `most` of them, in one statement; how many of each integration. */
export async function replay (db: Db, wish: Replay, now: number, most: number): Promise<{ integrationId: string, count: number }[]> {
  const { sql, workspaceId } = db
  // By an array: a planner that knows nothing of a new workspace would join each to each.
  return await sql<{ integrationId: string, count: number }[]>`
    with chosen as materialized (
      select d.id from app.delivery d where d.workspace_id = ${workspaceId} ${chosen(db, wish)}
      order by d.received_at, d.id limit ${most} for update
    ), queued as (
      update app.delivery d set status = 'RECEIVED', reason = null, attempts = 0, next_attempt_at = ${formatInstant(now)}, processed_at = null
      where d.workspace_id = ${workspaceId} and d.id = any(array(select c.id from chosen c))
      returning d.integration_id
    )
    select q.integration_id as "integrationId", count(*)::integer as count from queued q group by q.integration_id order by q.integration_id`
}

/** Deletes at most `most` deliveries of an integration, and says how many there were to delete. */
export async function deleteDeliveriesOf ({ sql, workspaceId }: Db, integrationId: string, most: number): Promise<number> {
  const { count } = await sql`
    with old as materialized (
      select d.id from app.delivery d where d.workspace_id = ${workspaceId} and d.integration_id = ${integrationId} limit ${most} for update
    )
    delete from app.delivery d where d.workspace_id = ${workspaceId} and d.id = any(array(select o.id from old o))`
  return count
}

function chosen ({ sql }: Db, wish: Replay) {
  if ('ids' in wish) return sql`and d.id = any(${uuids(wish.ids)}::uuid[])`
  return sql`and d.status = 'FAILED'
    ${wish.integrationId === null ? sql`` : sql`and d.integration_id = ${wish.integrationId}::uuid`}
    ${wish.failedSince === null ? sql`` : sql`and d.received_at >= ${formatInstant(wish.failedSince)}::timestamptz`}`
}
