import type { DeliveryStatus } from '../../domain/integrations/delivery.ts'
import type { NewContactPolicy, Provider } from '../../domain/integrations/integration.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A delivery that is to be read, with how its integration has it read. Instants are epoch milliseconds. */
export interface WaitingDelivery {
  readonly id: string
  readonly integrationId: string
  readonly integrationName: string
  readonly provider: Provider
  readonly newContacts: NewContactPolicy
  readonly keepText: boolean
  readonly receivedAt: number
  readonly attempts: number
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** What became of a delivery. */
export interface FinishedDelivery {
  readonly id: string
  readonly status: DeliveryStatus
  readonly reason: string | null
  readonly attempts: number
  /** When it is tried again, where it is RECEIVED still. */
  readonly nextAttemptAt: number | null
  readonly interactionIds: readonly string[]
}

/**
 * Takes at most `most` deliveries that are to be read now for this transaction, the oldest first; those of paused integrations wait. Once
 * their bodies come to `mostBytes` no further one is: however many large ones wait, they are never in memory together.
 */
export async function takeDeliveries (db: Db, now: number, { most, mostBytes }: { readonly most: number, readonly mostBytes: number }): Promise<WaitingDelivery[]> {
  const rows = await db.sql<(Omit<WaitingDelivery, 'receivedAt'> & { receivedAt: string })[]>`
    with waiting as materialized (
      select d.id, d.integration_id, i.name, i.provider, i.new_contacts, i.keep_text, d.received_at, d.next_attempt_at, d.attempts, d.query, d.headers,
        octet_length(d.body) as size
      from app.delivery d
      join app.integration i on i.workspace_id = ${db.workspaceId} and i.id = d.integration_id and not i.paused
      where d.workspace_id = ${db.workspaceId} and d.status = 'RECEIVED' and d.next_attempt_at <= ${formatInstant(now)}
      order by d.next_attempt_at, d.id limit ${most} for update of d skip locked
    ), measured as (
      select w.*, sum(w.size) over (order by w.next_attempt_at, w.id) - w.size as bytes_before from waiting w
    )
    select m.id, m.integration_id as "integrationId", m.name as "integrationName", m.provider, m.new_contacts as "newContacts", m.keep_text as "keepText",
      m.received_at as "receivedAt", m.attempts, m.query, m.headers,
      (select d.body from app.delivery d where d.workspace_id = ${db.workspaceId} and d.id = m.id) as body
    from measured m where m.bytes_before < ${mostBytes}
    order by m.next_attempt_at, m.id`
  return rows.map(row => ({ ...row, receivedAt: parseInstant(row.receivedAt) }))
}

/** Writes what became of deliveries that takeDeliveries has taken. */
export async function finishDeliveries (db: Db, finished: readonly FinishedDelivery[], now: number): Promise<void> {
  const records = finished.map(({ id, status, reason, attempts, nextAttemptAt, interactionIds }) => ({
    id, status, reason, attempts, next_attempt_at: formatInstant(nextAttemptAt ?? now), interaction_ids: interactionIds
  }))
  await db.sql`
    update app.delivery d set status = r.status, reason = r.reason, attempts = r.attempts, next_attempt_at = r.next_attempt_at,
      interaction_ids = r.interaction_ids, processed_at = case when r.status = 'RECEIVED' then null else ${formatInstant(now)}::timestamptz end
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
      id uuid, status text, reason text, attempts integer, next_attempt_at timestamptz, interaction_ids uuid[])
    where d.workspace_id = ${db.workspaceId} and d.id = r.id`
}

/** When the next delivery is to be read; null where none waits, or only in integrations that are paused. */
export async function nextDeliveryAt (db: Db): Promise<number | null> {
  const [row] = await db.sql<{ at: string }[]>`
    select d.next_attempt_at as at from app.delivery d
    join app.integration i on i.workspace_id = ${db.workspaceId} and i.id = d.integration_id and not i.paused
    where d.workspace_id = ${db.workspaceId} and d.status = 'RECEIVED'
    order by d.next_attempt_at, d.id limit 1`
  return row ? parseInstant(row.at) : null
}

/** Drops at most `most` deliveries that arrived before `before` and do not wait to be read; how many. */
export async function dropDeliveries (db: Db, before: number, most: number): Promise<number> {
  const dropped = await db.sql`
    with old as materialized (
      select d.id from app.delivery d
      where d.workspace_id = ${db.workspaceId} and d.received_at < ${formatInstant(before)} and d.status <> 'RECEIVED'
      order by d.received_at, d.id limit ${most} for update skip locked
    )
    delete from app.delivery d using old where d.workspace_id = ${db.workspaceId} and d.id = old.id returning d.id`
  return dropped.length
}

/** The days that this workspace keeps deliveries; null where it has not said. */
export async function deliveryDays (db: Db): Promise<number | null> {
  const [row] = await db.sql<{ days: number | null }[]>`select e.delivery_days as days from app.workspace_setting e where e.workspace_id = ${db.workspaceId}`
  return row?.days ?? null
}
