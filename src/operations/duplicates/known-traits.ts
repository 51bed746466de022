import { traitsOf, type Traits } from '../../domain/duplicates/traits.ts'
import { findShown, versionsOf } from '../../database/duplicates/shown.ts'
import type { Db } from '../../database/tenancy.ts'

/** Chosen: with these in mind a neighbor is seldom read twice, and they take some 15 MB. */
const MOST_KNOWN = 6_000

/** What was read of contacts during one search, so that neighbors of neighbors are not read again and again. */
export interface KnownTraits {
  /** Of these contacts those that there are, as they are by now: another search may have had the turn of one that was changed since. */
  readonly of: (db: Db, contactIds: Iterable<string>) => Promise<Map<string, Traits>>
}

interface Known {
  readonly version: number
  readonly traits: Traits
}

/** What is asked for at once, of several transactions, may be: nobody is left out for having been forgotten meanwhile. */
export function knownTraits (mostKnown = MOST_KNOWN): KnownTraits {
  const known = new Map<string, Known>()
  return {
    async of (db, contactIds) {
      // Before the contacts themselves: one that changes between the two is read again the next time.
      const versions = await versionsOf(db, contactIds)
      const current = new Map([...versions].flatMap(([id, version]) => {
        const entry = known.get(id)
        return entry?.version === version ? [[id, entry]] : []
      }))
      const missing = [...versions.keys()].filter(id => !current.has(id))
      const read = missing.length === 0 ? [] : await findShown(db, missing)
      for (const [id, shown] of read) current.set(id, { version: versions.get(id) as number, traits: traitsOf(shown) })
      for (const [id, entry] of current) {
        // Who was asked for last stays longest.
        known.delete(id)
        known.set(id, entry)
      }
      for (const id of known.keys()) {
        if (known.size <= mostKnown) break
        known.delete(id)
      }
      return new Map([...current].map(([id, { traits }]) => [id, traits]))
    }
  }
}
