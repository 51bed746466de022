import { namesakeKey } from '../../domain/duplicates/blocking-keys.ts'
import { CANDIDATE, likenessOfRelated, MOST_NAMESAKES, type Likeness } from '../../domain/duplicates/likeness.ts'
import type { Traits } from '../../domain/duplicates/traits.ts'
import { deleteOtherCandidates, saveCandidates } from '../../database/duplicates/candidates.ts'
import { dismissalsOf } from '../../database/duplicates/dismissals.ts'
import { blocksOf, countHolders } from '../../database/duplicates/keys.ts'
import { endWaiting, waitingForComparison, whichWait } from '../../database/duplicates/search.ts'
import { holdContacts } from '../../database/duplicates/shown.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import type { KnownTraits } from './known-traits.ts'

type Pair = readonly [string, string]

/**
 * Compares at most `most` of the contacts that wait for it with all who share a key with them, writes down who may be one person, and
 * tells how many they were. Two who both wait are compared once, when the second of them has its turn.
 */
export async function compareContacts (
  { newId, now }: Pick<OperationContext, 'newId' | 'now'>, db: Db, known: KnownTraits, { most, mostInBlock }: { readonly most: number, readonly mostInBlock: number }
): Promise<number> {
  const waiting = await waitingForComparison(db, most)
  if (waiting.length === 0) return 0
  const own = new Set(waiting.map(({ contactId }) => contactId))
  const related = await relatedTo(db, own, mostInBlock)
  const traits = await known.of(db, new Set(related.flat()))
  const alike = await likenesses(db, related, traits)

  // Taken at once and in order, as everybody takes contacts. Who dismisses a pair has taken both: the dismissals are read after that.
  const held = await holdContacts(db, new Set([...own, ...alike.flatMap(({ pair }) => pair)]))
  const dismissed = new Set((await dismissalsOf(db, new Set(alike.map(({ pair: [one] }) => one)))).map(({ contactId, otherId }) => `${contactId} ${otherId}`))
  const candidates = alike
    .filter(({ pair }) => pair.every(id => held.has(id)) && !dismissed.has(pair.join(' ')))
    .map(({ pair, score, reasons }) => ({ id: newId(), contactIds: pair, score, reasons, foundAt: now }))
  await endWaiting(db, waiting.map(({ id }) => id))
  await deleteOtherCandidates(db, own, candidates)
  await saveCandidates(db, candidates)
  return waiting.length
}

/** Every two that share a key, one of them of these contacts, each once and the lower id first; not those who wait themselves. */
async function relatedTo (db: Db, own: ReadonlySet<string>, mostInBlock: number): Promise<Pair[]> {
  const blocks = await blocksOf(db, own, mostInBlock)
  const others = new Set(blocks.flat())
  for (const id of own) others.delete(id)
  const later = await whichWait(db, others)
  const mates = new Map<string, Set<string>>([...own].map(id => [id, new Set()]))
  for (const block of blocks) {
    for (const one of block) {
      const found = mates.get(one)
      if (found) for (const other of block) if (other !== one && !later.has(other) && (one < other || !own.has(other))) found.add(other)
    }
  }
  return [...mates].flatMap(([one, found]) => [...found].map((other): Pair => one < other ? [one, other] : [other, one]))
}

interface Alike extends Likeness {
  readonly pair: Pair
}

/** Of these pairs those that are alike enough. How many are called so is asked for those alone that would be if only the two were. */
async function likenesses (db: Db, related: readonly Pair[], traits: ReadonlyMap<string, Traits>): Promise<Alike[]> {
  const likely = related.flatMap(pair => {
    const [one, other] = pair.map(id => traits.get(id))
    return one && other && likenessOfRelated(one, other).score >= CANDIDATE ? [{ pair, one, other }] : []
  })
  const names = new Set(likely.flatMap(({ one, other }) => [namesakeKey(one), namesakeKey(other)]).filter(name => name !== null))
  const holders = await countHolders(db, names, MOST_NAMESAKES + 1)
  const called = (each: Traits) => holders.get(namesakeKey(each) ?? '') ?? 1
  return likely
    .map(({ pair, one, other }) => ({ pair, ...likenessOfRelated(one, other, Math.min(called(one), called(other))) }))
    .filter(({ score }) => score >= CANDIDATE)
}
