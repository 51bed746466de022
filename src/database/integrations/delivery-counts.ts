import type { Activity } from '../../domain/integrations/health.ts'
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../domain/integrations/delivery.ts'
import { groupBy } from '../../domain/group-by.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { plain, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** What deliveries say of an integration's health. */
export type DeliveryActivity = Omit<Activity, 'lastRejectedAt'>

/** When each of these integrations received what; looked up by an index, however many deliveries there are. */
export async function activityOf ({ sql, workspaceId }: Db, integrationIds: readonly string[]): Promise<Map<string, DeliveryActivity>> {
  const rows = await sql<{ id: string, status: DeliveryStatus, last: string, first: string | null }[]>`
    select p.id, k.status, l.received_at as last, case when k.status = 'RECEIVED' then (
      select d.received_at from app.delivery d
      where d.workspace_id = ${workspaceId} and d.integration_id = p.id and d.status = 'RECEIVED' order by d.received_at, d.id limit 1
    ) end as first
    from unnest(${uuids(integrationIds)}::uuid[]) as p(id) cross join unnest(${plain(DELIVERY_STATUSES)}::text[]) as k(status) cross join lateral (
      select d.received_at from app.delivery d
      where d.workspace_id = ${workspaceId} and d.integration_id = p.id and d.status = k.status order by d.received_at desc, d.id desc limit 1
    ) l`
  const byIntegration = groupBy(rows, ({ id }) => id)
  return new Map(integrationIds.map(id => {
    const found = byIntegration.get(id) ?? []
    const last = (...statuses: DeliveryStatus[]) => latest(found.filter(({ status }) => statuses.includes(status)).map(row => parseInstant(row.last)))
    const first = found.find(({ status }) => status === 'RECEIVED')?.first ?? null
    return [id, {
      lastDeliveryAt: last(...DELIVERY_STATUSES),
      lastReadAt: last('PROCESSED', 'IGNORED'),
      lastFailedAt: last('FAILED'),
      oldestWaitingAt: first === null ? null : parseInstant(first)
    }]
  }))
}

/** How many deliveries of each integration rest in FAILED, and how many wait to be read. */
export async function countUnread ({ sql, workspaceId }: Db, integrationIds: readonly string[]): Promise<Map<string, { failed: number, waiting: number }>> {
  const rows = await sql<{ id: string, failed: string, waiting: string }[]>`
    select p.id,
      (select count(*) from app.delivery d where d.workspace_id = ${workspaceId} and d.integration_id = p.id and d.status = 'FAILED') as failed,
      (select count(*) from app.delivery d where d.workspace_id = ${workspaceId} and d.integration_id = p.id and d.status = 'RECEIVED') as waiting
    from unnest(${uuids(integrationIds)}::uuid[]) as p(id)`
  return new Map(rows.map(({ id, failed, waiting }) => [id, { failed: Number(failed), waiting: Number(waiting) }]))
}

/** How many deliveries each integration has ever received: its tally, and those that came since. */
export async function countReceived ({ sql, workspaceId }: Db, integrationIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ id: string, received: string }[]>`
    select i.id, i.tallied + (
      select count(*) from unnest(${plain(DELIVERY_STATUSES)}::text[]) as k(status) cross join lateral (
        select 1 from app.delivery d
        where d.workspace_id = ${workspaceId} and d.integration_id = i.id and d.status = k.status and d.received_at > i.tallied_until offset 0
      ) d
    ) as received
    from app.integration i where i.workspace_id = ${workspaceId} and i.id = any(${uuids(integrationIds)}::uuid[])`
  return new Map(rows.map(({ id, received }) => [id, Number(received)]))
}

/**
 * Counts on what was received up to `until`, which nothing may be added before any more: so nobody has to count it again, and it
 * can be dropped. Receiving itself writes no count, since all deliveries of an integration would wait for one row.
 */
export async function tallyDeliveries ({ sql, workspaceId }: Db, until: number): Promise<void> {
  const at = sql`${formatInstant(until)}::timestamptz`
  await sql`
    with counted as materialized (
      select i.id, (
        select count(*) from unnest(${plain(DELIVERY_STATUSES)}::text[]) as k(status) cross join lateral (
          select 1 from app.delivery d
          where d.workspace_id = ${workspaceId} and d.integration_id = i.id and d.status = k.status
            and d.received_at > i.tallied_until and d.received_at <= ${at} offset 0
        ) d
      )::integer as count
      from app.integration i where i.workspace_id = ${workspaceId} and i.tallied_until < ${at}
      order by i.id for no key update
    )
    update app.integration i set tallied = i.tallied + c.count, tallied_until = ${at}
    from counted c where i.workspace_id = ${workspaceId} and i.id = c.id`
}

function latest (instants: readonly number[]): number | null {
  return instants.length === 0 ? null : Math.max(...instants)
}
