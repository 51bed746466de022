import { MOST_IN_BLOCK } from '../../domain/duplicates/pairs.ts'
import { analyzeKeys, isAnybodyWaiting, takeSearch, waitingForComparison, waitingForKeys, type Waiting } from '../../database/duplicates/search.ts'
import { findReading } from '../../database/imports/imports.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'
import { retried } from '../retried.ts'
import { compareContacts } from './compare-contacts.ts'
import { keepKeys } from './keep-keys.ts'
import { knownTraits, type KnownTraits } from './known-traits.ts'

/** Contacts that one transaction looks at: for as long who changes one of them waits. */
const BATCH = { keys: 2000, comparison: 1000 }

export interface SearchContext extends Pick<OperationContext, 'database' | 'newId'> {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** How many may share a key for all of them to be compared. */
  readonly mostInBlock?: number
}

/** The workspaces in which doubles of somebody are to be looked for. */
export async function findUnsearchedWorkspaces (database: OperationContext['database']): Promise<string[]> {
  const unsearched = []
  for (const workspaceId of await allWorkspaceIds(database)) {
    if (await inWorkspace(database, workspaceId, isAnybodyWaiting)) unsearched.push(workspaceId)
  }
  return unsearched
}

/**
 * Looks for doubles of the contacts that were written since it was done last, and tells how many were compared. The candidates are then those
 * that a comparison of all contacts with each other would find, but for those that members dismissed. It goes in short transactions;
 * `signal` ends it between two of them, and the next search goes on from there. While a file is read into the workspace nobody is compared,
 * for others come all the time; the import asks for a search when it ends.
 */
export async function findDuplicates ({ database, newId, now, mostInBlock = MOST_IN_BLOCK }: SearchContext, workspaceId: string, signal?: AbortSignal): Promise<number> {
  const known = knownTraits()
  const inTurns = { database, workspaceId, known, ...signal && { signal } }
  // Each time that there are twice as many.
  const analyzed = (batches: number) => Number.isInteger(Math.log2(batches)) ? inWorkspace(database, workspaceId, analyzeKeys) : undefined
  await batchByBatch({ ...inTurns, waiting: waitingForKeys, most: BATCH.keys, after: analyzed }, (db, most) => keepKeys(db, known, { most, mostInBlock }))
  return await batchByBatch({ ...inTurns, waiting: waitingForComparison, most: BATCH.comparison }, (db, most) => compareContacts({ newId, now: now() }, db, known, { most, mostInBlock }))
}

interface Turns {
  readonly database: OperationContext['database']
  readonly workspaceId: string
  readonly known: KnownTraits
  /** Who has a turn next, first the next. */
  readonly waiting: (db: Db, most: number, after: number) => Promise<Waiting[]>
  readonly most: number
  /** What is done after each full batch, by how many there were. */
  readonly after?: (batches: number) => Promise<void> | undefined
  readonly signal?: AbortSignal
}

/** Does `work`, which tells how many had their turn, until it was nobody's; how many they were. */
async function batchByBatch ({ database, workspaceId, known, waiting, most, after, signal }: Turns, work: (db: Db, most: number) => Promise<number>): Promise<number> {
  let all = 0
  for (let batch = 1; ; batch++) {
    signal?.throwIfAborted()
    if ((await inWorkspace(database, workspaceId, findReading)).length > 0) return all
    const [done, ahead] = await Promise.allSettled([
      // What waits is written in the transaction of what it waits for: nothing is missed that commits late, or says that it happened earlier.
      retried(() => inWorkspace(database, workspaceId, async db => {
        await takeSearch(db)
        return await work(db, most)
      })),
      // Those of the next batch are read while PostgreSQL writes what came of this one.
      inWorkspace(database, workspaceId, async db => { await known.of(db, (await waiting(db, most, most)).map(({ contactId }) => contactId)) })
    ])
    for (const each of [done, ahead]) if (each.status === 'rejected') throw each.reason
    if (done.status === 'rejected' || done.value === 0) return all
    all += done.value
    if (done.value === most) await after?.(batch)
  }
}
