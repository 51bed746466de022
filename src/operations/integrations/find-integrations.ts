import { healthOf, LOCKED, type Health } from '../../domain/integrations/health.ts'
import { readPage, toCursor, type PageInput } from '../../domain/page.ts'
import { activityOf, countReceived as receivedCounts, countUnread as unreadCounts, type DeliveryActivity } from '../../database/integrations/delivery-counts.ts'
import { countIntegrations, findIntegrations as findRows, hasIntegrationsBeyond, listIntegrations, type IntegrationRecord } from '../../database/integrations/integrations.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'
import type { Cipher } from './cipher.ts'

export type { DeliveryActivity } from '../../database/integrations/delivery-counts.ts'
export type { IntegrationRecord } from '../../database/integrations/integrations.ts'

/** A page of the workspace's integrations, newest first. Refuses INVALID pages and cursors. */
export async function listAllIntegrations ({ reading, actor }: OperationContext, input: PageInput): Promise<Listing<IntegrationRecord>> {
  const list = listName(actor, 'integrations')
  const request = readPage(input, list, 'text')
  return {
    page: await reading.read(db => listIntegrations(db, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasIntegrationsBeyond(db, place, after)),
    count: () => reading.read(countIntegrations)
  }
}

/** The integrations with these ids, in their order; undefined for each that is not there. */
export async function findIntegrations ({ reading }: OperationContext, ids: readonly string[]): Promise<(IntegrationRecord | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(integration => [integration.id, integration]))
  return ids.map(id => found.get(id))
}

/** When each of these integrations received what. */
export async function findActivity ({ reading }: OperationContext, ids: readonly string[]): Promise<DeliveryActivity[]> {
  const found = await reading.read(db => activityOf(db, ids))
  return ids.map(id => found.get(id) ?? { lastDeliveryAt: null, lastReadAt: null, lastFailedAt: null, oldestWaitingAt: null })
}

/** How many deliveries each of these has ever received. */
export async function countReceived ({ reading }: OperationContext, ids: readonly string[]): Promise<number[]> {
  const counts = await reading.read(db => receivedCounts(db, ids))
  return ids.map(id => counts.get(id) ?? 0)
}

/** How many deliveries of each of these have failed, and how many wait to be read. */
export async function countUnread ({ reading }: OperationContext, ids: readonly string[]): Promise<{ failed: number, waiting: number }[]> {
  const counts = await reading.read(db => unreadCounts(db, ids))
  return ids.map(id => counts.get(id) ?? { failed: 0, waiting: 0 })
}

/** How an integration is doing. */
export function assessIntegration ({ now }: OperationContext, { paused, lastRejectedAt, sealedWith }: IntegrationRecord, activity: DeliveryActivity, cipher: Cipher): Health {
  return cipher.hasKey(sealedWith) ? healthOf(paused, { ...activity, lastRejectedAt }, now) : LOCKED
}
