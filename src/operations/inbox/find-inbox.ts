import type { InboxState } from '../../domain/integrations/inbox.ts'
import { readPage, toCursor, type PageInput } from '../../domain/page.ts'
import { countPeople, findPeople, hasPeopleBeyond, identitiesOfPeople, listPeople, type PersonIdentity, type PersonRecord } from '../../database/integrations/inbox.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'

export type { PersonIdentity, PersonRecord } from '../../database/integrations/inbox.ts'

export interface ListInboxInput extends PageInput {
  readonly state?: InboxState | null
}

/** A page of those who wait for a member's word, or were given it; who was seen last comes first. Refuses INVALID pages and cursors. */
export async function listInbox ({ reading, actor }: OperationContext, input: ListInboxInput): Promise<Listing<PersonRecord>> {
  const state = input.state ?? 'PENDING'
  const list = listName(actor, `inbox ${state}`)
  const request = readPage(input, list, 'instant')
  return {
    page: await reading.read(db => listPeople(db, state, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasPeopleBeyond(db, state, place, after)),
    count: () => reading.read(db => countPeople(db, state))
  }
}

/** Those with these ids, in their order; undefined for each who is not there. */
export async function findInboxPeople ({ reading }: OperationContext, ids: readonly string[]): Promise<(PersonRecord | undefined)[]> {
  const found = new Map((await reading.read(db => findPeople(db, ids))).map(person => [person.id, person]))
  return ids.map(id => found.get(id))
}

/** The identities of each of these people, in their order. */
export async function findPersonIdentities ({ reading }: OperationContext, personIds: readonly string[]): Promise<PersonIdentity[][]> {
  const found = await reading.read(db => identitiesOfPeople(db, personIds))
  return personIds.map(id => found.get(id) ?? [])
}
