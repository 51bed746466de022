import { readPage, toCursor, type PageInput } from '../../domain/page.ts'
import { countCandidates, hasCandidatesBeyond, listCandidates } from '../../database/duplicates/candidate-list.ts'
import { findCandidates, type DuplicateCandidate } from '../../database/duplicates/candidates.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'

export type { DuplicateCandidate } from '../../database/duplicates/candidates.ts'

/** A page of the contacts that may be one person, two by two, the likeliest first. Refuses INVALID pages and cursors. */
export async function listDuplicates ({ reading, actor }: OperationContext, input: PageInput): Promise<Listing<DuplicateCandidate>> {
  const list = listName(actor, 'duplicates')
  const request = readPage(input, list, 'number')
  return {
    page: await reading.read(db => listCandidates(db, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasCandidatesBeyond(db, place, after)),
    count: () => reading.read(countCandidates)
  }
}

/** The candidates with these ids, in their order; undefined for each that is not there. */
export async function findDuplicateCandidates ({ reading }: OperationContext, ids: readonly string[]): Promise<(DuplicateCandidate | undefined)[]> {
  const found = new Map((await reading.read(db => findCandidates(db, ids))).map(candidate => [candidate.id, candidate]))
  return ids.map(id => found.get(id))
}
