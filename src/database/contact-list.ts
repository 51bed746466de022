import type { ContactFilter, ContactOrder, ContactOrderField, SearchTerms } from '../domain/contact-list.ts'
import { MOST_MATCHES } from '../domain/contact-list.ts'
import type { DueState } from '../domain/cadence.ts'
import { toPage, type Page, type PageRequest, type Place } from '../domain/page.ts'
import { BAND_FROM, type QualityBand } from '../domain/quality/score.ts'
import type { KnownContact } from '../domain/standing.ts'
import { searchKey } from '../domain/text.ts'
import { contactColumns, contactJoins, toContact, type ContactRow } from './contacts.ts'
import { formatInstant, parseInstant } from './instant.ts'
import { recordset } from './sql.ts'
import type { Db } from './tenancy.ts'

/** Which contacts, and in which order. */
export interface ContactQuery {
  readonly filter: ContactFilter
  readonly search: SearchTerms | null
  readonly order: ContactOrder
  /** Epoch milliseconds: due states are as of it. */
  readonly now: number
}

type Fragment = ReturnType<typeof whole>

/** A page of contacts, read from the index of its order. */
export async function listContacts (db: Db, query: ContactQuery, page: PageRequest): Promise<Page<KnownContact>> {
  const { sql } = db
  const { key, id, isInstant } = orderKey(db, query.order.field)
  const down = (query.order.direction === 'DESC') !== page.fromEnd
  const direction = down ? sql`desc` : sql`asc`
  const rows = await sql<(ContactRow & { key: string | number })[]>`
    select ${contactColumns(db)}, ${key} as key
    ${source(db, query)}
    where ${matches(db, query)} ${beyond(db, query.order, page.after, true)} ${beyond(db, query.order, page.before, false)}
    order by ${key} ${direction}, ${id} ${direction}
    limit ${page.size + 1}`
  return toPage(page, rows.map(row => ({
    item: toContact(row),
    place: { key: isInstant ? parseInstant(String(row.key)) : row.key, id: row.id }
  })))
}

/** Whether anything comes before (or after) a place. */
export async function hasContactsBeyond (db: Db, query: ContactQuery, place: Place, after: boolean): Promise<boolean> {
  const rows = await db.sql`select 1 ${source(db, query)} where ${matches(db, query)} ${beyond(db, query.order, place, after)} limit 1`
  return rows.length > 0
}

export async function countMatching (db: Db, query: ContactQuery): Promise<number> {
  const [row] = await db.sql<{ count: string }[]>`select count(*) ${source(db, query)} where ${matches(db, query)}`
  return Number(row?.count)
}

/** The moment since which every contact's place in the order by score is right: the last refresh of all of them. */
export async function rankedAt ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ refreshed_at: string }[]>`select w.refreshed_at from app.workspace_totals w where w.workspace_id = ${workspaceId}`
  return row ? parseInstant(row.refreshed_at) : 0
}

function source (db: Db, { search }: ContactQuery): Fragment {
  const { sql, workspaceId } = db
  const found = search
    ? sql`app.search_contacts(${search.words}, ${search.prefixes}, ${search.fragment}, ${MOST_MATCHES}) s join app.contact c on c.workspace_id = ${workspaceId} and c.id = s.contact_id`
    : sql`app.contact c`
  return sql`from ${found} ${contactJoins(db)} join app.ranking r on r.workspace_id = ${workspaceId} and r.contact_id = c.id`
}

