import { formatInstant } from '../instant.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import type { Snapshot } from './snapshot.ts'

/** Contacts that were made one. Instants are epoch milliseconds. */
export interface Merge {
  readonly id: string
  readonly survivorId: string
  /** Who the survivor is by now. */
  readonly contactId: string
  /** The version of the survivor that it made. */
  readonly version: number
  /** Null once it is undone, or the contact was deleted. */
  readonly snapshot: Snapshot | null
  readonly isUndone: boolean
}

/** Whom these ids stand for by now, where they are ids of contacts that were merged. */
export async function aliasesOf (db: Db, ids: Iterable<string>): Promise<Map<string, string>> {
  const rows = await db.sql<{ id: string, contact_id: string }[]>`
    select a.id, a.contact_id from app.contact_alias a
    where a.workspace_id = ${db.workspaceId} and a.id = any(${uuids(ids)}::uuid[])`
  return new Map(rows.map(row => [row.id, row.contact_id]))
}

/** Writes a merge that is done, and the ids that stand for its survivor from now on. */
export async function insertMerge (db: Db, merge: Omit<Merge, 'contactId' | 'isUndone'> & { readonly snapshot: Snapshot }, by: { readonly memberId: string, readonly at: number }): Promise<void> {
  const { id, survivorId, version, snapshot } = merge
  await db.sql`
    insert into app.merge (workspace_id, id, at, member_id, survivor_id, contact_id, version, snapshot)
    values (${db.workspaceId}, ${id}, ${formatInstant(by.at)}, ${by.memberId}, ${survivorId}, ${survivorId}, ${version}, ${JSON.stringify(snapshot)}::jsonb)`
  const aliases = snapshot.otherIds.map(otherId => ({ id: otherId, contact_id: survivorId, merge_id: id }))
  await db.sql`
    insert into app.contact_alias (workspace_id, id, contact_id, merge_id)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(aliases)}::jsonb) as r(id uuid, contact_id uuid, merge_id uuid)
    returning id`
}

interface MergeRow {
  readonly survivor_id: string
  readonly contact_id: string
  readonly version: number
  readonly snapshot: Snapshot | null
  readonly undone_at: string | null
}

/** Into whom contacts were merged; undefined where there is no such merge. */
export async function survivorOf (db: Db, id: string): Promise<string | undefined> {
  const [row] = await db.sql<{ survivor_id: string }[]>`
    select m.survivor_id from app.merge m where m.workspace_id = ${db.workspaceId} and m.id = ${id}`
  return row?.survivor_id
}

/** Takes a merge for this transaction, after its survivor; undefined where there is none. */
export async function lockMerge (db: Db, id: string): Promise<Merge | undefined> {
  const [row] = await db.sql<MergeRow[]>`
    select m.survivor_id, m.contact_id, m.version, m.snapshot, m.undone_at from app.merge m
    where m.workspace_id = ${db.workspaceId} and m.id = ${id} for update`
  return row && { id, survivorId: row.survivor_id, contactId: row.contact_id, version: row.version, snapshot: row.snapshot, isUndone: row.undone_at !== null }
}

/** The merge that has to be undone first: the last one into the same survivor, or the one in which the survivor went; undefined where there is none. */
export async function mergeAfter (db: Db, { id, survivorId, version }: Merge): Promise<string | undefined> {
  const [row] = await db.sql<{ id: string }[]>`
    select x.id from (
      select a.merge_id as id, 0 as place, 0 as version from app.contact_alias a where a.workspace_id = ${db.workspaceId} and a.id = ${survivorId}
      union all
      select m.id, 1, m.version from app.merge m
      where m.workspace_id = ${db.workspaceId} and m.survivor_id = ${survivorId} and m.id <> ${id} and m.version > ${version} and m.undone_at is null
    ) x order by x.place, x.version desc limit 1`
  return row?.id
}

/** Closes a merge that was undone: the ids are those of contacts again. */
export async function closeMerge (db: Db, id: string, now: number): Promise<void> {
  await db.sql`delete from app.contact_alias where workspace_id = ${db.workspaceId} and merge_id = ${id}`
  await db.sql`update app.merge set snapshot = null, undone_at = ${formatInstant(now)} where workspace_id = ${db.workspaceId} and id = ${id}`
}

/** Lets go of what merges into these contacts remember, for they are deleted, and nothing of them is to stay. */
export async function forgetMerges (db: Db, contactIds: readonly string[]): Promise<void> {
  await db.sql`
    update app.merge set snapshot = null
    where workspace_id = ${db.workspaceId} and contact_id = any(${uuids(contactIds)}::uuid[]) and snapshot is not null`
}
