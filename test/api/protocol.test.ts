import { readFileSync } from 'node:fs'
import { getIntrospectionQuery, parse } from 'graphql'
import postgres from 'postgres'
import t from 'tap'
import { auditAll } from '../graphql/support/audit.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { ada, add, daysAgo, grace, log } from '../support/people.ts'

const EXAMPLES = JSON.parse(readFileSync(new URL('../../tools/graphiql/examples.json', import.meta.url), 'utf8')) as { title: string, query: string, variables?: object }[]

t.test('every audit of GraphQL over HTTP is passed', async t => {
  const { app, token } = await testApp(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  const withToken: typeof fetch = (url, init) => fetch(url, { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } })
  await auditAll(t, withToken, `http://127.0.0.1:${port}/graphql`)
})

t.test('each example answers, and the same each time, whether it is compiled or not', async t => {
  for (const isEmpty of [true, false]) {
    const app = await testApp(t)
    if (!isEmpty) await life(app)
    // Later than anything that an example tells of.
    app.clock.now = Date.parse('2030-01-01T00:00:00Z')
    for (const { title, query, variables = {} } of EXAMPLES) {
      const isMutation = /^mutation/m.test(query)
      // What makes something new makes it once for a key.
      const sent = isMutation ? { headers: { 'idempotency-key': encodeURIComponent(title) } } : {}
      // A mutation that ran changes its own answer; what is asked after it, does not.
      if (isMutation) await app.query(query, variables, sent)
      const first = await app.post(query, variables, sent)
      t.equal(first.status, 200, title)
      t.equal(first.body.errors, undefined, `${title}: ${JSON.stringify(first.body.errors)}`)
      for (let time = 1; time < 6; time++) t.strictSame((await app.post(query, variables, sent)).text, first.text, `${title}, ${isEmpty ? 'empty' : 'lived in'}`)
      const { requestedQueryCost, actualQueryCost } = first.body.extensions.cost
      t.ok(actualQueryCost >= 1 && actualQueryCost <= requestedQueryCost && requestedQueryCost <= 1000, `${title} costs ${actualQueryCost} of ${requestedQueryCost}`)
    }
  }
})

t.test('what a document does the first time, it does compiled', async t => {
  const app = await testApp(t)
  const id = await life(app)
  const asks: [string, object?][] = [
    [getIntrospectionQuery()],
    ['query ($first: Int = 2, $with: Boolean!) { contacts(first: $first) { nodes { name ...More @include(if: $with) } } } fragment More on Contact { tags cadence { state } }', { with: true }],
    ['query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Contact { name } ... on Interaction { channel } ... on Workspace { name } } }', { ids: [id, app.id, 'x'] }],
    ['query ($filter: ContactFilter) { contacts(filter: $filter) { totalCount nodes { name } } }', { filter: { tags: ['poetry'], quality: { min: 0, max: null } } }],
    [`query ($id: ID!, $at: DateTime = "${daysAgo(5)}") { contact(id: $id) { quality(asOf: $at) { score asOf } now: quality { score asOf } qualityHistory(every: MONTH) { at score } } }`, { id }],
    ['query ($id: ID!) { contact(id: $id) { interactions(first: 1, filter: { channel: EMAIL, status: [HELD] }) { nodes { channel } pageInfo { hasNextPage } } } }', { id }],
    ['{ contacts(first: 1, orderBy: { field: NAME, direction: ASC }) { edges { cursor node { name } } } named: contacts(last: 1) { nodes { name } } }'],
    ['query ($kind: IdentityKind!) { contactByIdentity(kind: $kind, value: "ada@engines.example") { name identities { kind } } }', { kind: 'EMAIL' }]
  ]
  for (const [query, variables] of asks) {
    const first = await app.post(query, variables)
    t.equal(first.body.errors, undefined, first.text.slice(0, 200))
    for (let time = 0; time < 5; time++) t.equal((await app.post(query, variables)).text, first.text)
  }
})

