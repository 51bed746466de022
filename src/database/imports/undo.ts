import type { KeptChange } from '../../domain/imports/undo.ts'
import type { ChangeKind } from '../../domain/imports/import.ts'
import { parseInstant } from '../instant.ts'
import { CONTACT_TABLES } from '../merges/snapshot.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** What an import has done is undone in this order: nothing that is taken away is named by what comes later. */
export const UNDO_PHASES = ['favor', 'other', 'contact'] as const
export type UndoPhase = typeof UNDO_PHASES[number]

/**
 * What rows of each table that names a contact say of one that an import has made: HOLDS keeps it here, for it is not of the import, whose own
 * are gone by then; GOES has no sense without the contact. A test holds it against the tables that there are.
 */
export const UNDO_TABLES: Readonly<Record<keyof typeof CONTACT_TABLES, 'HOLDS' | 'GOES'>> = {
  ask: 'HOLDS',
  contact_alias: 'HOLDS',
  favor: 'HOLDS',
  feed: 'HOLDS',
  import_change: 'HOLDS',
  merge: 'HOLDS',
  participant: 'HOLDS',
  post: 'HOLDS',
  substance_override: 'HOLDS',
  contact_search: 'GOES',
  contact_tag: 'GOES',
  contact_totals: 'GOES',
  duplicate_candidate: 'GOES',
  duplicate_dismissal: 'GOES',
  duplicate_key: 'GOES',
  duplicate_search: 'GOES',
  identity: 'GOES',
  import_key: 'GOES',
  question: 'GOES',
  ranking: 'GOES',
  suggestion: 'GOES'
}

type TablesThatHold = { [T in keyof typeof CONTACT_TABLES]: T }[keyof typeof CONTACT_TABLES]
const HOLDING = Object.entries(UNDO_TABLES).flatMap(([table, fate]) => fate === 'HOLDS' ? [table as TablesThatHold] : [])

interface ChangeRow {
  readonly id: string
  readonly kind: ChangeKind
  readonly subjectType: string
  readonly subjectId: string
  readonly contactId: string | null
  readonly version: number | null
  readonly changes: KeptChange['changes']
  readonly at: string
}

/** Whether an import has made more changes than these. */
export async function hasMoreChanges ({ sql, workspaceId }: Db, importId: string, most: number): Promise<boolean> {
  const rows = await sql`select 1 from app.import_change x where x.workspace_id = ${workspaceId} and x.import_id = ${importId} offset ${most} limit 1`
  return rows.length > 0
}

/** The next things of a phase that are not dealt with yet, at most `most` changes and all others of the same things; in the order in which they were made. */
export async function nextChanges (db: Db, importId: string, phase: UndoPhase, after: string, most: number): Promise<KeptChange[]> {
  const { sql, workspaceId } = db
  const ofPhase = phase === 'other' ? sql`not x.subject_type in ('favor', 'contact')` : sql`x.subject_type = ${phase}`
  const rows = await sql<ChangeRow[]>`
    with next as materialized (
      select x.subject_id from app.import_change x
      where x.workspace_id = ${workspaceId} and x.import_id = ${importId} and x.id > ${after} and x.left_reason is null and ${ofPhase}
      order by x.id limit ${most}
    )
    select x.id, x.kind, x.subject_type as "subjectType", x.subject_id as "subjectId", x.contact_id as "contactId", x.version, x.changes, x.at
    from (select distinct subject_id from next) n
    join app.import_change x on x.workspace_id = ${workspaceId} and x.subject_id = n.subject_id and x.import_id = ${importId}
    where x.left_reason is null and ${ofPhase}
    order by x.id`
  return rows.map(({ at, ...row }) => ({ ...row, at: parseInstant(at) }))
}

/** Lets go of changes that were taken back. */
export async function dropChanges ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<void> {
  await sql`delete from app.import_change where workspace_id = ${workspaceId} and id = any(${uuids(ids)}::uuid[])`
}

/** Writes down why changes were not taken back. What was before them is of no more use. */
export async function leaveChanges ({ sql, workspaceId }: Db, left: readonly { readonly id: string, readonly reason: string }[]): Promise<void> {
  if (left.length === 0) return
  await sql`
    update app.import_change x set left_reason = r.reason, changes = null
    from jsonb_to_recordset(${recordset(left)}::jsonb) as r(id uuid, reason text)
    where x.workspace_id = ${workspaceId} and x.id = r.id`
}

/** In which tables something holds each of these contacts, but for what this import did itself; those that nothing holds are missing. */
export async function findHolds (db: Db, importId: string, contactIds: Iterable<string>): Promise<Map<string, TablesThatHold[]>> {
  const { sql, workspaceId } = db
  const unless: Partial<Record<TablesThatHold, ReturnType<typeof sql>>> = {
    import_change: sql`and x.import_id <> ${importId} and x.left_reason is null`,
    // A merge that was undone is a thing of the past.
    merge: sql`and x.undone_at is null`
  }
  const held = HOLDING.map(table => sql`
    select p.id, ${table}::text as "table" from unnest(${uuids(contactIds)}::uuid[]) as p(id)
    where exists (select 1 from ${sql(`app.${table}`)} x where x.workspace_id = ${workspaceId} and x.contact_id = p.id ${unless[table] ?? sql``})`)
  const rows = await sql<{ id: string, table: TablesThatHold }[]>`${held.reduce((all, each) => sql`${all} union all ${each}`)}`
  const holds = new Map<string, TablesThatHold[]>()
  for (const { id, table } of rows) holds.set(id, [...holds.get(id) ?? [], table])
  return holds
}

/**
 * Has what other imports did to a contact go on from another version: the one that this undoing has made of it, which is again as they left it.
 * What they did before moves with it, so that one after the other can be undone.
 */
export async function passVersions ({ sql, workspaceId }: Db, importId: string, versions: readonly { readonly contactId: string, readonly from: number, readonly to: number }[]): Promise<void> {
  if (versions.length === 0) return
  const records = versions.map(({ contactId, from, to }) => ({ contact_id: contactId, from, to }))
  await sql`
    update app.import_change x set version = x.version + r.to - r.from
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(contact_id uuid, "from" integer, "to" integer)
    where x.workspace_id = ${workspaceId} and x.contact_id = r.contact_id and x.version <= r.from and x.import_id <> ${importId}`
}
