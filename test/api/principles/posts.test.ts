import t from 'tap'
import { NOW, testApp, type TestApp } from '../../support/app.ts'
import { ada, add, daysAgo, grace, linus, log } from '../../support/people.ts'

const POST = { network: 'Mastodon', externalId: '1', kind: 'POST', publishedAt: daysAgo(1) }
const RECORD = `mutation ($contactId: ID!, $posts: [PostInput!]!) { recordPosts(input: { contactId: $contactId, posts: $posts }) {
  results { outcome post { id network externalId text title likes replies rating words isUncivil } error { code message fields { path } } }
} }`

async function record ({ query }: TestApp, contactId: string, posts: readonly object[]) {
  const { data, errors } = await query(RECORD, { contactId, posts })
  if (!data) throw new Error(JSON.stringify(errors))
  return data.recordPosts.results
}

function written (count: number, more: object = {}): object[] {
  const text = 'What I learned from a year of running this in production, with numbers: https://example.org/numbers. '.repeat(8)
  return Array.from({ length: count }, (_, n) => ({ ...POST, externalId: `w${n}`, publishedAt: daysAgo(2 * n), text, ...more }))
}

async function quality ({ query }: TestApp, id: string) {
  const { data } = await query(`query ($id: ID!) { contact(id: $id) { substanceOverride { score reason at } quality {
    score confidence substance { score confidence reasons { code text impact evidenceIds } } } } }`, { id })
  return data.contact
}

t.test('posts are recorded, and a known one is renewed with what is told this time', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const [first] = await record(app, id, [{ ...POST, url: 'https://social.example/1', text: ' I disagree, and here is why. ', likes: 3, followers: 900, rating: 4 }])
  t.match(first, { outcome: 'CREATED', error: null, post: { id: /^post_/, network: 'mastodon', text: 'I disagree, and here is why.', likes: 3, rating: 4, words: 6, isUncivil: false } })
  t.strictSame((await record(app, id, [{ ...POST, likes: 3 }]))[0].outcome, 'UNCHANGED')
  const [again] = await record(app, id, [{ ...POST, likes: 9, replies: 2 }])
  t.match(again, { outcome: 'UPDATED', post: { id: first.post.id, text: 'I disagree, and here is why.', likes: 9, replies: 2, rating: 4 } })
  const { data } = await app.query('query ($id: ID!) { node(id: $id) { __typename ... on Post { url followers cites lexicon publishedAt contact { id } } } }', { id: first.post.id })
  t.match(data.node, { __typename: 'Post', url: 'https://social.example/1', followers: 900, cites: false, lexicon: /cuss/, publishedAt: daysAgo(1), contact: { id } })
})

t.test('a bad row says what is wrong with it and stops no other, and a post that comes twice is one', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const results = await record(app, id, [
    POST, { ...POST, likes: 5 }, POST, { ...POST, externalId: '2', publishedAt: new Date(NOW + 3_600_000).toISOString(), likes: -1 }, { ...POST, externalId: ' ', network: '' }, { ...POST, externalId: '3' }
  ])
  t.strictSame(results.map((row: { outcome: string }) => row.outcome), ['CREATED', 'UPDATED', 'UNCHANGED', 'FAILED', 'FAILED', 'CREATED'])
  t.match(results[3], { post: null, error: { code: 'INVALID', fields: [{ path: 'likes' }, { path: 'publishedAt' }] } })
  t.match(results[4], { error: { fields: [{ path: 'network' }, { path: 'externalId' }] } })
  t.equal(results[0].post.id, results[1].post.id)
  t.equal((await app.query('query ($id: ID!) { contact(id: $id) { posts { totalCount } } }', { id })).data.contact.posts.totalCount, 2)
})

t.test('a post is one contact\'s, and a mutation takes 1 to 500', async t => {
  const app = await testApp(t)
  const [id = '', other = ''] = await add(app, [ada, grace])
  await record(app, id, [POST])
  t.match(await record(app, other, [POST, { ...POST, externalId: '2' }]), [{ outcome: 'FAILED', error: { code: 'CONFLICT' } }, { outcome: 'CREATED' }])
  for (const posts of [[], written(501)]) t.match(await app.query(RECORD, { contactId: id, posts }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'posts' }] } }] })
  t.match(await app.query(RECORD, { contactId: id.slice(0, -1) + (id.endsWith('0') ? '1' : '0'), posts: [POST] }), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.match(await app.query(RECORD, { contactId: id, posts: [{ ...POST, url: 'javascript:alert(1)' }] }), { errors: [{ message: /URL takes/ }] })
})

