import { invalid } from '../refusal.ts'
import { isWebAddress, LONGEST, type PostInput } from '../posts/post.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import type { FeedItem, FeedReading, Validators } from './reading.ts'

/** A feed in which a contact publishes. Instants are epoch milliseconds. */
export interface Feed extends Validators {
  readonly id: string
  readonly contactId: string
  readonly url: string
  readonly title: string | null
  readonly lastPolledAt: number | null
  /** When the newest post that it has brought was published. */
  readonly lastPostAt: number | null
  /** Infinity where the feed is gone for good. */
  readonly nextPollAt: number
  /** Polls in a row that failed, and what the last of them said. */
  readonly failures: number
  readonly lastError: string | null
  /** Polls in a row that were sent on for good, and whereto. */
  readonly moves: number
  readonly movedTo: string | null
  readonly createdAt: number
}

export const FEED_STATES = ['ACTIVE', 'FAILING', 'GONE'] as const
export type FeedState = typeof FEED_STATES[number]

const HOUR_MS = 60 * 60 * 1000
/** Chosen: a lively feed is read every hour, one that is silent for ten days or more once a day. */
const INTERVAL = { leastMs: HOUR_MS, mostMs: DAY_MS, silence: 1 / 10 }
/** Chosen: after a failure an hour, then twice as long each time, up to a week; no server's wish is heeded beyond that either. */
const BACK_OFF = { firstMs: HOUR_MS, mostMs: 7 * DAY_MS, mostDoublings: 10 }
/** Chosen: polls lie up to a tenth of their interval earlier or later, so that feeds followed together are not read together. */
const JITTER = 0.1
/** Chosen: a server that is set up wrongly for a day does not take a feed away. */
const MOVES_TO_BELIEVE = 3
/** A poll that was begun and never ended is begun again after so long. */
export const POLL_LEASE_MS = 10 * 60_000
export const MOST_FEEDS = 20
/** Where posts of feeds are published, as far as anybody can tell. */
export const FEED_NETWORK = 'feed'
const LONGEST_VALIDATOR = 500

/** The address of a feed, cleaned. Refuses (INVALID) what is no http address, or has a password in it. */
export function readFeedUrl (text: string): string {
  const url = text.trim()
  if (!isWebAddress(url) || url.length > LONGEST.url) throw invalid({ path: 'url', message: `is no absolute http or https address of at most ${LONGEST.url} characters.` })
  const { href, username, password } = new URL(url)
  if (username !== '' || password !== '') throw invalid({ path: 'url', message: 'has a name or a password in it; a feed that needs one cannot be followed.' })
  return href.replace(/#.*$/, '')
}

/** A feed that was not read yet; it is due at once. */
export function newFeed (fields: Pick<Feed, 'id' | 'contactId' | 'url'>, now: number): Feed {
  return {
    ...fields, title: null, etag: null, lastModified: null, lastPolledAt: null, lastPostAt: null, nextPollAt: now, failures: 0, lastError: null, moves: 0, movedTo: null, createdAt: now
  }
}

export function feedState ({ nextPollAt, failures }: Pick<Feed, 'nextPollAt' | 'failures'>): FeedState {
  if (nextPollAt === Infinity) return 'GONE'
  return failures > 0 ? 'FAILING' : 'ACTIVE'
}

/** The feed as it is after a poll: what was learned of it, and when to look again. */
export function polledFeed (feed: Feed, reading: FeedReading, now: number): Feed {
  const polled = { ...feed, lastPolledAt: now }
  switch (reading.outcome) {
    case 'GONE':
      return { ...polled, nextPollAt: Infinity, failures: feed.failures + 1, lastError: 'The server says that the feed is gone for good.', moves: 0, movedTo: null }
    case 'FAILED': {
      const backOff = Math.min(BACK_OFF.mostMs, BACK_OFF.firstMs * 2 ** Math.min(feed.failures, BACK_OFF.mostDoublings))
      const wait = Math.min(BACK_OFF.mostMs, Math.max(backOff, reading.retryAfterMs ?? 0))
      return { ...polled, nextPollAt: now + spread(feed.id, wait), failures: feed.failures + 1, lastError: reading.why.slice(0, 500) }
    }
    default:
      return read(polled, reading, now)
  }
}

/** The items of a reading that are to be recorded as posts of the contact; those that lie in the future wait for their time. */
export function postsOf (feed: Feed, items: readonly FeedItem[]): readonly (PostInput & { readonly isNew: boolean })[] {
  return items.map(item => ({
    network: FEED_NETWORK,
    externalId: externalIdOf(feed, item),
    kind: item.isReply ? 'REPLY' : 'POST',
    publishedAt: item.publishedAt,
    url: item.url !== null && item.url.length <= LONGEST.url ? item.url : null,
    title: item.title,
    text: item.text,
    replies: item.replies,
    // What was here at the last poll and is known no longer, somebody has deleted: it does not come back.
    isNew: feed.lastPostAt === null || item.publishedAt > feed.lastPostAt
  }))
}

function read (feed: Feed, reading: FeedReading & { outcome: 'CHANGED' | 'UNCHANGED' }, now: number): Feed {
  const content = reading.outcome === 'CHANGED' ? reading.content : null
  const newest = content?.items.reduce<number | null>((last, { publishedAt }) => publishedAt > now ? last : Math.max(last ?? publishedAt, publishedAt), null) ?? null
  const lastPostAt = newest === null ? feed.lastPostAt : Math.max(newest, feed.lastPostAt ?? newest)
  const silence = now - (lastPostAt ?? feed.createdAt)
  const interval = Math.max(INTERVAL.leastMs, content?.restMs ?? 0, Math.min(INTERVAL.mostMs, silence * INTERVAL.silence))
  return {
    ...feed,
    ...reading.outcome === 'CHANGED' && { title: reading.content.title ?? feed.title, etag: validator(reading.validators.etag), lastModified: validator(reading.validators.lastModified) },
    ...moved(feed, reading.movedTo),
    lastPostAt,
    nextPollAt: now + spread(feed.id, interval),
    failures: 0,
    lastError: null
  }
}

function moved (feed: Feed, movedTo: string | null): Pick<Feed, 'url' | 'moves' | 'movedTo'> {
  const moves = movedTo === null ? 0 : movedTo === feed.movedTo ? feed.moves + 1 : 1
  if (movedTo === null || moves < MOVES_TO_BELIEVE || movedTo.length > LONGEST.url) return { url: feed.url, moves, movedTo }
  return { url: movedTo, moves: 0, movedTo: null }
}

/** Stays the same when the feed moves or is followed anew, and is another one for each contact who writes in the same feed. */
function externalIdOf ({ contactId, url }: Feed, { id }: FeedItem): string {
  const isGlobal = /^(?:https?:|tag:|urn:)/i.test(id)
  return `${contactId}/${isGlobal ? id : `${new URL(url).host.slice(0, 60)}/${id}`}`.slice(0, LONGEST.externalId)
}

/** What a server is told again word by word: nothing but plain characters, and not many. */
function validator (text: string | null): string | null {
  return text !== null && text.length <= LONGEST_VALIDATOR && /^[\x20-\x7e]+$/.test(text) ? text : null
}

/** The wait, a little shorter or longer; always the same for one feed, by the end of its UUID. */
function spread (feedId: string, waitMs: number): number {
  const place = parseInt(feedId.slice(-8), 16) / 0xffffffff
  return Math.round(waitMs * (1 - JITTER + 2 * JITTER * place))
}
