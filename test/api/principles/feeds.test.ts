import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { uuidOf } from '../../../src/domain/type-id.ts'
import { findDueFeeds, pollFeed, type Polled } from '../../../src/operations/feeds/poll-feed.ts'
import { safeFetch } from '../../../src/outside/fetch-safely.ts'
import { feedReader } from '../../../src/outside/read-feed.ts'
import { NOW, testApp, type TestApp } from '../../support/app.ts'
import { testJobs } from '../../support/jobs.ts'
import { ada, add, grace } from '../../support/people.ts'
import { webServer, type WebServer } from '../../support/web-server.ts'

const HOUR_MS = 3_600_000

interface Item { readonly id: string, readonly daysAgo: number, readonly title?: string, readonly text?: string }

/** A server with one feed; a test changes what is in it, and how it answers. */
interface Blog extends WebServer {
  items: readonly Item[]
  answer: { status: number, headers?: Record<string, string>, body?: string | Buffer } | null
}

async function blog (t: Test): Promise<Blog> {
  const state: Pick<Blog, 'items' | 'answer'> = { items: [], answer: null }
  const server = await webServer(t, (request, response) => {
    const etag = `"${state.items.map(({ id, title }) => `${id} ${title}`).join()}"`
    if (state.answer) response.writeHead(state.answer.status, state.answer.headers).end(state.answer.body)
    else if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
    else response.writeHead(200, { 'content-type': 'application/rss+xml', etag, 'content-encoding': 'gzip' }).end(gzipSync(rss(state.items)))
  })
  return Object.assign(state, server)
}

function rss (items: readonly Item[]): string {
  return `<rss version="2.0"><channel><title>Ada's blog</title>${items.map(({ id, daysAgo, title = 'On engines', text = 'They work.' }) =>
    `<item><guid isPermaLink="false">${id}</guid><link>https://ada.example/${id}</link><title>${title}</title><pubDate>${new Date(NOW - daysAgo * DAY_MS).toUTCString()}</pubDate><description>&lt;p&gt;${text}&lt;/p&gt;</description></item>`).join('')}</channel></rss>`
}

function readerOf ({ port }: WebServer) {
  return feedReader(safeFetch({ subnets: ['127.0.0.0/8'], ports: [port], http: true }))
}

/** Polls the feed as the job does; null where it is not due. */
function poll ({ database, workspaceId, clock }: TestApp, server: WebServer, feedId: string): Promise<Polled | null> {
  return pollFeed({ database, newId: uuidv7, now: () => clock.now, readFeed: readerOf(server) }, workspaceId, uuidOf('feed', feedId) ?? '')
}

async function follow ({ query }: TestApp, contactId: string, url: string) {
  const { data, errors } = await query('mutation ($input: FollowFeedInput!) { followFeed(input: $input) { outcome feed { id url state title nextPollAt lastPolledAt contact { name } } } }', { input: { contactId, url } })
  if (!data) throw new Error(JSON.stringify(errors))
  return data.followFeed
}

async function feedOf ({ query }: TestApp, id: string) {
  return (await query('query ($id: ID!) { node(id: $id) { ... on Feed { url title state lastPolledAt nextPollAt lastPostAt failures lastError } } }', { id })).data.node
}

async function postsOf ({ query }: TestApp, id: string) {
  return (await query('query ($id: ID!) { contact(id: $id) { posts { nodes { id network title text url kind publishedAt } } } }', { id })).data.contact.posts.nodes
}

async function followed (t: Test, items: readonly Item[] = [{ id: 'a', daysAgo: 3 }, { id: 'b', daysAgo: 1 }]) {
  const [app, server] = [await testApp(t), await blog(t)]
  server.items = items
  const [contactId = ''] = await add(app, [ada])
  const { feed } = await follow(app, contactId, `${server.address}/feed`)
  return { app, server, contactId, feedId: feed.id as string }
}