function orderKey ({ sql }: Db, field: ContactOrderField): { key: Fragment, id: Fragment, type: Fragment, isInstant: boolean } {
  // The id of the table whose index has the key, so that one index answers both.
  switch (field) {
    case 'QUALITY': return { key: sql`r.quality`, id: sql`r.contact_id`, type: sql`float8`, isInstant: false }
    case 'WARMTH': return { key: sql`r.warmth`, id: sql`r.contact_id`, type: sql`float8`, isInstant: false }
    case 'NAME': return { key: sql`c.name_key`, id: sql`c.id`, type: sql`text`, isInstant: false }
    case 'CREATED_AT': return { key: sql`c.created_at`, id: sql`c.id`, type: sql`timestamptz`, isInstant: true }
    case 'LAST_INTERACTION_AT': return { key: sql`t.last_interaction_at`, id: sql`t.contact_id`, type: sql`timestamptz`, isInstant: true }
    case 'DUE_AT': return { key: sql`t.due_at`, id: sql`t.contact_id`, type: sql`timestamptz`, isInstant: true }
    case 'RELEVANCE': return { key: sql`s.rank`, id: sql`s.contact_id`, type: sql`float8`, isInstant: false }
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

function matches (db: Db, { filter, now }: ContactQuery): Fragment {
  const { sql, workspaceId } = db
  const parts = [
    sql`c.workspace_id = ${workspaceId} and t.workspace_id = ${workspaceId} and r.workspace_id = ${workspaceId}`,
    ...filter.tags ? [sql`exists (
      select 1 from jsonb_to_recordset(${recordset(filter.tags.map(tag => ({ key: searchKey(tag) })))}::jsonb) as wanted(key text)
      join app.tag g on g.workspace_id = ${workspaceId} and g.name_key = wanted.key
      join app.contact_tag x on x.workspace_id = ${workspaceId} and x.tag_id = g.id where x.contact_id = c.id)`] : [],
    ...filter.organization ? [sql`c.organization_key = ${searchKey(filter.organization)}`] : [],
    ...filter.quality ? [sql`r.quality >= ${Math.max(0, (filter.quality.min ?? 0) - 0.5)}::float8 and r.quality < ${(filter.quality.max ?? 100) + 0.5}::float8`] : [],
    ...filter.band ? [anyOf(db, filter.band.map(band => inBand(db, band)))] : [],
    ...filter.dueState ? [anyOf(db, filter.dueState.map(state => inDueState(db, state, now)))] : [],
    ...filter.lastInteractionAt?.from !== null && filter.lastInteractionAt?.from !== undefined
      ? [sql`t.last_interaction_at >= ${formatInstant(filter.lastInteractionAt.from)}::timestamptz`]
      : [],
    ...filter.lastInteractionAt?.to !== null && filter.lastInteractionAt?.to !== undefined
      ? [sql`t.last_interaction_at < ${formatInstant(filter.lastInteractionAt.to)}::timestamptz and t.last_interaction_at > '-infinity'`]
      : []
  ]
  return parts.reduce((all, part) => sql`${all} and ${part}`)
}

function inBand ({ sql }: Db, band: QualityBand): Fragment {
  switch (band) {
    case 'INSUFFICIENT_EVIDENCE': return sql`r.quality < 0`
    case 'LOW': return sql`r.quality >= 0 and r.quality < ${BAND_FROM.FAIR}::float8`
    case 'FAIR': return sql`r.quality >= ${BAND_FROM.FAIR}::float8 and r.quality < ${BAND_FROM.GOOD}::float8`
    case 'GOOD': return sql`r.quality >= ${BAND_FROM.GOOD}::float8 and r.quality < ${BAND_FROM.EXCELLENT}::float8`
    case 'EXCELLENT': return sql`r.quality >= ${BAND_FROM.EXCELLENT}::float8`
  }
}

function inDueState ({ sql }: Db, state: DueState, now: number): Fragment {
  const at = sql`${formatInstant(now)}::timestamptz`
  switch (state) {
    case 'PAUSED': return sql`c.paused`
    case 'NO_CADENCE': return sql`not c.paused and t.due_at = 'infinity'`
    case 'ON_TRACK': return sql`t.due_at > ${at} and t.due_at < 'infinity'`
    case 'DUE': return sql`t.due_at <= ${at} and t.overdue_at > ${at}`
    case 'OVERDUE': return sql`t.overdue_at <= ${at} and t.lapsed_at > ${at}`
    case 'LAPSED': return sql`t.lapsed_at <= ${at}`
  }
}

function anyOf ({ sql }: Db, parts: readonly Fragment[]): Fragment {
  return parts.length === 0 ? sql`false` : sql`(${parts.map(part => sql`(${part})`).reduce((all, part) => sql`${all} or ${part}`)})`
}

function whole ({ sql }: Db) {
  return sql``
}
