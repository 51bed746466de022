import DataLoader from 'dataloader'
import type { PageInput, Place, PlaceOf } from '../domain/page.ts'
import type { Listing } from '../operations/contacts/find-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import type { OwnedList } from '../operations/owned-list.ts'
import { byArguments } from './by-arguments.ts'

/** Gathers what is asked of a list of many owners: a page, what lies beyond a place, and a count take one statement each. */
export interface ListLoaders<Item> {
  readonly page: (args: PageInput) => DataLoader<string, Pick<Listing<Item>, 'page' | 'cursorOf'>>
  readonly beyond: (question: { readonly after: boolean }) => DataLoader<PlaceOf, boolean>
  readonly count: DataLoader<string, number>
}

export function listLoaders<Item> (ctx: OperationContext, list: OwnedList<Item>): ListLoaders<Item> {
  return {
    page: byArguments((args: PageInput) => {
      const request = list.readRequest(ctx, args)
      return new DataLoader(ids => list.of(ctx, ids, request))
    }),
    beyond: byArguments(({ after }) => new DataLoader(places => list.haveBeyond(ctx, places, after))),
    count: new DataLoader(ids => list.countOf(ctx, ids))
  }
}

/** A page of one owner's list; what the listing would ask for itself is asked for all owners of the page at once. */
export async function listingOf<Item> (loaders: ListLoaders<Item>, ownerId: string, args: PageInput): Promise<Listing<Item>> {
  return {
    ...await loaders.page(args).load(ownerId),
    hasBeyond: (place: Place, after: boolean) => loaders.beyond({ after }).load({ ...place, ownerId }),
    count: () => loaders.count.load(ownerId)
  }
}
