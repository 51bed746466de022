import { request as httpRequest } from 'node:http'
import { buildSchema, execute, parse } from 'graphql'
import t from 'tap'
import { assertPlainDefaults } from '../../src/graphql/protocol/compilable.ts'
import { buildEdge, STRICT } from './support/edge.ts'
import { SECRET, toySchema } from './support/toy-schema.ts'
import { COMPILER_QUERIES } from './support/queries.ts'

const BOTH = 'query A { nothing2: need } mutation B { count { value } }'

t.test('D1: asking for the query of a document never runs the mutation beside it', async t => {
  const { post, get, postCompiled, counted } = await buildEdge(t)
  await postCompiled({ query: BOTH, operationName: 'B' })
  const before = counted()
  t.strictSame((await postCompiled({ query: BOTH, operationName: 'A' })).body.data, { nothing2: 1 })
  t.strictSame((await get({ query: BOTH, operationName: 'A' })).body.data, { nothing2: 1 })
  t.equal(counted(), before)
  t.equal((await get({ query: BOTH, operationName: 'B' })).status, 405)
  t.equal((await get({ query: `${BOTH}\n#A`, operationName: 'B' })).status, 405, 'nor where the text pretends to be marked')
  t.equal((await post({ query: `${BOTH}\n#A` })).status, 400, 'and a mark of the client chooses nothing')
  t.equal((await post({ query: BOTH, operationName: 'A\nB' })).status, 400, 'a name that is none could end the comment')
  t.equal(counted(), before)
})

t.test('D1: a mutation never runs by GET or HEAD, compiled or not', async t => {
  const { app, get, postCompiled, counted } = await buildEdge(t)
  const query = 'mutation { count { value } }'
  const refused = await get({ query })
  t.equal(refused.status, 405)
  t.equal(refused.headers.allow, 'POST')
  await postCompiled({ query })
  const before = counted()
  t.equal(before, 4, 'by POST it runs each time')
  t.equal((await get({ query })).status, 405)
  t.equal((await app.inject({ method: 'HEAD', url: '/graphql', query: { query } })).statusCode, 405)
  t.equal((await app.inject({ method: 'PUT', url: '/graphql', payload: { query } })).headers.allow, 'GET, POST')
  t.equal(counted(), before)
})

t.test('D2: variables are validated on every request, the one that compiles too', async t => {
  const { post } = await buildEdge(t)
  const query = 'query ($by: PersonBy!) { person(by: $by) { id } }'
  for (let time = 0; time < 8; time++) {
    const both = await post({ query, variables: { by: { id: 'p1', name: 'Ada 0' } } })
    t.equal(both.status, 400)
    t.match(both.body, { errors: [{ message: /Exactly one key must be specified/, extensions: { code: 'INVALID' } }] })
    t.strictSame((await post({ query, variables: { by: { id: 'p1' } } })).body.data, { person: { id: 'p1' } })
  }
})

t.test('D2: an operation is compiled even where the use that would compile it was refused', async t => {
  const { post, postCompiled } = await buildEdge(t)
  const query = 'query ($n: Int!) { engine need(number: $n) }'
  t.equal((await post({ query, variables: { n: 1 } })).body.data.engine, 'interpreted')
  for (let time = 0; time < 4; time++) t.equal((await post({ query, variables: { n: 'one' } })).status, 400)
  t.strictSame((await postCompiled({ query, variables: { n: 1 } })).body.data, { engine: 'compiled', need: 1 })
})

t.test('D3: a query that is a JSON syntax tree is a syntax error', async t => {
  const { post } = await buildEdge(t)
  for (const tree of [JSON.stringify(parse('{ need }', { noLocation: true })), '{"kind":"Document"}', '[1]', '"text"']) {
    const { status, body } = await post({ query: tree })
    t.equal(status, 400)
    t.match(body, { errors: [{ message: /^Syntax Error/, extensions: { code: 'INVALID' } }] })
  }
})

t.test('D5: the indices in the path of an error are numbers', async t => {
  const { post } = await buildEdge(t)
  const { body } = await post({ query: '{ people(first: 2) { nodes { secret } } }' })
  t.strictSame(body.errors.map((each: { path: unknown }) => each.path), [['people', 'nodes', 0, 'secret'], ['people', 'nodes', 1, 'secret']])
})

