import t, { type Test } from 'tap'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { toTypeId } from '../../src/domain/type-id.ts'
import { onDatabase } from '../support/server.ts'
import { NOW, testApp } from '../support/app.ts'
import { addIntegration, rotateSecret, standardHeaders, type TestIntegration } from '../support/integrations.ts'

const SECRET = `whsec_${Buffer.alloc(32, 'first').toString('base64')}`
const OTHER = `whsec_${Buffer.alloc(32, 'other').toString('base64')}`
const BODY = '{"type":"ping"}'
const HOUR_MS = 3_600_000

const host = await testApp(t, { corsOrigins: ['https://app.example.com'] })

async function standard (secret = SECRET, workspaceId = host.workspaceId): Promise<TestIntegration> {
  return await addIntegration(host.database, workspaceId, { provider: 'STANDARD_WEBHOOKS', secret })
}

interface Sent { readonly id?: string, readonly body?: string | Buffer, readonly secret?: string, readonly headers?: Record<string, string>, readonly query?: string }

async function send ({ path }: { readonly path: string }, { id = 'msg_1', body = BODY, secret = SECRET, headers = {}, query = '' }: Sent = {}) {
  return await host.app.inject({ method: 'POST', url: path + query, headers: { ...standardHeaders(secret, { id, body, at: host.clock.now }), ...headers }, payload: body })
}

async function kept ({ id }: TestIntegration): Promise<any[]> {
  return await onDatabase(host.adminUrl, async sql => [...await sql`
    select d.*, (select count(*)::int from app.outbox o where o.topic = 'deliveries.process' and o.key = d.id::text) as wishes
    from app.delivery d where d.integration_id = ${id} order by d.id`])
}

t.test('a genuine webhook is kept as it came, once, and is to be read', async t => {
  const to = await standard()
  const first = await send(to, { query: '?from=abc&x=%20', headers: { 'x-secret': 'not to be kept', authorization: 'Basic not-to-be-kept' } })
  t.strictSame([first.statusCode, first.body, first.headers['x-delivery'], first.headers['content-type']], [200, '', 'received', undefined])
  const again = await send(to, { query: '?from=abc' })
  t.strictSame([again.statusCode, again.body, again.headers['x-delivery']], [200, '', 'duplicate'])
  const [delivery, ...others] = await kept(to)
  t.strictSame(others, [])
  t.match(delivery, {
    workspace_id: host.workspaceId, delivery_key: 'msg_1', status: 'RECEIVED', attempts: 0, received_at: new Date(NOW), next_attempt_at: new Date(NOW), query: 'from=abc&x=%20', wishes: 1
  })
  t.strictSame(delivery.headers, { 'content-type': 'application/json' })
  t.equal(delivery.body.toString(), BODY)
})

t.test('of many at the same time one is kept', async t => {
  const to = await standard()
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(to)))
  t.ok(answers.every(({ statusCode }) => statusCode === 200))
  t.equal(answers.filter(({ headers }) => headers['x-delivery'] === 'received').length, 1)
  t.match(await kept(to), [{ wishes: 1 }])
  t.equal((await kept(to)).length, 1)
})

t.test('a delivery costs one round trip of four statements, and none to find out whose it is', async t => {
  const to = await standard()
  await send(to, { id: 'warm' })
  const from = host.statements.length
  await send(to, { id: 'next' })
  const sent = host.statements.slice(from)
  t.match(sent, [/^begin$/, /^select app\.set_workspace/, /insert into app\.delivery/, /^commit$/])
  t.equal(sent.length, 4)
})

t.test('what is genuine and cannot be read is kept', async t => {
  const to = await standard()
  for (const body of ['', '{"type":', '\u0000\u0001', Buffer.from([0xff, 0xfe, 0x80])]) {
    const id = `msg_${Buffer.from(body).toString('hex')}`
    t.equal((await send(to, { id, body })).statusCode, 200, id)
  }
  t.equal((await kept(to)).length, 4)
})

t.test('the words of a content type are no reason to refuse what is genuine', async t => {
  const to = await standard()
  for (const type of ['json', 'text/plain', '', 'application/json; charset=klingon', 'multipart/form-data']) t.equal((await send(to, { id: `type-${type}`, headers: { 'content-type': type } })).statusCode, 200, type)
  const bare = standardHeaders(SECRET, { id: 'none', body: BODY })
  delete bare['content-type']
  t.equal((await host.app.inject({ method: 'POST', url: to.path, headers: bare, payload: Buffer.from(BODY) })).statusCode, 200)
  t.strictSame((await kept(to)).at(-1).headers, {})
})

t.test('a key that cannot be kept as it is becomes a hash, and is still the same when it comes again', async t => {
  const to = await standard()
  for (const id of ['a'.repeat(201), 'mit Ümlaut'.normalize()]) {
    // A header carries bytes: what is not ASCII arrives as Latin-1.
    t.equal((await send(to, { id })).headers['x-delivery'], 'received')
    t.equal((await send(to, { id })).headers['x-delivery'], 'duplicate')
  }
  t.ok((await kept(to)).every(({ delivery_key: key }) => /^[0-9a-f]{64}$/.test(key)))
})

