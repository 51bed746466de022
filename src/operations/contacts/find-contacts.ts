import { readIdentity, type IdentityInput } from '../../domain/contacts/contact.ts'
import { KEY_KINDS, searchTerms, type ContactFilter, type ContactOrder } from '../../domain/contacts/contact-list.ts'
import { groupBy } from '../../domain/group-by.ts'
import { readPage, toCursor, type Page, type PageInput, type Place } from '../../domain/page.ts'
import type { FieldError } from '../../domain/refusal.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { searchKey } from '../../domain/text.ts'
import type { Identity } from '../../domain/contacts/contact.ts'
import { countMatching, hasContactsBeyond, listContacts, rankedAt, type ContactQuery } from '../../database/contacts/contact-list.ts'
import { findContacts as findRows } from '../../database/contacts/contacts.ts'
import { findHolders, identitiesOf } from '../../database/contacts/identities.ts'
import { aliasesOf } from '../../database/merges/merges.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'

/** The contacts with these ids, or whom they stand for since a merge, in their order; undefined for each that is not there. */
export async function findContacts ({ reading }: OperationContext, ids: readonly string[]): Promise<(KnownContact | undefined)[]> {
  return reading.read(async db => {
    const found = new Map((await findRows(db, ids)).map(contact => [contact.id, contact]))
    const missing = ids.filter(id => !found.has(id))
    const aliases = missing.length === 0 ? new Map<string, string>() : await aliasesOf(db, missing)
    const survivors = new Map(aliases.size === 0 ? [] : (await findRows(db, new Set(aliases.values()))).map(contact => [contact.id, contact]))
    return ids.map(id => found.get(id) ?? survivors.get(aliases.get(id) ?? ''))
  })
}

/** The contact that holds this identity in any of its spellings; undefined where nobody does, or where it can be no identity. */
export async function findContactByIdentity (ctx: OperationContext, input: IdentityInput): Promise<KnownContact | undefined> {
  return ctx.reading.read(async db => {
    const errors: FieldError[] = []
    const identity = readIdentity(input, (await currentWorkspace(db)).defaultCountry, 'identity', errors)
    const [holder] = identity ? await findHolders(db, [identity]) : []
    return holder && (await findRows(db, [holder.contactId]))[0]
  })
}

/** The identities of each of these contacts, in their order. */
export async function findIdentities ({ reading }: OperationContext, contactIds: readonly string[]): Promise<Identity[][]> {
  const byContact = groupBy(await reading.read(db => identitiesOf(db, contactIds)), ({ contactId }) => contactId)
  return contactIds.map(id => byContact.get(id) ?? [])
}

/** A page, and what else can be asked of the list that it is of. */
export interface Listing<Item> {
  readonly page: Page<Item>
  readonly cursorOf: (place: Place) => string
  /** Whether anything lies before (or after) a place. */
  readonly hasBeyond: (place: Place, after: boolean) => Promise<boolean>
  readonly count: () => Promise<number>
}

export interface ContactListing extends Listing<KnownContact> {
  /** Epoch milliseconds: how old the order by a score is. */
  readonly orderAsOf: () => Promise<number>
}

export interface ListContactsInput extends PageInput {
  readonly filter?: ContactFilter | null
  readonly search?: string | null
  /** The order by relevance of a search, or QUALITY first, where it is left out. */
  readonly orderBy?: ContactOrder | null
}

/** A page of contacts that fit a filter and a search. Refuses INVALID pages and cursors. */
export async function listAllContacts ({ reading, actor, now }: OperationContext, input: ListContactsInput): Promise<ContactListing> {
  const search = searchTerms(searchKey(input.search ?? ''))
  const order = input.orderBy ?? { field: search ? 'RELEVANCE' : 'QUALITY', direction: 'DESC' }
  const query: ContactQuery = { filter: input.filter ?? {}, search, order, now }
  const list = listName(actor, `contacts ${order.field} ${order.direction}`)
  const request = readPage(input, list, KEY_KINDS[order.field])
  return {
    page: await reading.read(db => listContacts(db, query, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasContactsBeyond(db, query, place, after)),
    count: () => reading.read(db => countMatching(db, query)),
    orderAsOf: () => reading.read(db => rankedAt(db))
  }
}
