import type { Needles } from '../../domain/erasures/needles.ts'
import { emptyDeliveries } from '../../database/erasures/deliveries.ts'
import { closeDeliveries, deliverySizes, readSaid, type Said } from '../../database/erasures/said.ts'
import type { Db } from '../../database/tenancy.ts'
import { wordsOf } from './find-named.ts'
import { NAMES_ERASED } from './keep-erased-out.ts'

/** Of bodies that are in memory at the same time; a single one may be larger. */
const BATCH_BYTES = 8 * 1024 * 1024
const BATCH = 200

/**
 * Empties all deliveries that name somebody, whatever their provider writes like, and those that became interactions with them; whoever
 * else they name goes with it. How many.
 */
export async function eraseDeliveries (db: Db, needles: Needles | null, interactionIds: ReadonlySet<string>, now: number): Promise<number> {
  const named: string[] = []
  for (const ids of inBatches(await deliverySizes(db))) {
    for (const said of await readSaid(db, ids)) if (isNaming(said, needles, interactionIds)) named.push(said.id)
  }
  if (named.length === 0) return 0
  await emptyDeliveries(db, named)
  await closeDeliveries(db, named, NAMES_ERASED, now)
  return named.length
}

function isNaming (said: Said, needles: Needles | null, interactionIds: ReadonlySet<string>): boolean {
  if (said.interactionIds.some(id => interactionIds.has(id))) return true
  return needles !== null && [said.deliveryKey, said.reason ?? '', ...wordsOf(said)].some(needles.isIn)
}

function inBatches (deliveries: readonly { readonly id: string, readonly bytes: number }[]): string[][] {
  const batches: string[][] = []
  let room = 0
  for (const { id, bytes } of deliveries) {
    const last = batches.at(-1)
    room -= bytes
    if (last && room >= 0 && last.length < BATCH) last.push(id)
    else {
      batches.push([id])
      room = BATCH_BYTES - bytes
    }
  }
  return batches
}
