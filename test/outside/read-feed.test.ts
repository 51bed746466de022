import t from 'tap'
import { OutsideError, type FetchOutside, type OutsideAnswer } from '../../src/domain/outside.ts'
import { feedReader, retryAfterMs } from '../../src/outside/read-feed.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const RSS = '<rss><channel><title>Ada</title></channel></rss>'

/** What is read where the server answers so. */
function reading (answer: Partial<OutsideAnswer> | Error) {
  const fetch: FetchOutside = async () => {
    if (answer instanceof Error) throw answer
    return { status: 200, headers: {}, body: Buffer.from(RSS), url: 'https://ada.example/feed', movedTo: null, ...answer }
  }
  return feedReader(fetch)('https://ada.example/feed', { etag: null, lastModified: null }, NOW)
}

t.test('an answer is a feed, no news, an end, or a failure', async t => {
  t.match(await reading({ headers: { etag: '"1"', 'last-modified': 'yesterday' }, movedTo: 'https://new.example/' }), {
    outcome: 'CHANGED', content: { title: 'Ada' }, validators: { etag: '"1"', lastModified: 'yesterday' }, movedTo: 'https://new.example/'
  })
  t.strictSame(await reading({ status: 304 }), { outcome: 'UNCHANGED', movedTo: null })
  t.strictSame(await reading({ status: 410 }), { outcome: 'GONE' })
  t.strictSame(await reading({ status: 503, headers: { 'retry-after': '120' } }), { outcome: 'FAILED', why: 'The server answered 503.', retryAfterMs: 120_000 })
  t.strictSame(await reading({ body: Buffer.from('x') }), { outcome: 'FAILED', why: 'feed: is neither RSS nor Atom nor JSON Feed.', retryAfterMs: null })
  t.strictSame(await reading(new OutsideError('BLOCKED')), { outcome: 'FAILED', why: 'The address leads to a network that is not read.', retryAfterMs: null })
})

t.test('a fault of our own is none of the feed\'s', async t => {
  await t.rejects(reading(new TypeError('x')), { message: 'x' })
})

t.test('only what has changed is asked for', async t => {
  const asked: unknown[] = []
  const fetch: FetchOutside = async (_url, request) => {
    asked.push(request.headers)
    return { status: 304, headers: {}, body: new Uint8Array(), url: '', movedTo: null }
  }
  await feedReader(fetch)('https://ada.example/feed', { etag: '"1"', lastModified: 'yesterday' }, NOW)
  t.match(asked, [{ accept: /rss/, 'if-none-match': '"1"', 'if-modified-since': 'yesterday' }])
})

t.test('Retry-After is seconds or a date', async t => {
  t.equal(retryAfterMs('90', NOW), 90_000)
  t.equal(retryAfterMs(new Date(NOW + 60_000).toUTCString(), NOW), 60_000)
  t.equal(retryAfterMs(new Date(NOW - 60_000).toUTCString(), NOW), 0)
  t.equal(retryAfterMs('soon', NOW), null)
  t.equal(retryAfterMs(undefined, NOW), null)
})