t.test('of two who record the same post for two contacts at once, one is told of the other', async t => {
  const app = await testApp(t)
  const ids = await add(app, [ada, grace])
  const outcomes = (await Promise.all(ids.map(id => record(app, id, [POST])))).map(([row]) => [row.outcome, row.error?.code])
  t.strictSame(outcomes.sort(), [['CREATED', undefined], ['FAILED', 'CONFLICT']])
})

t.test('posts of many recorders at once are all there once', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const outcomes = (await Promise.all([1, 2, 3].map(() => record(app, id, written(20))))).flat().map(({ outcome }) => outcome)
  t.strictSame([outcomes.filter(each => each === 'CREATED').length, outcomes.filter(each => each === 'UNCHANGED').length], [20, 40])
})

t.test('the same request with an Idempotency-Key records once and answers the same', async t => {
  const app = await testApp(t)
  const [contactId = ''] = await add(app, [ada])
  const send = () => app.query(RECORD, { contactId, posts: [POST] }, { headers: { 'idempotency-key': 'k' } })
  const first = await send()
  t.equal(first.data.recordPosts.results[0].outcome, 'CREATED')
  t.strictSame(await send(), first)
})

t.test('posts are listed newest first, by pages, with a fixed number of statements for a page of contacts', async t => {
  const app = await testApp(t)
  const ids = await add(app, [ada, grace, linus])
  for (const id of ids) await record(app, id, written(5, { network: id }))
  const PAGE = 'query ($id: ID!, $after: String, $before: String, $first: Int, $last: Int) { contact(id: $id) { posts(first: $first, after: $after, last: $last, before: $before) { nodes { externalId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } } }'
  const page = async (args: object) => (await app.query(PAGE, { id: ids[0], ...args })).data.contact.posts
  const first = await page({ first: 2 })
  t.match(first, { nodes: [{ externalId: 'w0' }, { externalId: 'w1' }], pageInfo: { hasNextPage: true, hasPreviousPage: false }, totalCount: 5 })
  const second = await page({ first: 2, after: first.pageInfo.endCursor })
  t.match(second, { nodes: [{ externalId: 'w2' }, { externalId: 'w3' }], pageInfo: { hasNextPage: true, hasPreviousPage: true } })
  t.match(await page({ last: 2, before: second.pageInfo.startCursor }), { nodes: [{ externalId: 'w0' }, { externalId: 'w1' }] })
  t.match(await app.query(PAGE, { id: ids[0], first: 0 }), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'first' }] } }] })
  t.match(await app.query(PAGE, { id: ids[0], first: 2, after: 'x' }), { errors: [{ extensions: { fields: [{ path: 'after' }] } }] })
  const statements = async (first: number) => {
    app.statements.length = 0
    await app.query('query ($first: Int) { contacts(first: $first) { nodes { posts(first: 2) { totalCount nodes { text contact { name } } pageInfo { hasNextPage hasPreviousPage } } feeds { url } substanceOverride { score } quality { score } } } }', { first })
    return app.statements.length
  }
  t.equal(await statements(3), await statements(1))
})

t.test('scores follow posts at once, and their reasons name them', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  t.equal((await quality(app, id)).quality.substance.score, null)
  const results = await record(app, id, written(10, { followers: 5_000, kind: 'REPLY' }))
  const good = (await quality(app, id)).quality.substance
  t.ok(good.score > 70, String(good.score))
  t.ok(good.reasons[0].evidenceIds.every((each: string) => results.some((row: { post: { id: string } }) => row.post.id === each)))
  await record(app, id, [{ ...POST, externalId: 'rant', text: 'These people are parasites.' }, { ...POST, externalId: 'rant 2', text: '@bob you are an idiot' }])
  const { substance } = (await quality(app, id)).quality
  t.ok(substance.score < good.score - 20, `${substance.score} after rants`)
  t.ok(substance.reasons.some(({ code, text }: { code: string, text: string }) => code === 'SUBSTANCE_CONTROVERSY' && text === '2 of 12 posts insult somebody'))
})

