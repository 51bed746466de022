import { RECORD_FIELDS, type RecordType, type ValuesOfType } from '../../domain/exports/record-fields.ts'
import { formatInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import { columnOf, INSTANTS } from './read-records.ts'
import { RECORD_TABLES } from './tables.ts'

/** A record as it is to be written, with the columns of its row that it says nothing of. */
export interface NewRecord<T extends RecordType> {
  readonly values: ValuesOfType<T>
  readonly more?: Readonly<Record<string, unknown>>
}

/**
 * Writes the rows of records of a type, but for what they hold of other tables, in one statement; one whose place is taken is left out.
 * Gives the keys of those written, each the text of its columns with spaces between.
 */
export async function insertRecords<T extends RecordType> (db: Db, type: T, records: readonly NewRecord<T>[]): Promise<Set<string>> {
  const [first] = records.map(record => toRow(type, record))
  if (!first) return new Set()
  const { sql, workspaceId } = db
  const { table, key } = RECORD_TABLES[type]
  const columns = sql.unsafe(Object.keys(first).join(', '))
  const place = sql.unsafe(key.map(([column]) => `x.${column}::text`).join(', '))
  const rows = await sql<{ key: string[] }[]>`
    insert into ${sql(`app.${table}`)} as x (workspace_id, ${columns})
    select ${workspaceId}::uuid, ${columns} from jsonb_populate_recordset(null::${sql(`app.${table}`)}, ${recordset(records.map(record => toRow(type, record)))}::jsonb)
    on conflict do nothing returning array[${place}] as key`
  return new Set(rows.map(row => row.key.join(' ')))
}

/** Rows of a table that belong to records which were just written; one whose place is taken is left out. Names are column names. */
export async function insertParts ({ sql, workspaceId }: Db, table: 'ask_move' | 'inbox_identity' | 'inbox_report', rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.unsafe(Object.keys(first).join(', '))
  await sql`
    insert into ${sql(`app.${table}`)} (workspace_id, ${columns})
    select ${workspaceId}::uuid, ${columns} from jsonb_populate_recordset(null::${sql(`app.${table}`)}, ${recordset(rows)}::jsonb)
    on conflict do nothing`
}

function toRow<T extends RecordType> (type: T, { values, more = {} }: NewRecord<T>): Record<string, unknown> {
  const nested: object = RECORD_TABLES[type].nested ?? {}
  const given = values as Readonly<Record<string, unknown>>
  return {
    ...Object.fromEntries(Object.keys(RECORD_FIELDS[type]).filter(name => !(name in nested)).map(name => {
      const value = given[name] ?? null
      return [columnOf(name), typeof value === 'number' && INSTANTS[type].includes(name) ? formatInstant(value) : value]
    })),
    ...more
  }
}
