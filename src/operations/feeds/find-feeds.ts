import type { Feed } from '../../domain/feeds/feed.ts'
import { groupBy } from '../../domain/group-by.ts'
import { feedsOf, findFeeds as findRows } from '../../database/posts/feeds.ts'
import type { OperationContext } from '../context.ts'

/** The feeds with these ids, in their order; undefined for each that is not there. */
export async function findFeeds ({ reading }: OperationContext, ids: readonly string[]): Promise<(Feed | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(feed => [feed.id, feed]))
  return ids.map(id => found.get(id))
}

/** The feeds of each of these contacts, oldest first. */
export async function findContactFeeds ({ reading }: OperationContext, contactIds: readonly string[]): Promise<Feed[][]> {
  const byContact = groupBy(await reading.read(db => feedsOf(db, contactIds)), ({ contactId }) => contactId)
  return contactIds.map(id => byContact.get(id) ?? [])
}
