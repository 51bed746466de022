import t from 'tap'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { Refusal } from '../../src/domain/refusal.ts'
import { loggable } from '../../src/domain/loggable.ts'
import { buildEdge, STRICT } from './support/edge.ts'

/** A failed statement, as the query builder and the driver tell of it. */
function failedStatement (code = '23505', message = 'duplicate key value violates unique constraint "identities_unique"'): Error {
  const cause = Object.assign(new Error(message), {
    name: 'PostgresError', code, severity_local: 'ERROR', constraint_name: 'identities_unique', table_name: 'identities', detail: 'Key (value)=(ada@example.org) already exists.'
  })
  const query = 'insert into "identities" ("value") values ($1)'
  return Object.assign(new Error(`Failed query: ${query}\nparams: ada@example.org,hunter2`, { cause }), { name: 'DrizzleQueryError', query, params: ['ada@example.org', 'hunter2'] })
}

t.test('a failing field is null and masked, and the others stay', async t => {
  const { post, logs } = await buildEdge(t)
  const { status, body, headers } = await post({ query: '{ need fails people(first: 2) { nodes { name secret } } }' })
  t.equal(status, 200)
  t.strictSame(body.data, { need: 1, fails: null, people: { nodes: [{ name: 'Ada 0', secret: null }, { name: 'Grace 1', secret: null }] } })
  const requestId = headers['x-request-id']
  t.strictSame(body.errors[0], {
    locations: [{ line: 1, column: 8 }], path: ['fails'], message: 'Internal error', extensions: { code: 'INTERNAL', requestId }
  })
  t.equal(body.errors.length, 3)
  const [first] = logs.map(line => JSON.parse(line))
  t.match(first, { requestId, path: ['fails'], failure: { type: 'Error', message: 'password=hunter2 at 10.0.0.7', stack: /toy-schema/ } })
})

t.test('data that comes to null is still an answer, with status 200', async t => {
  const { post } = await buildEdge(t)
  for (const query of ['{ failsHard }', '{ nothing }']) {
    const { status, body } = await post({ query })
    t.equal(status, 200)
    t.equal(body.data, null)
    t.equal(body.errors[0].message, 'Internal error')
  }
})

t.test('a refusal is told as it is, with its fields and what the client needs to go on', async t => {
  const { post, logs } = await buildEdge(t)
  const { body } = await post({ query: '{ refuses refusesFields }' })
  t.strictSame(body.errors.map(({ locations, ...rest }: { locations: unknown }) => rest), [
    { message: 'Somebody was faster. Did you mean the other one?', path: ['refuses'], extensions: { currentVersion: 7, code: 'CONFLICT' } },
    { message: 'name: is empty.', path: ['refusesFields'], extensions: { code: 'INVALID', fields: [{ path: 'name', message: 'is empty.' }] } }
  ])
  t.equal(logs.length, 0, 'and is no failure')
})

t.test('a failed statement is logged without its values', async t => {
  const schema = makeExecutableSchema({
    typeDefs: 'type Query { one: Int two: Int bad: Int }',
    resolvers: { Query: { one: () => { throw shared }, two: async () => { throw shared }, bad: () => { throw failedStatement('22P02', 'invalid input syntax for type uuid: "hunter2"') } } }
  })
  const shared = failedStatement()
  const { post, logs } = await buildEdge(t, { schema })
  const { text } = await post({ query: '{ one two bad }' })
  t.notMatch(text, /hunter2|ada@|identities|insert/)
  t.notMatch(logs.join(''), /hunter2|ada@/)
  t.equal(logs.length, 2, 'one failure that two fields share is logged once')
  t.match(JSON.parse(logs[0] ?? ''), {
    failure: {
      type: 'DrizzleQueryError',
      statement: 'insert into "identities" ("value") values ($1)',
      stack: /^\s+at /,
      cause: { type: 'PostgresError', code: '23505', constraint: 'identities_unique', table: 'identities', message: /violates unique constraint/ }
    }
  })
  t.equal(JSON.parse(logs[1] ?? '').failure.cause.code, '22P02')
})

t.test('a failure before any field runs is 500 and masked', async t => {
  const { post, logs } = await buildEdge(t, { context: () => { throw failedStatement() } })
  for (const accept of [STRICT, 'application/json']) {
    const { status, body, headers } = await post({ query: '{ need }' }, { accept })
    t.equal(status, 500)
    t.strictSame(body, { errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL', requestId: headers['x-request-id'] } }] })
  }
  t.equal(logs.length, 2)
})

t.test('an error with a status of its own shows no text of its own', async t => {
  const { post } = await buildEdge(t, { context: () => { throw Object.assign(new Error('hunter2'), { statusCode: 418 }) } })
  const { status, body } = await post({ query: '{ need }' })
  t.equal(status, 418)
  t.strictSame(body, { errors: [{ message: "I'm a Teapot", extensions: { code: 'INVALID' } }] })
})

t.test('whatever is thrown can be logged', async t => {
  t.strictSame(loggable('a text'), { type: 'string', message: 'a text' })
  t.strictSame(loggable(undefined), { type: 'undefined', message: 'undefined' })
  const loop = new Error('round')
  loop.cause = loop
  t.equal(JSON.stringify(loggable(loop)).match(/"message":"round"/g)?.length, 6)
  const { post } = await buildEdge(t, { context: () => Promise.reject(new Error('late')) })
  t.equal((await post({ query: '{ need }' })).status, 500)
})

t.test('whoever is not known is told how to say who they are', async t => {
  const edge = await buildEdge(t, { context: () => { throw new Refusal('UNAUTHENTICATED', 'A token is needed.') } })
  const { status, headers, body } = await edge.post({ query: '{ __typename }' })
  t.equal(status, 401)
  t.equal(headers['www-authenticate'], 'Bearer')
  t.strictSame(body.errors, [{ message: 'A token is needed.', extensions: { code: 'UNAUTHENTICATED' } }])
})

t.test('what the server needs and does not get is 503, with the time to come back', async t => {
  const outage = Object.assign(new Error('keys of https://issuer.example cannot be had'), { statusCode: 503, retryAfterSeconds: 5 })
  const edge = await buildEdge(t, { context: () => { throw outage } })
  const { status, headers, body } = await edge.post({ query: '{ __typename }' })
  t.equal(status, 503)
  t.equal(headers['retry-after'], '5')
  t.match(body.errors, [{ message: 'Something that the server needs does not answer; try again soon.', extensions: { code: 'INTERNAL' } }])
  t.match(edge.logs.join(), 'issuer.example', 'and the log says what')
})
