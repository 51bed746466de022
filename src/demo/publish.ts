import { groupBy } from '../domain/group-by.ts'
import { FEED_NETWORK } from '../domain/feeds/feed.ts'
import type { FeedItem, FeedReading } from '../domain/feeds/reading.ts'
import { DAY_MS } from '../domain/quality/totals/decay.ts'
import { followFeed } from '../operations/feeds/follow-feed.ts'
import { pollFeed } from '../operations/feeds/poll-feed.ts'
import type { OperationContext } from '../operations/context.ts'
import { overrideSubstance } from '../operations/posts/override-substance.ts'
import { recordPosts } from '../operations/posts/record-posts.ts'
import { accepted } from './accepted.ts'
import type { MadeUpFeed, MadeUpPost, MadeUpWorkspace } from './made-up.ts'

/** A feed is asked for once a day at least, so that one that was read then is due now. */
const FIRST_READ_DAYS_AGO = 2

/** Writes what people published, as their feeds bring it where they have one, and what a member says of it. */
export async function publish (ctx: OperationContext, { posts, feeds, words }: MadeUpWorkspace, ids: readonly string[]): Promise<void> {
  const byContact = groupBy(posts, ({ contact }) => contact)
  for (const [place, published] of byContact) {
    const told = published.filter(({ network }) => network !== FEED_NETWORK)
    if (told.length > 0) accepted(await recordPosts(ctx, { contactId: ids[place]!, posts: told.map(({ contact, ...post }) => post) }))
  }
  for (const feed of feeds) await followThrough(ctx, feed, byContact.get(feed.contact) ?? [], ids[feed.contact]!)
  for (const { contact, at, ...word } of words) await overrideSubstance({ ...ctx, now: at }, { ...word, contactId: ids[contact]! })
}

/** Follows a feed, which is read twice: then its posts came, and now what it has come to. Nothing outside is asked. */
async function followThrough (ctx: OperationContext, { url, title, last }: MadeUpFeed, posts: readonly MadeUpPost[], contactId: string): Promise<void> {
  const brought: FeedReading = {
    outcome: 'CHANGED',
    content: { title, items: posts.map(toItem), unreadable: 0, restMs: null },
    validators: { etag: null, lastModified: null },
    movedTo: null
  }
  const readings = { CHANGED: brought, FAILED: { outcome: 'FAILED', why: 'The server answered 503.', retryAfterMs: null }, GONE: { outcome: 'GONE' } } as const
  const firstAt = ctx.now - FIRST_READ_DAYS_AGO * DAY_MS
  const { feed } = await followFeed({ ...ctx, now: firstAt }, { contactId, url })
  for (const [now, reading] of [[firstAt, brought], [ctx.now, readings[last]]] as const) {
    await pollFeed({ ...ctx, now: () => now, readFeed: async () => reading }, ctx.actor.workspaceId, feed.id)
  }
}

function toItem ({ externalId, url, title, text, kind, replies, publishedAt }: MadeUpPost): FeedItem {
  return { id: externalId, url: url ?? null, title: title ?? null, text: text ?? null, publishedAt, isReply: kind === 'REPLY', replies: replies ?? null }
}
