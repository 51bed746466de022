import { formatInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

/**
 * Drops at most `most` details of an import that ended before an instant: first what contacts had before it, then what became of its
 * records. So the records tell whether there is anything left to drop. How many were; 0 where no such import has any.
 */
export async function dropImportDetails (db: Db, before: number, most: number): Promise<number> {
  const { sql, workspaceId } = db
  const [old] = await sql<{ id: string }[]>`
    select x.id from app.import x
    where x.workspace_id = ${workspaceId} and x.created_at < ${formatInstant(before)}::timestamptz and coalesce(x.finished_at, x.created_at) < ${formatInstant(before)}::timestamptz
      and exists (select 1 from app.import_row r where r.workspace_id = ${workspaceId} and r.import_id = x.id)
    order by x.created_at, x.id limit 1`
  if (!old) return 0
  const changes = await sql`
    with due as materialized (
      select c.id from app.import_change c
      where c.workspace_id = ${workspaceId} and c.import_id = ${old.id} and c.changes is not null order by c.id limit ${most})
    update app.import_change x set changes = null from due where x.workspace_id = ${workspaceId} and x.id = due.id`
  if (changes.count > 0) return changes.count
  const rows = await sql`
    with due as materialized (
      select r.row from app.import_row r where r.workspace_id = ${workspaceId} and r.import_id = ${old.id} order by r.row limit ${most})
    delete from app.import_row x using due where x.workspace_id = ${workspaceId} and x.import_id = ${old.id} and x.row = due.row`
  return rows.count
}
