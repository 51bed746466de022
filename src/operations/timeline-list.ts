import { readPage, toCursor, type PageInput, type Page, type PageRequest, type Place } from '../domain/page.ts'
import { countAll, countOf, hasBeyond, haveBeyond, listAll, listOf, type PlaceOf, type Timeline } from '../database/timeline.ts'
import type { Db } from '../database/tenancy.ts'
import type { Listing } from './contacts/find-contacts.ts'
import type { OperationContext } from './context.ts'

export type { PlaceOf } from '../database/timeline.ts'

export interface ListInput<Filter> extends PageInput {
  readonly filter?: Filter | null
}

/** A list that each contact has, newest first. */
export interface ContactList<Item> {
  /** The same page of each of these contacts'; refuse a bad page first, by readRequest. */
  readonly of: (ctx: OperationContext, contactIds: readonly string[], request: PageRequest) => Promise<Listing<Item>[]>
  /** Reads the arguments of a page. Refuses (INVALID) what is no page. */
  readonly readRequest: (ctx: OperationContext, input: PageInput) => PageRequest
  /** Whether anything comes after (or before) each of these places in the list of its contact. */
  readonly haveBeyond: (ctx: OperationContext, places: readonly PlaceOf[], after: boolean) => Promise<boolean[]>
  /** How many each of these contacts has. */
  readonly countOf: (ctx: OperationContext, contactIds: readonly string[]) => Promise<number[]>
}

/** A list of things that contacts have, newest first. */
export interface TimelineList<Item, Filter> extends ContactList<Item> {
  /** A page of the workspace's. Refuses INVALID pages and cursors. */
  readonly all: (ctx: OperationContext, input: ListInput<Filter>) => Promise<Listing<Item>>
}

/** What is read of lists of contacts, each in one statement for all of them. */
export interface ContactRows<Item> {
  readonly list: (db: Db, contactIds: readonly string[], request: PageRequest) => Promise<Map<string, Page<Item>>>
  readonly haveBeyond: (db: Db, places: readonly PlaceOf[], after: boolean) => Promise<boolean[]>
  readonly count: (db: Db, contactIds: readonly string[]) => Promise<Map<string, number>>
}

/** The list of a timeline; `name` keeps its cursors from other lists. */
export function timelineList<Item extends { readonly id: string }, Filter extends object, Row> (timeline: Timeline<Item, Filter, Row>, name: string): TimelineList<Item, Filter> {
  const ofContacts = contactList<Item>({
    list: (db, contactIds, request) => listOf(db, timeline, contactIds, request),
    haveBeyond: (db, places, after) => haveBeyond(db, timeline, places, after),
    count: (db, contactIds) => countOf(db, timeline, contactIds)
  }, name)
  return {
    ...ofContacts,
    async all (ctx, input) {
      const filter = (input.filter ?? {}) as Filter
      const request = ofContacts.readRequest(ctx, input)
      return {
        page: await ctx.reading.read(db => listAll(db, timeline, filter, request)),
        cursorOf: place => toCursor(listName(ctx, name), place),
        hasBeyond: (place, after) => ctx.reading.read(db => hasBeyond(db, timeline, filter, place, after)),
        count: () => ctx.reading.read(db => countAll(db, timeline, filter))
      }
    }
  }
}

/** The list that each contact has of these rows; `name` keeps its cursors from other lists. */
export function contactList<Item> (rows: ContactRows<Item>, name: string): ContactList<Item> {
  const list: ContactList<Item> = {
    readRequest: (ctx, input) => readPage(input, listName(ctx, name), 'instant'),
    haveBeyond: ({ reading }, places, after) => reading.read(db => rows.haveBeyond(db, places, after)),
    async countOf ({ reading }, contactIds) {
      const counts = await reading.read(db => rows.count(db, contactIds))
      return contactIds.map(id => counts.get(id) ?? 0)
    },
    async of (ctx, contactIds, request) {
      const pages = await ctx.reading.read(db => rows.list(db, contactIds, request))
      return contactIds.map(contactId => {
        const page = pages.get(contactId)
        if (!page) throw new Error(`No page was read for contact ${contactId}.`)
        return {
          page,
          cursorOf: (place: Place) => toCursor(listName(ctx, name), place),
          hasBeyond: async (place: Place, after: boolean) => (await list.haveBeyond(ctx, [{ ...place, contactId }], after))[0] ?? false,
          count: async () => (await list.countOf(ctx, [contactId]))[0] ?? 0
        }
      })
    }
  }
  return list
}

function listName ({ actor }: OperationContext, name: string): string {
  return `${actor.workspaceId.slice(-8)} ${name}`
}
