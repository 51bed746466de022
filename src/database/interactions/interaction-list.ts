import { groupBy } from '../../domain/group-by.ts'
import type { Interaction } from '../../domain/interactions/interaction.ts'
import type { InteractionFilter } from '../../domain/interactions/interaction-list.ts'
import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { contactColumns, contactJoins, toContact, type ContactRow } from '../contacts/contacts.ts'
import { formatInstant } from '../instant.ts'
import { interactionColumns, toInteraction, type InteractionRow } from './interactions.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

type Fragment = ReturnType<typeof fitting>

/** A page of the workspace's interactions, newest first. */
export async function listInteractions (db: Db, filter: InteractionFilter, page: PageRequest): Promise<Page<Interaction>> {
  const { sql, workspaceId } = db
  const rows = await sql<InteractionRow[]>`
    select ${interactionColumns(db)} from app.interaction i
    where i.workspace_id = ${workspaceId} ${fitting(db, filter)} ${within(db, page, ['i.occurred_at', 'i.id'])}
    order by ${sql.unsafe(page.fromEnd ? 'i.occurred_at, i.id' : 'i.occurred_at desc, i.id desc')}
    limit ${page.size + 1}`
  return toPage(page, rows.map(placed))
}

/** The same page of each of these contacts' interactions, newest first, in one statement. */
export async function listInteractionsOf (db: Db, contactIds: readonly string[], filter: InteractionFilter, page: PageRequest): Promise<Map<string, Page<Interaction>>> {
  const { sql, workspaceId } = db
  const rows = await sql<(InteractionRow & { contact_id: string })[]>`
    select p.contact_id, i.* from unnest(${uuids(contactIds)}::uuid[]) as p(contact_id) cross join lateral (
      select ${interactionColumns(db)} from app.participant x
      join app.interaction i on i.workspace_id = ${workspaceId} and i.id = x.interaction_id
      where x.workspace_id = ${workspaceId} and x.contact_id = p.contact_id
        ${fitting(db, filter, 'x.occurred_at')} ${within(db, page, ['x.occurred_at', 'x.interaction_id'])}
      order by ${sql.unsafe(page.fromEnd ? 'x.occurred_at, x.interaction_id' : 'x.occurred_at desc, x.interaction_id desc')}
      limit ${page.size + 1}
    ) i`
  const byContact = groupBy(rows, row => row.contact_id)
  return new Map(contactIds.map(id => [id, toPage(page, (byContact.get(id) ?? []).map(placed))]))
}

/** Whether the workspace's list has anything after (or before) a place. */
export async function hasInteractionsBeyond (db: Db, filter: InteractionFilter, place: Place, after: boolean): Promise<boolean> {
  const { sql } = db
  // The nearest one is asked for, though any would do: without an order the planner may read the whole workspace to find none.
  const rows = await sql`
    select 1 from app.interaction i where i.workspace_id = ${db.workspaceId} ${fitting(db, filter)}
      and (i.occurred_at, i.id) ${after ? sql`<` : sql`>`} (${instantOf(place)}::timestamptz, ${place.id}::uuid)
    order by ${sql.unsafe(after ? 'i.occurred_at desc, i.id desc' : 'i.occurred_at, i.id')} limit 1`
  return rows.length > 0
}

/** A place in the list of a contact. */
export interface ContactPlace extends Place {
  readonly contactId: string
}

/** For each of these places in its own list, whether anything comes after (or before) it; in one statement. */
export async function haveInteractionsBeyond (db: Db, places: readonly ContactPlace[], filter: InteractionFilter, after: boolean): Promise<boolean[]> {
  const { sql, workspaceId } = db
  const records = places.map((place, index) => ({ index, contact_id: place.contactId, at: instantOf(place), id: place.id }))
  const rows = await sql<{ index: number }[]>`
    select p.index from jsonb_to_recordset(${recordset(records)}::jsonb) as p(index integer, contact_id uuid, at timestamptz, id uuid)
    cross join lateral (
      select 1 from app.participant x
      join app.interaction i on i.workspace_id = ${workspaceId} and i.id = x.interaction_id
      where x.workspace_id = ${workspaceId} and x.contact_id = p.contact_id ${fitting(db, filter, 'x.occurred_at')}
        and (x.occurred_at, x.interaction_id) ${after ? sql`<` : sql`>`} (p.at, p.id)
      order by ${sql.unsafe(after ? 'x.occurred_at desc, x.interaction_id desc' : 'x.occurred_at, x.interaction_id')} limit 1
    ) beyond`
  const found = new Set(rows.map(({ index }) => index))
  return places.map((_, index) => found.has(index))
}

