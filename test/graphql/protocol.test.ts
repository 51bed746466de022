import Fastify from 'fastify'
import t from 'tap'
import { Refusal } from '../../src/domain/refusal.ts'
import { graphqlEdge } from '../../src/graphql/protocol/plugin.ts'
import { negotiate } from '../../src/graphql/protocol/protocol.ts'
import { buildEdge, STRICT } from './support/edge.ts'
import { toySchema } from './support/toy-schema.ts'

const JSON_TYPE = 'application/json'

t.test('the Accept header chooses the media type, by its weights', async t => {
  const chosen: [string | undefined, string | undefined][] = [
    [undefined, JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    ['application/json', JSON_TYPE],
    ['APPLICATION/JSON; charset=utf-8', JSON_TYPE],
    [STRICT, STRICT],
    [`${STRICT}, application/json;q=0.9`, STRICT],
    [`application/json, ${STRICT}`, STRICT],
    [`${STRICT};q=0.5, application/json`, JSON_TYPE],
    [`${STRICT};q=0, */*`, JSON_TYPE],
    ['text/html,application/xhtml+xml,*/*;q=0.8', JSON_TYPE],
    ['text/html', undefined],
    ['application/json;q=0', undefined],
    ['application/json;q=0, */*', undefined],
    ['', undefined]
  ]
  for (const [accept, expected] of chosen) t.equal(negotiate(accept), expected, accept ?? 'none')
})

t.test('a request error is 400 under graphql-response+json and 200 under json', async t => {
  const { post } = await buildEdge(t)
  for (const ask of [{ query: '{' }, { query: '{ nothingSuch }' }, { query: 'query ($n: Int!) { need(number: $n) }' }, { query: '{ people(first: 0) { totalCount } }' }]) {
    const strict = await post(ask)
    t.equal(strict.status, 400)
    t.equal(strict.headers['content-type'], `${STRICT}; charset=utf-8`)
    const plain = await post(ask, { accept: JSON_TYPE })
    t.equal(plain.status, 200)
    t.equal(plain.headers['content-type'], `${JSON_TYPE}; charset=utf-8`)
    t.strictSame(plain.body, strict.body)
    t.notOk('data' in plain.body)
    t.equal(plain.body.errors[0].extensions.code, 'INVALID')
  }
})

t.test('ill-formed parameters are 400 under either media type', async t => {
  const { post, get } = await buildEdge(t)
  for (const ask of [{}, { query: ' ' }, { query: 1 }, { query: '{ need }', variables: [] }, { query: '{ need }', operationName: 'a b' }, { query: '{ need }', extensions: 'x' }]) {
    for (const accept of [STRICT, JSON_TYPE]) {
      const { status, body } = await post(ask, { accept })
      t.equal(status, 400)
      t.strictSame(Object.keys(body), ['errors'])
      t.equal(body.errors[0].extensions.code, 'INVALID')
    }
  }
  t.equal((await get({ query: '{ need }', variables: '{' })).status, 400)
  t.equal((await get({ query: '{ need }', variables: '1' })).status, 400)
  t.strictSame((await get({ query: 'query ($n: Int!) { need(number: $n) }', variables: '{"n":3}', operationName: '' })).body.data, { need: 3 })
})

t.test('a batch, and any body but JSON, is refused', async t => {
  const { app } = await buildEdge(t)
  const send = async (type: string | undefined, payload: string) =>
    (await app.inject({ method: 'POST', url: '/graphql', headers: type ? { 'content-type': type } : {}, payload })).statusCode
  t.equal(await send(JSON_TYPE, '[{"query":"{ need }"}]'), 400)
  t.equal(await send(JSON_TYPE, '{"query":'), 400)
  t.equal(await send(JSON_TYPE, '{"__proto__":{},"query":"{ need }"}'), 400)
  t.equal(await send('application/graphql', '{ need }'), 415)
  t.equal(await send('text/plain', '{"query":"{ need }"}'), 415)
  t.equal(await send('application/x-www-form-urlencoded', 'query=%7Bneed%7D'), 415)
  t.equal(await send('multipart/form-data; boundary=x', '--x--'), 415)
  t.equal(await send(undefined, '{"query":"{ need }"}'), 415)
  t.equal(await send('application/json; charset=utf-8', '{"query":"{ need }"}'), 200)
})

t.test('what the server reads elsewhere is not read here', async t => {
  const app = Fastify()
  t.teardown(() => app.close())
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, { query: body }))
  await graphqlEdge(app, { schema: toySchema().schema, context: () => ({}), rateLimit: 'off' })
  app.post('/elsewhere', async request => request.body)
  t.equal((await app.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'text/x' }, payload: '{ need }' })).statusCode, 415)
  t.equal((await app.inject({ method: 'POST', url: '/elsewhere', headers: { 'content-type': 'text/x' }, payload: 'a' })).body, '{"query":"a"}')
})

