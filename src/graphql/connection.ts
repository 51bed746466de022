import type { Place } from '../domain/page.ts'
import type { Listing } from '../operations/contacts/find-contacts.ts'

interface Edge<Item> {
  readonly node: Item
  readonly place: Place
  readonly cursorOf: (place: Place) => string
}

/** The resolvers of a connection type, its edge type and PageInfo; all but the page itself is read when it is asked for. */
export function connectionResolvers<Item, L extends Listing<Item>> (name: string, more: Record<string, (listing: L) => unknown> = {}) {
  return {
    [`${name}Connection`]: {
      edges: ({ page, cursorOf }: L): Edge<Item>[] => page.items.map(({ item, place }) => ({ node: item, place, cursorOf })),
      nodes: ({ page }: L) => page.items.map(({ item }) => item),
      pageInfo: (listing: L) => listing,
      totalCount: ({ count }: L) => count(),
      ...more
    },
    [`${name}Edge`]: { cursor: ({ place, cursorOf }: Edge<Item>) => cursorOf(place) }
  }
}

/** Whether more comes is told of the whole list, so that a client may turn round anywhere. */
export const pageInfoResolvers = {
  PageInfo: {
    startCursor: ({ page: { items: [first] }, cursorOf }: Listing<unknown>) => first ? cursorOf(first.place) : null,
    endCursor: ({ page: { items }, cursorOf }: Listing<unknown>) => {
      const last = items.at(-1)
      return last ? cursorOf(last.place) : null
    },
    hasNextPage: ({ page: { items, hasMore, request }, hasBeyond }: Listing<unknown>) => {
      if (!request.fromEnd && hasMore) return true
      const last = items.at(-1)
      return request.before !== null && (!last || hasBeyond(last.place, true))
    },
    hasPreviousPage: ({ page: { items: [first], hasMore, request }, hasBeyond }: Listing<unknown>) => {
      if (request.fromEnd && hasMore) return true
      return request.after !== null && (!first || hasBeyond(first.place, false))
    }
  }
}
