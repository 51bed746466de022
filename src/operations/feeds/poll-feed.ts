import { POLL_LEASE_MS, polledFeed, postsOf, type Feed } from '../../domain/feeds/feed.ts'
import type { FeedReading, ReadFeed } from '../../domain/feeds/reading.ts'
import { readPost } from '../../domain/posts/post.ts'
import { lockContacts } from '../../database/contacts/contacts.ts'
import { dueFeedIds, feedsOf, findFeeds, lockFeed, updateFeed } from '../../database/posts/feeds.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import type { OperationContext } from '../context.ts'
import { keepPosts } from '../posts/keep-posts.ts'
import { attempt } from '../rows.ts'

/** Of one workspace at a time, so that nobody's feeds keep those of others waiting. */
const MOST_DUE = 100

export interface PollContext extends Pick<OperationContext, 'database' | 'newId'> {
  readonly readFeed: ReadFeed
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** What a poll came to. */
export interface Polled {
  readonly outcome: FeedReading['outcome']
  readonly added: number
}

/** The feeds that are due in each workspace, the longest due first. */
export async function findDueFeeds ({ database, now }: Pick<PollContext, 'database' | 'now'>): Promise<{ workspaceId: string, feedId: string }[]> {
  const due = []
  for (const workspaceId of await allWorkspaceIds(database)) {
    const ids = await inWorkspace(database, workspaceId, db => dueFeedIds(db, now(), MOST_DUE))
    due.push(...ids.map(feedId => ({ workspaceId, feedId })))
  }
  return due
}

/**
 * Reads a feed that is due, and records what is new in it as its contact's posts. Nothing is held while its server is waited for;
 * what it brings, the scores that follow and the feed's own state are written together. Null where it is not due any more.
 */
export async function pollFeed ({ database, readFeed, now, newId }: PollContext, workspaceId: string, feedId: string, signal?: AbortSignal): Promise<Polled | null> {
  const feed = await inWorkspace(database, workspaceId, db => claim(db, feedId, now()))
  if (!feed) return null
  const reading = await readFeed(feed.url, feed, now(), signal)
  signal?.throwIfAborted()
  return inWorkspace(database, workspaceId, db => keep(db, feedId, reading, { now: now(), newId }))
}

/** A feed that is due, and not for a while for anybody else. */
async function claim (db: Db, feedId: string, now: number): Promise<Feed | undefined> {
  const feed = await lockFeed(db, feedId)
  if (!feed || feed.nextPollAt > now) return undefined
  await updateFeed(db, { ...feed, nextPollAt: now + POLL_LEASE_MS })
  return feed
}

async function keep (db: Db, feedId: string, reading: FeedReading, ctx: Pick<OperationContext, 'now' | 'newId'>): Promise<Polled | null> {
  const [known] = await findFeeds(db, [feedId])
  // Contacts are taken before what is theirs, by everybody.
  const [contact] = known ? await lockContacts(db, [known.contactId]) : []
  const feed = contact && await lockFeed(db, feedId)
  if (!feed) return null
  const added = reading.outcome === 'CHANGED' ? await record(db, feed, reading, ctx) : 0
  await updateFeed(db, await withoutTwin(db, feed, polledFeed(feed, reading, ctx.now)))
  return { outcome: reading.outcome, added }
}

async function record (db: Db, feed: Feed, { content }: FeedReading & { outcome: 'CHANGED' }, ctx: Pick<OperationContext, 'now' | 'newId'>): Promise<number> {
  const told = postsOf(feed, content.items)
  const isNew = new Set(told.filter(post => post.isNew).map(({ externalId }) => externalId))
  const read = told.flatMap(post => {
    const row = attempt(() => readPost(post, ctx.now))
    return 'value' in row ? [row.value] : []
  })
  const kept = await keepPosts(db, feed.contactId, read, ctx, ({ externalId }) => isNew.has(externalId))
  return kept.filter(row => row && 'value' in row && !row.value.before).length
}

/** A feed that has moved to where another one of the contact is stays where it was. */
async function withoutTwin (db: Db, before: Feed, after: Feed): Promise<Feed> {
  if (after.url === before.url) return after
  const others = await feedsOf(db, [after.contactId])
  return others.some(({ id, url }) => id !== after.id && url === after.url) ? { ...after, url: before.url } : after
}
