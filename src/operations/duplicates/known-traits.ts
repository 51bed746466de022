import { traitsOf, type Shown, type Traits } from '../../domain/duplicates/traits.ts'
import { findShown, versionsOf } from '../../database/duplicates/shown.ts'
import type { Db } from '../../database/tenancy.ts'

/** Chosen: with these in mind hardly anybody is read twice, and they take some 40 MB. */
const MOST_KNOWN = 20_000

/** What was read of contacts during one search, so that neighbors of neighbors are not read again and again. */
export interface KnownTraits {
  /** Of these contacts those that there are, as they are by now: another search may have had the turn of one that was changed since. */
  readonly of: (db: Db, contactIds: Iterable<string>) => Promise<Map<string, Traits>>
}

export function knownTraits (mostKnown = MOST_KNOWN): KnownTraits {
  const known = new Map<string, { readonly version: number, readonly traits: Traits }>()
  return {
    async of (db, contactIds) {
      // Before the contacts themselves: one that changes between the two is read again the next time.
      const versions = await versionsOf(db, contactIds)
      const missing = [...versions].filter(([id, version]) => known.get(id)?.version !== version).map(([id]) => id)
      const read = missing.length === 0 ? new Map<string, Shown>() : await findShown(db, missing)
      const found = new Map<string, Traits>()
      for (const [id, version] of versions) {
        const shown = read.get(id)
        const traits = shown ? traitsOf(shown) : known.get(id)?.traits
        // Who was asked for last stays longest.
        known.delete(id)
        if (!traits) continue
        known.set(id, { version, traits })
        found.set(id, traits)
      }
      for (const id of known.keys()) {
        if (known.size <= mostKnown) break
        known.delete(id)
      }
      return found
    }
  }
}
