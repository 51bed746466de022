import { uuids } from '../sql.ts'
import { formatInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

/** A delivery with all that it says. */
export interface Said {
  readonly id: string
  readonly deliveryKey: string
  readonly reason: string | null
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly interactionIds: readonly string[]
}

/** All deliveries by id, with the bytes of each, the oldest first. */
export async function deliverySizes ({ sql, workspaceId }: Db): Promise<{ id: string, bytes: number }[]> {
  return [...await sql<{ id: string, bytes: number }[]>`
    select d.id, octet_length(d.body) as bytes from app.delivery d where d.workspace_id = ${workspaceId} order by d.id`]
}

export async function readSaid ({ sql, workspaceId }: Db, ids: readonly string[]): Promise<Said[]> {
  return [...await sql<Said[]>`
    select d.id, d.delivery_key as "deliveryKey", d.reason, d.query, d.headers, d.body, d.interaction_ids as "interactionIds"
    from app.delivery d where d.workspace_id = ${workspaceId} and d.id = any(${uuids(ids)}::uuid[])`]
}

/** Has deliveries that were emptied read no more, and says why. */
export async function closeDeliveries ({ sql, workspaceId }: Db, ids: readonly string[], reason: string, now: number): Promise<void> {
  await sql`
    update app.delivery d set reason = ${reason}, processed_at = coalesce(d.processed_at, ${formatInstant(now)}::timestamptz),
      status = case when d.status = 'PROCESSED' then d.status else 'IGNORED' end
    where d.workspace_id = ${workspaceId} and d.id = any(${uuids(ids)}::uuid[])`
}

/** Ends all imports that are not done, and drops their files. One that is being undone goes on: it reads no file. */
export async function endImports ({ sql, workspaceId }: Db, reason: string, now: number): Promise<void> {
  await sql`
    update app.import x set status = 'FAILED', reason = ${reason}, finished_at = ${formatInstant(now)}::timestamptz
    where x.workspace_id = ${workspaceId} and x.status = 'RUNNING' and x.undo_at is null`
  await sql`delete from app.import_chunk c where c.workspace_id = ${workspaceId}`
}
