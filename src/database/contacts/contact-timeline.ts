import type postgres from 'postgres'
import { TIMELINE_KINDS, type TimelineEntry, type TimelineKind } from '../../domain/contacts/timeline-entry.ts'
import { groupBy } from '../../domain/group-by.ts'
import { toPage, type Page, type PageRequest, type Place, type PlaceOf } from '../../domain/page.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { plain, recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

type Fragment = postgres.PendingQuery<postgres.Row[]>

/** Where the entries of each kind are; an index of the table leads with workspace, contact, and these two. */
const SOURCES: Readonly<Record<TimelineKind, { readonly table: string, readonly at: string, readonly id: string }>> = {
  INTERACTION: { table: 'app.participant', at: 'x.occurred_at', id: 'x.interaction_id' },
  FAVOR: { table: 'app.favor', at: 'x.occurred_at', id: 'x.id' },
  ASK: { table: 'app.ask', at: 'x.created_at', id: 'x.id' },
  POST: { table: 'app.post', at: 'x.published_at', id: 'x.id' },
  MERGE: { table: 'app.merge', at: 'x.at', id: 'x.id' },
  IMPORT: { table: 'app.import_change', at: 'x.at', id: 'x.id' }
}

/** The same page of each of these contacts' entries of these kinds, newest first, in one statement that reads a page of each kind. */
export async function listEntriesOf (db: Db, kinds: readonly TimelineKind[], contactIds: readonly string[], page: PageRequest): Promise<Map<string, Page<TimelineEntry>>> {
  const { sql } = db
  const { size, fromEnd, after, before } = page
  const within = (key: Fragment) => sql`
    ${after ? sql`and ${key} < (${instantOf(after)}::timestamptz, ${after.id}::uuid)` : sql``}
    ${before ? sql`and ${key} > (${instantOf(before)}::timestamptz, ${before.id}::uuid)` : sql``}`
  const rows = await sql<(EntryRow & { contact_id: string })[]>`
    select p.contact_id, y.* from unnest(${uuids(contactIds)}::uuid[]) as p(contact_id) cross join lateral (
      select z.kind, z.at, z.id from (${nearest(db, kinds, within, fromEnd, size + 1)}) z
      order by ${sql.unsafe(fromEnd ? 'z.at, z.id' : 'z.at desc, z.id desc')} limit ${size + 1}
    ) y`
  const byContact = groupBy(rows, row => row.contact_id)
  return new Map(contactIds.map(id => [id, toPage(page, (byContact.get(id) ?? []).map(toPlaced))]))
}

/** For each of these places in the timeline of its contact, whether anything comes after (or before) it; in one statement. */
export async function haveEntriesBeyond (db: Db, kinds: readonly TimelineKind[], places: readonly PlaceOf[], isAfter: boolean): Promise<boolean[]> {
  const { sql } = db
  const records = places.map((place, index) => ({ index, contact_id: place.ownerId, at: instantOf(place), id: place.id }))
  const within = (key: Fragment) => sql`and ${key} ${isAfter ? sql`<` : sql`>`} (p.at, p.id)`
  const rows = await sql<{ index: number }[]>`
    select p.index from jsonb_to_recordset(${recordset(records)}::jsonb) as p(index integer, contact_id uuid, at timestamptz, id uuid)
    cross join lateral (select 1 from (${nearest(db, kinds, within, !isAfter, 1)}) z limit 1) y`
  const found = new Set(rows.map(({ index }) => index))
  return places.map((_, index) => found.has(index))
}

/** How many entries of these kinds each of these contacts has; one who is not told has none. */
export async function countEntriesOf (db: Db, kinds: readonly TimelineKind[], contactIds: readonly string[]): Promise<Map<string, number>> {
  const { sql, workspaceId } = db
  const rows = await sql<{ contact_id: string, count: string }[]>`
    select z.contact_id, sum(z.count) as count from (${ofEachKind(db, kinds, (kind, isWanted) => sql`
      select x.contact_id, count(*) from ${sql.unsafe(SOURCES[kind].table)} x
      where ${isWanted} and x.workspace_id = ${workspaceId} and x.contact_id = any(${uuids(contactIds)}::uuid[]) ${firstOnly(db, kind)}
      group by x.contact_id`)}) z
    group by z.contact_id`
  return new Map(rows.map(row => [row.contact_id, Number(row.count)]))
}

interface EntryRow {
  readonly kind: TimelineKind
  readonly at: string
  readonly id: string
}

/** Of each kind, the entries of the contact `p.contact_id` that come first, from an index. */
function nearest (db: Db, kinds: readonly TimelineKind[], within: (key: Fragment) => Fragment, oldestFirst: boolean, limit: number): Fragment {
  const { sql, workspaceId } = db
  return ofEachKind(db, kinds, (kind, isWanted) => {
    const { table, at, id } = SOURCES[kind]
    return sql`
      (select ${sql.unsafe(`'${kind}' as kind, ${at} as at, ${id} as id from ${table} x`)}
      where ${isWanted} and x.workspace_id = ${workspaceId} and x.contact_id = p.contact_id ${within(sql.unsafe(`(${at}, ${id})`))} ${firstOnly(db, kind)}
      order by ${sql.unsafe(oldestFirst ? `${at}, ${id}` : `${at} desc, ${id} desc`)} limit ${limit})`
  })
}

/** One statement whichever kinds are wanted, so that it is prepared once: PostgreSQL does not begin with those that are not. */
function ofEachKind ({ sql }: Db, kinds: readonly TimelineKind[], select: (kind: TimelineKind, isWanted: Fragment) => Fragment): Fragment {
  const wanted = plain(kinds)
  const [first, ...others] = TIMELINE_KINDS.map(kind => select(kind, sql`${kind} = any(${wanted}::text[])`))
  return others.reduce((union, each) => sql`${union} union all ${each}`, first as Fragment)
}

/**
 * A file may tell of a person in several places, and two people whom it tells of may be one by now: its first change stands for all. It is
 * looked up for each change by itself, since a join would read all changes of the contact wherever the planner expects few.
 */
function firstOnly ({ sql, workspaceId }: Db, kind: TimelineKind): Fragment {
  if (kind !== 'IMPORT') return sql``
  return sql`
    and x.subject_type = 'contact' and x.id = (
      select y.id from app.import_change y
      where y.workspace_id = ${workspaceId} and y.contact_id = x.contact_id and y.import_id = x.import_id order by y.at, y.id limit 1)`
}

function toPlaced ({ kind, at, id }: EntryRow): { item: TimelineEntry, place: Place } {
  const item = { kind, at: parseInstant(at), id }
  return { item, place: { key: item.at, id } }
}

function instantOf ({ key }: Place): string {
  return formatInstant(Number(key))
}
