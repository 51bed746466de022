import { MOST_MATCHES, type ContactFilter, type ContactOrder, type ContactOrderField, type SearchTerms } from '../../domain/contacts/contact-list.ts'
import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { filterConditions, type ContactTable, type Fragment } from './contact-filter.ts'
import { contactColumns, contactJoins, toContact, type ContactRow } from './contacts.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

/** Which contacts, and in which order. */
export interface ContactQuery {
  readonly filter: ContactFilter
  readonly search: SearchTerms | null
  readonly order: ContactOrder
  /** Epoch milliseconds: due states are as of it. */
  readonly now: number
}

/**
 * A page of contacts. Which they are is read from the index of the order first, and only then all that is known of them,
 * so that a search that finds a thousand reads no more than a page of contacts.
 */
export async function listContacts (db: Db, query: ContactQuery, page: PageRequest): Promise<Page<KnownContact>> {
  const { sql, workspaceId } = db
  const { key, id, isInstant } = orderKey(db, query.order.field)
  const down = (query.order.direction === 'DESC') !== page.fromEnd
  const direction = down ? sql`desc` : sql`asc`
  const rows = await sql<(ContactRow & { key: string | number })[]>`
    select ${contactColumns(db)}, p.key
    from (
      select ${id} as id, ${key} as key ${matching(db, query)} ${beyond(db, query.order, page.after, true)} ${beyond(db, query.order, page.before, false)}
      order by ${key} ${direction}, ${id} ${direction} limit ${page.size + 1}
    ) p
    join app.contact c on c.workspace_id = ${workspaceId} and c.id = p.id ${contactJoins(db)}
    order by p.key ${direction}, p.id ${direction}`
  return toPage(page, rows.map(row => ({
    item: toContact(row),
    place: { key: isInstant ? parseInstant(String(row.key)) : row.key, id: row.id }
  })))
}

/** Whether anything comes before (or after) a place. */
export async function hasContactsBeyond (db: Db, query: ContactQuery, place: Place, after: boolean): Promise<boolean> {
  const { sql } = db
  const { key, id } = orderKey(db, query.order.field)
  const direction = (query.order.direction === 'DESC') === after ? sql`desc` : sql`asc`
  // The nearest one is asked for, though any would do: without an order the planner may read the whole workspace to find none.
  const rows = await sql`
    select 1 ${matching(db, query)} ${beyond(db, query.order, place, after)}
    order by ${key} ${direction}, ${id} ${direction} limit 1`
  return rows.length > 0
}

export async function countMatching (db: Db, query: ContactQuery): Promise<number> {
  const [row] = await db.sql<{ count: string }[]>`select count(*) ${matching(db, query)}`
  return Number(row?.count)
}

/** The moment since which every contact's place in the order by score is right: the last refresh of all of them. */
export async function rankedAt ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ refreshed_at: string }[]>`select w.refreshed_at from app.workspace_totals w where w.workspace_id = ${workspaceId}`
  return row ? parseInstant(row.refreshed_at) : 0
}

/** The tables that the query needs and no others, from the one that has its order, with all conditions but those of the page. */
function matching (db: Db, { filter, search, order, now }: ContactQuery): Fragment {
  const { sql, workspaceId } = db
  const { id, table } = orderKey(db, order.field)
  const conditions = filterConditions(db, filter, id, now)
  const tables = new Set([...table ? [table] : [], ...conditions.flatMap(each => each.tables)])
  const found = search && sql`app.search_contacts(${search.words}, ${search.prefixes}, ${search.fragment}, ${MOST_MATCHES}) s`
  const first = table && TABLES[table](db)
  const leading = first && found ? sql`${found} join ${first.from} on ${first.workspace} = ${workspaceId} and ${id} = s.contact_id` : first?.from ?? found
  const joined = [...tables].filter(each => each !== table).map(each => {
    const { from, workspace, contact } = TABLES[each](db)
    return sql`join ${from} on ${workspace} = ${workspaceId} and ${contact} = ${id}`
  })
  const where = [...tables].map(each => sql`${TABLES[each](db).workspace} = ${workspaceId}`)
  return sql`from ${leading ?? sql``} ${all(db, joined)} where true ${all(db, [...where, ...conditions.map(each => each.holds)].map(part => sql`and ${part}`))}`
}

const TABLES: Readonly<Record<ContactTable, (db: Db) => { from: Fragment, workspace: Fragment, contact: Fragment }>> = {
  contact: ({ sql }) => ({ from: sql`app.contact c`, workspace: sql`c.workspace_id`, contact: sql`c.id` }),
  contact_totals: ({ sql }) => ({ from: sql`app.contact_totals t`, workspace: sql`t.workspace_id`, contact: sql`t.contact_id` }),
  ranking: ({ sql }) => ({ from: sql`app.ranking r`, workspace: sql`r.workspace_id`, contact: sql`r.contact_id` })
}

interface OrderKey {
  readonly key: Fragment
  /** The contact's id in the table whose index has the key, so that one index answers both. */
  readonly id: Fragment
  readonly type: Fragment
  readonly isInstant: boolean
  /** Null for the order that a search gives. */
  readonly table: ContactTable | null
}

function orderKey ({ sql }: Db, field: ContactOrderField): OrderKey {
  switch (field) {
    case 'QUALITY': return { key: sql`r.quality`, id: sql`r.contact_id`, type: sql`float8`, isInstant: false, table: 'ranking' }
    case 'WARMTH': return { key: sql`r.warmth`, id: sql`r.contact_id`, type: sql`float8`, isInstant: false, table: 'ranking' }
    case 'NAME': return { key: sql`c.name_key`, id: sql`c.id`, type: sql`text`, isInstant: false, table: 'contact' }
    case 'CREATED_AT': return { key: sql`c.created_at`, id: sql`c.id`, type: sql`timestamptz`, isInstant: true, table: 'contact' }
    case 'LAST_INTERACTION_AT': return { key: sql`t.last_interaction_at`, id: sql`t.contact_id`, type: sql`timestamptz`, isInstant: true, table: 'contact_totals' }
    case 'DUE_AT': return { key: sql`t.due_at`, id: sql`t.contact_id`, type: sql`timestamptz`, isInstant: true, table: 'contact_totals' }
    case 'RELEVANCE': return { key: sql`s.rank`, id: sql`s.contact_id`, type: sql`float8`, isInstant: false, table: null }
  }
}

function beyond (db: Db, order: ContactOrder, place: Place | null, after: boolean): Fragment {
  const { sql } = db
  if (!place) return sql``
  const { key, id, type, isInstant } = orderKey(db, order.field)
  const value = isInstant ? formatInstant(Number(place.key)) : place.key
  const operator = (order.direction === 'DESC') === after ? sql`<` : sql`>`
  return sql`and (${key}, ${id}) ${operator} (${value}::${type}, ${place.id}::uuid)`
}

function all ({ sql }: Db, parts: readonly Fragment[]): Fragment {
  return parts.reduce((before, part) => sql`${before} ${part}`, sql``)
}
