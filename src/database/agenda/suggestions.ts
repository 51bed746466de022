import type { KeptSuggestion, SuggestionKind } from '../../domain/agenda/suggestion.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A row of suggestionColumns, as PostgreSQL gives it. */
export interface SuggestionRow {
  readonly id: string
  readonly contact_id: string
  readonly kind: SuggestionKind
  readonly cause: string
  readonly active_at: string
  readonly due_at: string | null
  readonly priority: number
  readonly snoozed_until: string
  readonly opens_at: string
  readonly is_ready: boolean
  readonly skipped_at: string | null
  readonly skip_reason: string | null
  readonly done_at: string | null
  readonly as_of: string
}

/** The columns of a kept suggestion, from `s`. */
export function suggestionColumns ({ sql }: Db) {
  return sql`s.id, s.contact_id, s.kind, s.cause, s.active_at, s.due_at, s.priority, s.snoozed_until, s.opens_at, s.is_ready, s.skipped_at, s.skip_reason, s.done_at, s.as_of`
}

export function toSuggestion (row: SuggestionRow): KeptSuggestion {
  const orNull = (text: string | null) => text === null ? null : parseInstant(text)
  return {
    id: row.id,
    contactId: row.contact_id,
    kind: row.kind,
    cause: row.cause,
    activeAt: parseInstant(row.active_at),
    dueAt: orNull(row.due_at),
    priority: row.priority,
    snoozedUntil: parseInstant(row.snoozed_until),
    opensAt: parseInstant(row.opens_at),
    isReady: row.is_ready,
    skippedAt: orNull(row.skipped_at),
    skipReason: row.skip_reason,
    doneAt: orNull(row.done_at),
    asOf: parseInstant(row.as_of)
  }
}

/** The suggestions with these ids that the workspace has, in no order. */
export async function findSuggestions (db: Db, ids: Iterable<string>): Promise<KeptSuggestion[]> {
  const rows = await db.sql<SuggestionRow[]>`
    select ${suggestionColumns(db)} from app.suggestion s where s.workspace_id = ${db.workspaceId} and s.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toSuggestion)
}

/** All that is kept of these contacts, in no order. Whoever means to change it has taken the contacts' totals. */
export async function suggestionsOfContacts (db: Db, contactIds: Iterable<string>): Promise<KeptSuggestion[]> {
  // Lateral and offset 0: a planner that knows no rows of a new workspace would read all of it for each contact.
  const rows = await db.sql<SuggestionRow[]>`
    select ${suggestionColumns(db)}
    from unnest(${uuids(contactIds)}::uuid[]) as k(contact_id) cross join lateral (
      select s.* from app.suggestion s where s.workspace_id = ${db.workspaceId} and s.contact_id = k.contact_id offset 0
    ) s`
  return rows.map(toSuggestion)
}

/** Writes suggestions of contacts whose totals this transaction has taken. */
export async function saveSuggestions (db: Db, suggestions: readonly KeptSuggestion[]): Promise<void> {
  if (suggestions.length === 0) return
  await db.sql`
    insert into app.suggestion (
      workspace_id, id, contact_id, kind, cause, active_at, due_at, priority, snoozed_until, opens_at, is_ready, skipped_at, skip_reason, done_at, as_of)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(suggestions.map(toRecord))}::jsonb) as r(
      id uuid, contact_id uuid, kind text, cause text, active_at timestamptz, due_at timestamptz, priority float8, snoozed_until timestamptz,
      opens_at timestamptz, is_ready boolean, skipped_at timestamptz, skip_reason text, done_at timestamptz, as_of timestamptz)
    on conflict (workspace_id, contact_id, kind) do update set
      cause = excluded.cause, active_at = excluded.active_at, due_at = excluded.due_at, priority = excluded.priority,
      snoozed_until = excluded.snoozed_until, opens_at = excluded.opens_at, is_ready = excluded.is_ready,
      skipped_at = excluded.skipped_at, skip_reason = excluded.skip_reason, done_at = excluded.done_at, as_of = excluded.as_of`
}

/**
 * Takes those of these contacts that no other transaction has taken, and that nothing has happened to since they were read: so what
 * was read still holds. It waits for nobody, and neither will what is written next.
 */
export async function takeUnchanged (db: Db, contacts: readonly { readonly contactId: string, readonly rankedAt: number }[]): Promise<Set<string>> {
  if (contacts.length === 0) return new Set()
  const records = contacts.map(({ contactId, rankedAt }) => ({ contact_id: contactId, ranked_at: formatInstant(rankedAt) }))
  // The share lock that a new suggestion takes of its contact would be enough, but PostgreSQL waits for that, skip locked or not,
  // where the contact has been changed by a transaction that goes on.
  const rows = await db.sql<{ contact_id: string }[]>`
    with read as materialized (
      select r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(contact_id uuid, ranked_at timestamptz)
    )
    select t.contact_id
    from read r
    join app.ranking k on k.contact_id = r.contact_id and k.as_of = r.ranked_at
    join app.contact_totals t on t.workspace_id = ${db.workspaceId} and t.contact_id = r.contact_id
    join app.contact c on c.workspace_id = ${db.workspaceId} and c.id = r.contact_id
    where k.workspace_id = ${db.workspaceId}
    for update of k, t skip locked for no key update of c skip locked`
  return new Set(rows.map(row => row.contact_id))
}

/** More of them make a tie no less different. */
const MOST_COLLEAGUES = 10

/** How many others the workspace knows where each of these contacts works; a contact of whom that is not known is left out. */
export async function colleaguesOf (db: Db, contactIds: readonly string[]): Promise<Map<string, number>> {
  if (contactIds.length === 0) return new Map()
  // Lateral and offset 0, as above.
  const rows = await db.sql<{ id: string, organization_key: string | null, colleagues: number }[]>`
    select c.id, c.organization_key, (
      select count(*) from (
        select 1 from app.contact o where o.workspace_id = ${db.workspaceId} and o.organization_key = c.organization_key limit ${MOST_COLLEAGUES + 1}
      ) o)::integer - 1 as colleagues
    from unnest(${uuids(contactIds)}::uuid[]) as k(id) cross join lateral (
      select c.id, c.organization_key from app.contact c where c.workspace_id = ${db.workspaceId} and c.id = k.id offset 0
    ) c`
  return new Map(rows.flatMap(row => row.organization_key === null ? [] : [[row.id, row.colleagues]]))
}

function toRecord (kept: KeptSuggestion) {
  const orNull = (at: number | null) => at === null ? null : formatInstant(at)
  return {
    id: kept.id,
    contact_id: kept.contactId,
    kind: kept.kind,
    cause: kept.cause,
    active_at: formatInstant(kept.activeAt),
    due_at: orNull(kept.dueAt),
    priority: kept.priority,
    snoozed_until: formatInstant(kept.snoozedUntil),
    opens_at: formatInstant(kept.opensAt),
    is_ready: kept.isReady,
    skipped_at: orNull(kept.skippedAt),
    skip_reason: kept.skipReason,
    done_at: orNull(kept.doneAt),
    as_of: formatInstant(kept.asOf)
  }
}
