import type { ChangeKind, RowOutcome } from '../../domain/imports/import.ts'
import { groupBy } from '../../domain/group-by.ts'
import { toPage, type Page, type PageRequest, type Place, type PlaceOf } from '../../domain/page.ts'
import type { Fragment } from '../contacts/contact-filter.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** What became of a record of a file. */
export interface ImportedRow {
  readonly row: number
  readonly line: number
  readonly file: string | null
  readonly outcome: RowOutcome
  readonly reason: string | null
  readonly subjectType: string | null
  readonly subjectId: string | null
}

/** What the undoing of an import has left in place, and why. */
export interface LeftInPlace {
  readonly id: string
  readonly outcome: ChangeKind
  readonly kind: string
  readonly subjectId: string
  /** Of a contact: who it is by now. */
  readonly contactId: string | null
  readonly reason: string
}

/** A list that each import has: `x` in its fragments is its table. */
export interface ListOfImport<Item> {
  readonly table: 'app.import_row' | 'app.import_change'
  readonly columns: string
  readonly fitting: (db: Db) => Fragment
  readonly orderedBy: 'row' | 'id'
  readonly placeOf: (item: Item, importId: string) => Place
  /** A place as the value that it is ordered by. */
  readonly keyOf: (place: Place) => string | number
}

/** What a row can be numbered at most. */
const MOST_ROWS = 2_147_483_647

/** The rows of a file, in its order; those of one outcome, where one is named. */
export function rowsOf (outcome: RowOutcome | null): ListOfImport<ImportedRow> {
  return {
    table: 'app.import_row',
    columns: 'x.row, x.line, x.file, x.outcome, x.reason, x.subject_type as "subjectType", x.subject_id as "subjectId"',
    fitting: ({ sql }) => outcome === null ? sql`` : sql`and x.outcome = ${outcome}`,
    orderedBy: 'row',
    placeOf: ({ row }, importId) => ({ key: row, id: importId }),
    // A cursor may have been made up.
    keyOf: ({ key }) => Math.min(MOST_ROWS, Math.max(0, Math.floor(Number(key))))
  }
}

/** What was left in place, in the order in which the import came to it. */
export const leftOf: ListOfImport<LeftInPlace> = {
  table: 'app.import_change',
  columns: 'x.id, x.kind as outcome, x.subject_type as kind, x.subject_id as "subjectId", x.contact_id as "contactId", x.left_reason as reason',
  fitting: ({ sql }) => sql`and x.left_reason is not null`,
  orderedBy: 'id',
  placeOf: ({ id }) => ({ key: 0, id }),
  keyOf: ({ id }) => id
}

/** The same page of a list of each of these imports, in one statement. */
export async function listOfImports<Item> (db: Db, list: ListOfImport<Item>, importIds: readonly string[], page: PageRequest): Promise<Map<string, Page<Item>>> {
  const { sql, workspaceId } = db
  const rows = await sql<(Item & { import_id: string })[]>`
    select p.import_id, y.* from unnest(${uuids(importIds)}::uuid[]) as p(import_id) cross join lateral (
      select ${sql.unsafe(list.columns)} from ${sql.unsafe(list.table)} x
      where x.workspace_id = ${workspaceId} and x.import_id = p.import_id ${list.fitting(db)}
        ${page.after ? sql`and ${column(db, list)} > ${value(db, list, page.after)}` : sql``}
        ${page.before ? sql`and ${column(db, list)} < ${value(db, list, page.before)}` : sql``}
      order by ${column(db, list)} ${page.fromEnd ? sql`desc` : sql``} limit ${page.size + 1}
    ) y`
  const byImport = groupBy([...rows], row => row.import_id)
  return new Map(importIds.map(id => [id, toPage(page, (byImport.get(id) ?? []).map(item => ({ item, place: list.placeOf(item, id) })))]))
}

/** For each of these places in the list of its import, whether anything comes after (or before) it; in one statement. */
export async function haveBeyond<Item> (db: Db, list: ListOfImport<Item>, places: readonly PlaceOf[], after: boolean): Promise<boolean[]> {
  const { sql, workspaceId } = db
  const records = places.map((place, index) => ({ index, import_id: place.ownerId, key: list.keyOf(place) }))
  const found = await sql<{ index: number }[]>`
    select p.index from jsonb_to_recordset(${recordset(records)}::jsonb) as p(index integer, import_id uuid, key ${type(db, list)}) cross join lateral (
      select 1 from ${sql.unsafe(list.table)} x
      where x.workspace_id = ${workspaceId} and x.import_id = p.import_id ${list.fitting(db)} and ${column(db, list)} ${after ? sql`>` : sql`<`} p.key
      order by ${column(db, list)} ${after ? sql`` : sql`desc`} limit 1
    ) beyond`
  const indexes = new Set(found.map(({ index }) => index))
  return places.map((_, index) => indexes.has(index))
}

/** How many the list of each of these imports has; one that is not told has none. */
export async function countOf<Item> (db: Db, list: ListOfImport<Item>, importIds: readonly string[]): Promise<Map<string, number>> {
  const { sql, workspaceId } = db
  const rows = await sql<{ import_id: string, count: string }[]>`
    select x.import_id, count(*) from ${sql.unsafe(list.table)} x
    where x.workspace_id = ${workspaceId} and x.import_id = any(${uuids(importIds)}::uuid[]) ${list.fitting(db)} group by x.import_id`
  return new Map(rows.map(row => [row.import_id, Number(row.count)]))
}

function column<Item> ({ sql }: Db, { orderedBy }: ListOfImport<Item>) {
  return sql.unsafe(`x.${orderedBy}`)
}

function type<Item> ({ sql }: Db, { orderedBy }: ListOfImport<Item>) {
  return sql.unsafe(orderedBy === 'id' ? 'uuid' : 'bigint')
}

function value<Item> (db: Db, list: ListOfImport<Item>, place: Place) {
  return db.sql`${list.keyOf(place)}::${type(db, list)}`
}
