import { finerKeys, keysOf } from '../../domain/duplicates/blocking-keys.ts'
import { MOST_NAMESAKES } from '../../domain/duplicates/likeness.ts'
import { neighborhood } from '../../domain/duplicates/neighborhood.ts'
import type { Traits } from '../../domain/duplicates/traits.ts'
import { groupBy } from '../../domain/group-by.ts'
import { countHolders, deleteKeys, insertKeys, keysKept, searchForHolders, type HeldKey } from '../../database/duplicates/keys.ts'
import { endWaiting, waitForComparison, waitingForKeys } from '../../database/duplicates/search.ts'
import { holdContacts } from '../../database/duplicates/shown.ts'
import type { Db } from '../../database/tenancy.ts'
import type { KnownTraits } from './known-traits.ts'

/** Between a key and what it is refined by. */
const REFINED = ' + '

/**
 * Brings the keys of at most `most` contacts that wait up to date, has them wait to be compared, and tells how many they were. Whoever
 * others are compared with otherwise since (more are called so, or a key has become too common, or no longer is) waits as well.
 */
export async function keepKeys (db: Db, known: KnownTraits, { most, mostInBlock }: { readonly most: number, readonly mostInBlock: number }): Promise<number> {
  const waiting = await waitingForKeys(db, most)
  if (waiting.length === 0) return 0
  const held = await holdContacts(db, new Set(waiting.map(({ contactId }) => contactId)))
  const traits = await known.of(db, held)
  const kept = groupBy(await keysKept(db, held), ({ contactId }) => contactId)
  const keysBefore = new Map([...held].map(id => [id, new Set((kept.get(id) ?? []).map(({ key }) => key))]))
  const wanted = new Map([...traits].map(([id, each]) => [id, keysOf(each)]))

  const mostCounted = Math.max(mostInBlock, MOST_NAMESAKES) + most + 1
  const plain = await countChanges(db, mostCounted, changesOf(keysBefore, wanted, key => !key.includes(REFINED)), [...wanted.values()].flat())
  const isCommon = (key: string) => (plain.after.get(key) ?? 0) > mostInBlock
  const refined = new Map([...wanted].map(([id, keys]) => [id, refine(keys.filter(isCommon), traits.get(id) as Traits)]))
  const finer = await countChanges(db, mostCounted, changesOf(keysBefore, refined, key => key.includes(REFINED)), [])

  await deleteKeys(db, [...plain.changes, ...finer.changes].filter(({ isAdded }) => !isAdded))
  await insertKeys(db, [...plain.changes, ...finer.changes].filter(({ isAdded }) => isAdded))
  await endWaiting(db, waiting.map(({ id }) => id))
  await waitForComparison(db, [...traits].map(([id, each]) => ({ id, place: neighborhood(each) })))
  await searchForHolders(db, plain.crossing(mostInBlock), true)
  await searchForHolders(db, [...finer.crossing(mostInBlock), ...plain.renaming()], false)
  return waiting.length
}

interface Change extends HeldKey {
  readonly isAdded: boolean
}

function changesOf (before: ReadonlyMap<string, ReadonlySet<string>>, after: ReadonlyMap<string, readonly string[]>, isMeant: (key: string) => boolean): Change[] {
  return [...before].flatMap(([contactId, present]) => {
    const wanted = after.get(contactId) ?? []
    const added = wanted.filter(key => !present.has(key))
    const removed = [...present].filter(key => isMeant(key) && !wanted.includes(key))
    return [...added.map(key => ({ contactId, key, isAdded: true })), ...removed.map(key => ({ contactId, key, isAdded: false }))]
  })
}

interface Counted {
  readonly changes: readonly Change[]
  /** How many share each key when the changes are made. */
  readonly after: ReadonlyMap<string, number>
  /** The keys that become too common for a block of so many, or no longer are. */
  readonly crossing: (mostInBlock: number) => string[]
  /** The names of which it says something else than before that two have them. */
  readonly renaming: () => string[]
}

/** Holders are counted up to `mostCounted`: so many that what is changed at once leaves too many. */
async function countChanges (db: Db, mostCounted: number, changes: readonly Change[], others: readonly string[]): Promise<Counted> {
  const keys = new Set([...changes.map(({ key }) => key), ...others])
  const before = keys.size === 0 ? new Map<string, number>() : await countHolders(db, keys, mostCounted)
  const after = new Map(before)
  for (const { key, isAdded } of changes) after.set(key, (after.get(key) ?? 0) + (isAdded ? 1 : -1))
  const changed = [...new Set(changes.map(({ key }) => key))].map(key => ({ key, one: before.get(key) ?? 0, other: after.get(key) ?? 0 }))
  return {
    changes,
    after,
    crossing: mostInBlock => changed.filter(({ one, other }) => (one > mostInBlock) !== (other > mostInBlock)).map(({ key }) => key),
    renaming: () => changed
      .filter(({ key, one, other }) => key.startsWith('name ') && one !== other && Math.min(one, other) <= MOST_NAMESAKES && Math.max(one, other) > 2)
      .map(({ key }) => key)
  }
}

function refine (common: readonly string[], traits: Traits): string[] {
  const finer = common.length === 0 ? [] : [...finerKeys(traits)]
  return common.flatMap(key => finer.map(more => key + REFINED + more))
}
