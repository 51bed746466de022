import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { buildSchema, graphql, parse } from 'graphql'
import t from 'tap'
import { graphiql } from '../../src/http/graphiql.ts'
import { buildGraphiql } from '../../tools/graphiql/build.js'
import { chromiumPath, launchChromium } from '../support/chromium.ts'
import { driveGraphiql, says, signIn } from '../support/drive-graphiql.ts'

interface Teardown { teardown: (work: () => Promise<void>) => unknown }

const directory = await mkdtemp(join(tmpdir(), 'goodturn-graphiql-'))
t.teardown(async () => await rm(directory, { recursive: true }))
await buildGraphiql(directory)
const html = await readFile(join(directory, 'index.html'), 'utf8')
const assets = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => `/${path}`)

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:; " +
  "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const schema = buildSchema(`
  type Query { viewer: Viewer! contacts(first: Int, search: String): Contacts! }
  type Viewer { actor: String! role: String! scopes: [String!]! workspace: Workspace! }
  type Workspace { name: String! timeZone: String! contactCount: Int! interactionCount: Int! }
  type Contacts { totalCount: Int! nodes: [Contact!]! }
  type Contact { id: ID! name: String! organization: String title: String tags: [String!]! identities: [Identity!]! }
  type Identity { kind: String! value: String! }
