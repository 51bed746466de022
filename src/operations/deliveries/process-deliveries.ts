import { nextAttempt } from '../../domain/integrations/delivery.ts'
import { finishDeliveries, nextDeliveryAt, takeDeliveries, type FinishedDelivery, type WaitingDelivery } from '../../database/integrations/deliveries.ts'
import { emptyDeliveries } from '../../database/erasures/deliveries.ts'
import { takeTurn } from '../../database/integrations/reports.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'
import { findNamed } from '../erasures/find-named.ts'
import { noteBlocked } from '../erasures/guard.ts'
import { NAMES_ERASED } from '../erasures/keep-erased-out.ts'
import { retried } from '../retried.ts'
import { requestRefreshAfter } from '../standings/request-refresh.ts'
import { applyReports, type Applied } from '../reports/apply-reports.ts'
import { auditedBy } from '../reports/audited-by.ts'
import { gatherReports, type ToldEvent } from '../reports/gather-reports.ts'
import { readDelivery, type DeliveryReading } from './read-delivery.ts'

/** Deliveries that share a transaction: together they cost little more than one. */
const BATCH = 50
/** Of bodies that share a transaction; a single one may be larger. */
const BATCH_BYTES = 16 * 1024 * 1024
/** After so many batches others have their turn. */
const MOST_BATCHES = 20
const LONGEST_REASON = 500

export interface ProcessContext extends Pick<OperationContext, 'database' | 'newId' | 'cipher'> {
  /** What the addresses of integrations begin with. */
  readonly publicUrl: string
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Told of a delivery that failed for a reason that nobody foresaw. */
  readonly onFault: (deliveryId: string, error: unknown) => void
}

/** The workspaces in which deliveries wait to be read by now. */
export async function findWaitingWorkspaces ({ database, now }: Pick<OperationContext, 'database' | 'now'>): Promise<string[]> {
  const waiting = []
  for (const workspaceId of await allWorkspaceIds(database)) {
    const nextAt = await inWorkspace(database, workspaceId, nextDeliveryAt)
    if (nextAt !== null && nextAt <= now) waiting.push(workspaceId)
  }
  return waiting
}

/** What was done, and when there is something to do again: null where nothing waits. */
export interface ProcessedDeliveries {
  readonly finished: number
  readonly nextAt: number | null
}

/**
 * Reads the deliveries of a workspace that wait, the oldest first, and brings its interactions in step with them: each delivery's
 * status is written in the transaction of what follows from it, so that a crash between the two is none. One that fails is tried
 * again later, and does not keep the others waiting.
 */
export async function processDeliveries (ctx: ProcessContext, workspaceId: string, signal?: AbortSignal): Promise<ProcessedDeliveries> {
  let finished = 0
  for (let batch = 1; batch <= MOST_BATCHES && !signal?.aborted; batch++) {
    const count = await processBatch(ctx, workspaceId)
    finished += count
    const nextAt = await inWorkspace(ctx.database, workspaceId, nextDeliveryAt)
    // What waits and is not to be had is taken by another server.
    if (count === 0 || nextAt === null || nextAt > ctx.now()) return { finished, nextAt }
  }
  return { finished, nextAt: await inWorkspace(ctx.database, workspaceId, nextDeliveryAt) }
}

async function processBatch (ctx: ProcessContext, workspaceId: string): Promise<number> {
  try {
    return await retried(() => inWorkspace(ctx.database, workspaceId, db => processTaken(ctx, db, BATCH)))
  } catch {
    return await processOneByOne(ctx, workspaceId)
  }
}

/** A delivery that fails takes those of its transaction with it; alone, each succeeds or fails for itself. */
async function processOneByOne (ctx: ProcessContext, workspaceId: string): Promise<number> {
  let count = 0
  for (; count < BATCH; count++) {
    const taken: { delivery?: WaitingDelivery } = {}
    try {
      if (await retried(() => inWorkspace(ctx.database, workspaceId, db => processTaken(ctx, db, 1, taken))) === 0) break
    } catch (error) {
      const { delivery } = taken
      if (!delivery) throw error
      ctx.onFault(delivery.id, error)
      await inWorkspace(ctx.database, workspaceId, db => finishDeliveries(db, [failed(delivery, ctx.now())], ctx.now()))
    }
  }
  return count
}

