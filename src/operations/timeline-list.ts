import { readPage, toCursor, type PageInput, type PageRequest, type Place } from '../domain/page.ts'
import { countAll, countOf, hasBeyond, haveBeyond, listAll, listOf, type PlaceOf, type Timeline } from '../database/timeline.ts'
import type { Listing } from './contacts/find-contacts.ts'
import type { OperationContext } from './context.ts'

export type { PlaceOf } from '../database/timeline.ts'

export interface ListInput<Filter> extends PageInput {
  readonly filter?: Filter | null
}

/** A list of things that contacts have, newest first. */
export interface TimelineList<Item, Filter> {
  /** A page of the workspace's. Refuses INVALID pages and cursors. */
  readonly all: (ctx: OperationContext, input: ListInput<Filter>) => Promise<Listing<Item>>
  /** The same page of each of these contacts'; refuse a bad page first, by readRequest. */
  readonly of: (ctx: OperationContext, contactIds: readonly string[], request: PageRequest) => Promise<Listing<Item>[]>
  /** Reads the arguments of a page. Refuses (INVALID) what is no page. */
  readonly readRequest: (ctx: OperationContext, input: PageInput) => PageRequest
  /** Whether anything comes after (or before) each of these places in the list of its contact. */
  readonly haveBeyond: (ctx: OperationContext, places: readonly PlaceOf[], after: boolean) => Promise<boolean[]>
  /** How many each of these contacts has. */
  readonly countOf: (ctx: OperationContext, contactIds: readonly string[]) => Promise<number[]>
}

/** The list of a timeline; `name` keeps its cursors from other lists. */
export function timelineList<Item extends { readonly id: string }, Filter extends object, Row> (timeline: Timeline<Item, Filter, Row>, name: string): TimelineList<Item, Filter> {
  const listName = ({ actor }: OperationContext) => `${actor.workspaceId.slice(-8)} ${name}`
  const readRequest = (ctx: OperationContext, input: PageInput) => readPage(input, listName(ctx), 'instant')
  const haveBeyondIn = ({ reading }: OperationContext, places: readonly PlaceOf[], after: boolean) => reading.read(db => haveBeyond(db, timeline, places, after))
  const countOfIn = async ({ reading }: OperationContext, contactIds: readonly string[]) => {
    const counts = await reading.read(db => countOf(db, timeline, contactIds))
    return contactIds.map(id => counts.get(id) ?? 0)
  }
  return {
    readRequest,
    haveBeyond: haveBeyondIn,
    countOf: countOfIn,
    async all (ctx, input) {
      const filter = (input.filter ?? {}) as Filter
      const request = readRequest(ctx, input)
      return {
        page: await ctx.reading.read(db => listAll(db, timeline, filter, request)),
        cursorOf: place => toCursor(listName(ctx), place),
        hasBeyond: (place, after) => ctx.reading.read(db => hasBeyond(db, timeline, filter, place, after)),
        count: () => ctx.reading.read(db => countAll(db, timeline, filter))
      }
    },
    async of (ctx, contactIds, request) {
      const pages = await ctx.reading.read(db => listOf(db, timeline, contactIds, request))
      return contactIds.map(contactId => {
        const page = pages.get(contactId)
        if (!page) throw new Error(`No page was read for contact ${contactId}.`)
        return {
          page,
          cursorOf: (place: Place) => toCursor(listName(ctx), place),
          hasBeyond: async (place: Place, after: boolean) => (await haveBeyondIn(ctx, [{ ...place, contactId }], after))[0] ?? false,
          count: async () => (await countOfIn(ctx, [contactId]))[0] ?? 0
        }
      })
    }
  }
}
