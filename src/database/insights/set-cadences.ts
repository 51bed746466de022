import { FULL_CHANNELS, KEPT_UP_DAYS, type SetCadence } from '../../domain/insights/kept-up.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { plain } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** At most so many contacts for whom somebody set a cadence, on them or on a tag, that does not rest; those added last come first. */
export async function setCadences ({ sql, workspaceId }: Db, now: number, most: number): Promise<SetCadence[]> {
  const rows = await sql<{ contact_id: string, target_days: number, created_at: string, touches: number[] | null }[]>`
    with chosen as materialized (
      select c.id, c.created_at, coalesce(c.target_days, (
        select min(g.target_days) from app.contact_tag x join app.tag g on g.workspace_id = ${workspaceId} and g.id = x.tag_id
        where x.workspace_id = ${workspaceId} and x.contact_id = c.id)) as target_days
      from app.contact c
      where c.workspace_id = ${workspaceId} and not c.paused and c.id in (
        select d.id from app.contact d where d.workspace_id = ${workspaceId} and d.target_days is not null
        union
        select x.contact_id from app.tag g join app.contact_tag x on x.workspace_id = ${workspaceId} and x.tag_id = g.id
        where g.workspace_id = ${workspaceId} and g.target_days is not null)
      order by c.id desc limit ${most}
    )
    select k.id as contact_id, k.target_days, k.created_at, (
      select jsonb_agg((extract(epoch from x.occurred_at) * 1000)::bigint order by x.occurred_at)
      from app.participant x cross join lateral (
        select 1 from app.interaction i
        where i.workspace_id = ${workspaceId} and i.id = x.interaction_id and i.status = 'HELD' and i.channel = any(${plain(FULL_CHANNELS)}::text[]) offset 0
      ) i
      where x.workspace_id = ${workspaceId} and x.contact_id = k.id and x.occurred_at <= ${formatInstant(now)}::timestamptz
        and x.occurred_at > ${formatInstant(now)}::timestamptz - (${KEPT_UP_DAYS}::integer + k.target_days) * interval '1 day') as touches
    from chosen k`
  return rows.map(row => ({
    contactId: row.contact_id, targetDays: row.target_days, createdAt: parseInstant(row.created_at), touchesAt: row.touches ?? []
  }))
}
