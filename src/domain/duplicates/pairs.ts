import { finerKeys, keysOf, namesakeKey } from './blocking-keys.ts'
import { CANDIDATE, likenessOfRelated, type Likeness } from './likeness.ts'
import { traitsOf, type Shown, type Traits } from './traits.ts'

/** Chosen: a key that more share is a common name, or a house; who shares it is compared only where something else is shared too. */
export const MOST_IN_BLOCK = 200

/** Two contacts that can be one person. */
export interface Candidate<Contact> extends Likeness {
  readonly contacts: readonly [Contact, Contact]
}

/** Every two of the contacts whose likeness reaches `CANDIDATE`, each once, in the order of the first. */
export function * candidatesAmong<Contact extends Shown> (contacts: readonly Contact[]): Generator<Candidate<Contact>> {
  const traits = contacts.map(traitsOf)
  for (const { one, other, namesakes } of relatedPairs(traits)) {
    const likeness = likenessOfRelated(traits[one]!, traits[other]!, namesakes)
    if (likeness.score >= CANDIDATE) yield { contacts: [contacts[one]!, contacts[other]!], ...likeness }
  }
}

/** Two by their places, the lower first, and how many are called as both of them are. */
export interface Pair { readonly one: number, readonly other: number, readonly namesakes: number }

/**
 * Every two that share a blocking key, each once. A key that more than `mostInBlock` share is refined by the whole name and by the houses;
 * what as many share even so says nothing of anybody, and is left out. So the pairs grow with the contacts, and not with their square.
 */
export function * relatedPairs (all: readonly Traits[], mostInBlock = MOST_IN_BLOCK): Generator<Pair> {
  const byKey = placesByKey(all.keys(), place => keysOf(all[place]!))
  const namesakes = all.map(traits => byKey.get(namesakeKey(traits) ?? '')?.length ?? 1)
  const blocksAt: (readonly number[])[][] = all.map(() => [])
  for (const block of cutBlocks(byKey.values(), all, mostInBlock)) for (const place of block) blocksAt[place]!.push(block)
  for (const [one, blocks] of blocksAt.entries()) {
    for (const other of new Set(blocks.flat())) if (other > one) yield { one, other, namesakes: Math.min(namesakes[one]!, namesakes[other]!) }
  }
}

function * cutBlocks (blocks: Iterable<readonly number[]>, all: readonly Traits[], mostInBlock: number): Generator<readonly number[]> {
  for (const block of blocks) {
    const finer = block.length > mostInBlock ? placesByKey(block, place => finerKeys(all[place]!)).values() : [block]
    for (const places of finer) if (places.length > 1 && places.length <= mostInBlock) yield places
  }
}

function placesByKey (places: Iterable<number>, keysAt: (place: number) => Iterable<string>): Map<string, number[]> {
  const byKey = new Map<string, number[]>()
  for (const place of places) {
    for (const key of keysAt(place)) {
      const block = byKey.get(key)
      if (block) block.push(place)
      else byKey.set(key, [place])
    }
  }
  return byKey
}
