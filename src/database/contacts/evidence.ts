import type { AskSize, AskStatus } from '../../domain/asks/ask.ts'
import type { Evidence } from '../../domain/contacts/evidence.ts'
import type { LedgerFavor } from '../../domain/quality/ledger.ts'
import type { PostKind } from '../../domain/quality/substance.ts'
import type { Db } from '../tenancy.ts'
import type { Fragment } from './contact-filter.ts'

/** More posts than this say nothing more of a contact. */
export const MOST_POSTS = 1000

/** What evidenceColumns gives: rows as arrays, because a page of contacts may bring thousands of them. Null where there is none. */
export interface EvidenceRow {
  readonly favors: [id: string, at: number, direction: LedgerFavor['direction'], worth: number, kind: string][] | null
  readonly asks: [id: string, size: AskSize, createdAt: number, deadline: number | null, moves: [to: AskStatus, at: number][] | null][] | null
  readonly posts: [id: string, at: number, kind: PostKind, words: number, cites: boolean, replies: number, rating: number | null, isUncivil: boolean, followers: number | null][] | null
  readonly override: [score: number, reason: string, at: number] | null
}

/** The columns of a contact's evidence; `id` is the contact's. */
export function evidenceColumns ({ sql, workspaceId }: Db, id: Fragment) {
  return sql`
    (select jsonb_agg(jsonb_build_array(f.id, ${ms(sql, 'f.occurred_at')}, f.direction, f.worth, f.kind) order by f.occurred_at, f.id)
      from app.favor f where f.workspace_id = ${workspaceId} and f.contact_id = ${id}) as favors,
    (select jsonb_agg(jsonb_build_array(a.id, a.size, ${ms(sql, 'a.created_at')}, ${ms(sql, 'a.deadline')}, (
        select jsonb_agg(jsonb_build_array(m.to_status, ${ms(sql, 'm.at')}) order by m.at, m.id)
        from app.ask_move m where m.workspace_id = ${workspaceId} and m.ask_id = a.id)) order by a.created_at, a.id)
      from app.ask a where a.workspace_id = ${workspaceId} and a.contact_id = ${id}) as asks,
    (select jsonb_agg(p.post) from (
        select jsonb_build_array(p.id, ${ms(sql, 'p.published_at')}, p.kind, p.words, p.cites, coalesce(p.replies, 0), p.rating, p.is_uncivil, p.followers) as post
        from app.post p where p.workspace_id = ${workspaceId} and p.contact_id = ${id}
        order by p.published_at desc, p.id desc limit ${MOST_POSTS}) p) as posts,
    (select jsonb_build_array(o.score, o.reason, ${ms(sql, 'o.at')})
      from app.substance_override o where o.workspace_id = ${workspaceId} and o.contact_id = ${id}) as override`
}

export function toEvidence ({ favors, asks, posts, override }: EvidenceRow): Evidence {
  return {
    favors: (favors ?? []).map(([id, at, direction, worth, kind]) => ({ id, at, direction, worth, kind })),
    asks: (asks ?? []).map(([id, size, createdAt, deadline, moves]) => ({
      id, size, createdAt, deadline, moves: (moves ?? []).map(([to, at]) => ({ to, at }))
    })),
    posts: (posts ?? []).map(([id, at, kind, words, cites, replies, rating, isUncivil, followers]) => ({
      id, at, kind, words, cites, replies, rating, isUncivil, followers
    })),
    override: override && { score: override[0], reason: override[1], at: override[2] }
  }
}

/** An instant as JSON has it: epoch milliseconds. */
function ms (sql: Db['sql'], column: string) {
  return sql.unsafe(`(extract(epoch from ${column}) * 1000)::bigint`)
}
