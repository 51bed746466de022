import { statusesOf, type DeliveryFilter } from '../../domain/integrations/delivery-list.ts'
import type { Delivery, DeliveryStatus } from '../../domain/integrations/delivery.ts'
import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import type { Fragment } from '../contacts/contact-filter.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { plain, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import { inRange } from '../timeline.ts'

/** A delivery with when it is to be read; its body and headers are read apart. */
export interface DeliveryRecord extends Delivery {
  readonly nextAttemptAt: number
}

interface DeliveryRow {
  readonly id: string
  readonly integration_id: string
  readonly delivery_key: string
  readonly received_at: string
  readonly status: DeliveryStatus
  readonly reason: string | null
  readonly attempts: number
  readonly next_attempt_at: string
  readonly processed_at: string | null
  readonly interaction_ids: string[]
}

/** A page of deliveries that fit, newest first. Each part that has an index of its own in this order is read from it, so many of each. */
export async function listDeliveries (db: Db, filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryRecord>> {
  const { sql } = db
  const within = sql`
    ${inRange(db, 'd.received_at', filter.receivedAt)}
    ${page.after ? sql`and (d.received_at, d.id) < (${instantOf(page.after)}::timestamptz, ${page.after.id}::uuid)` : sql``}
    ${page.before ? sql`and (d.received_at, d.id) > (${instantOf(page.before)}::timestamptz, ${page.before.id}::uuid)` : sql``}`
  const rows = await sql<DeliveryRow[]>`
    select ${columns(db)} from ${fitting(db, filter, within, !page.fromEnd, page.size + 1)} d
    order by ${ordered(db, !page.fromEnd)} limit ${page.size + 1}`
  return toPage(page, rows.map(toDelivery).map(item => ({ item, place: { key: item.receivedAt, id: item.id } })))
}

/** Whether any delivery that fits comes after (or before) a place. */
export async function hasDeliveriesBeyond (db: Db, filter: DeliveryFilter, place: Place, after: boolean): Promise<boolean> {
  const { sql } = db
  const within = sql`${inRange(db, 'd.received_at', filter.receivedAt)}
    and (d.received_at, d.id) ${after ? sql`<` : sql`>`} (${instantOf(place)}::timestamptz, ${place.id}::uuid)`
  const rows = await sql`select 1 from ${fitting(db, filter, within, after, 1)} d limit 1`
  return rows.length > 0
}

export async function countDeliveries (db: Db, filter: DeliveryFilter): Promise<number> {
  const { sql, workspaceId } = db
  const [row] = await sql<{ count: string }[]>`
    select count(*) from app.delivery d where d.workspace_id = ${workspaceId}
      ${isSplit(filter) ? sql`and d.status = any(${plain(statusesOf(filter))}::text[])` : sql``} ${ofIntegration(db, filter)} ${inRange(db, 'd.received_at', filter.receivedAt)}`
  return Number(row?.count)
}

/** The deliveries with these ids that the workspace has, in no order. */
export async function findDeliveries (db: Db, ids: Iterable<string>): Promise<DeliveryRecord[]> {
  const rows = await db.sql<DeliveryRow[]>`
    select ${columns(db)} from app.delivery d where d.workspace_id = ${db.workspaceId} and d.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toDelivery)
}

/** What was received, of its body at most the first `most` bytes. */
export interface DeliveryContent {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Bytes of the whole body. */
  readonly size: number
}

export async function contentOfDeliveries (db: Db, ids: Iterable<string>, most: number): Promise<Map<string, DeliveryContent>> {
  const rows = await db.sql<(DeliveryContent & { id: string })[]>`
    select d.id, d.headers, substring(d.body from 1 for ${most}) as body, octet_length(d.body) as size
    from app.delivery d where d.workspace_id = ${db.workspaceId} and d.id = any(${uuids(ids)}::uuid[])`
  return new Map(rows.map(({ id, headers, body, size }) => [id, { headers, body, size }]))
}

function columns ({ sql }: Db) {
  return sql`d.id, d.integration_id, d.delivery_key, d.received_at, d.status, d.reason, d.attempts, d.next_attempt_at, d.processed_at, d.interaction_ids`
}

/**
 * The first `most` deliveries of each status, all of which have an index in the order of the list; without a filter, one index has them
 * all in it. So a status that is rare among many is found as fast as one that is not.
 */
function fitting (db: Db, filter: DeliveryFilter, within: Fragment, newestFirst: boolean, most: number): Fragment {
  const { sql, workspaceId } = db
  if (!isSplit(filter)) {
    return sql`(select ${columns(db)} from app.delivery d where d.workspace_id = ${workspaceId} ${within} order by ${ordered(db, newestFirst)} limit ${most})`
  }
  return sql`(
    select d.* from unnest(${plain(statusesOf(filter))}::text[]) as k(status) cross join lateral (
      select ${columns(db)} from app.delivery d
      where d.workspace_id = ${workspaceId} and d.status = k.status ${ofIntegration(db, filter)} ${within}
      order by ${ordered(db, newestFirst)} limit ${most}
    ) d)`
}

function isSplit ({ integrationId, status }: DeliveryFilter): boolean {
  return Boolean(integrationId ?? status)
}

function ofIntegration ({ sql }: Db, { integrationId }: DeliveryFilter): Fragment {
  return integrationId ? sql`and d.integration_id = ${integrationId}::uuid` : sql``
}

function ordered ({ sql }: Db, newestFirst: boolean) {
  return sql.unsafe(newestFirst ? 'd.received_at desc, d.id desc' : 'd.received_at, d.id')
}

function instantOf ({ key }: Place): string {
  return formatInstant(Number(key))
}

function toDelivery (row: DeliveryRow): DeliveryRecord {
  return {
    id: row.id,
    integrationId: row.integration_id,
    deliveryKey: row.delivery_key,
    receivedAt: parseInstant(row.received_at),
    status: row.status,
    reason: row.reason,
    attempts: row.attempts,
    nextAttemptAt: parseInstant(row.next_attempt_at),
    processedAt: row.processed_at === null ? null : parseInstant(row.processed_at),
    interactionIds: row.interaction_ids
  }
}
