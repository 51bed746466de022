import { changesBetween } from '../../domain/changes.ts'
import { MOST_FEEDS, newFeed, readFeedUrl, type Feed } from '../../domain/feeds/feed.ts'
import { Refusal } from '../../domain/refusal.ts'
import { insertOutbox } from '../../database/outbox.ts'
import { deleteFeed, feedsOf, insertFeed, lockFeed, updateFeed } from '../../database/posts/feeds.ts'
import { takeContact } from '../contacts/update-contact.ts'
import type { OperationContext } from '../context.ts'
import type { RowOutcome } from '../rows.ts'
import { transact } from '../transact.ts'

/**
 * Has a feed read from now on for what a contact publishes; soon for the first time. One that is followed already stays as it is,
 * but one that was gone is tried again. Refuses NOT_FOUND, an INVALID address, and too many feeds (CONFLICT).
 */
export function followFeed (ctx: OperationContext, input: { contactId: string, url: string }): Promise<{ feed: Feed, outcome: RowOutcome }> {
  return transact(ctx, 'followFeed', input, async writing => {
    const { db, audit } = writing
    const { id: contactId } = await takeContact(writing, input.contactId)
    const url = readFeedUrl(input.url)
    const feeds = await feedsOf(db, [contactId])
    const present = feeds.find(feed => feed.url === url)
    if (present && present.nextPollAt !== Infinity) return { feed: present, outcome: 'UNCHANGED' }
    if (!present && feeds.length >= MOST_FEEDS) throw new Refusal('CONFLICT', `A contact can have ${MOST_FEEDS} feeds; unfollow one first.`)
    const feed = present ? { ...present, nextPollAt: ctx.now, failures: 0, lastError: null } : newFeed({ id: ctx.newId(), contactId, url }, ctx.now)
    await (present ? updateFeed : insertFeed)(db, feed)
    await insertOutbox(db, { id: ctx.newId(), topic: 'feed.poll', key: feed.id, payload: {} }, ctx.now)
    audit({ subjectType: 'feed', subjectId: feed.id, changes: changesBetween(undefined, { contactId: feed.contactId, url }) })
    return { feed, outcome: present ? 'UPDATED' : 'CREATED' }
  })
}

/** Reads a feed no more; what it has brought stays. Refuses NOT_FOUND. */
export function unfollowFeed (ctx: OperationContext, { id }: { id: string }): Promise<{ deletedId: string }> {
  return transact(ctx, 'unfollowFeed', { id }, async ({ db, audit }) => {
    const feed = await lockFeed(db, id)
    if (!feed) throw new Refusal('NOT_FOUND', 'There is no such feed.')
    await deleteFeed(db, id)
    audit({ subjectType: 'feed', subjectId: id, changes: changesBetween({ contactId: feed.contactId, url: feed.url }, undefined) })
    return { deletedId: id }
  })
}
