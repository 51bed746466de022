import { findContactChanges as findChanges, type ContactChange } from '../../database/imports/contact-changes.ts'
import { findPastMerges as findMerges, type PastMerge } from '../../database/merges/past-merges.ts'
import type { OperationContext } from '../context.ts'

export type { ContactChange } from '../../database/imports/contact-changes.ts'
export type { PastMerge } from '../../database/merges/past-merges.ts'

/** The merges with these ids, in their order; undefined for each that is not there. */
export async function findPastMerges ({ reading }: OperationContext, ids: readonly string[]): Promise<(PastMerge | undefined)[]> {
  const found = new Map((await reading.read(db => findMerges(db, ids))).map(merge => [merge.id, merge]))
  return ids.map(id => found.get(id))
}

/** What imports did to contacts, by these ids, in their order; undefined for each that is not there. */
export async function findContactChanges ({ reading }: OperationContext, ids: readonly string[]): Promise<(ContactChange | undefined)[]> {
  const found = new Map((await reading.read(db => findChanges(db, ids))).map(change => [change.id, change]))
  return ids.map(id => found.get(id))
}