t.test('asking for the query of a document never runs the mutation beside it', async t => {
  const { app, token, query, post } = await testApp(t)
  const both = 'query A { viewer { workspace { contactCount } } } mutation B { createContact(input: { name: "Ada" }) { contact { name } } }'
  for (let time = 0; time < 4; time++) await query(both, {}, { operationName: 'B' })
  for (let time = 0; time < 4; time++) t.strictSame(await query(both, {}, { operationName: 'A' }), { data: { viewer: { workspace: { contactCount: 4 } } } })
  const get = (operationName: string) => app.inject({ url: '/graphql', query: { query: both, operationName }, headers: { authorization: `Bearer ${token}` } })
  t.equal((await get('A')).json().data.viewer.workspace.contactCount, 4)
  t.equal((await get('B')).statusCode, 405)
  t.equal((await post(both)).status, 400)
  t.equal((await query('{ contacts { totalCount } }')).data.contacts.totalCount, 4)
})

t.test('input is validated each time, and nothing is told of what there is besides', async t => {
  const { post } = await testApp(t)
  const wrong: [string, object?][] = [
    ['mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } } }', { input: { nam: 'Ada' } }],
    ['mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } } }', {}],
    ['mutation { createContact(input: { name: null }) { contact { id } } }'],
    ['query ($kind: IdentityKind!) { contactByIdentity(kind: $kind, value: "x") { id } }', { kind: 'EMALE' }],
    ['{ contcts { totalCount } }'],
    ['{ contacts(orderBy: { field: NAM, direction: ASC }) { totalCount } }'],
    ['subscription { anything }'],
    [JSON.stringify(parse('{ viewer { actor } }', { noLocation: true }))],
    ['{ viewer { actor } '], ['']
  ]
  for (let time = 0; time < 4; time++) {
    for (const [query, variables] of wrong) {
      const { status, body, text } = await post(query, variables)
      t.equal(status, 400, query)
      t.notOk('data' in body)
      t.equal(body.errors[0].extensions.code, 'INVALID')
      t.notMatch(text, /Did you mean|node_modules|\.ts:/)
    }
  }
})

t.test('what is too large to answer is refused before the database hears of it', async t => {
  const app = await testApp(t)
  await app.query('{ viewer { actor } }')
  const before = app.statements.length
  const deep = (levels: number): string => levels === 0 ? 'id' : `interactions(first: 100) { nodes { participants { ${deep(levels - 1)} } } }`
  const large: [string, object?][] = [
    [`{ contacts(first: 100) { nodes { ${deep(2)} } } }`],
    ['query ($n: Int) { contacts(first: $n) { nodes { interactions(first: $n) { nodes { id } } } } }', { n: 100 }],
    ['query ($n: Int = 100) { contacts(first: $n) { nodes { interactions(last: $n) { nodes { id } } } } }'],
    [`{ ${Array.from({ length: 60 }, (_, index) => `a${index}: contacts { nodes { id } }`).join(' ')} }`]
  ]
  for (const [query, variables] of large) {
    const { status, body } = await app.post(query, variables)
    t.equal(status, 400)
    t.equal(body.errors[0].extensions.code, 'TOO_COMPLEX', JSON.stringify(body.errors[0]))
  }
  t.strictSame(app.statements.slice(before).filter(text => /app\.(contact|interaction|participant)/.test(text)), [])
})

t.test('the page of contacts that the API is made for may be asked for', async t => {
  const app = await testApp(t)
  const { body } = await app.post(`{ contacts(first: 50) { nodes { name identities { value } cadence { state dueAt }
    quality { score warmth { ...F } reciprocity { ...F } responsiveness { ...F } substance { ...F } reasons { text evidenceIds } }
    interactions(first: 5) { nodes { channel participants { name } } } } } } fragment F on Factor { score reasons { text } }`)
  t.equal(body.errors, undefined)
  t.ok(body.extensions.cost.requestedQueryCost <= 1000, String(body.extensions.cost.requestedQueryCost))
})

t.test('points are spent, given back and run out', async t => {
  const app = await testApp(t, { rateLimit: 10 })
  const query = '{ contacts(first: 100) { nodes { name } } }'
  const first = await app.post(query)
  t.match(first.body.extensions.cost, { requestedQueryCost: 102, actualQueryCost: 2, throttleStatus: { maximumAvailable: 200, currentlyAvailable: Number, restoreRate: 10 } })
  t.equal(first.headers['x-ratelimit-limit'], '200')
  let last = first
  for (let time = 0; time < 120 && last.status === 200; time++) last = await app.post(query)
  t.equal(last.status, 429)
  t.match(last.body, { errors: [{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: Number } }] })
  t.ok(Number(last.headers['retry-after']) >= 1)
  t.equal((await app.post(query, {}, await app.tokenOf('MEMBER'))).status, 200, 'another token has points of its own')
})