t.test('a body of more than 2 MiB is 413, and a query text of more than 32 KiB too complex', async t => {
  const { post } = await buildEdge(t)
  t.equal((await post({ query: '{ need }', variables: { text: 'x'.repeat(2_000 * 1024) } })).status, 200)
  const body = await post({ query: '{ need }', variables: { text: 'x'.repeat(2_049 * 1024) } })
  t.equal(body.status, 413)
  t.equal(body.headers['content-type'], `${STRICT}; charset=utf-8`)
  const text = await post({ query: `{ need } #${'x'.repeat(33 * 1024)}` })
  t.equal(text.status, 400)
  t.equal(text.body.errors[0].extensions.code, 'TOO_COMPLEX')
})

t.test('every answer has a request id, is not stored, and runs nothing in a browser', async t => {
  const { app, post, get } = await buildEdge(t)
  const seen = new Set<unknown>()
  const none = { method: 'PUT' as const, url: '/graphql' }
  for (const { headers } of [await post({ query: '{ need }' }), await post({ query: '{' }), await get({}), await get({}, { accept: 'text/html' }), await app.inject(none)]) {
    t.match(headers['x-request-id'], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/)
    seen.add(headers['x-request-id'])
    t.equal(headers['cache-control'], 'no-store')
    t.equal(headers['x-content-type-options'], 'nosniff')
    t.equal(headers['content-security-policy'], "default-src 'none'")
    t.equal(headers.vary, 'Accept')
  }
  t.equal(seen.size, 5)
  t.not((await post({ query: '{ need }' }, { 'x-request-id': 'mine' })).headers['x-request-id'], 'mine')
})

t.test('a request that takes too long is stopped with 503, and its signal aborted', async t => {
  const aborted: boolean[] = []
  const { post, logs } = await buildEdge(t, {
    handlerTimeoutMs: 50,
    context: request => { request.signal.addEventListener('abort', () => aborted.push(true)); return {} }
  })
  const { status, body, headers } = await post({ query: '{ slow }' })
  t.equal(status, 503)
  t.strictSame(body.errors, [{ message: 'The request took too long and was stopped.', extensions: { code: 'INTERNAL', requestId: headers['x-request-id'] } }])
  t.strictSame(aborted, [true])
  t.match(logs.join(''), 'FST_ERR_HANDLER_TIMEOUT')
  await new Promise(resolve => setTimeout(resolve, 350))
  t.equal(logs.length, 1, 'the late result is dropped without a word')
})

t.test('a context that refuses keeps its status under either media type', async t => {
  const statuses = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409 } as const
  for (const [code, expected] of Object.entries(statuses)) {
    const { post } = await buildEdge(t, { context: () => { throw new Refusal(code as keyof typeof statuses, 'Not so.') } })
    for (const accept of [STRICT, JSON_TYPE]) {
      const { status, body } = await post({ query: '{ need }' }, { accept })
      t.equal(status, expected)
      t.strictSame(body, { errors: [{ message: 'Not so.', extensions: { code } }] })
    }
  }
})

t.test('a hook of the server that refuses is answered as GraphQL', async t => {
  const app = Fastify()
  t.teardown(() => app.close())
  app.addHook('onRequest', async () => { throw new Refusal('UNAUTHENTICATED', 'Say who you are.') })
  await graphqlEdge(app, { schema: toySchema().schema, context: () => ({}), rateLimit: 'off' })
  const { statusCode, headers, body } = await app.inject({ url: '/graphql', query: { query: '{ need }' }, headers: { accept: STRICT } })
  t.equal(statusCode, 401)
  t.equal(headers['content-type'], `${STRICT}; charset=utf-8`)
  t.ok(headers['x-request-id'])
  t.strictSame(JSON.parse(body), { errors: [{ message: 'Say who you are.', extensions: { code: 'UNAUTHENTICATED' } }] })
})

t.test('the edge adds to Vary, and leaves other routes alone', async t => {
  const app = Fastify()
  t.teardown(() => app.close())
  app.addHook('onRequest', async (_request, reply) => { reply.header('vary', 'Origin, Accept-Encoding') })
  await graphqlEdge(app, { schema: toySchema().schema, context: () => ({}), rateLimit: 'off' })
  app.get('/other', async () => ({ other: true }))
  t.equal((await app.inject({ url: '/graphql', query: { query: '{ need }' } })).headers.vary, 'Origin, Accept-Encoding, Accept')
  const other = await app.inject('/other')
  t.equal(other.headers['content-security-policy'], undefined)
  t.equal((await app.inject('/missing')).json().error, 'Not Found')
})
