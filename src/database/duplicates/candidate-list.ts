import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import type { Db } from '../tenancy.ts'
import { toCandidate, type CandidateRow, type DuplicateCandidate } from './candidates.ts'

/** A page of candidates, the likeliest first. */
export async function listCandidates ({ sql, workspaceId }: Db, { size, fromEnd, after, before }: PageRequest): Promise<Page<DuplicateCandidate>> {
  const rows = await sql<CandidateRow[]>`
    select d.id, d.contact_id, d.other_id, d.score, d.reasons, d.found_at from app.duplicate_candidate d
    where d.workspace_id = ${workspaceId}
      ${after ? sql`and (d.score, d.id) < (${after.key}::double precision, ${after.id}::uuid)` : sql``}
      ${before ? sql`and (d.score, d.id) > (${before.key}::double precision, ${before.id}::uuid)` : sql``}
    order by ${ordered(sql, !fromEnd)} limit ${size + 1}`
  return toPage({ size, fromEnd, after, before }, rows.map(toCandidate).map(item => ({ item, place: { key: item.score, id: item.id } })))
}

/** Whether any candidate comes after (or before) a place. */
export async function hasCandidatesBeyond ({ sql, workspaceId }: Db, { key, id }: Place, after: boolean): Promise<boolean> {
  const rows = await sql`
    select 1 from app.duplicate_candidate d
    where d.workspace_id = ${workspaceId} and (d.score, d.id) ${after ? sql`<` : sql`>`} (${key}::double precision, ${id}::uuid)
    order by ${ordered(sql, after)} limit 1`
  return rows.length > 0
}

export async function countCandidates ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.duplicate_candidate d where d.workspace_id = ${workspaceId}`
  return Number(row?.count)
}

function ordered (sql: Db['sql'], likeliestFirst: boolean) {
  return sql.unsafe(likeliestFirst ? 'd.score desc, d.id desc' : 'd.score, d.id')
}
