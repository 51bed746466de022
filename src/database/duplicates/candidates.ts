import { formatInstant, parseInstant } from '../instant.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Two contacts that may be one person; the lower id comes first. `foundAt` is in epoch milliseconds. */
export interface DuplicateCandidate {
  readonly id: string
  readonly contactIds: readonly [string, string]
  /** From 0 to 1. */
  readonly score: number
  readonly reasons: readonly string[]
  readonly foundAt: number
}

export interface CandidateRow {
  readonly id: string
  readonly contact_id: string
  readonly other_id: string
  readonly score: number
  readonly reasons: string[]
  readonly found_at: string
}

export function toCandidate (row: CandidateRow): DuplicateCandidate {
  return { id: row.id, contactIds: [row.contact_id, row.other_id], score: row.score, reasons: row.reasons, foundAt: parseInstant(row.found_at) }
}

/** The candidates with these ids that the workspace has, in no order. */
export async function findCandidates ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<DuplicateCandidate[]> {
  const rows = await sql<CandidateRow[]>`
    select d.id, d.contact_id, d.other_id, d.score, d.reasons, d.found_at from app.duplicate_candidate d
    where d.workspace_id = ${workspaceId} and d.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toCandidate)
}

/** Saves candidates; one that is there already keeps its id, and is written only where anything about it is new. */
export async function saveCandidates ({ sql, workspaceId }: Db, candidates: readonly DuplicateCandidate[]): Promise<void> {
  if (candidates.length === 0) return
  const records = candidates.map(({ id, contactIds: [contactId, otherId], score, reasons, foundAt }) =>
    ({ id, contact_id: contactId, other_id: otherId, score, reasons, found_at: formatInstant(foundAt) }))
  await sql`
    insert into app.duplicate_candidate as d (workspace_id, id, contact_id, other_id, score, reasons, found_at)
    select ${workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
      id uuid, contact_id uuid, other_id uuid, score double precision, reasons jsonb, found_at timestamptz)
    on conflict (workspace_id, contact_id, other_id) do update set score = excluded.score, reasons = excluded.reasons
    where d.score <> excluded.score or d.reasons <> excluded.reasons`
}

/** Takes away the candidates of these contacts but for `kept`, and but for those with contacts that wait to be compared themselves. */
export async function deleteOtherCandidates ({ sql, workspaceId }: Db, contactIds: Iterable<string>, kept: readonly Pick<DuplicateCandidate, 'contactIds'>[]): Promise<void> {
  const ids = uuids(contactIds)
  // Looked up one by one (offset 0): during a search there are many more than the planner knows of, and it would read them all.
  await sql`
    delete from app.duplicate_candidate x using (
      select l.id, l.contact_id, l.other_id from unnest(${ids}::uuid[]) as r(id) cross join lateral (
        select d.id, d.contact_id, d.other_id from app.duplicate_candidate d where d.workspace_id = ${workspaceId} and d.contact_id = r.id offset 0) l
      union select l.id, l.contact_id, l.other_id from unnest(${ids}::uuid[]) as r(id) cross join lateral (
        select d.id, d.contact_id, d.other_id from app.duplicate_candidate d where d.workspace_id = ${workspaceId} and d.other_id = r.id offset 0) l
    ) d where x.workspace_id = ${workspaceId} and x.id = d.id
      and not exists (
        select 1 from unnest(${uuids(kept.map(({ contactIds: [one] }) => one))}::uuid[], ${uuids(kept.map(({ contactIds: [, other] }) => other))}::uuid[]) as k(contact_id, other_id)
        where k.contact_id = d.contact_id and k.other_id = d.other_id)
      and not exists (select 1 from app.duplicate_search s where s.workspace_id = ${workspaceId} and s.contact_id in (d.contact_id, d.other_id))`
}

/** Takes away the candidate that two contacts are, whatever its id by now. */
export async function deleteCandidate ({ sql, workspaceId }: Db, [one, other]: readonly [string, string]): Promise<void> {
  await sql`delete from app.duplicate_candidate d where d.workspace_id = ${workspaceId} and d.contact_id = ${one} and d.other_id = ${other}`
}