/** How many interactions each of these contacts has that fit. */
export async function countInteractionsOf (db: Db, contactIds: readonly string[], filter: InteractionFilter): Promise<Map<string, number>> {
  const { sql, workspaceId } = db
  const rows = await sql<{ contact_id: string, count: string }[]>`
    select x.contact_id, count(*) from app.participant x
    join app.interaction i on i.workspace_id = ${workspaceId} and i.id = x.interaction_id
    where x.workspace_id = ${workspaceId} and x.contact_id = any(${uuids(contactIds)}::uuid[]) ${fitting(db, filter)}
    group by x.contact_id`
  return new Map(rows.map(row => [row.contact_id, Number(row.count)]))
}

export async function countMatchingInteractions (db: Db, filter: InteractionFilter): Promise<number> {
  const [row] = await db.sql<{ count: string }[]>`select count(*) from app.interaction i where i.workspace_id = ${db.workspaceId} ${fitting(db, filter)}`
  return Number(row?.count)
}

/** Everybody who took part in each of these interactions, by name. */
export async function listParticipants (db: Db, interactionIds: readonly string[]): Promise<Map<string, KnownContact[]>> {
  const { sql, workspaceId } = db
  const rows = await sql<(ContactRow & { interaction_id: string })[]>`
    select x.interaction_id, ${contactColumns(db)} from app.participant x
    join app.contact c on c.workspace_id = ${workspaceId} and c.id = x.contact_id ${contactJoins(db)}
    where x.workspace_id = ${workspaceId} and x.interaction_id = any(${uuids(interactionIds)}::uuid[])
    order by c.name_key, c.id`
  const groups = groupBy(rows, row => row.interaction_id)
  return new Map(interactionIds.map(id => [id, (groups.get(id) ?? []).map(toContact)]))
}

/** The conditions of a filter; `at` is where the instant is, in the table whose index the list is read from. */
function fitting ({ sql }: Db, filter: InteractionFilter, at: 'i.occurred_at' | 'x.occurred_at' = 'i.occurred_at') {
  const { channel, direction, status, occurredAt, source } = filter
  const list = (values: readonly string[]) => `{${values.join(',')}}`
  // PostgreSQL takes no text with a NUL, and no row has one.
  const wanted = source?.replaceAll('\0', '\ufffd')
  return sql`
    ${channel ? sql`and i.channel = any(${list(channel)}::text[])` : sql``}
    ${direction ? sql`and i.direction = any(${list(direction)}::text[])` : sql``}
    ${status ? sql`and i.status = any(${list(status)}::text[])` : sql``}
    ${typeof occurredAt?.from === 'number' ? sql`and ${sql.unsafe(at)} >= ${formatInstant(occurredAt.from)}::timestamptz` : sql``}
    ${typeof occurredAt?.to === 'number' ? sql`and ${sql.unsafe(at)} < ${formatInstant(occurredAt.to)}::timestamptz` : sql``}
    ${typeof wanted === 'string' ? sql`and i.source = ${wanted}` : sql``}`
}

function within ({ sql }: Db, { after, before }: PageRequest, [at, id]: [string, string]): Fragment {
  const key = sql.unsafe(`(${at}, ${id})`)
  return sql`
    ${after ? sql`and ${key} < (${instantOf(after)}::timestamptz, ${after.id}::uuid)` : sql``}
    ${before ? sql`and ${key} > (${instantOf(before)}::timestamptz, ${before.id}::uuid)` : sql``}`
}

function instantOf ({ key }: Place): string {
  return formatInstant(Number(key))
}

function placed (row: InteractionRow): { item: Interaction, place: Place } {
  const item = toInteraction(row)
  return { item, place: { key: item.occurredAt, id: item.id } }
}
