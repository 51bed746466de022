import type { Rank, WorkspaceQuestions } from '../../domain/contacts/standing.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import { scoredColumns, toScored, type ScoredContact, type ScoredRow } from './scored.ts'
import type { Db } from '../tenancy.ts'

/** Where a contact stands, since when, and what its rank follows from. Instants are epoch milliseconds. */
export interface RankedContact extends Rank, ScoredContact {
  readonly contactId: string
  readonly rankedAt: number
}

/** Contacts whose ids lie after `after` and up to `upTo`; null where nothing bounds them on that side. */
export interface Stretch {
  readonly after: string | null
  readonly upTo: string | null
}

/**
 * All contacts of the workspace in stretches of so many, in the order of their ids. Who is added meanwhile lies in one of them.
 * Bounds on both sides keep each stretch cheap whatever the planner believes: after an import it knows little of a workspace.
 */
export async function stretches (db: Db, contacts: number): Promise<Stretch[]> {
  const rows = await db.sql<{ contact_id: string }[]>`
    select b.contact_id
    from (select k.contact_id, row_number() over (order by k.contact_id) as place from app.ranking k where k.workspace_id = ${db.workspaceId}) b
    where b.place % ${contacts}::integer = 0
    order by b.contact_id`
  const bounds = [null, ...rows.map(row => row.contact_id), null]
  return bounds.slice(1).map((upTo, index) => ({ after: bounds[index] ?? null, upTo }))
}

export async function readRanked (db: Db, { after, upTo }: Stretch): Promise<RankedContact[]> {
  const first = after ?? '00000000-0000-0000-0000-000000000000'
  const last = upTo ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  const rows = await db.sql<(ScoredRow & { contact_id: string, quality: number, warmth: number, substance: number, as_of: string })[]>`
    select t.contact_id, ${scoredColumns(db)}, k.quality, k.warmth, k.substance, k.as_of
    from app.contact_totals t
    join app.contact c on c.workspace_id = ${db.workspaceId} and c.id = t.contact_id
    join app.ranking k on k.workspace_id = ${db.workspaceId} and k.contact_id = t.contact_id
    where t.workspace_id = ${db.workspaceId}
      and t.contact_id > ${first} and c.id > ${first} and k.contact_id > ${first}
      and t.contact_id <= ${last} and c.id <= ${last} and k.contact_id <= ${last}`
  return rows.map(row => ({
    contactId: row.contact_id,
    ...toScored(row),
    quality: row.quality,
    warmth: row.warmth,
    substance: row.substance,
    rankedAt: parseInstant(row.as_of)
  }))
}

/** A new place for a contact that was read at `rankedAt`. */
export interface Move extends Rank {
  readonly contactId: string
  readonly rankedAt: number
}

/**
 * Moves contacts to new places as of `now`, and tells how many. One that was written since it was read keeps its place, and so
 * does one that is being written: waiting for it could make two transactions wait for each other.
 */
export async function moveRanked (db: Db, moves: readonly Move[], now: number): Promise<number> {
  if (moves.length === 0) return 0
  const records = moves.map(({ contactId, quality, warmth, substance, rankedAt }) => ({
    contact_id: contactId, quality, warmth, substance, ranked_at: formatInstant(rankedAt)
  }))
  const moved = await db.sql`
    with move as materialized (
      select r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
        contact_id uuid, quality float8, warmth float8, substance float8, ranked_at timestamptz)
    ), free as materialized (
      select k.contact_id, m.quality, m.warmth, m.substance from move m join app.ranking k on k.contact_id = m.contact_id and k.as_of = m.ranked_at
      where k.workspace_id = ${db.workspaceId} for update of k skip locked
    )
    update app.ranking k set quality = free.quality, warmth = free.warmth, substance = free.substance, as_of = ${formatInstant(now)}::timestamptz
    from free where k.workspace_id = ${db.workspaceId} and k.contact_id = free.contact_id`
  return moved.count
}

/** Keeps what the workspace had asked as of an instant; a later snapshot stays. */
export async function saveWorkspaceQuestions (db: Db, { asked, answered, at }: WorkspaceQuestions): Promise<void> {
  await db.sql`
    insert into app.workspace_totals as w (workspace_id, refreshed_at, asked, answered)
    values (${db.workspaceId}, ${formatInstant(at)}, ${asked}, ${answered})
    on conflict (workspace_id) do update set refreshed_at = excluded.refreshed_at, asked = excluded.asked, answered = excluded.answered
      where w.refreshed_at <= excluded.refreshed_at`
}