t.test('when the database fails, a client is told so, and nothing more', async t => {
  const app = await testApp(t)
  await life(app)
  const admin = postgres(app.adminUrl, { max: 1, onnotice: () => {} })
  await admin`alter table app.identity rename to identity_gone`
  const internal = (requestId: unknown, path: (string | number)[], column: number) => ({
    message: 'Internal error', locations: [{ line: 1, column }], path, extensions: { code: 'INTERNAL', requestId }
  })
  const read = await app.post('{ contacts(first: 1, orderBy: { field: NAME, direction: ASC }) { nodes { name identities { value } } } }')
  t.equal(read.status, 200)
  t.strictSame(read.body.errors, [internal(read.headers['x-request-id'], ['contacts', 'nodes', 0, 'identities'], 79)])
  t.equal(read.body.data, null)
  const SECRET = 'ada@engines.example'
  const written = await app.post('mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } } }', { input: { name: 'Not to be told', identities: [{ kind: 'EMAIL', value: SECRET }] } })
  t.strictSame(written.body, {
    errors: [internal(written.headers['x-request-id'], ['createContact'], 42)], data: null, extensions: written.body.extensions
  })
  for (const { text } of [read, written]) t.notMatch(text, /identity_gone|app\.|select|insert|relation|postgres|engines\.example/i)
  t.equal(app.logs.length, 2, 'each failure is logged once')
  for (const [index, { headers }] of [read, written].entries()) t.match(app.logs[index], String(headers['x-request-id']))
  t.match(app.logs[0], /app\.identity/, 'with what failed')
  t.notMatch(app.logs.join(), new RegExp(`${SECRET}|Not to be told`), 'and nothing of what anybody wrote')
  await admin`alter table app.identity_gone rename to identity`
  t.equal((await app.query('{ contacts { nodes { identities { value } } } }')).errors, undefined, 'and then it goes on')
  t.equal((await app.query('{ contacts(search: "told") { totalCount } }')).data.contacts.totalCount, 0, 'of what failed, nothing was done')
  await admin.end()
})

t.test('when nobody can be recognized because the database is gone, that is told', async t => {
  const app = await testApp(t)
  const admin = postgres(app.adminUrl, { max: 1, onnotice: () => {} })
  await admin`alter function app.find_token rename to find_token_gone`
  const { status, body, text } = await app.post('{ viewer { actor } }')
  t.equal(status, 500)
  t.match(body, { errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL', requestId: String } }] })
  t.notMatch(text, /find_token/)
  await admin.end()
})

t.test('every answer says which request it was', async t => {
  const app = await testApp(t)
  const ids = new Set<unknown>()
  for (const [query, token] of [['{ viewer { actor } }'], ['{ nothing }'], ['{ viewer { actor } }', 'x']] as const) {
    const { headers } = await app.post(query, {}, token === undefined ? {} : { token })
    t.match(headers['x-request-id'], /^[0-9a-f-]{36}$/)
    t.match(headers, { 'cache-control': 'no-store', 'content-type': 'application/graphql-response+json; charset=utf-8', 'x-content-type-options': 'nosniff' })
    ids.add(headers['x-request-id'])
  }
  t.equal(ids.size, 3)
})

/** Ada, with whom much has passed, and Grace; gives Ada's id. */
async function life (app: TestApp): Promise<string> {
  const [adaId = '', graceId = ''] = await add(app, [{ ...ada, cadenceDays: 14 }, grace])
  await log(app, Array.from({ length: 10 }, (_, week) => ({ with: week % 3 ? [adaId] : [adaId, graceId], occurredAt: daysAgo(70 - 7 * week), channel: week % 2 ? 'EMAIL' : 'MEAL', direction: week % 2 ? 'INBOUND' : 'MUTUAL' })))
  return adaId
}
