import type postgres from 'postgres'
import type { InstantRange } from '../domain/contacts/contact-list.ts'
import { groupBy } from '../domain/group-by.ts'
import { toPage, type Page, type PageRequest, type Place, type PlaceOf } from '../domain/page.ts'
import { formatInstant } from './instant.ts'
import { recordset, uuids } from './sql.ts'
import type { Db } from './tenancy.ts'

type Fragment = postgres.PendingQuery<postgres.Row[]>

/** Rows of contacts that are listed newest first, each of one contact; `x` in its fragments is its table. Indexes lead with its instant. */
export interface Timeline<Item extends { readonly id: string }, Filter, Row> {
  readonly table: 'app.favor' | 'app.ask' | 'app.post'
  readonly at: 'occurred_at' | 'created_at' | 'published_at'
  readonly columns: (db: Db) => Fragment
  /** What has to hold besides, each part with its `and`. */
  readonly fitting: (db: Db, filter: Filter) => Fragment
  readonly toItem: (row: Row) => Item
  readonly atOf: (item: Item) => number
}

type Of<Item extends { readonly id: string }, Filter, Row> = Timeline<Item, Filter, Row>

/** A page of the workspace's rows, newest first. */
export async function listAll<Item extends { readonly id: string }, Filter, Row> (db: Db, timeline: Of<Item, Filter, Row>, filter: Filter, page: PageRequest): Promise<Page<Item>> {
  const { sql, workspaceId } = db
  const rows = await sql<postgres.Row[]>`
    select ${timeline.columns(db)} from ${sql.unsafe(timeline.table)} x
    where x.workspace_id = ${workspaceId} ${timeline.fitting(db, filter)} ${within(db, timeline.at, page)}
    order by ${ordered(db, timeline.at, page.fromEnd)} limit ${page.size + 1}`
  return toPage(page, rows.map(row => placed(timeline, row)))
}

/** The same page of each of these contacts' rows, newest first, in one statement. */
export async function listOf<Item extends { readonly id: string }, Filter, Row> (
  db: Db, timeline: Of<Item, Filter, Row>, contactIds: readonly string[], page: PageRequest
): Promise<Map<string, Page<Item>>> {
  const { sql, workspaceId } = db
  const rows = await sql<postgres.Row[]>`
    select y.* from unnest(${uuids(contactIds)}::uuid[]) as p(contact_id) cross join lateral (
      select ${timeline.columns(db)} from ${sql.unsafe(timeline.table)} x
      where x.workspace_id = ${workspaceId} and x.contact_id = p.contact_id ${within(db, timeline.at, page)}
      order by ${ordered(db, timeline.at, page.fromEnd)} limit ${page.size + 1}
    ) y`
  const byContact = groupBy(rows, row => row.contact_id as string)
  return new Map(contactIds.map(id => [id, toPage(page, (byContact.get(id) ?? []).map(row => placed(timeline, row)))]))
}

/** Whether the workspace's list has anything after (or before) a place. */
export async function hasBeyond<Item extends { readonly id: string }, Filter, Row> (
  db: Db, timeline: Of<Item, Filter, Row>, filter: Filter, place: Place, after: boolean
): Promise<boolean> {
  const { sql } = db
  const at = sql.unsafe(`x.${timeline.at}`)
  // The nearest one is asked for, though any would do: without an order the planner may read the whole workspace to find none.
  const rows = await sql`
    select 1 from ${sql.unsafe(timeline.table)} x where x.workspace_id = ${db.workspaceId} ${timeline.fitting(db, filter)}
      and (${at}, x.id) ${after ? sql`<` : sql`>`} (${instantOf(place)}::timestamptz, ${place.id}::uuid)
    order by ${ordered(db, timeline.at, !after)} limit 1`
  return rows.length > 0
}

/** For each of these places in its own list, whether anything comes after (or before) it; in one statement. */
export async function haveBeyond<Item extends { readonly id: string }, Filter, Row> (
  db: Db, timeline: Of<Item, Filter, Row>, places: readonly PlaceOf[], after: boolean
): Promise<boolean[]> {
  const { sql, workspaceId } = db
  const records = places.map((place, index) => ({ index, contact_id: place.ownerId, at: instantOf(place), id: place.id }))
  const at = sql.unsafe(`x.${timeline.at}`)
  const rows = await sql<{ index: number }[]>`
    select p.index from jsonb_to_recordset(${recordset(records)}::jsonb) as p(index integer, contact_id uuid, at timestamptz, id uuid)
    cross join lateral (
      select 1 from ${sql.unsafe(timeline.table)} x
      where x.workspace_id = ${workspaceId} and x.contact_id = p.contact_id and (${at}, x.id) ${after ? sql`<` : sql`>`} (p.at, p.id)
      order by ${ordered(db, timeline.at, !after)} limit 1
    ) beyond`
  const found = new Set(rows.map(({ index }) => index))
  return places.map((_, index) => found.has(index))
}

/** How many rows each of these contacts has. */
export async function countOf<Item extends { readonly id: string }, Filter, Row> (db: Db, { table }: Of<Item, Filter, Row>, contactIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.sql<{ contact_id: string, count: string }[]>`
    select x.contact_id, count(*) from ${db.sql.unsafe(table)} x
    where x.workspace_id = ${db.workspaceId} and x.contact_id = any(${uuids(contactIds)}::uuid[]) group by x.contact_id`
  return new Map(rows.map(row => [row.contact_id, Number(row.count)]))
}

export async function countAll<Item extends { readonly id: string }, Filter, Row> (db: Db, timeline: Of<Item, Filter, Row>, filter: Filter): Promise<number> {
  const [row] = await db.sql<{ count: string }[]>`
    select count(*) from ${db.sql.unsafe(timeline.table)} x where x.workspace_id = ${db.workspaceId} ${timeline.fitting(db, filter)}`
  return Number(row?.count)
}

/** A part of a filter: that a column has one of these words. */
export function oneOf ({ sql }: Db, column: string, words: readonly string[] | null | undefined): Fragment {
  return words ? sql`and ${sql.unsafe(column)} = any(${`{${words.join(',')}}`}::text[])` : sql``
}

/** A part of a filter: that an instant lies in a range. */
export function inRange ({ sql }: Db, column: string, range: InstantRange | null | undefined): Fragment {
  const { from = null, to = null } = range ?? {}
  return sql`
    ${from === null ? sql`` : sql`and ${sql.unsafe(column)} >= ${formatInstant(from)}::timestamptz`}
    ${to === null ? sql`` : sql`and ${sql.unsafe(column)} < ${formatInstant(to)}::timestamptz`}`
}

function within ({ sql }: Db, column: string, { after, before }: PageRequest): Fragment {
  const at = sql.unsafe(`x.${column}`)
  return sql`
    ${after ? sql`and (${at}, x.id) < (${instantOf(after)}::timestamptz, ${after.id}::uuid)` : sql``}
    ${before ? sql`and (${at}, x.id) > (${instantOf(before)}::timestamptz, ${before.id}::uuid)` : sql``}`
}

function ordered ({ sql }: Db, column: string, oldestFirst: boolean) {
  return sql.unsafe(oldestFirst ? `x.${column}, x.id` : `x.${column} desc, x.id desc`)
}

function placed<Item extends { readonly id: string }, Filter, Row> ({ toItem, atOf }: Of<Item, Filter, Row>, row: postgres.Row): { item: Item, place: Place } {
  const item = toItem(row as Row)
  return { item, place: { key: atOf(item), id: item.id } }
}

function instantOf ({ key }: Place): string {
  return formatInstant(Number(key))
}