t.test('D6: what an internal error says never reaches the client', async t => {
  const { post, postCompiled, logs } = await buildEdge(t)
  for (const query of ['{ fails need }', '{ failsHard }', '{ overflows }', '{ people(first: 1) { nodes { secret } } }']) {
    for (const { text } of [await post({ query }), await postCompiled({ query })]) {
      t.notMatch(text, /hunter2|1099511627776/)
      t.match(text, /"message":"Internal error"/)
    }
  }
  t.match(logs.join(''), SECRET)
})

t.test('D7: a request error has a status of 400, no data, and every error told', async t => {
  const { post, get } = await buildEdge(t)
  const several = await post({ query: '{ a b c }' })
  t.equal(several.status, 400)
  t.strictSame(Object.keys(several.body), ['errors'])
  t.equal(several.body.errors.length, 3)
  const missing = await post({ query: 'query ($n: Int!) { need(number: $n) }' })
  t.equal(missing.status, 400)
  t.strictSame(Object.keys(missing.body), ['errors'])
  const unnamed = await get({ query: 'query A { need } query B { need }' })
  t.equal(unnamed.status, 400)
  t.match(unnamed.body, { errors: [{ message: /operationName has to say which/, extensions: { code: 'INVALID' } }] })
  const unknown = await get({ query: 'query A { need }', operationName: 'Z' })
  t.equal(unknown.status, 400)
  t.match(unknown.body, { errors: [{ message: /no operation named "Z"/ }] })
})

t.test('D8: nothing is suggested, neither for fields nor in variables', async t => {
  const { post } = await buildEdge(t)
  const mistakes = [
    { query: '{ peple { totalCount } }' },
    { query: '{ __schema { directive } }' },
    { query: '{ echo(mood: CHEERFULL) { text } }' },
    { query: 'query ($by: PersonBy!) { person(by: $by) { id } }', variables: { by: { nam: 'Ada' } } },
    { query: 'query ($m: Mood) { echo(mood: $m) { text } }', variables: { m: 'CHEERFULL' } }
  ]
  for (const mistake of mistakes) {
    const { status, text } = await post(mistake)
    t.equal(status, 400)
    t.notMatch(text, /Did you mean/)
  }
  t.match((await post({ query: '{ refuses }' })).text, /Did you mean the other one\?/, 'but a refusal says what it says')
})

t.test('D9: there are no subscriptions, neither as documents nor as sockets', async t => {
  const { app, post } = await buildEdge(t)
  const { status, body } = await post({ query: 'subscription { anything }' })
  t.equal(status, 400)
  t.match(body, { errors: [{ message: 'There are no subscription operations here.', extensions: { code: 'INVALID' } }] })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  const upgrade = await new Promise<number>((resolve, reject) => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-protocol': 'graphql-transport-ws' }
    httpRequest({ port, host: '127.0.0.1', path: '/graphql', headers })
      .on('upgrade', () => resolve(101)).on('response', response => { response.resume(); resolve(response.statusCode ?? 0) }).on('error', reject).end()
  })
  t.equal(upgrade, 400)
})

t.test('D10: defaults, enum values and types are what the schema says, compiled or not', async t => {
  const { post, postCompiled } = await buildEdge(t)
  const query = `query ($at: DateTime = "2026-01-02T03:04:05+01:00", $day: Day = "2026-01-02") {
    echo(at: $at, day: $day) { at isDate mood order } gloomy: echo(mood: GLOOMY) { mood }
    node(id: "pet-p1") { __typename ... on Pet { name } } one: node(id: "p1") { __typename id }
  }`
  const data = {
    echo: { at: '2026-01-02T02:04:05.000Z', isDate: true, mood: 'CHEERFUL', order: 'at,day,mood' },
    gloomy: { mood: 'GLOOMY' },
    node: { __typename: 'Pet', name: 'Laika' },
    one: { __typename: 'Person', id: 'p1' }
  }
  t.strictSame((await post({ query })).body.data, data)
  t.strictSame((await postCompiled({ query })).body.data, data)
  const literal = '{ engine echo(at: "2026-01-02T03:04:05+01:00", day: "2026-01-02") { at isDate } }'
  t.strictSame((await postCompiled({ query: literal })).body.data, { engine: 'compiled', echo: { at: '2026-01-02T02:04:05.000Z', isDate: true } })
})

t.test('a variable with a default may be a list, and one that is never null', async t => {
  const { post, postCompiled } = await buildEdge(t)
  const query = 'query ($number: Int! = 7, $days: [Int!] = [1, 2]) { need(number: $number) echo(days: $days) { days } }'
  t.strictSame((await post({ query })).body.data, { need: 7, echo: { days: [1, 2] } })
  t.strictSame((await postCompiled({ query })).body.data, { need: 7, echo: { days: [1, 2] } })
  t.strictSame((await postCompiled({ query, variables: { number: 8, days: [3] } })).body.data, { need: 8, echo: { days: [3] } })
})