t.test('the order by quality follows a post at once', async t => {
  const app = await testApp(t)
  const ids = await add(app, [ada, grace])
  await log(app, ids.flatMap(id => Array.from({ length: 6 }, (_, n) => ({ with: [id], occurredAt: daysAgo(30 * n) }))))
  const order = async (): Promise<string[]> => (await app.query('{ contacts { nodes { id } } }')).data.contacts.nodes.map((node: { id: string }) => node.id)
  const [best = '', other = ''] = await order()
  await record(app, best, written(40, { text: 'Shut up.' }))
  t.strictSame(await order(), [other, best])
})

t.test('a member judges a post, and takes it back', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const results = await record(app, id, written(5, { text: 'meh' }))
  const before = (await quality(app, id)).quality.substance.score
  const rate = (rating: number | null) => app.query('mutation ($id: ID!, $rating: Int) { ratePost(input: { id: $id, rating: $rating }) { post { id rating } } }', { id: results[0].post.id, rating })
  t.strictSame((await rate(5)).data.ratePost.post, { id: results[0].post.id, rating: 5 })
  t.ok((await quality(app, id)).quality.substance.score > before)
  t.equal((await rate(null)).data.ratePost.post.rating, null)
  t.equal((await quality(app, id)).quality.substance.score, before)
  t.match(await rate(6), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'rating' }] } }] })
})

t.test('a member\'s word stands in place of the posts until it is taken back', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  await record(app, id, written(10))
  const before = (await quality(app, id)).quality
  const override = (score: number, reason: string) => app.query('mutation ($input: OverrideSubstanceInput!) { overrideSubstance(input: $input) { contact { quality { substance { score } } } } }', { input: { contactId: id, score, reason } })
  t.equal((await override(95, ' Her talks are the best there are. ')).data.overrideSubstance.contact.quality.substance.score, 95)
  const { substanceOverride, quality: { substance } } = await quality(app, id)
  t.strictSame(substanceOverride, { score: 95, reason: 'Her talks are the best there are.', at: new Date(NOW).toISOString() })
  t.match(substance.reasons[0], { code: 'SUBSTANCE_OVERRIDE', text: /^Set to 95 by a member, in place of the \d+ that the posts make: “Her talks are the best there are\.”$/ })
  await override(20, 'Changed my mind.')
  t.equal((await quality(app, id)).quality.substance.score, 20)
  for (const [score, reason, path] of [[101, 'x', 'score'], [-1, 'x', 'score'], [5, ' ', 'reason']] as const) t.match(await override(score, reason), { errors: [{ extensions: { code: 'INVALID', fields: [{ path }] } }] })
  const clear = () => app.query('mutation ($id: ID!) { clearSubstanceOverride(input: { contactId: $id }) { contact { substanceOverride { score } } } }', { id })
  t.strictSame((await clear()).data.clearSubstanceOverride.contact.substanceOverride, null)
  t.strictSame((await quality(app, id)).quality, before)
  t.equal((await clear()).errors, undefined, 'twice is once')
})

t.test('what is deleted is gone, from the scores too', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const results = await record(app, id, written(6))
  t.ok((await quality(app, id)).quality.substance.score > 0)
  const gone = { id: results[0].post.id }
  const remove = () => app.query('mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }', gone)
  t.strictSame((await remove()).data, { deletePost: { deletedId: gone.id } })
  t.match(await remove(), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.equal((await app.query('query ($id: ID!) { node(id: $id) { id } }', gone)).data.node, null)
  const erase = async () => (await app.query('mutation ($id: ID!) { erasePosts(input: { contactId: $id }) { erased } }', { id })).data.erasePosts.erased
  t.equal(await erase(), 5)
  t.equal(await erase(), 0)
  t.strictSame((await quality(app, id)).quality.substance.reasons.map(({ code }: { code: string }) => code), ['SUBSTANCE_UNKNOWN'])
  await record(app, id, written(1))
  t.match(await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id }), { data: { deleteContact: { deletedId: id } } })
})
