import { instant, type Field } from '../../domain/exports/field.ts'
import { RECORD_FIELDS, type RecordType, type ValuesOfType } from '../../domain/exports/record-fields.ts'
import { parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import { RECORD_TABLES, type RecordTable } from './tables.ts'

/** What a page holds: rows of a post or a report are large, and all of a page are in memory. */
const PAGE_ROWS = 500

type Row = Record<string, unknown> & { readonly place: readonly string[] }

/** A page of the records of a type, in the order of its key, and the place after which the next one begins; null where there is none. */
export async function readRecords<T extends RecordType> (db: Db, type: T, after: readonly string[] | null): Promise<{ records: ValuesOfType<T>[], next: readonly string[] | null }> {
  const rows = await db.sql.unsafe<Row[]>(QUERIES[type][after ? 'next' : 'first'], [db.workspaceId, ...after ?? []], { prepare: true })
  return { records: rows.map(row => valuesOf(type, row)), next: rows.length < PAGE_ROWS ? null : rows.at(-1)?.place ?? null }
}

/** All records of a type that concern one contact. */
export async function recordsAbout<T extends Exclude<RecordType, 'settings' | 'scoringModel' | 'ownIdentity' | 'tag' | 'inboxPerson'>> (db: Db, type: T, contactId: string): Promise<ValuesOfType<T>[]> {
  const rows = await db.sql.unsafe<Row[]>(QUERIES[type].about, [db.workspaceId, contactId], { prepare: true })
  return rows.map(row => valuesOf(type, row))
}

/** Those records of a type that have these ids. */
export async function recordsWithIds<T extends 'report'> (db: Db, type: T, ids: readonly string[]): Promise<ValuesOfType<T>[]> {
  if (ids.length === 0) return []
  const rows = await db.sql.unsafe<Row[]>(QUERIES[type].withIds, [db.workspaceId, uuids(ids)], { prepare: true })
  return rows.map(row => valuesOf(type, row))
}

function valuesOf<T extends RecordType> (type: T, { place, ...values }: Row): ValuesOfType<T> {
  for (const name of INSTANTS[type]) if (values[name] !== null) values[name] = parseInstant(values[name] as string)
  return values as unknown as ValuesOfType<T>
}

/** The instants of each type that a column holds, be they told or not. */
export const INSTANTS = Object.fromEntries(Object.entries(RECORD_FIELDS).map(([type, fields]) =>
  [type, Object.entries(fields).flatMap(([name, field]) => isInstant(field) ? [name] : [])])) as unknown as Readonly<Record<RecordType, readonly string[]>>

/** The name of a field's column. */
export function columnOf (field: string): string {
  return field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

const QUERIES = Object.fromEntries(Object.entries(RECORD_FIELDS).map(([type, fields]) => {
  const { table, key, nested = {}, where = 'true', about = 'x.contact_id = $2::uuid' }: Pick<RecordTable<'tag'>, 'table' | 'key' | 'where' | 'about'> & { readonly nested?: Readonly<Record<string, string>> } = RECORD_TABLES[type as RecordType]
  const columns = Object.keys(fields).map(name => `${nested[name] ?? `x.${columnOf(name)}`} as "${name}"`)
  const place = key.map(([column]) => `x.${column}`)
  const beyond = `(${place.join(', ')}) > (${key.map(([, of], index) => `$${index + 2}::text::${of}`).join(', ')})`
  const query = (condition: string, limit = `limit ${PAGE_ROWS}`) => `
    select ${columns.join(', ')}, array[${place.map(column => `${column}::text`).join(', ')}] as place
    from app.${table} x where x.workspace_id = $1 and ${where} and ${condition}
    order by ${place.join(', ')} ${limit}`
  return [type, { first: query('true'), next: query(beyond), about: query(about, ''), withIds: query('x.id = any($2::uuid[])', '') }]
})) as unknown as Readonly<Record<RecordType, Readonly<Record<'first' | 'next' | 'about' | 'withIds', string>>>>

function isInstant (field: Pick<Field<unknown>, 'of'>): boolean {
  return field === instant || field.of === instant
}