`)
const people: Readonly<Record<string, string>> = { 'token-of-ada': 'Ada', 'slow-token-of-grace': 'Grace' }

async function server (t: Teardown): Promise<FastifyInstance> {
  const app = Fastify()
  t.teardown(async () => await app.close())
  await app.register(graphiql, { directory })
  app.get('/elsewhere', async () => 'not the page')
  return app
}

/** Serves the page beside an API that knows two people and is slow for one of them; one more token breaks it. */
async function listening (t: Teardown, accepted: string[] = []): Promise<string> {
  const app = await server(t)
  app.post<{ Body: { query: string, operationName?: string, variables?: Record<string, unknown> } }>('/graphql', async ({ headers, body }, reply) => {
    const token = headers.authorization?.replace('Bearer ', '') ?? ''
    accepted.push(headers.accept ?? '')
    if (token === 'broken') return await reply.code(502).type('text/html').send('<h1>Bad Gateway</h1>')
    const actor = people[token]
    if (!actor) return await reply.code(401).send({ errors: [{ message: 'This token is not valid, or no longer.', extensions: { code: 'UNAUTHENTICATED' } }] })
    if (token.startsWith('slow')) await sleep(400)
    const workspace = { name: 'Engines & Compilers', timeZone: 'Europe/London', contactCount: 2, interactionCount: 3 }
    const rootValue = { viewer: { actor, role: 'OWNER', scopes: ['admin'], workspace }, contacts: { totalCount: 0, nodes: [] } }
    return await graphql({ schema, source: body.query, operationName: body.operationName, variableValues: body.variables, rootValue })
  })
  return await app.listen({ port: 0, host: '127.0.0.1' })
}

t.test('the root leads to the page', async t => {
  const app = await server(t)
  for (const url of ['/', '/graphiql/']) {
    const reply = await app.inject({ url })
    t.equal(reply.statusCode, 302)
    t.equal(reply.headers.location, '/graphiql')
  }
})

t.test('the page is asked for anew each time, and may load nothing foreign or inline', async t => {
  const app = await server(t)
  const reply = await app.inject({ url: '/graphiql' })
  t.equal(reply.statusCode, 200)
  t.equal(reply.headers['content-type'], 'text/html; charset=utf-8')
  t.equal(reply.headers['content-security-policy'], POLICY)
  t.equal(reply.headers['x-content-type-options'], 'nosniff')
  t.equal(reply.headers['referrer-policy'], 'no-referrer')
  t.equal(reply.headers['cache-control'], 'no-cache')
  t.equal(reply.body, html)
  t.ok(!/<script(?![^>]* src=)|<style|\s(on\w+|style)=|https?:|"\/\//.test(html), 'nothing inline, nothing foreign')
})

t.test('what the page loads is there, may be kept for ever, and comes packed to whoever can unpack it', async t => {
  const app = await server(t)
  t.equal(new Set(assets).size, 8)
  for (const url of assets) {
    const plain = await app.inject({ url, headers: { 'accept-encoding': 'identity' } })
    t.equal(plain.statusCode, 200, url)
    t.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
    t.equal(plain.headers['content-security-policy'], POLICY)
    t.equal(plain.headers['x-content-type-options'], 'nosniff')
    const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    t.equal(packed.headers['content-encoding'], 'gzip')
    t.equal(packed.headers['content-type'], plain.headers['content-type'])
    t.match(packed.headers.vary, /accept-encoding/)
    t.ok(gunzipSync(packed.rawPayload).equals(plain.rawPayload))
  }
})

t.test('the licences of what is served are served with it', async t => {
  const app = await server(t)
  const reply = await app.inject({ url: assets.find(url => url.includes('licences')) ?? '' })
  for (const name of ['graphiql 3.9.0', 'graphql 16.', 'react 18.3.1', 'react-dom 18.3.1']) t.ok(reply.body.includes(name), name)
  t.equal(reply.body.match(/Permission is hereby granted, free of charge/g)?.length, 4)
})

t.test('nothing else can be read through the page', async t => {
  const app = await server(t)
  const unknown = ['index.html', 'missing.js', 'assets/', '.hidden', '%00']
  const outside = ['../index.html', '..%2findex.html', '%2e%2e/index.html', '%2e%2e%2findex.html', '..%5cindex.html', '%252e%252e/index.html', '/etc/passwd']
  for (const path of [...unknown, ...outside]) {
    const reply = await app.inject({ url: `/graphiql/${path}` })
    t.ok([400, 403, 404].includes(reply.statusCode), `${path} is refused with ${reply.statusCode}`)
    t.ok(!reply.body.includes('<html') && !reply.body.includes('root:'))
  }
  const written = await app.inject({ method: 'POST', url: '/graphiql', payload: {} })
  t.equal(written.statusCode, 404)
})

t.test('the relaxed policy is for the page alone', async t => {
  const app = await server(t)
  const reply = await app.inject({ url: '/elsewhere' })
  t.equal(reply.statusCode, 200)
  t.equal(reply.headers['content-security-policy'], undefined)
})

t.test('a server without the built page does not start, and says what to do', async t => {
  const app = Fastify()
  t.teardown(async () => await app.close())
  await t.rejects(async () => await app.register(graphiql, { directory: join(directory, 'missing') }),
    { message: 'The GraphiQL page is not built: run "npm run build", or set GRAPHIQL=off.' })
})

t.test('the same sources build the same page, in place of the one before', async t => {
  const before = await readdir(join(directory, 'assets'))
  await buildGraphiql(directory)
  t.strictSame(await readdir(join(directory, 'assets')), before)
  t.equal(await readFile(join(directory, 'index.html'), 'utf8'), html)
})

t.test('each example begins by saying what it shows, and has a title and an operation of its own', async t => {
  const examples = JSON.parse(await readFile(new URL('../../tools/graphiql/examples.json', import.meta.url), 'utf8')) as { title: string, query: string }[]
  t.equal(new Set(examples.map(({ title }) => title)).size, examples.length)
  t.equal(new Set(examples.map(({ query }) => /(query|mutation) (\w+)/.exec(query)?.[2])).size, examples.length)
  for (const { title, query } of examples) {
    t.match(query, /^(# .+\n){1,2}(query|mutation) [A-Z]/, title)
    t.equal(parse(query).definitions.length, 1)
  }
})

const skip = chromiumPath() ? false : 'there is no Chromium here; CHROMIUM_PATH says where one is'

t.test('a person signs in, looks around, asks and leaves', { skip }, async t => {
  const accepted: string[] = []
  const url = await listening(t, accepted)
  await driveGraphiql(t, { browser: await launchChromium(t), url, token: 'token-of-ada', run: ['WhoAmI', 'FindSomebody'] })
  t.equal(accepted.at(-1), 'application/graphql-response+json, application/json')
})

t.test('signing in tells what is wrong, and believes only the last answer', { skip }, async t => {
  const url = await listening(t)
  const page = await (await launchChromium(t)).newPage()
  await page.goto(`${url}/graphiql`)

  await signIn(page, 'broken')
  await says(t, page, 'The server answered 502 Bad Gateway, and no GraphQL.')
  await signIn(page, 'two words')
  await says(t, page, 'That is not a token: it has a space or a strange letter in it.')
  await signIn(page, '  Bearer token-of-ada ')
  await says(t, page, 'Signed in as Ada (OWNER) in Engines & Compilers')

  await signIn(page, 'slow-token-of-grace')
  await says(t, page, 'Asking who this is …')
  await signIn(page, 'token-of-ada')
  await says(t, page, 'Signed in as Ada (OWNER) in Engines & Compilers')
  await sleep(600)
  await says(t, page, 'Signed in as Ada (OWNER) in Engines & Compilers')

  await page.route('**/graphql', async route => await route.abort())
  await signIn(page, 'token-of-ada')
  await says(t, page, 'The server cannot be reached.')
})
