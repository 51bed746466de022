import { MOST_IN_BLOCK } from '../../domain/duplicates/pairs.ts'
import { analyzeKeys, isAnybodyWaiting, takeSearch } from '../../database/duplicates/search.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'
import { retried } from '../retried.ts'
import { compareContacts } from './compare-contacts.ts'
import { keepKeys } from './keep-keys.ts'
import { knownTraits } from './known-traits.ts'

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
 * `signal` ends it between two of them, and the next search goes on from there.
 */
export async function findDuplicates ({ database, newId, now, mostInBlock = MOST_IN_BLOCK }: SearchContext, workspaceId: string, signal?: AbortSignal): Promise<number> {
  // What waits is written in the transaction of what it waits for: nothing is missed that commits late, or says that it happened earlier.
  const search = (work: (db: Db) => Promise<number>) => retried(() => inWorkspace(database, workspaceId, async db => {
    await takeSearch(db)
    return work(db)
  }))
  for (let batch = 1; ; batch++) {
    signal?.throwIfAborted()
    const kept = await search(db => keepKeys(db, { most: BATCH.keys, mostInBlock }))
    if (kept === 0) break
    // Each time that there are twice as many.
    if (kept === BATCH.keys && Number.isInteger(Math.log2(batch))) await inWorkspace(database, workspaceId, analyzeKeys)
  }
  const known = knownTraits()
  for (let compared = 0; ;) {
    signal?.throwIfAborted()
    const count = await search(db => compareContacts({ newId, now: now() }, db, known, { most: BATCH.comparison, mostInBlock }))
    if (count === 0) return compared
    compared += count
  }
}
