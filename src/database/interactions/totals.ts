import type { Channel, Direction } from '../../domain/interactions/interaction.ts'
import { emptyTotals, type Totals } from '../../domain/quality/totals/totals.ts'
import type { Touch } from '../../domain/quality/totals/touch.ts'
import type { Rank, Standing, WorkspaceQuestions } from '../../domain/contacts/standing.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { scoredColumns, toScored, type ScoredContact, type ScoredRow } from '../contacts/scored.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** What totals are kept for, and what their standing depends on. */
export interface TotalsOf extends ScoredContact {
  readonly contactId: string
}

/**
 * Takes the totals of these contacts for this transaction, in one order for all, so that no two wait for each other. They are
 * read by a statement of its own: one that had to wait sees the totals as they are by then, but not the contacts beside them.
 */
export async function lockTotals (db: Db, contactIds: Iterable<string>): Promise<TotalsOf[]> {
  const ids = uuids(contactIds)
  const [, rows] = await Promise.all([
    db.sql`
      select 1 from app.contact_totals t where t.workspace_id = ${db.workspaceId} and t.contact_id = any(${ids}::uuid[])
      order by t.contact_id for update`,
    db.sql<(ScoredRow & { contact_id: string })[]>`
      select t.contact_id, ${scoredColumns(db)}
      from app.contact_totals t join app.contact c on c.workspace_id = ${db.workspaceId} and c.id = t.contact_id
      where t.workspace_id = ${db.workspaceId} and t.contact_id = any(${ids}::uuid[])
      order by t.contact_id`
  ])
  return rows.map(row => ({ contactId: row.contact_id, ...toScored(row) }))
}

/** Rows for contacts that are new. */
export async function insertTotals (db: Db, contactIds: readonly string[], now: number): Promise<void> {
  if (contactIds.length === 0) return
  await db.sql`
    insert into app.contact_totals (workspace_id, contact_id, state, last_interaction_at, due_at, overdue_at, lapsed_at, warm_until)
    select ${db.workspaceId}::uuid, id, ${JSON.stringify(emptyTotals())}::jsonb, '-infinity', 'infinity', 'infinity', 'infinity', '-infinity'
    from unnest(${uuids(contactIds)}::uuid[]) as id returning contact_id`
  await db.sql`
    insert into app.ranking (workspace_id, contact_id, quality, warmth, as_of)
    select ${db.workspaceId}::uuid, id, -1, -1, ${formatInstant(now)}::timestamptz from unnest(${uuids(contactIds)}::uuid[]) as id returning contact_id`
}

/**
 * Saves totals that lockTotals has taken, with the standing that follows from them as of `now`. The rows are there: it is by
 * their key that an insert finds them, where a planner that knows little of a new workspace would read all of it for an update.
 */
export async function saveTotals (db: Db, rows: readonly { contactId: string, totals: Totals, standing: Standing }[], now: number): Promise<void> {
  if (rows.length === 0) return
  const records = rows.map(({ contactId, totals, standing }) => ({
    contact_id: contactId,
    state: totals,
    last_interaction_at: formatInstant(standing.lastInteractionAt),
    due_at: formatInstant(standing.dueAt),
    overdue_at: formatInstant(standing.overdueAt),
    lapsed_at: formatInstant(standing.lapsedAt),
    warm_until: formatInstant(standing.warmUntil),
    ledger_state: standing.ledgerState,
    gives_more_until: formatInstant(standing.givesMoreUntil)
  }))
  await db.sql`
    insert into app.contact_totals (
      workspace_id, contact_id, state, last_interaction_at, due_at, overdue_at, lapsed_at, warm_until, ledger_state, gives_more_until)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
      contact_id uuid, state jsonb, last_interaction_at timestamptz, due_at timestamptz, overdue_at timestamptz, lapsed_at timestamptz, warm_until timestamptz,
      ledger_state text, gives_more_until timestamptz)
    on conflict (workspace_id, contact_id) do update set
      state = excluded.state, last_interaction_at = excluded.last_interaction_at, due_at = excluded.due_at, overdue_at = excluded.overdue_at,
      lapsed_at = excluded.lapsed_at, warm_until = excluded.warm_until,
      ledger_state = excluded.ledger_state, gives_more_until = excluded.gives_more_until`
  await saveRanking(db, rows, now)
}

/** Puts contacts in the order by score as of `now`. */
export async function saveRanking (db: Db, rows: readonly { contactId: string, standing: Rank }[], now: number): Promise<void> {
  const records = rows.map(({ contactId, standing }) => ({
    contact_id: contactId, quality: standing.quality, warmth: standing.warmth, substance: standing.substance
  }))
  await db.sql`
    insert into app.ranking (workspace_id, contact_id, quality, warmth, substance, as_of)
    select ${db.workspaceId}::uuid, r.*, ${formatInstant(now)}::timestamptz
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(contact_id uuid, quality float8, warmth float8, substance float8)
    on conflict (workspace_id, contact_id) do update set
      quality = excluded.quality, warmth = excluded.warmth, substance = excluded.substance, as_of = excluded.as_of`
}

/** The touches of these contacts up to an instant, in no order. */
export async function touchesOf (db: Db, contactIds: Iterable<string>, until: number): Promise<Map<string, Touch[]>> {
  // Joined by lateral and offset 0, which the planner takes as it stands: of a workspace that has grown since the last ANALYZE it
  // knows no rows, and would look through all of its interactions for each participant.
  const rows = await db.sql<{ contact_id: string, id: string, occurred_at: string, channel: Channel, direction: Direction, carries_ask: boolean }[]>`
    select x.contact_id, i.id, i.occurred_at, i.channel, i.direction, i.carries_ask
    from app.participant x cross join lateral (
      select i.id, i.occurred_at, i.channel, i.direction, i.carries_ask from app.interaction i
      where i.workspace_id = ${db.workspaceId} and i.id = x.interaction_id and i.status = 'HELD' offset 0
    ) i
    where x.workspace_id = ${db.workspaceId} and x.contact_id = any(${uuids(contactIds)}::uuid[])
      and x.occurred_at <= ${formatInstant(until)}::timestamptz`
  const touches = new Map<string, Touch[]>()
  for (const row of rows) {
    const touch = { id: row.id, at: parseInstant(row.occurred_at), channel: row.channel, direction: row.direction, carriesAsk: row.carries_ask }
    const present = touches.get(row.contact_id)
    if (present) present.push(touch)
    else touches.set(row.contact_id, [touch])
  }
  return touches
}

/** Questions of the whole workspace as of its last refresh; nothing, where there was none yet. */
export async function workspaceQuestions (db: Db): Promise<WorkspaceQuestions> {
  const [row] = await db.sql<{ asked: number, answered: number, refreshed_at: string }[]>`
    select w.asked, w.answered, w.refreshed_at from app.workspace_totals w where w.workspace_id = ${db.workspaceId}`
  return row ? { asked: row.asked, answered: row.answered, at: parseInstant(row.refreshed_at) } : { asked: 0, answered: 0, at: 0 }
}
