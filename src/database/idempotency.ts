import { formatInstant } from './instant.ts'
import type { Db } from './tenancy.ts'

/** A request under a key, by one member. */
export interface KeyedRequest {
  readonly memberId: string
  readonly key: string
  readonly requestHash: string
}

/**
 * Takes the key for this transaction, or gives what it was used for before. Waits while another transaction holds it:
 * the second of two that come together gets the first one's answer.
 */
export async function claimKey (db: Db, { memberId, key, requestHash }: KeyedRequest, now: number, expiresAt: number): Promise<'claimed' | { requestHash: string, result: unknown }> {
  await db.sql`
    delete from app.idempotency_key k
    where k.workspace_id = ${db.workspaceId} and k.member_id = ${memberId} and k.key = ${key} and k.expires_at <= ${formatInstant(now)}::timestamptz`
  const claimed = await db.sql`
    insert into app.idempotency_key (workspace_id, member_id, key, request_hash, result, created_at, expires_at)
    values (${db.workspaceId}, ${memberId}, ${key}, ${requestHash}, 'null', ${formatInstant(now)}, ${formatInstant(expiresAt)})
    on conflict (workspace_id, member_id, key) do nothing returning key`
  if (claimed.length > 0) return 'claimed'
  const [row] = await db.sql<{ request_hash: string, result: unknown }[]>`
    select k.request_hash, k.result from app.idempotency_key k
    where k.workspace_id = ${db.workspaceId} and k.member_id = ${memberId} and k.key = ${key}`
  if (!row) throw new Error('An idempotency key expired between two statements.')
  return { requestHash: row.request_hash, result: row.result }
}

/** Keeps the answer with the key that this transaction has claimed. */
export async function keepResult (db: Db, { memberId, key }: KeyedRequest, result: unknown): Promise<void> {
  await db.sql`
    update app.idempotency_key set result = ${JSON.stringify(result)}::jsonb
    where workspace_id = ${db.workspaceId} and member_id = ${memberId} and key = ${key}`
}

/** Forgets keys that are past their day. */
export async function deleteExpiredKeys (db: Db, now: number): Promise<void> {
  await db.sql`
    delete from app.idempotency_key k
    where k.workspace_id = ${db.workspaceId} and k.expires_at <= ${formatInstant(now)}::timestamptz`
}
