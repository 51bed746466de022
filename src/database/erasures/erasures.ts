import type { Erasure } from '../../domain/erasures/erasure.ts'
import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

interface ErasureRow {
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly blocked: number
  readonly last_blocked_at: string | null
  readonly lifted_at: string | null
}

/** Writes down that somebody was erased, and by whom. */
export async function insertErasure ({ sql, workspaceId }: Db, { id, at, actor }: Pick<Erasure, 'id' | 'at' | 'actor'>, memberId: string): Promise<void> {
  await sql`insert into app.erasure (workspace_id, id, at, member_id, actor) values (${workspaceId}, ${id}, ${formatInstant(at)}, ${memberId}, ${actor})`
}

/** Takes an erasure for this transaction; undefined where there is none. */
export async function lockErasure ({ sql, workspaceId }: Db, id: string): Promise<Erasure | undefined> {
  const [row] = await sql<ErasureRow[]>`
    select e.id, e.at, e.actor, e.blocked, e.last_blocked_at, e.lifted_at from app.erasure e
    where e.workspace_id = ${workspaceId} and e.id = ${id} for update`
  return row && toErasure(row)
}

/** Forgets by what somebody was recognized, so that they may come back. */
export async function liftErasure ({ sql, workspaceId }: Db, id: string, { at, memberId }: { readonly at: number, readonly memberId: string }): Promise<void> {
  await sql`delete from app.erasure_key where workspace_id = ${workspaceId} and erasure_id = ${id}`
  await sql`update app.erasure set lifted_at = ${formatInstant(at)}, lifted_by = ${memberId} where workspace_id = ${workspaceId} and id = ${id}`
}

/** A page of erasures, the latest first. */
export async function listErasures ({ sql, workspaceId }: Db, page: PageRequest): Promise<Page<Erasure>> {
  const rows = await sql<ErasureRow[]>`
    select e.id, e.at, e.actor, e.blocked, e.last_blocked_at, e.lifted_at from app.erasure e where e.workspace_id = ${workspaceId}
      ${page.after ? sql`and (e.at, e.id) < (${instantOf(page.after)}::timestamptz, ${page.after.id}::uuid)` : sql``}
      ${page.before ? sql`and (e.at, e.id) > (${instantOf(page.before)}::timestamptz, ${page.before.id}::uuid)` : sql``}
    order by ${sql.unsafe(page.fromEnd ? 'e.at, e.id' : 'e.at desc, e.id desc')} limit ${page.size + 1}`
  return toPage(page, rows.map(toErasure).map(item => ({ item, place: { key: item.at, id: item.id } })))
}

/** Whether any erasure comes after (or before) a place. */
export async function hasErasuresBeyond ({ sql, workspaceId }: Db, place: Place, after: boolean): Promise<boolean> {
  const rows = await sql`
    select 1 from app.erasure e where e.workspace_id = ${workspaceId}
      and (e.at, e.id) ${after ? sql`<` : sql`>`} (${instantOf(place)}::timestamptz, ${place.id}::uuid)
    order by ${sql.unsafe(after ? 'e.at desc, e.id desc' : 'e.at, e.id')} limit 1`
  return rows.length > 0
}

export async function countErasures ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.erasure e where e.workspace_id = ${workspaceId}`
  return Number(row?.count)
}

function instantOf ({ key }: Place): string {
  return formatInstant(Number(key))
}

function toErasure (row: ErasureRow): Erasure {
  return {
    id: row.id,
    at: parseInstant(row.at),
    actor: row.actor,
    blocked: row.blocked,
    lastBlockedAt: row.last_blocked_at === null ? null : parseInstant(row.last_blocked_at),
    liftedAt: row.lifted_at === null ? null : parseInstant(row.lifted_at)
  }
}
