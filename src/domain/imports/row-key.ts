import { identityKey } from '../contacts/contact.ts'
import { searchKey } from '../text.ts'
import type { ReadPerson } from './read-person.ts'
import { STRONG_KINDS } from './find-match.ts'

/** What a person of a file is known by from one file to the next: rows with the same `base` and another `content` are several people. */
export interface RowKey {
  readonly base: string
  readonly content: string
}

/** Programs that number their cards begin at 1 in every file. */
const SHORTEST_ID = 8

/**
 * What a row is known by beside its identities: what the file calls it, else its name and organization where nothing that is one
 * person's alone is said of it. Null where its identities are enough.
 */
export function rowKey (externalId: string | undefined, { name, organization, title, notes, tags, identities }: ReadPerson): RowKey | null {
  const id = externalId?.trim() ?? ''
  if (id.length >= SHORTEST_ID) return { base: `id ${id}`, content: searchKey(name) }
  if (identities.some(({ kind }) => STRONG_KINDS.has(kind))) return null
  const said = identities.map(identityKey).sort()
  return { base: `name ${JSON.stringify([id, searchKey(name), searchKey(organization ?? ''), said])}`, content: JSON.stringify([title, notes, tags]) }
}
