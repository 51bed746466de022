import type { Provider } from '../../domain/integrations/integration.ts'
import type { Database } from '../connect.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import { sendInWorkspace, type Db } from '../tenancy.ts'

/** The integration behind an address, its secrets sealed as they are kept. */
export interface FoundIntegration {
  readonly workspaceId: string
  readonly provider: Provider
  readonly version: number
  readonly secret: string
  readonly previousSecret: string | null
  /** Epoch milliseconds. */
  readonly previousUntil: number | null
}

/** Whose address this is, asked while no workspace is set yet: one statement, answered from an index. */
export async function findIntegrationAt (database: Database, id: string): Promise<FoundIntegration | null> {
  const [row] = await database.sql<(Omit<FoundIntegration, 'previousUntil'> & { previousUntil: string | null })[]>`
    select workspace_id as "workspaceId", provider, version, secret, previous_secret as "previousSecret", previous_until as "previousUntil"
    from app.find_integration(${id})`
  return row ? { ...row, previousUntil: row.previousUntil === null ? null : parseInstant(row.previousUntil) } : null
}

/** A webhook that is to be kept, by an integration of this version. */
export interface NewDelivery {
  readonly id: string
  /** Of the row that has it read. */
  readonly outboxId: string
  readonly integrationId: string
  readonly version: number
  readonly deliveryKey: string
  /** Epoch milliseconds. */
  readonly receivedAt: number
  /** Without its question mark. */
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** RECEIVED: kept now. DUPLICATE: kept before. STALE: the integration is another version, or gone; nothing is kept. */
export type Reception = 'RECEIVED' | 'DUPLICATE' | 'STALE'

/** Keeps a delivery once, with the wish to have it read: one statement, in one round trip. */
export async function insertDelivery (database: Database, workspaceId: string, { id, outboxId, integrationId, version, deliveryKey, receivedAt, query, headers, body }: NewDelivery): Promise<Reception> {
  const at = formatInstant(receivedAt)
  const [row] = await sendInWorkspace(database, workspaceId, db => db.sql<{ outcome: Reception }[]>`
    with integration as (
      select i.id from app.integration i where i.workspace_id = ${workspaceId} and i.id = ${integrationId} and i.version = ${version}
    ), kept as (
      insert into app.delivery (workspace_id, id, integration_id, delivery_key, received_at, status, next_attempt_at, query, headers, body)
      select ${workspaceId}::uuid, ${id}::uuid, i.id, ${deliveryKey}, ${at}::timestamptz, 'RECEIVED', ${at}::timestamptz, ${query}, ${JSON.stringify(headers)}::jsonb, ${body}::bytea
      from integration i
      on conflict (workspace_id, integration_id, delivery_key) do nothing
      returning id
    ), wished as (
      insert into app.outbox (workspace_id, id, topic, key, payload, created_at)
      select ${workspaceId}::uuid, ${outboxId}::uuid, 'deliveries.process', ${id}, '{}'::jsonb, ${at}::timestamptz from kept
      returning id
    )
    select case when exists (select from wished) then 'RECEIVED' when exists (select from integration) then 'DUPLICATE' else 'STALE' end as outcome`)
  return row?.outcome ?? 'STALE'
}

/** Webhooks that came to an integration and were from nobody who may send any. */
export interface RejectedWebhooks {
  readonly integrationId: string
  readonly count: number
  /** Epoch milliseconds. */
  readonly lastAt: number
}

/** Each integration once; those that are gone are passed over. */
export async function countRejected (db: Db, rejected: readonly RejectedWebhooks[]): Promise<void> {
  const records = rejected.map(({ integrationId, count, lastAt }) => ({ id: integrationId, count, last_at: formatInstant(lastAt) }))
  // Locked in the same order everywhere, so that two processes wait for each other and do not deadlock.
  await db.sql`
    with counted as materialized (
      select i.id, r.count, r.last_at
      from jsonb_to_recordset(${recordset(records)}::jsonb) as r(id uuid, count integer, last_at timestamptz)
      join app.integration i on i.workspace_id = ${db.workspaceId} and i.id = r.id
      order by i.id for no key update of i
    )
    update app.integration i set rejected = least(i.rejected::bigint + c.count, 2147483647)::integer, last_rejected_at = greatest(i.last_rejected_at, c.last_at)
    from counted c where i.workspace_id = ${db.workspaceId} and i.id = c.id`
}
