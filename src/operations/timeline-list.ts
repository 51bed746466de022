import { toCursor, type PageInput } from '../domain/page.ts'
import { countAll, countOf, hasBeyond, haveBeyond, listAll, listOf, type Timeline } from '../database/timeline.ts'
import type { Listing } from './contacts/find-contacts.ts'
import type { OperationContext } from './context.ts'
import { listName } from './list-name.ts'
import { ownedList, type OwnedList } from './owned-list.ts'

export interface ListInput<Filter> extends PageInput {
  readonly filter?: Filter | null
}

/** A list of things that contacts have, newest first. */
export interface TimelineList<Item, Filter> extends OwnedList<Item> {
  /** A page of the workspace's. Refuses INVALID pages and cursors. */
  readonly all: (ctx: OperationContext, input: ListInput<Filter>) => Promise<Listing<Item>>
}

/** The list of a timeline; `name` keeps its cursors from other lists. */
export function timelineList<Item extends { readonly id: string }, Filter extends object, Row> (timeline: Timeline<Item, Filter, Row>, name: string): TimelineList<Item, Filter> {
  const ofContacts = ownedList<Item>({
    list: (db, contactIds, request) => listOf(db, timeline, contactIds, request),
    haveBeyond: (db, places, after) => haveBeyond(db, timeline, places, after),
    count: (db, contactIds) => countOf(db, timeline, contactIds)
  }, name, 'instant')
  return {
    ...ofContacts,
    async all (ctx, input) {
      const filter = (input.filter ?? {}) as Filter
      const request = ofContacts.readRequest(ctx, input)
      return {
        page: await ctx.reading.read(db => listAll(db, timeline, filter, request)),
        cursorOf: place => toCursor(listName(ctx.actor, name), place),
        hasBeyond: (place, after) => ctx.reading.read(db => hasBeyond(db, timeline, filter, place, after)),
        count: () => ctx.reading.read(db => countAll(db, timeline, filter))
      }
    }
  }
}
