import { formatInstant, parseInstant } from '../instant.ts'
import { recordset, texts } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Whose hash it is: an erasure that holds, and when it was. */
export interface ErasureOfHash {
  readonly hash: string
  readonly erasureId: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** What identities are hashed with in this workspace, sealed; null where nobody was ever erased. */
export async function findErasureSecret (db: Db): Promise<string | null> {
  const [row] = await db.sql<{ secret: string }[]>`select s.secret from app.erasure_secret s where s.workspace_id = ${db.workspaceId}`
  return row?.secret ?? null
}

/** Keeps a sealed secret where there is none yet; the one that is kept. */
export async function keepErasureSecret (db: Db, secret: string, now: number): Promise<string> {
  const [row] = await db.sql<{ secret: string }[]>`
    insert into app.erasure_secret (workspace_id, secret, created_at) values (${db.workspaceId}, ${secret}, ${formatInstant(now)})
    on conflict (workspace_id) do update set secret = app.erasure_secret.secret
    returning secret`
  if (!row) throw new Error('A secret was neither kept nor there.')
  return row.secret
}

/** The sealed secret, which nobody else changes until this transaction ends. */
export async function lockErasureSecret (db: Db): Promise<string | null> {
  const [row] = await db.sql<{ secret: string }[]>`select s.secret from app.erasure_secret s where s.workspace_id = ${db.workspaceId} for no key update`
  return row?.secret ?? null
}

/** Writes a secret that is the same, sealed otherwise. */
export async function saveErasureSecret (db: Db, secret: string): Promise<void> {
  await db.sql`update app.erasure_secret set secret = ${secret} where workspace_id = ${db.workspaceId}`
}

/** Those of these hashes that are of somebody who was erased. */
export async function findErasureKeys (db: Db, hashes: Iterable<string>): Promise<ErasureOfHash[]> {
  const rows = await db.sql<{ hash: string, erasure_id: string, at: string }[]>`
    select k.hash, k.erasure_id, e.at from app.erasure_key k
    join app.erasure e on e.workspace_id = k.workspace_id and e.id = k.erasure_id
    where k.workspace_id = ${db.workspaceId} and k.hash = any(${texts(hashes)}::text[])`
  return rows.map(row => ({ hash: row.hash, erasureId: row.erasure_id, at: parseInstant(row.at) }))
}

/** Keeps hashes for an erasure; one that an earlier erasure has stays that one's. */
export async function insertErasureKeys (db: Db, erasureId: string, keys: readonly { readonly id: string, readonly hash: string }[]): Promise<void> {
  if (keys.length === 0) return
  await db.sql`
    insert into app.erasure_key (workspace_id, erasure_id, id, hash)
    select ${db.workspaceId}::uuid, ${erasureId}::uuid, r.* from jsonb_to_recordset(${recordset(keys)}::jsonb) as r(id uuid, hash text)
    order by r.hash on conflict (workspace_id, hash) do nothing`
}

/** Adds to the counts of what erasures have kept out, in the order of their ids. */
export async function countBlocked (db: Db, times: ReadonlyMap<string, number>, now: number): Promise<void> {
  const records = [...times].map(([id, count]) => ({ id, times: count }))
  await db.sql`
    with taken as (
      select e.id, r.times from app.erasure e join jsonb_to_recordset(${recordset(records)}::jsonb) as r(id uuid, times integer) on r.id = e.id
      where e.workspace_id = ${db.workspaceId} order by e.id for no key update of e)
    update app.erasure e set blocked = e.blocked + t.times, last_blocked_at = greatest(e.last_blocked_at, ${formatInstant(now)}::timestamptz)
    from taken t where e.workspace_id = ${db.workspaceId} and e.id = t.id`
}
