import type { Helper } from '../../domain/insights/helped-once.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

/** What somebody gave us in kind, together. */
export interface Giver {
  readonly contactId: string
  readonly worth: number
  readonly favors: number
  /** Epoch milliseconds. */
  readonly lastAt: number
}

/** Who gave most, in worth, after one instant and up to another. */
export async function topGivers ({ sql, workspaceId }: Db, from: number, to: number, first: number): Promise<Giver[]> {
  const rows = await sql<{ contact_id: string, worth: number, favors: number, last_at: string }[]>`
    select f.contact_id, sum(f.worth)::integer as worth, count(*)::integer as favors, max(f.occurred_at) as last_at from app.favor f
    where f.workspace_id = ${workspaceId} and f.direction = 'RECEIVED'
      and f.occurred_at > ${formatInstant(from)}::timestamptz and f.occurred_at <= ${formatInstant(to)}::timestamptz
    group by f.contact_id order by 2 desc, 4 desc, 1 limit ${first}`
  return rows.map(row => ({ contactId: row.contact_id, worth: row.worth, favors: row.favors, lastAt: parseInstant(row.last_at) }))
}

/** Everybody who gave us something or met a request of ours by an instant, whoever first did so last coming first. */
export async function helpers ({ sql, workspaceId }: Db, to: number): Promise<Helper[]> {
  const until = sql`${formatInstant(to)}::timestamptz`
  // Each helper's totals are looked up, by lateral and offset 0: a planner that misjudges how many there are would read everybody's.
  const rows = await sql<{ contact_id: string, helped_at: string, last_touch_at: number | null }[]>`
    select h.contact_id, h.helped_at, t.last_touch_at
    from (
      select x.contact_id, min(x.at) as helped_at from (
        select f.contact_id, f.occurred_at as at from app.favor f
        where f.workspace_id = ${workspaceId} and f.direction = 'RECEIVED' and f.occurred_at <= ${until}
        union all
        select a.contact_id, m.at from app.ask_move m join app.ask a on a.workspace_id = ${workspaceId} and a.id = m.ask_id
        where m.workspace_id = ${workspaceId} and m.to_status = 'FULFILLED' and m.at <= ${until}
      ) x group by x.contact_id
    ) h
    cross join lateral (
      select (t.state ->> 'lastFullTouchAt')::float8 as last_touch_at from app.contact_totals t
      where t.workspace_id = ${workspaceId} and t.contact_id = h.contact_id offset 0
    ) t
    order by h.helped_at desc, h.contact_id`
  return rows.map(row => ({ contactId: row.contact_id, helpedAt: parseInstant(row.helped_at), lastTouchAt: row.last_touch_at }))
}
