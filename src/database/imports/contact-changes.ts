import type { ImportChange } from '../../domain/imports/import.ts'
import { parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** What an import did to a contact. Instants are epoch milliseconds. */
export interface ContactChange extends Pick<ImportChange, 'kind'> {
  readonly id: string
  readonly importId: string
  readonly at: number
}

/** The changes with these ids that imports have made, in no order. */
export async function findContactChanges ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<ContactChange[]> {
  const rows = await sql<{ id: string, import_id: string, kind: ImportChange['kind'], at: string }[]>`
    select x.id, x.import_id, x.kind, x.at from app.import_change x
    where x.workspace_id = ${workspaceId} and x.id = any(${uuids(ids)}::uuid[])`
  return rows.map(({ id, import_id: importId, kind, at }) => ({ id, importId, kind, at: parseInstant(at) }))
}
