import { texts, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A key of a contact. */
export interface HeldKey {
  readonly contactId: string
  readonly key: string
}

/** The keys that are kept of these contacts. */
export async function keysKept ({ sql, workspaceId }: Db, contactIds: Iterable<string>): Promise<HeldKey[]> {
  return [...await sql<HeldKey[]>`
    select k.contact_id as "contactId", k.key from app.duplicate_key k
    where k.workspace_id = ${workspaceId} and k.contact_id = any(${uuids(contactIds)}::uuid[])`]
}

/** How many share each of these keys, counted up to `most`. */
export async function countHolders ({ sql, workspaceId }: Db, keys: Iterable<string>, most: number): Promise<Map<string, number>> {
  const rows = await sql<{ key: string, holders: number }[]>`
    select r.key, x.holders from unnest(${texts(keys)}::text[]) as r(key) cross join lateral (
      select count(*)::int as holders from (
        select 1 from app.duplicate_key k where k.workspace_id = ${workspaceId} and k.key = r.key limit ${most}) few) x`
  return new Map(rows.map(({ key, holders }) => [key, holders]))
}

/** Who shares each key of these contacts, where at least two do and at most `most`. */
export async function blocksOf ({ sql, workspaceId }: Db, contactIds: Iterable<string>, most: number): Promise<string[][]> {
  const rows = await sql<{ holders: string[] }[]>`
    select x.holders from (
      select distinct k.key from app.duplicate_key k where k.workspace_id = ${workspaceId} and k.contact_id = any(${uuids(contactIds)}::uuid[])
    ) r cross join lateral (
      select array_agg(few.contact_id) as holders from (
        select k.contact_id from app.duplicate_key k where k.workspace_id = ${workspaceId} and k.key = r.key limit ${most + 1}) few) x
    where cardinality(x.holders) between 2 and ${most}`
  return rows.map(({ holders }) => holders)
}

export async function deleteKeys ({ sql, workspaceId }: Db, keys: readonly HeldKey[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    delete from app.duplicate_key x using unnest(${uuids(keys.map(({ contactId }) => contactId))}::uuid[], ${texts(keys.map(({ key }) => key))}::text[]) as r(contact_id, key)
    where x.workspace_id = ${workspaceId} and x.contact_id = r.contact_id and x.key = r.key`
}

/** Adds keys that were not there. */
export async function insertKeys ({ sql, workspaceId }: Db, keys: readonly HeldKey[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    insert into app.duplicate_key (workspace_id, contact_id, key)
    select ${workspaceId}::uuid, r.contact_id, r.key
    from unnest(${uuids(keys.map(({ contactId }) => contactId))}::uuid[], ${texts(keys.map(({ key }) => key))}::text[]) as r(contact_id, key)`
}

/**
 * Has doubles looked for of those who share a key with contacts that are about to be deleted, where without these fewer are called so, or
 * the key is no longer shared by more than `most`; and no longer of the contacts themselves.
 */
export async function searchForThoseLeft ({ sql, workspaceId }: Db, contactIds: Iterable<string>, most: number): Promise<void> {
  const ids = uuids(contactIds)
  await sql`
    with gone as (
      delete from app.duplicate_search s where s.workspace_id = ${workspaceId} and s.contact_id = any(${ids}::uuid[])
    ), shared as (
      select k.key, count(*) as gone from app.duplicate_key k where k.workspace_id = ${workspaceId} and k.contact_id = any(${ids}::uuid[]) group by k.key
    )
    insert into app.duplicate_search (workspace_id, id, contact_id)
    select ${workspaceId}::uuid, gen_random_uuid(), h.contact_id from (
      select distinct k.contact_id from shared cross join lateral (
        select count(*) as holders from (
          select 1 from app.duplicate_key k where k.workspace_id = ${workspaceId} and k.key = shared.key limit ${most}::int + shared.gone + 1) few) x
      join app.duplicate_key k on k.workspace_id = ${workspaceId} and k.key = shared.key
      where x.holders > 2 and x.holders - shared.gone <= ${most}::int and (shared.key like 'name %' or x.holders > ${most}::int)
        and not k.contact_id = any(${ids}::uuid[])) h`
}

/** Has doubles looked for of all who share one of these keys, but for those whose are: `isAnew` also of those who wait to be compared by the keys they have. */
export async function searchForHolders ({ sql, workspaceId }: Db, keys: readonly string[], isAnew: boolean): Promise<void> {
  if (keys.length === 0) return
  // Looked up one by one (offset 0): the planner takes the keys for more common than they are, and would read all there are.
  await sql`
    insert into app.duplicate_search (workspace_id, id, contact_id)
    select ${workspaceId}::uuid, gen_random_uuid(), h.contact_id from (
      select distinct x.contact_id from unnest(${texts(keys)}::text[]) as r(key) cross join lateral (
        select k.contact_id from app.duplicate_key k where k.workspace_id = ${workspaceId} and k.key = r.key offset 0) x
    ) h where (
      select 1 from app.duplicate_search s
      where s.workspace_id = ${workspaceId} and s.contact_id = h.contact_id ${isAnew ? sql`and s.place is null` : sql``} limit 1) is null`
}