t.test('a feed that is followed brings its posts, and what it says of itself', async t => {
  const { app, server, contactId, feedId } = await followed(t)
  t.match(await feedOf(app, feedId), { state: 'ACTIVE', title: null, lastPolledAt: null, nextPollAt: new Date(NOW).toISOString(), failures: 0 })
  t.strictSame(await poll(app, server, feedId), { outcome: 'CHANGED', added: 2 })
  t.match(await postsOf(app, contactId), [
    { network: 'feed', title: 'On engines', text: 'They work.', url: 'https://ada.example/b', kind: 'POST', publishedAt: new Date(NOW - DAY_MS).toISOString() }, { url: 'https://ada.example/a' }
  ])
  const read = await feedOf(app, feedId)
  t.match(read, { state: 'ACTIVE', title: "Ada's blog", lastPolledAt: new Date(NOW).toISOString(), lastPostAt: new Date(NOW - DAY_MS).toISOString(), lastError: null })
  t.ok(Date.parse(read.nextPollAt) > NOW + 2 * HOUR_MS && Date.parse(read.nextPollAt) < NOW + 3 * HOUR_MS, 'a tenth of a day, give or take')
  t.equal(await poll(app, server, feedId), null, 'it is not due any more')
})

t.test('five posts of a feed make substance', async t => {
  const { app, server, contactId, feedId } = await followed(t, Array.from({ length: 6 }, (_, n) => ({ id: `p${n}`, daysAgo: n })))
  await poll(app, server, feedId)
  const { data } = await app.query('query ($id: ID!) { contact(id: $id) { quality { substance { score } } } }', { id: contactId })
  t.ok(data.contact.quality.substance.score > 30)
})

t.test('what has not changed is not sent again, and what is new is added', async t => {
  const { app, server, contactId, feedId } = await followed(t)
  await poll(app, server, feedId)
  app.clock.now = NOW + DAY_MS
  t.strictSame(await poll(app, server, feedId), { outcome: 'UNCHANGED', added: 0 })
  t.match(server.asked.map(({ headers }) => headers['if-none-match']), [undefined, '"a undefined,b undefined"'])
  server.items = [{ id: 'c', daysAgo: -0.5, title: 'New' }, ...server.items.map(item => ({ ...item, title: 'Better said' }))]
  app.clock.now = NOW + 2 * DAY_MS
  t.strictSame(await poll(app, server, feedId), { outcome: 'CHANGED', added: 1 })
  t.match(await postsOf(app, contactId), [{ title: 'New' }, { title: 'Better said' }, { title: 'Better said' }])
})

t.test('a post that was deleted does not come back, and what lies in the future waits for its time', async t => {
  const { app, server, contactId, feedId } = await followed(t, [{ id: 'a', daysAgo: 3 }, { id: 'b', daysAgo: 1 }, { id: 'later', daysAgo: -2 }])
  t.strictSame(await poll(app, server, feedId), { outcome: 'CHANGED', added: 2 })
  const [newest] = await postsOf(app, contactId)
  await app.query('mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }', { id: newest.id })
  server.items = [...server.items, { id: 'c', daysAgo: 0.5 }]
  app.clock.now = NOW + 3 * DAY_MS
  t.strictSame(await poll(app, server, feedId), { outcome: 'CHANGED', added: 2 })
  t.strictSame((await postsOf(app, contactId)).map(({ url }: { url: string }) => url), ['later', 'c', 'a'].map(id => `https://ada.example/${id}`))
})

