import type { RowResult } from '../../domain/imports/import.ts'
import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** What became of a record, and which it was. */
export interface ReadRow extends RowResult {
  /** From 1, in the order of the file. */
  readonly row: number
  readonly line: number
  /** Which file of an archive. */
  readonly file: string | null
}

/** Writes down what became of these records. */
export async function insertImportRows (db: Db, importId: string, rows: readonly ReadRow[]): Promise<void> {
  if (rows.length === 0) return
  const records = rows.map(({ row, line, file, outcome, reason, subject }) =>
    ({ row, line, file, outcome, reason, subject_type: subject?.type ?? null, subject_id: subject?.id ?? null }))
  await db.sql`
    insert into app.import_row (workspace_id, import_id, row, line, file, outcome, reason, subject_type, subject_id)
    select ${db.workspaceId}::uuid, ${importId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
      row integer, line integer, file text, outcome text, reason text, subject_type text, subject_id uuid)`
}

/** The contacts that records of an import have come to so far. */
export async function contactsOfRows (db: Db, importId: string): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    select distinct x.subject_id as id from app.import_row x
    where x.workspace_id = ${db.workspaceId} and x.import_id = ${importId} and x.subject_type = 'contact'`
  return rows.map(({ id }) => id)
}

/** Forgets what became of the records of an import, which is to be read from its start again. */
export async function deleteImportRows (db: Db, importId: string): Promise<void> {
  await db.sql`delete from app.import_row where workspace_id = ${db.workspaceId} and import_id = ${importId}`
}

/** The first record of an import that failed. */
export async function firstFailure (db: Db, importId: string): Promise<{ readonly line: number, readonly reason: string | null } | null> {
  const [row] = await db.sql<{ line: number, reason: string | null }[]>`
    select x.line, x.reason from app.import_row x
    where x.workspace_id = ${db.workspaceId} and x.import_id = ${importId} and x.outcome = 'FAILED' order by x.row limit 1`
  return row ?? null
}
