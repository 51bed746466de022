import DataLoader from 'dataloader'
import type { PageInput, Place } from '../domain/page.ts'
import type { Listing } from '../operations/contacts/find-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import type { ContactList, PlaceOf } from '../operations/timeline-list.ts'
import { byArguments } from './by-arguments.ts'

/** Gathers what is asked of a list of many contacts: a page, what lies beyond a place, and a count take one statement each. */
export interface TimelineLoaders<Item> {
  readonly page: (args: PageInput) => DataLoader<string, Listing<Item>>
  readonly beyond: (question: { readonly after: boolean }) => DataLoader<PlaceOf, boolean>
  readonly count: DataLoader<string, number>
}

export function timelineLoaders<Item> (ctx: OperationContext, list: ContactList<Item>): TimelineLoaders<Item> {
  return {
    page: byArguments((args: PageInput) => {
      const request = list.readRequest(ctx, args)
      return new DataLoader(ids => list.of(ctx, ids, request))
    }),
    beyond: byArguments(({ after }) => new DataLoader(places => list.haveBeyond(ctx, places, after))),
    count: new DataLoader(ids => list.countOf(ctx, ids))
  }
}

/** A page of one contact's list; what the listing would ask for itself is asked for all contacts of the page at once. */
export async function timelineOf<Item> (loaders: TimelineLoaders<Item>, contactId: string, args: PageInput): Promise<Listing<Item>> {
  return {
    ...await loaders.page(args).load(contactId),
    hasBeyond: (place: Place, after: boolean) => loaders.beyond({ after }).load({ ...place, contactId }),
    count: () => loaders.count.load(contactId)
  }
}