t.test('what nobody signed is 401 without a word of why, and nothing of it is kept but how many there were', async t => {
  const to = await standard()
  const wrong = [
    await send(to, { secret: OTHER }),
    await send(to, { headers: { 'webhook-id': 'msg_2' } }),
    await send(to, { headers: { 'webhook-signature': '' } }),
    await host.app.inject({ method: 'POST', url: to.path, payload: BODY, headers: { 'content-type': 'application/json' } })
  ]
  for (const { statusCode, headers, json } of wrong) {
    t.equal(statusCode, 401)
    t.strictSame(json(), { errors: [{ message: 'This is not from who may send here.', extensions: { code: 'UNAUTHENTICATED' } }] })
    t.match(headers['x-request-id'], /^[0-9a-f-]{36}$/)
  }
  t.strictSame(await kept(to), [])
  t.strictSame(await until(() => rejections(to), ({ rejected }) => rejected === wrong.length), { rejected: 4, last_rejected_at: new Date(NOW) })
})

t.test('a secret that was followed by another is good until its time is over', async t => {
  const to = await standard()
  await send(to, { id: 'before' })
  await rotateSecret(host.database, host.workspaceId, to, OTHER, NOW + HOUR_MS)
  t.equal((await send(to, { id: 'new', secret: OTHER })).statusCode, 200, 'the new one at once, though the former was remembered')
  t.equal((await send(to, { id: 'old' })).statusCode, 200)
  at(t, NOW + HOUR_MS)
  t.equal((await send(to, { id: 'late' })).statusCode, 401)
  t.equal((await send(to, { id: 'late', secret: OTHER })).statusCode, 200)
})

t.test('a secret that was replaced at once is worth nothing at once, though it is remembered', async t => {
  const to = await standard()
  await send(to, { id: 'before' })
  await rotateSecret(host.database, host.workspaceId, to, OTHER, NOW)
  t.equal((await send(to, { id: 'after' })).statusCode, 401)
  t.equal((await kept(to)).length, 1)
})

t.test('nobody receives any more where an integration was deleted a moment ago', async t => {
  const to = await standard()
  await send(to, { id: 'before' })
  await inWorkspace(host.database, host.workspaceId, db => db.sql`delete from app.integration where workspace_id = ${host.workspaceId} and id = ${to.id}`)
  const { statusCode, json } = await send(to, { id: 'after' })
  t.equal(statusCode, 404)
  t.strictSame(json(), { errors: [{ message: 'Nobody receives at this address.', extensions: { code: 'NOT_FOUND' } }] })
  t.strictSame(await kept(to), [])
})

t.test('an integration that is paused receives', async t => {
  const to = await addIntegration(host.database, host.workspaceId, { provider: 'STANDARD_WEBHOOKS', secret: SECRET, paused: true })
  t.equal((await send(to)).headers['x-delivery'], 'received')
  t.match(await kept(to), [{ status: 'RECEIVED' }])
})

t.test('two workspaces with the same provider have nothing to do with one another', async t => {
  const other = await host.newWorkspace('others')
  const [ours, theirs] = [await standard(), await standard(OTHER, other.workspaceId)]
  t.equal((await send(theirs)).statusCode, 401, 'our secret is not good there')
  t.equal((await send(ours)).statusCode, 200)
  t.equal((await send(theirs, { secret: OTHER })).headers['x-delivery'], 'received', 'the same name is another delivery there')
  t.match(await kept(ours), [{ workspace_id: host.workspaceId }])
  t.match(await kept(theirs), [{ workspace_id: other.workspaceId }])
})

t.test('an address that is none is 404, and other methods are 405', async t => {
  const to = await standard()
  for (const id of ['nobody', toTypeId('contact', to.id), toTypeId('integration', '00000000-0000-7000-8000-000000000000'), `${to.path.slice(10)}x`, to.path.slice(10).toUpperCase()]) {
    t.equal((await send({ path: `/webhooks/${id}` })).statusCode, 404, id)
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
    const { statusCode, headers } = await host.app.inject({ method, url: to.path })
    t.strictSame([statusCode, headers['allow']], [405, 'GET, POST'], method)
  }
  t.equal((await host.app.inject({ method: 'GET', url: to.path })).statusCode, 404, 'and a GET where the provider sends none')
})

t.test('no web page sends webhooks', async t => {
  const to = await standard()
  const origin = 'https://app.example.com'
  t.equal((await send(to, { headers: { origin } })).headers['access-control-allow-origin'], undefined)
  const preflight = await host.app.inject({ method: 'OPTIONS', url: to.path, headers: { origin, 'access-control-request-method': 'POST' } })
  t.strictSame([preflight.statusCode, preflight.headers['access-control-allow-origin']], [405, undefined])
  const called = await host.app.inject({ method: 'POST', url: '/graphql', headers: { origin, 'content-type': 'application/json' }, payload: '{"query":"{ viewer { actor } }"}' })
  t.equal(called.headers['access-control-allow-origin'], origin, 'as it calls GraphQL')
})

async function rejections ({ id }: TestIntegration): Promise<any> {
  return await onDatabase(host.adminUrl, async sql => ({ ...(await sql`select rejected, last_rejected_at from app.integration where id = ${id}`)[0] }))
}

async function until<T> (look: () => Promise<T>, isThere: (seen: T) => boolean): Promise<T> {
  for (let turn = 0; ; turn++) {
    const seen = await look()
    if (isThere(seen) || turn === 200) return seen
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

function at (t: Test, now: number): void {
  host.clock.now = now
  t.teardown(() => { host.clock.now = NOW })
}
