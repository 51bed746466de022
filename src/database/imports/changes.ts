import type { ImportChange } from '../../domain/imports/import.ts'
import { formatInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Writes down what an import has made and changed, in this order. */
export async function insertImportChanges (db: Db, importId: string, changes: readonly (ImportChange & { readonly id: string })[], at: number): Promise<void> {
  if (changes.length === 0) return
  const records = changes.map(({ id, kind, subjectType, subjectId, contactId, version, changes }) =>
    ({ id, kind, subject_type: subjectType, subject_id: subjectId, contact_id: contactId, version, changes }))
  await db.sql`
    insert into app.import_change (workspace_id, import_id, at, id, kind, subject_type, subject_id, contact_id, version, changes)
    select ${db.workspaceId}::uuid, ${importId}::uuid, ${formatInstant(at)}::timestamptz, r.*
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
      id uuid, kind text, subject_type text, subject_id uuid, contact_id uuid, version integer, changes jsonb)`
}
