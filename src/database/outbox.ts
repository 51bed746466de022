import type { Database } from './connect.ts'
import { formatInstant } from './instant.ts'
import type { Db } from './tenancy.ts'

/** Something that is to happen after the transaction that writes it, and only if that commits. */
export interface OutboxRow {
  readonly id: string
  readonly topic: string
  /** What it is about: of one topic, what waits for a key already need not wait twice. */
  readonly key: string
  readonly payload: Readonly<Record<string, unknown>>
}

/**
 * Puts a row into the outbox. One that waits for the same key already is taken along into this transaction, so that it is not
 * done before this one's changes can be seen.
 */
export async function insertOutbox (db: Db, { id, topic, key, payload }: OutboxRow, now: number): Promise<void> {
  await db.sql`
    insert into app.outbox (workspace_id, id, topic, key, payload, created_at)
    values (${db.workspaceId}, ${id}, ${topic}, ${key}, ${JSON.stringify(payload)}::jsonb, ${formatInstant(now)})
    on conflict (workspace_id, topic, key) do update set payload = excluded.payload`
}

/** Takes at most `most` rows of these topics out of the outbox, oldest first; those that another transaction holds are left to it. */
export async function takeOutbox (db: Db, topics: readonly string[], most: number): Promise<OutboxRow[]> {
  return await db.sql<OutboxRow[]>`
    with due as materialized (
      select o.id from app.outbox o
      where o.workspace_id = ${db.workspaceId} and o.topic = any(${`{${topics.join(',')}}`}::text[])
      order by o.id limit ${most} for update skip locked
    )
    delete from app.outbox o using due where o.workspace_id = ${db.workspaceId} and o.id = due.id
    returning o.id, o.topic, o.key, o.payload`
}

/** The workspaces in whose outbox something waits. */
export async function waitingWorkspaces ({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select app.waiting_workspaces() as id`
  return rows.map(({ id }) => id)
}