t.test('D10: a default that compiled queries would misread keeps the server from starting', async t => {
  const schema = buildSchema('scalar DateTime input Since { at: DateTime = "2026-01-01T00:00:00Z" } type Query { a(since: Since): Int }')
  t.equal(assertPlainDefaults(schema), undefined)
  const since = schema.getType('Since') as unknown as { getFields (): { at: { defaultValue: unknown } } }
  since.getFields().at.defaultValue = new Date(0)
  t.throws(() => assertPlainDefaults(schema), { message: 'The default of Since.at has to be plain JSON.' })
})

t.test('D11: the edge serves no page, and names no other host', async t => {
  const { app, get } = await buildEdge(t)
  for (const url of ['/graphiql', '/graphiql/main.js', '/playground', '/console']) {
    t.equal((await app.inject({ url, headers: { accept: 'text/html' } })).statusCode, 404)
  }
  const { status, text } = await get({}, { accept: 'text/html' })
  t.equal(status, 406)
  t.notMatch(text, /unpkg|<html/i)
})

t.test('D12: an operation answers the same the first time and once it is compiled', async t => {
  const { schema } = toySchema()
  const { post, postCompiled } = await buildEdge(t)
  for (const { query, variables, engine } of COMPILER_QUERIES) {
    const first = await post({ query, variables })
    const last = await postCompiled({ query, variables })
    t.equal(last.body.data.engine, engine, query)
    t.strictSame(comparable(last.text), comparable(first.text), query)
    const reference = await execute({ schema, document: parse(query), contextValue: {}, variableValues: variables })
    t.strictSame(JSON.parse(comparable(first.text)).data, JSON.parse(comparable(JSON.stringify(reference))).data, query)
  }
})

t.test('D12: a mutation answers the same the first time and once it is compiled', async t => {
  const { post, postCompiled, counted } = await buildEdge(t)
  const query = 'mutation { one: count { __typename } rename(input: { id: "p9", name: "Augusta" }) { id name mood } }'
  const first = await post({ query })
  t.strictSame(first.body.data, { one: { __typename: 'Counter' }, rename: { id: 'p9', name: 'Augusta', mood: 'GLOOMY' } })
  t.equal((await postCompiled({ query })).text, first.text)
  t.equal(counted(), 5, 'and runs once for each request')
})

/** An answer without what is another one each time. */
function comparable (text: string): string {
  return text.replaceAll(/("requestId"|"engine"):"[^"]+"/g, '$1:"-"')
}

t.test('a text in a query is never run as code, however often it comes', async t => {
  const { postCompiled } = await buildEdge(t)
  const mark = String.raw`__M\u0041GIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d`
  const reached = globalThis as { reached?: boolean }
  for (const query of [
    `{ engine echo(text: "${mark}0),days:globalThis.reached=true,at:(0") { text } }`,
    `{ engine echo(input: { text: "${mark}0),days:globalThis.reached=true,at:(0" }) { text said } }`,
    `{ engine echo(text: """${mark.replace('\\u0041', 'A')}0),days:globalThis.reached=true,at:(0""") { text } }`
  ]) {
    const { status, body } = await postCompiled({ query })
    t.equal(status, 200)
    t.equal(body.data.engine, 'interpreted')
    t.match(JSON.stringify(body.data.echo), 'globalThis.reached=true', 'the text arrives as a text')
  }
  t.equal(reached.reached, undefined)
})

t.test('a variable that makes an argument invalid is told as such, compiled or not', async t => {
  const { post, postCompiled } = await buildEdge(t)
  const ask = { query: 'query ($n: Int) { engine need(number: $n) }', variables: { n: null } }
  for (const { status, body } of [await post(ask), await postCompiled(ask)]) {
    t.equal(status, 200)
    t.match(body, { data: null, errors: [{ message: /^Argument "number" of non-null type "Int!" must not be null/, path: ['need'], extensions: { code: 'INVALID' } }] })
  }
})

t.test('a query with operations that are not asked for runs the one that is', async t => {
  const { post } = await buildEdge(t)
  t.strictSame((await post({ query: 'query A { need } query B { need(number: 2) }', operationName: 'B' }, { accept: STRICT })).body.data, { need: 2 })
})
