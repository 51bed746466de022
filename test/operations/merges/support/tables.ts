import { inWorkspace } from '../../../../src/database/tenancy.ts'
import type { Database } from '../../../../src/database/connect.ts'

/** What a merge and its undoing leave behind, by design: the record of them. */
const RECORDS = ['audit', 'merge', 'outbox', 'duplicate_search', 'idempotency_key', 'token_use']

/** Every row of a workspace but for records, without the columns that say how often and when it was written. */
export function everyRow (database: Database, workspaceId: string): Promise<Record<string, string[]>> {
  return inWorkspace(database, workspaceId, async ({ sql }) => {
    const tables = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
      where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' order by 1`
    const rows: Record<string, string[]> = {}
    for (const { name } of tables.filter(({ name }) => !RECORDS.includes(name))) {
      const found = await sql<{ row: string }[]>`
        select (to_jsonb(x) - 'version' - 'updated_at')::text as row from ${sql(`app.${name}`)} x where x.workspace_id = ${workspaceId} order by 1`
      rows[name] = found.map(({ row }) => row)
    }
    return rows
  })
}
