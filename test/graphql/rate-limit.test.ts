import t from 'tap'
import { createBuckets, rateLimitOf } from '../../src/graphql/cost/rate-limit.ts'
import { buildEdge } from './support/edge.ts'

const NOW = Date.UTC(2026, 2, 1)

t.test('a bucket starts full, empties by what is taken, and fills by the second', t => {
  const buckets = createBuckets(rateLimitOf(100))
  t.strictSame(buckets.limit, { capacity: 2000, restoreRate: 100 })
  t.strictSame(buckets.take('ada', 1500, NOW), { isPaid: true, available: 500, waitSeconds: 0, fullInSeconds: 15 })
  t.strictSame(buckets.take('ada', 800, NOW), { isPaid: false, available: 500, waitSeconds: 3, fullInSeconds: 15 })
  t.equal(buckets.take('ada', 800, NOW + 2999).isPaid, false)
  t.strictSame(buckets.take('ada', 800, NOW + 3000), { isPaid: true, available: 0, waitSeconds: 0, fullInSeconds: 20 })
  t.equal(buckets.take('ada', 0, NOW + 3600_000).available, 2000, 'and never beyond its capacity')
  t.equal(buckets.take('grace', 2000, NOW).isPaid, true, 'each caller has its own')
  t.end()
})

t.test('what was taken too much comes back, and no more than the capacity', t => {
  const buckets = createBuckets(rateLimitOf(100))
  buckets.take('ada', 1000, NOW)
  t.equal(buckets.refund('ada', 990, NOW).available, 1990)
  t.equal(buckets.refund('ada', 990, NOW).available, 2000)
  t.end()
})

t.test('a clock that goes back gives nothing', t => {
  const buckets = createBuckets(rateLimitOf(100))
  buckets.take('ada', 2000, NOW)
  t.equal(buckets.take('ada', 1, NOW - 60_000).isPaid, false)
  t.end()
})

t.test('full buckets are not kept, and 100,000 at most', t => {
  const buckets = createBuckets(rateLimitOf(100))
  for (let index = 0; index < 1000; index++) buckets.take(`caller ${index}`, 100, NOW)
  t.equal(buckets.size(), 1000)
  buckets.take('ada', 100, NOW + 1000)
  t.equal(buckets.size(), 1)
  for (let index = 0; index < 100_500; index++) buckets.take(`flood ${index}`, 2000, NOW + 1000)
  t.equal(buckets.size(), 100_000)
  t.end()
})

t.test('every answer that was priced tells the price and the balance', async t => {
  const { post, get } = await buildEdge(t, { rateLimit: 50, nowMs: () => NOW })
  const { body, headers } = await post({ query: '{ people(first: 50) { nodes { id } } }' })
  t.strictSame(body.extensions.cost, {
    requestedQueryCost: 52, actualQueryCost: 52, throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 948, restoreRate: 50 }
  })
  t.equal(headers['x-ratelimit-limit'], '1000')
  t.equal(headers['x-ratelimit-remaining'], '948')
  t.equal(headers['x-ratelimit-reset'], String(NOW / 1000 + 2), 'the 52 points are back after two seconds')
  t.match((await get({ query: '{ fails }' })).body.extensions.cost, { requestedQueryCost: 1, actualQueryCost: 1 })
  t.equal((await post({ query: '{' })).body.extensions, undefined)
})

t.test('the difference to what was asked is given back', async t => {
  const { post } = await buildEdge(t, { rateLimit: 1000, nowMs: () => NOW })
  const { body } = await post({ query: '{ node(id: "pet-p1") { ... on Person { friends(first: 100) { nodes { id } } } } }' })
  t.match(body.extensions.cost, { requestedQueryCost: 103, actualQueryCost: 1, throttleStatus: { currentlyAvailable: 19_999 } })
})

t.test('who has spent all is told when to come back, and nothing runs', async t => {
  let now = NOW
  const { post, asked } = await buildEdge(t, { rateLimit: 10, nowMs: () => now })
  const ask = { query: '{ people(first: 100) { nodes { id } } }' }
  t.equal((await post(ask)).status, 200)
  const before = asked()
  const strict = await post(ask)
  t.equal(strict.status, 429)
  t.equal(strict.headers['retry-after'], '1')
  t.equal(asked(), before)
  t.match(strict.body, {
    errors: [{ message: /costs 102 points, and 98 are left; there are enough in 1 s/, extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1 } }],
    extensions: { cost: { requestedQueryCost: 102, actualQueryCost: null, throttleStatus: { maximumAvailable: 200, restoreRate: 10 } } }
  })
  t.equal('data' in strict.body, false)
  const plain = await post(ask, { accept: 'application/json' })
  t.equal(plain.status, 200)
  t.equal(plain.body.errors[0].extensions.code, 'RATE_LIMITED')
  t.equal(plain.headers['retry-after'], '1')
  now += 1000
  t.equal((await post(ask)).status, 200, 'and a second later there are enough')
})

t.test('what no bucket can ever hold is too complex rather than rate-limited', async t => {
  const { post } = await buildEdge(t, { rateLimit: 5 })
  const { body, headers } = await post({ query: '{ people(first: 100) { nodes { id } } }' })
  t.equal(body.errors[0].extensions.code, 'TOO_COMPLEX')
  t.equal(headers['retry-after'], undefined)
})

t.test('the token pays, else the member, else the address', async t => {
  const actors: Record<string, object> = {
    one: { tokenId: 't1', memberId: 'm1' }, same: { tokenId: 't1', memberId: 'm2' }, jwt: { tokenId: null, memberId: 'm1' }
  }
  const { post } = await buildEdge(t, { rateLimit: 10, nowMs: () => NOW, context: request => ({ actor: actors[String(request.headers.who)] ?? null }) })
  const left = async (who: string) =>
    (await post({ query: '{ people(first: 18) { nodes { id } } }' }, { who })).body.extensions.cost.throttleStatus.currentlyAvailable
  t.equal(await left('one'), 180)
  t.equal(await left('same'), 160)
  t.equal(await left('jwt'), 180)
  t.equal(await left('nobody'), 180)
  t.equal(await left('stranger'), 160)
})

t.test('with the limit off the price is told, and no balance', async t => {
  const { post } = await buildEdge(t, { rateLimit: 'off' })
  const { body, headers } = await post({ query: '{ lineage { id } }' })
  t.strictSame(body.extensions.cost, { requestedQueryCost: 1, actualQueryCost: 1, throttleStatus: null })
  t.equal(headers['x-ratelimit-limit'], undefined)
})
