import { formatInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

interface RecordTable {
  readonly table: string
  readonly key: 'id' | 'contact_id'
  /** When somebody has touched it last; null where nobody can. */
  readonly touchedAt: 'updated_at' | 'at' | null
}

/** Where the records are that an export of ours has beside contacts and interactions, by their type. */
export const UNDO_RECORDS = {
  favor: { table: 'favor', key: 'id', touchedAt: 'updated_at' },
  ask: { table: 'ask', key: 'id', touchedAt: 'updated_at' },
  post: { table: 'post', key: 'id', touchedAt: 'updated_at' },
  feed: { table: 'feed', key: 'id', touchedAt: null },
  merge: { table: 'merge', key: 'id', touchedAt: null },
  distinct: { table: 'duplicate_dismissal', key: 'id', touchedAt: null },
  importKey: { table: 'import_key', key: 'id', touchedAt: null },
  substanceOverride: { table: 'substance_override', key: 'contact_id', touchedAt: 'at' }
} as const satisfies Readonly<Record<string, RecordTable>>
export type UndoRecordType = keyof typeof UNDO_RECORDS

export interface MadeRecord {
  readonly id: string
  /** When it was made here, in epoch milliseconds. */
  readonly at: number
}

/** Deletes those of these records that nobody has touched since they were made; whose they were, and the others. An ask stays for which there is a favor. */
export async function deleteUntouched ({ sql, workspaceId }: Db, type: UndoRecordType, records: readonly MadeRecord[]): Promise<{ contactIds: string[], left: { id: string, isTouched: boolean }[] }> {
  const { table, key, touchedAt }: RecordTable = UNDO_RECORDS[type]
  const made = sql`jsonb_to_recordset(${recordset(records.map(({ id, at }) => ({ id, at: formatInstant(at) })))}::jsonb) as r(id uuid, at timestamptz)`
  const of = sql`x.workspace_id = ${workspaceId} and x.${sql(key)} = r.id`
  const isTouched = touchedAt === null ? sql`false` : sql`x.${sql(touchedAt)} > r.at`
  const deleted = await sql<{ contact_id: string }[]>`
    delete from ${sql(`app.${table}`)} x using ${made} where ${of} and not ${isTouched}
      ${type === 'ask' ? sql`and not exists (select 1 from app.favor f where f.workspace_id = ${workspaceId} and f.ask_id = x.id)` : sql``}
    returning x.contact_id`
  const left = await sql<{ id: string, isTouched: boolean }[]>`
    select r.id, ${isTouched} as "isTouched" from ${made} join ${sql(`app.${table}`)} x on ${of}`
  return { contactIds: [...new Set(deleted.map(row => row.contact_id))], left: [...left] }
}

/** Those of these reports of which nobody told anything since, and which are of no interaction that there is. */
export async function untoldReports ({ sql, workspaceId }: Db, records: readonly MadeRecord[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select x.id from jsonb_to_recordset(${recordset(records.map(({ id, at }) => ({ id, at: formatInstant(at) })))}::jsonb) as r(id uuid, at timestamptz)
    join app.report x on x.workspace_id = ${workspaceId} and x.id = r.id and x.updated_at <= r.at
    where not exists (select 1 from app.interaction i where i.workspace_id = ${workspaceId} and i.id = x.interaction_id)`
  return rows.map(({ id }) => id)
}
