import t from 'tap'
import { feedState, newFeed, polledFeed, postsOf, readFeedUrl, type Feed } from '../../../src/domain/feeds/feed.ts'
import type { FeedContent, FeedItem, FeedReading } from '../../../src/domain/feeds/reading.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { Refusal } from '../../../src/domain/refusal.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const HOUR_MS = 3_600_000
/** In the middle of the jitter: its waits are as they are written. */
const FEED = newFeed({ id: '01890a5d-ac96-774b-bcce-b3027fffffff', contactId: 'contact', url: 'https://ada.example/feed' }, NOW)

function item (id: string, daysAgo: number, more: Partial<FeedItem> = {}): FeedItem {
  return { id, url: null, title: null, text: null, publishedAt: NOW - daysAgo * DAY_MS, isReply: false, replies: null, ...more }
}

function changed (items: readonly FeedItem[], more: Partial<FeedContent> = {}, movedTo: string | null = null): FeedReading {
  return { outcome: 'CHANGED', content: { title: 'Ada', items, unreadable: 0, restMs: null, ...more }, validators: { etag: '"1"', lastModified: 'yesterday' }, movedTo }
}

function hoursToNext (feed: Feed, now = NOW): number {
  return Math.round((feed.nextPollAt - now) / HOUR_MS)
}

t.test('the address of a feed is cleaned, and one that is none is refused', async t => {
  t.equal(readFeedUrl(' HTTPS://Ada.Example/feed#top '), 'https://ada.example/feed')
  for (const url of ['ada.example/feed', 'ftp://ada.example/', 'https://me@ada.example/', 'https://:pw@ada.example/', `https://ada.example/${'a'.repeat(2048)}`]) {
    t.throws(() => readFeedUrl(url), Refusal, url)
  }
})

t.test('a lively feed is read every hour, a silent one once a day, and none before it wishes', async t => {
  const next = (daysAgo: number, restMs: number | null = null) => hoursToNext(polledFeed(FEED, changed([item('a', daysAgo)], { restMs }), NOW))
  t.equal(next(0), 1)
  t.equal(next(1), 2)
  t.equal(next(5), 12)
  t.equal(next(400), 24)
  t.equal(next(0, 6 * HOUR_MS), 6)
  t.equal(hoursToNext(polledFeed(FEED, changed([]), NOW)), 1, 'an empty one is as young as we know it')
})

t.test('feeds that are followed together are not read together, and each keeps its place', async t => {
  const waits = Array.from({ length: 50 }, (_, n) => polledFeed({ ...FEED, id: `01890a5d-ac96-774b-bcce-b302${(n * 85_899_345).toString(16).padStart(8, '0')}` }, changed([item('a', 30)]), NOW).nextPollAt - NOW)
  t.ok(waits.every(wait => wait >= 0.9 * DAY_MS && wait <= 1.1 * DAY_MS))
  t.equal(new Set(waits).size, 50)
  t.equal(polledFeed(FEED, changed([item('a', 30)]), NOW).nextPollAt, polledFeed(FEED, changed([item('a', 30)]), NOW).nextPollAt)
})

t.test('failures are waited out an hour, then twice as long each time, up to a week', async t => {
  let feed = FEED
  const waits = Array.from({ length: 10 }, () => {
    feed = polledFeed(feed, { outcome: 'FAILED', why: 'The server answered 500.', retryAfterMs: null }, NOW)
    return hoursToNext(feed)
  })
  t.strictSame(waits, [1, 2, 4, 8, 16, 32, 64, 128, 168, 168])
  t.match(feed, { failures: 10, lastError: 'The server answered 500.', etag: null })
  t.equal(feedState(feed), 'FAILING')
  const well = polledFeed(feed, { outcome: 'UNCHANGED', movedTo: null }, NOW)
  t.match(well, { failures: 0, lastError: null })
  t.equal(feedState(well), 'ACTIVE')
})

t.test('a server\'s wish to be left alone is heeded where it is longer, and within reason', async t => {
  const wait = (retryAfterMs: number) => hoursToNext(polledFeed(FEED, { outcome: 'FAILED', why: 'x', retryAfterMs }, NOW))
  t.equal(wait(1000), 1)
  t.equal(wait(5 * HOUR_MS), 5)
  t.equal(wait(1000 * DAY_MS), 168)
})

t.test('a feed that is gone is never asked for again', async t => {
  const gone = polledFeed(FEED, { outcome: 'GONE' }, NOW)
  t.equal(gone.nextPollAt, Infinity)
  t.equal(feedState(gone), 'GONE')
})

t.test('what a feed calls itself, and what its server said of it, is kept; but nothing that could not be said again', async t => {
  t.match(polledFeed(FEED, changed([]), NOW), { title: 'Ada', etag: '"1"', lastModified: 'yesterday', lastPolledAt: NOW })
  t.equal(polledFeed({ ...FEED, title: 'Old' }, changed([], { title: null }), NOW).title, 'Old')
  for (const etag of ['"a\r\nx: y"', 'é', 'a'.repeat(501)]) t.equal(polledFeed(FEED, { ...changed([]), validators: { etag, lastModified: null } } as FeedReading, NOW).etag, null)
  t.match(polledFeed({ ...FEED, etag: '"1"', title: 'Ada' }, { outcome: 'UNCHANGED', movedTo: null }, NOW), { etag: '"1"', title: 'Ada' })
})

t.test('a move is believed once it was told three times in a row, of the same place', async t => {
  const told = (feed: Feed, movedTo: string | null) => polledFeed(feed, { outcome: 'UNCHANGED', movedTo }, NOW)
  const twice = told(told(FEED, 'https://new.example/'), 'https://new.example/')
  t.match(twice, { url: FEED.url, moves: 2 })
  t.match(told(twice, 'https://new.example/'), { url: 'https://new.example/', moves: 0, movedTo: null })
  t.match(told(twice, 'https://other.example/'), { url: FEED.url, moves: 1 })
  t.match(told(twice, null), { url: FEED.url, moves: 0, movedTo: null })
})

t.test('the newest post that is out is remembered, and only what is newer is new', async t => {
  const feed = polledFeed(FEED, changed([item('later', -1), item('a', 1), item('b', 3)]), NOW)
  t.equal(feed.lastPostAt, NOW - DAY_MS)
  t.equal(polledFeed(feed, changed([item('b', 3)]), NOW).lastPostAt, NOW - DAY_MS, 'it does not go back')
  t.strictSame(postsOf(feed, [item('later', -1), item('a', 1), item('b', 3)]).map(({ isNew }) => isNew), [true, false, false])
  t.ok(postsOf(FEED, [item('a', 1000)])[0]?.isNew, 'the first time, all is')
})

t.test('an item becomes a post with a name of its own', async t => {
  const [post] = postsOf(FEED, [item('https://ada.example/1', 1, { url: 'https://ada.example/1', title: 'T', text: 'x', isReply: true, replies: 3 })])
  t.strictSame(post, {
    network: 'feed', externalId: 'contact/https://ada.example/1', kind: 'REPLY', publishedAt: NOW - DAY_MS, url: 'https://ada.example/1', title: 'T', text: 'x', replies: 3, isNew: true
  })
  t.equal(postsOf(FEED, [item('17', 1)])[0]?.externalId, 'contact/ada.example/17', 'a number is one only where it is used')
  t.equal(postsOf(FEED, [item('a'.repeat(490), 1)])[0]?.externalId.length, 500)
  t.equal(postsOf(FEED, [item('1', 1, { url: `https://ada.example/${'a'.repeat(2048)}` })])[0]?.url, null)
})