async function processTaken (ctx: ProcessContext, db: Db, most: number, first: { delivery?: WaitingDelivery } = {}): Promise<number> {
  const now = ctx.now()
  // Before any delivery: who deletes an integration takes that first, and its deliveries then.
  await takeTurn(db)
  const deliveries = await takeDeliveries(db, now, { most, mostBytes: BATCH_BYTES })
  if (deliveries.length === 0) return 0
  first.delivery = deliveries[0]
  const read = await Promise.all(deliveries.map(delivery => readDelivery(delivery, ctx.publicUrl)))
  const named = await findNamed(ctx, db, deliveries)
  const clock = { now, newId: ctx.newId, cipher: ctx.cipher }
  const [{ integrationName: name }] = deliveries as [WaitingDelivery]
  const applied = await auditedBy(db, { memberId: null, tokenId: null, name: `integration ${name}` }, 'processDeliveries', clock, async writing => {
    const gathered = await gatherReports(db, read.flatMap(reading => reading.outcome === 'TOLD' ? reading.events.filter(told => isOfPeople(told, named)) : []), ctx.newId)
    return applyReports(clock, writing, gathered)
  })
  read.forEach((reading, index) => { if (reading.outcome === 'FAULT') ctx.onFault((deliveries[index] as WaitingDelivery).id, reading.fault) })
  const finished = deliveries.map((delivery, index) => finish(delivery, read[index] as DeliveryReading, applied, now))
  const left = new Set(applied.flatMap(({ gathered }) => gathered.namesErased ? gathered.origins : []))
  const emptied = deliveries.map(({ id }) => id).filter(id => named.has(id) || left.has(id))
  await noteBlocked(clock, db, emptied.flatMap(id => left.has(id) ? [] : named.get(id)?.[0] ?? []))
  await finishDeliveries(db, finished.map(each => emptied.includes(each.id) ? withoutWords(each) : each), now)
  if (emptied.length > 0) await emptyDeliveries(db, emptied)
  await requestRefreshAfter(applied.length, db, clock)
  return deliveries.length
}

/** What tells nothing of who took part is of whoever its delivery names, and so of somebody who was erased where that names one. */
function isOfPeople ({ event, origin }: ToldEvent, named: ReadonlyMap<string, unknown>): boolean {
  return !named.has(origin) || event.parties !== undefined
}

/** A delivery that names somebody who was erased keeps nothing that it said, and so cannot be read again. */
function withoutWords (finished: FinishedDelivery): FinishedDelivery {
  const isOver = finished.status === 'PROCESSED'
  return { ...finished, status: isOver ? 'PROCESSED' : 'IGNORED', nextAttemptAt: null, reason: NAMES_ERASED }
}

function finish (delivery: WaitingDelivery, reading: DeliveryReading, applied: readonly Applied[], now: number): FinishedDelivery {
  if (reading.outcome === 'FAULT') return failed(delivery, now)
  const base = { id: delivery.id, attempts: delivery.attempts + 1, nextAttemptAt: null, interactionIds: [] }
  if (reading.outcome === 'UNREADABLE') return { ...base, status: 'FAILED', reason: reading.reason.slice(0, LONGEST_REASON) }
  if (reading.outcome === 'IGNORED') return { ...base, status: 'IGNORED', reason: reading.reason.slice(0, LONGEST_REASON) }
  const own = applied.filter(({ gathered }) => gathered.origins.includes(delivery.id))
  const isKept = own.some(({ outcome }) => outcome !== 'IGNORED')
  return {
    ...base,
    status: isKept ? 'PROCESSED' : 'IGNORED',
    reason: own.find(({ reason }) => reason !== null)?.reason ?? null,
    interactionIds: [...new Set(own.flatMap(({ outcome, interactionId }) => outcome === 'IGNORED' ? [] : interactionId ?? []))]
  }
}

/** A delivery whose processing failed is tried again, and rests where people see it once that has not helped. */
function failed ({ id, attempts }: WaitingDelivery, now: number): FinishedDelivery {
  const nextAttemptAt = nextAttempt(attempts + 1, now)
  return {
    id,
    attempts: attempts + 1,
    status: nextAttemptAt === null ? 'FAILED' : 'RECEIVED',
    reason: `An error in Goodturn kept it from being read; the server's log names it with ${id}.`,
    nextAttemptAt,
    interactionIds: []
  }
}
