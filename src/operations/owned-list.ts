import { readPage, toCursor, type KeyKind, type Page, type PageInput, type PageRequest, type Place, type PlaceOf } from '../domain/page.ts'
import type { Db } from '../database/tenancy.ts'
import type { Listing } from './contacts/find-contacts.ts'
import type { OperationContext } from './context.ts'
import { listName } from './list-name.ts'

/** A list that each of many owners has, such as the favors of a contact or the rows of an import; read for many of them at once. */
export interface OwnedList<Item> {
  /** Reads the arguments of a page. Refuses (INVALID) what is no page. */
  readonly readRequest: (ctx: OperationContext, input: PageInput) => PageRequest
  /** The same page of each of these owners'; refuse a bad page first, by readRequest. */
  readonly of: (ctx: OperationContext, ownerIds: readonly string[], request: PageRequest) => Promise<Pick<Listing<Item>, 'page' | 'cursorOf'>[]>
  /** Whether anything comes after (or before) each of these places in the list of its owner. */
  readonly haveBeyond: (ctx: OperationContext, places: readonly PlaceOf[], after: boolean) => Promise<boolean[]>
  /** How many each of these owners has. */
  readonly countOf: (ctx: OperationContext, ownerIds: readonly string[]) => Promise<number[]>
}

/** What is read of such lists, each in one statement for all of them; who is not counted has none. */
export interface OwnedRows<Item> {
  readonly list: (db: Db, ownerIds: readonly string[], request: PageRequest) => Promise<Map<string, Page<Item>>>
  readonly haveBeyond: (db: Db, places: readonly PlaceOf[], after: boolean) => Promise<boolean[]>
  readonly count: (db: Db, ownerIds: readonly string[]) => Promise<Map<string, number>>
}

/** The list that each owner has of these rows; `name` keeps its cursors from other lists. */
export function ownedList<Item> (rows: OwnedRows<Item>, name: string, keyKind: KeyKind): OwnedList<Item> {
  return {
    readRequest: (ctx, input) => readPage(input, listName(ctx.actor, name), keyKind),
    haveBeyond: ({ reading }, places, after) => reading.read(db => rows.haveBeyond(db, places, after)),
    async countOf ({ reading }, ownerIds) {
      const counts = await reading.read(db => rows.count(db, ownerIds))
      return ownerIds.map(id => counts.get(id) ?? 0)
    },
    async of (ctx, ownerIds, request) {
      const pages = await ctx.reading.read(db => rows.list(db, ownerIds, request))
      const cursorOf = (place: Place) => toCursor(listName(ctx.actor, name), place)
      return ownerIds.map(ownerId => ({ page: pages.get(ownerId) ?? { items: [], hasMore: false, request }, cursorOf }))
    }
  }
}
