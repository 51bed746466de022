import { invalid } from '../../domain/refusal.ts'
import { insertOutbox } from '../../database/outbox.ts'
import { replay, type Replay } from '../../database/integrations/replay.ts'
import type { OperationContext } from '../context.ts'
import { MOST_ROWS } from '../rows.ts'
import { transact } from '../transact.ts'
import { takeIntegration } from '../integrations/require-integration.ts'

/** Deliveries that one call has read again. */
export const MOST_REPLAYED = 10_000

export interface ReplayDeliveriesInput {
  readonly ids?: readonly string[] | null
  readonly integrationId?: string | null
  /** Epoch milliseconds. */
  readonly failedSince?: number | null
}

/**
 * Has deliveries read again: these, or those that have failed, of one integration or since a time; the oldest 10,000 of them. What they
 * tell is joined to what is known, so that nothing is there twice. Refuses (INVALID) a wish that names nothing, or both; and NOT_FOUND
 * an integration that is not there; deliveries that are not there are passed over.
 */
export function replayDeliveries (ctx: OperationContext, input: ReplayDeliveriesInput): Promise<{ queued: number }> {
  return transact(ctx, 'replayDeliveries', input, async ({ db, audit }) => {
    const wish = readWish(input)
    if ('integrationId' in wish && wish.integrationId !== null) await takeIntegration(db, wish.integrationId)
    const replayed = await replay(db, wish, ctx.now, MOST_REPLAYED)
    if (replayed.length > 0) await insertOutbox(db, { id: ctx.newId(), topic: 'deliveries.process', key: 'replay', payload: {} }, ctx.now)
    audit(...replayed.map(({ integrationId, count }) => ({ subjectType: 'integration', subjectId: integrationId, changes: { replayed: { after: count } } })))
    return { queued: replayed.reduce((sum, { count }) => sum + count, 0) }
  })
}

function readWish ({ ids = null, integrationId = null, failedSince = null }: ReplayDeliveriesInput): Replay {
  if (ids === null) {
    if (integrationId === null && failedSince === null) throw invalid({ path: 'ids', message: 'are missing; give them, or an integrationId, or failedSince.' })
    return { integrationId, failedSince }
  }
  if (integrationId !== null || failedSince !== null) throw invalid({ path: 'ids', message: 'go alone: integrationId and failedSince are for those that have failed.' })
  if (ids.length < 1 || ids.length > MOST_ROWS) throw invalid({ path: 'ids', message: `are ${ids.length}; send 1 to ${MOST_ROWS} at a time.` })
  return { ids }
}