t.test('following twice is following once; unfollowing leaves the posts, and following anew brings none twice', async t => {
  const { app, server, contactId, feedId } = await followed(t)
  await poll(app, server, feedId)
  t.match(await follow(app, contactId, `${server.address}/feed#top`), { outcome: 'UNCHANGED', feed: { id: feedId } })
  const unfollow = () => app.query('mutation ($id: ID!) { unfollowFeed(input: { id: $id }) { deletedId } }', { id: feedId })
  t.strictSame((await unfollow()).data, { unfollowFeed: { deletedId: feedId } })
  t.match(await unfollow(), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.equal((await postsOf(app, contactId)).length, 2)
  const again = await follow(app, contactId, `${server.address}/feed`)
  t.match(again, { outcome: 'CREATED' })
  t.strictSame(await poll(app, server, again.feed.id), { outcome: 'CHANGED', added: 0 })
})

t.test('two who write in one feed both have its posts', async t => {
  const { app, server, feedId } = await followed(t)
  const [other = ''] = await add(app, [grace])
  const { feed } = await follow(app, other, `${server.address}/feed`)
  t.strictSame([await poll(app, server, feedId), await poll(app, server, feed.id)], [{ outcome: 'CHANGED', added: 2 }, { outcome: 'CHANGED', added: 2 }])
})

t.test('a feed that fails is asked again later and later, and says what is wrong', async t => {
  const { app, server, feedId } = await followed(t)
  const waits: number[] = []
  server.answer = { status: 500 }
  for (let failures = 1; failures <= 10; failures++) {
    t.match(await poll(app, server, feedId), { outcome: 'FAILED' })
    const { state, lastError, nextPollAt, failures: told } = await feedOf(app, feedId)
    t.strictSame({ state, lastError, told }, { state: 'FAILING', lastError: 'The server answered 500.', told: failures })
    waits.push(Math.round((Date.parse(nextPollAt) - app.clock.now) / HOUR_MS))
    app.clock.now = Date.parse(nextPollAt)
  }
  t.ok(waits.every((wait, n) => n === 0 || wait >= (waits[n - 1] ?? 0)) && waits.slice(0, 4).join() !== '1,1,1,1', waits.join())
  t.ok(Math.max(...waits) <= Math.round(7 * 24 * 1.1), 'a week at the most, give or take a tenth')
  server.answer = null
  t.match(await poll(app, server, feedId), { outcome: 'CHANGED' })
  t.match(await feedOf(app, feedId), { state: 'ACTIVE', failures: 0, lastError: null })
})

t.test('a server that asks to be left alone is left alone, for a week at the most', async t => {
  const { app, server, feedId } = await followed(t)
  const nextAfter = async (header: string) => {
    server.answer = { status: 429, headers: { 'retry-after': header } }
    await poll(app, server, feedId)
    const at = Date.parse((await feedOf(app, feedId)).nextPollAt)
    const waited = (at - app.clock.now) / HOUR_MS
    app.clock.now = at
    return waited
  }
  const near = (waited: number, hours: number) => t.ok(waited >= 0.9 * hours && waited <= 1.1 * hours, `${waited} of ${hours} hours`)
  near(await nextAfter(String(30 * 3600)), 30)
  near(await nextAfter(new Date(app.clock.now + 20 * HOUR_MS).toUTCString()), 20)
  near(await nextAfter(String(365 * 86_400)), 7 * 24)
  near(await nextAfter('soon'), 8)
})

t.test('a feed that is gone is not asked for again, until somebody follows it anew', async t => {
  const { app, server, contactId, feedId } = await followed(t)
  server.answer = { status: 410 }
  t.match(await poll(app, server, feedId), { outcome: 'GONE' })
  t.match(await feedOf(app, feedId), { state: 'GONE', nextPollAt: null, lastError: 'The server says that the feed is gone for good.' })
  app.clock.now = NOW + 365 * DAY_MS
  t.strictSame(await findDueFeeds({ database: app.database, now: () => app.clock.now }), [])
  server.answer = null
  t.match(await follow(app, contactId, `${server.address}/feed`), { outcome: 'UPDATED', feed: { id: feedId, state: 'ACTIVE' } })
  t.match(await poll(app, server, feedId), { outcome: 'CHANGED' })
})

t.test('a feed that moves for good is followed, once it has said so three times', async t => {
  const [app, server, elsewhere] = [await testApp(t), await blog(t), await blog(t)]
  elsewhere.items = [{ id: 'a', daysAgo: 1 }]
  const [contactId = ''] = await add(app, [ada])
  const { feed } = await follow(app, contactId, `${server.address}/feed`)
  const readFeed = feedReader(safeFetch({ subnets: ['127.0.0.0/8'], ports: [server.port, elsewhere.port], http: true }))
  server.answer = { status: 301, headers: { location: `${elsewhere.address}/new` } }
  const urls = []
  for (let n = 0; n < 4; n++) {
    await pollFeed({ database: app.database, newId: uuidv7, now: () => app.clock.now, readFeed }, app.workspaceId, uuidOf('feed', feed.id) ?? '')
    urls.push((await feedOf(app, feed.id)).url)
    app.clock.now += DAY_MS
  }
  t.strictSame(urls, [`${server.address}/feed`, `${server.address}/feed`, `${elsewhere.address}/new`, `${elsewhere.address}/new`])
  t.equal(server.asked.length, 3)
  t.equal((await postsOf(app, contactId)).length, 1, 'its posts are the same')
})

t.test('what is no feed, too large, or not to be read is told in words for people', async t => {
  const { app, server, contactId, feedId } = await followed(t)
  const errorAfter = async (answer: Blog['answer'], id = feedId) => {
    server.answer = answer
    app.clock.now += 30 * DAY_MS
    await poll(app, server, id)
    return (await feedOf(app, id)).lastError
  }
  t.equal(await errorAfter({ status: 200, body: '<!doctype html><html></html>' }), 'feed: is a web page, and no feed.')
  t.equal(await errorAfter({ status: 200, body: Buffer.alloc(5 * 1024 * 1024 + 1, ' ') }), 'The answer is too large.')
  t.equal(await errorAfter({ status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } }), 'The address is not one that is read: it takes https, a usual port, and no password.')
  t.equal(await errorAfter({ status: 302, headers: { location: `http://[::1]:${server.port}/` } }), 'The address leads to a network that is not read.')
  const local = (await follow(app, contactId, 'http://10.0.0.1/feed')).feed.id
  const strict = feedReader(safeFetch({ subnets: [], ports: [80, 443], http: true }))
  await pollFeed({ database: app.database, newId: uuidv7, now: () => app.clock.now, readFeed: strict }, app.workspaceId, uuidOf('feed', local) ?? '')
  t.equal((await feedOf(app, local)).lastError, 'The address leads to a network that is not read.')
})

