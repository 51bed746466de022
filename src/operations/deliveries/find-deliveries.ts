import type { DeliveryFilter } from '../../domain/integrations/delivery-list.ts'
import { readPage, toCursor, type PageInput } from '../../domain/page.ts'
import {
  contentOfDeliveries, countDeliveries, findDeliveries as findRows, hasDeliveriesBeyond, listDeliveries, type DeliveryContent, type DeliveryRecord
} from '../../database/integrations/delivery-list.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'
import { assertAdmin } from '../integrations/assert-admin.ts'

export type { DeliveryContent, DeliveryRecord } from '../../database/integrations/delivery-list.ts'

/** Bytes of a body that are shown at most. */
const MOST_SHOWN = 1_048_576

export interface ListDeliveriesInput extends PageInput {
  readonly filter?: DeliveryFilter | null
}

/** A page of the workspace's deliveries, newest first. Refuses INVALID pages and cursors. */
export async function listAllDeliveries ({ reading, actor }: OperationContext, input: ListDeliveriesInput): Promise<Listing<DeliveryRecord>> {
  const list = listName(actor, 'deliveries')
  const filter = input.filter ?? {}
  const request = readPage(input, list, 'instant')
  return {
    page: await reading.read(db => listDeliveries(db, filter, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasDeliveriesBeyond(db, filter, place, after)),
    count: () => reading.read(db => countDeliveries(db, filter))
  }
}

/** The deliveries with these ids, in their order; undefined for each that is not there. */
export async function findDeliveries ({ reading }: OperationContext, ids: readonly string[]): Promise<(DeliveryRecord | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(delivery => [delivery.id, delivery]))
  return ids.map(id => found.get(id))
}

/** What was received, as it came but for its attachments. Refuses an actor without the scope admin (FORBIDDEN). */
export async function findDeliveryContents (ctx: OperationContext, ids: readonly string[]): Promise<(DeliveryContent | undefined)[]> {
  assertAdmin(ctx, 'Reading what was received')
  const found = await ctx.reading.read(db => contentOfDeliveries(db, ids, MOST_SHOWN))
  return ids.map(id => found.get(id))
}
