import type postgres from 'postgres'
import type { DueState } from '../../domain/contacts/cadence.ts'
import type { ContactFilter } from '../../domain/contacts/contact-list.ts'
import type { LedgerState } from '../../domain/quality/ledger.ts'
import { BAND_FROM, type QualityBand } from '../../domain/quality/score.ts'
import { searchKey } from '../../domain/text.ts'
import { formatInstant } from '../instant.ts'
import { texts } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A part of a statement. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>

/** The tables with one row for each contact that a list can be ordered and filtered by: `c`, `t` and `r`. */
export type ContactTable = 'contact' | 'contact_totals' | 'ranking'

/** What has to hold of a contact, and the tables that it is said of. */
export interface Condition {
  readonly tables: readonly ContactTable[]
  readonly holds: Fragment
}

/** The conditions of a filter; due states are as of `now`, `id` is the contact's in the table that the list begins with. */
export function filterConditions (db: Db, filter: ContactFilter, id: Fragment, now: number): Condition[] {
  const { sql, workspaceId } = db
  const { tags, organization, quality, band, dueState, ledgerState, lastInteractionAt } = filter
  const conditions: Condition[] = []
  if (tags) {
    conditions.push({
      tables: [],
      holds: sql`${id} in (
        select x.contact_id from app.tag g join app.contact_tag x on x.workspace_id = ${workspaceId} and x.tag_id = g.id
        where g.workspace_id = ${workspaceId} and g.name_key = any(${texts(tags.map(searchKey))}::text[]))`
    })
  }
  if (organization) conditions.push({ tables: ['contact'], holds: sql`c.organization_key = ${searchKey(organization)}` })
  if (quality) {
    const least = Math.max(0, (quality.min ?? 0) - 0.5)
    const below = (quality.max ?? 100) + 0.5
    conditions.push({ tables: ['ranking'], holds: sql`r.quality >= ${least}::float8 and r.quality < ${below}::float8` })
  }
  if (band) conditions.push({ tables: ['ranking'], holds: anyOf(db, band.map(each => inBand(db, each))) })
  if (dueState) conditions.push({ tables: ['contact', 'contact_totals'], holds: anyOf(db, dueState.map(state => inDueState(db, state, id, now))) })
  if (ledgerState) conditions.push({ tables: ['contact_totals'], holds: anyOf(db, ledgerState.map(state => inLedgerState(db, state, now))) })
  const { from = null, to = null } = lastInteractionAt ?? {}
  if (from !== null) conditions.push({ tables: ['contact_totals'], holds: sql`t.last_interaction_at >= ${formatInstant(from)}::timestamptz` })
  if (to !== null) {
    conditions.push({ tables: ['contact_totals'], holds: sql`t.last_interaction_at < ${formatInstant(to)}::timestamptz and t.last_interaction_at > '-infinity'` })
  }
  return conditions
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

// What is overdue or lapsed is due as well: said too, because due_at has an index.
function inDueState ({ sql, workspaceId }: Db, state: DueState, id: Fragment, now: number): Fragment {
  const at = sql`${formatInstant(now)}::timestamptz`
  switch (state) {
    // Few cadences rest: a list begins with them, rather than look for them in the order of all.
    case 'PAUSED': return sql`${id} in (select p.id from app.contact p where p.workspace_id = ${workspaceId} and p.paused)`
    case 'NO_CADENCE': return sql`not c.paused and t.due_at = 'infinity'`
    case 'ON_TRACK': return sql`t.due_at > ${at} and t.due_at < 'infinity'`
    case 'DUE': return sql`t.due_at <= ${at} and t.overdue_at > ${at}`
    case 'OVERDUE': return sql`t.due_at <= ${at} and t.overdue_at <= ${at} and t.lapsed_at > ${at}`
    case 'LAPSED': return sql`t.due_at <= ${at} and t.lapsed_at <= ${at}`
  }
}

// What we gave more fades to balanced by itself, though nobody writes it down.
function inLedgerState ({ sql }: Db, state: LedgerState, now: number): Fragment {
  const at = sql`${formatInstant(now)}::timestamptz`
  switch (state) {
    case 'WE_GIVE_MORE': return sql`t.ledger_state = 'WE_GIVE_MORE' and t.gives_more_until > ${at}`
    case 'BALANCED': return sql`t.ledger_state = 'BALANCED' or (t.ledger_state = 'WE_GIVE_MORE' and t.gives_more_until <= ${at})`
    default: return sql`t.ledger_state = ${state}`
  }
}

function anyOf ({ sql }: Db, parts: readonly Fragment[]): Fragment {
  return parts.length === 0 ? sql`false` : sql`(${parts.map(part => sql`(${part})`).reduce((all, part) => sql`${all} or ${part}`)})`
}