t.test('an address with a password, or too many feeds, are refused', async t => {
  const app = await testApp(t)
  const [contactId = ''] = await add(app, [ada])
  const FOLLOW = 'mutation ($input: FollowFeedInput!) { followFeed(input: $input) { outcome } }'
  t.match(await app.query(FOLLOW, { input: { contactId, url: 'https://me:secret@example.org/feed' } }), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'url' }] } }] })
  t.match(await app.query(FOLLOW, { input: { contactId, url: 'ftp://example.org/feed' } }), { errors: [{ message: /URL takes/ }] })
  for (let n = 0; n < 20; n++) await follow(app, contactId, `https://example.org/${n}`)
  t.match(await app.query(FOLLOW, { input: { contactId, url: 'https://example.org/20' } }), { errors: [{ extensions: { code: 'CONFLICT' } }] })
  const { data } = await app.query('query ($id: ID!) { contact(id: $id) { feeds { url } } }', { id: contactId })
  t.equal(data.contact.feeds.length, 20)
  t.equal(data.contact.feeds[0].url, 'https://example.org/0')
})

t.test('a feed whose contact is deleted while it is read leaves nothing behind', async t => {
  const { app, server, contactId, feedId } = await followed(t)
  const read = readerOf(server)
  const polled = await pollFeed({
    database: app.database,
    newId: uuidv7,
    now: () => app.clock.now,
    async readFeed (...asked) {
      const reading = await read(...asked)
      await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id: contactId })
      return reading
    }
  }, app.workspaceId, uuidOf('feed', feedId) ?? '')
  t.equal(polled, null)
  t.equal((await app.query('query ($id: ID!) { node(id: $id) { id } }', { id: feedId })).data.node, null)
})

t.test('the job reads a feed soon after it is followed, and when it is due', async t => {
  const { app, server, contactId } = await followed(t)
  const { lines } = await testJobs(t, app, () => app.clock.now, { readFeed: readerOf(server) })
  for (const end = Date.now() + 15_000; (await postsOf(app, contactId)).length < 2 && Date.now() < end;) await wait(50)
  t.equal((await postsOf(app, contactId)).length, 2)
  t.equal(server.asked.length, 1, 'two wishes for one feed are one poll')
  t.strictSame(lines.filter(line => line.includes('"level":50')), [])
})
