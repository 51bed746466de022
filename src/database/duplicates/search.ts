import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** That a contact's doubles are to be looked for. */
export interface Waiting {
  readonly id: string
  readonly contactId: string
}

/**
 * Lets nobody else search the workspace until this transaction ends: what one search finds out of how many share a key, another would
 * find out of date.
 */
export async function takeSearch ({ sql, workspaceId }: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`duplicates ${workspaceId}`}, 0))`
}

/** Tells the planner how many keys there are by now: a plan that was made for ten contacts would read all of a hundred thousand. */
export async function analyzeKeys ({ sql }: Db): Promise<void> {
  await sql`select app.analyze_duplicates()`
}

/** Has doubles of these contacts looked for. Whoever writes contacts does the same in the statement that writes them. */
export async function searchFor ({ sql, workspaceId }: Db, contactIds: Iterable<string>): Promise<void> {
  await sql`
    insert into app.duplicate_search (workspace_id, id, contact_id)
    select ${workspaceId}::uuid, gen_random_uuid(), x.id from unnest(${uuids(contactIds)}::uuid[]) as x(id)`
}

/** At most so many of those whose keys are to be brought up to date first, after so many. */
export async function waitingForKeys ({ sql, workspaceId }: Db, most: number, after = 0): Promise<Waiting[]> {
  return [...await sql<Waiting[]>`
    select s.id, s.contact_id as "contactId" from app.duplicate_search s
    where s.workspace_id = ${workspaceId} and s.place is null order by s.place, s.contact_id limit ${most} offset ${after}`]
}

/** At most so many of those who are to be compared, neighbors together, after so many. */
export async function waitingForComparison ({ sql, workspaceId }: Db, most: number, after = 0): Promise<Waiting[]> {
  return [...await sql<Waiting[]>`
    select s.id, s.contact_id as "contactId" from app.duplicate_search s
    where s.workspace_id = ${workspaceId} and s.place is not null order by s.place, s.contact_id limit ${most} offset ${after}`]
}

/** Which of these contacts wait for anything. */
export async function whichWait ({ sql, workspaceId }: Db, contactIds: Iterable<string>): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select distinct s.contact_id as id from app.duplicate_search s
    where s.workspace_id = ${workspaceId} and s.contact_id = any(${uuids(contactIds)}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}

/** Whether anybody waits. */
export async function isAnybodyWaiting ({ sql, workspaceId }: Db): Promise<boolean> {
  const rows = await sql`select 1 from app.duplicate_search s where s.workspace_id = ${workspaceId} limit 1`
  return rows.length > 0
}

export async function endWaiting ({ sql, workspaceId }: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from app.duplicate_search s where s.workspace_id = ${workspaceId} and s.id = any(${uuids(ids)}::uuid[])`
}

/** Has contacts wait to be compared, unless they do. */
export async function waitForComparison ({ sql, workspaceId }: Db, contacts: readonly { readonly id: string, readonly place: number }[]): Promise<void> {
  await sql`
    insert into app.duplicate_search (workspace_id, id, contact_id, place)
    select ${workspaceId}::uuid, gen_random_uuid(), r.id, r.place
    from unnest(${uuids(contacts.map(({ id }) => id))}::uuid[], ${`{${contacts.map(({ place }) => place).join(',')}}`}::bigint[]) as r(id, place)
    where not exists (
      select 1 from app.duplicate_search s where s.workspace_id = ${workspaceId} and s.contact_id = r.id and s.place is not null)`
}
