import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import type { Moved, MovedTable, Row } from './snapshot.ts'

type Table = 'contact' | 'contact_tag' | 'feed' | 'identity' | 'post' | 'substance_override' | 'suggestion'

/** The rows of a table whose `column` is one of these ids, whole. */
export async function readRows (db: Db, table: Table, column: 'id' | 'contact_id', ids: Iterable<string>): Promise<Row[]> {
  const { sql, workspaceId } = db
  const rows = await sql<{ row: Row }[]>`
    select to_jsonb(x) as row from ${sql(`app.${table}`)} x
    where x.workspace_id = ${workspaceId} and x.${sql(column)} = any(${uuids(ids)}::uuid[])`
  return rows.map(({ row }) => row)
}

/**
 * Puts rows back that readRows gave; a column that was added since gets its default. A feed or post whose place is taken by now is left
 * out; that of anything else is a unique violation, and the caller's to map.
 */
export async function putRows ({ sql, workspaceId }: Db, table: Table, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.unsafe(Object.keys(first).filter(column => column !== 'workspace_id').join(', '))
  await sql`
    insert into ${sql(`app.${table}`)} (workspace_id, ${columns})
    select ${workspaceId}::uuid, ${columns} from jsonb_populate_recordset(null::${sql(`app.${table}`)}, ${recordset(rows)}::jsonb)
    ${table === 'feed' || table === 'post' ? sql`on conflict do nothing` : sql`returning workspace_id`}`
}

/** Deletes the rows of a table whose `column` is one of these ids. */
export async function deleteRows ({ sql, workspaceId }: Db, table: Table, column: 'id' | 'contact_id', ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from ${sql(`app.${table}`)} x where x.workspace_id = ${workspaceId} and x.${sql(column)} = any(${uuids(ids)}::uuid[])`
}

/** Which rows these contacts have. */
export async function ownersOf ({ sql, workspaceId }: Db, table: MovedTable, contactIds: readonly string[]): Promise<Moved[]> {
  return [...await sql<Moved[]>`
    select x.id, x.contact_id from ${sql(`app.${table}`)} x
    where x.workspace_id = ${workspaceId} and x.contact_id = any(${uuids(contactIds)}::uuid[])`]
}

/** Gives rows to another contact: all that they belong to by now goes along. */
export async function moveRows ({ sql, workspaceId }: Db, table: MovedTable, from: readonly string[], to: string): Promise<void> {
  await sql`
    update ${sql(`app.${table}`)} x set contact_id = ${to}
    where x.workspace_id = ${workspaceId} and x.contact_id = any(${uuids(from)}::uuid[])`
}

/** Gives rows back that `from` still has. */
export async function returnRows ({ sql, workspaceId }: Db, table: MovedTable, from: string, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return
  await sql`
    update ${sql(`app.${table}`)} x set contact_id = r.contact_id
    from jsonb_to_recordset(${recordset(moved)}::jsonb) as r(id uuid, contact_id uuid)
    where x.workspace_id = ${workspaceId} and x.id = r.id and x.contact_id = ${from}`
}
