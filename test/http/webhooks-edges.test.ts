import { createHmac } from 'node:crypto'
import { Agent, request as open, type ClientRequest, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { fastify } from 'fastify'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { webhooks } from '../../src/http/webhooks.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import { verifyTokenOf } from '../../src/operations/integrations/verify-token.ts'
import type { Provider } from '../../src/domain/integrations/integration.ts'
import { onDatabase } from '../support/server.ts'
import { NOW, SECRET_KEY, testApp } from '../support/app.ts'
import { addIntegration, rotateSecret, standardHeaders, type TestIntegration } from '../support/integrations.ts'

const SECRET = `whsec_${Buffer.alloc(32, 'first').toString('base64')}`
const LIMIT = 1024 * 1024

const host = await testApp(t, { logLevel: 'info' })
const seconds = String(NOW / 1000)

const add = (provider: Provider, secret = 'a secret of 20 chars'): Promise<TestIntegration> => addIntegration(host.database, host.workspaceId, { provider, secret })
const hex = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex')

async function post (to: TestIntegration, body: string | Buffer, headers: Record<string, string>) {
  return await host.app.inject({ method: 'POST', url: to.path, headers: { 'content-type': 'application/json', ...headers }, payload: body })
}

async function keptOf ({ id }: TestIntegration): Promise<number> {
  return await onDatabase(host.adminUrl, async sql => (await sql`select from app.delivery where integration_id = ${id}`).length)
}

t.test('Slack hears its challenge once it has signed, and nothing is kept of that', async t => {
  const to = await add('SLACK')
  const body = '{"type":"url_verification","challenge":"3eZbrw1aB"}'
  const sign = (secret: string) => ({ 'x-slack-request-timestamp': seconds, 'x-slack-signature': `v0=${hex(secret, `v0:${seconds}:${body}`)}` })
  const { statusCode, headers, body: told } = await post(to, body, sign('a secret of 20 chars'))
  t.strictSame([statusCode, headers['content-type'], told], [200, 'text/plain; charset=utf-8', '3eZbrw1aB'])
  t.equal(headers['x-content-type-options'], 'nosniff')
  t.equal((await post(to, body, sign('another'))).statusCode, 401)
  t.equal(await keptOf(to), 0)
})

t.test('Zoom is answered with the secret that it signs with, though another one has followed it', async t => {
  const to = await add('ZOOM', 'former secret of Zoom')
  const body = '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}'
  const sign = (secret: string) => ({ 'x-zm-request-timestamp': seconds, 'x-zm-signature': `v0=${hex(secret, `v0:${seconds}:${body}`)}` })
  await rotateSecret(host.database, host.workspaceId, to, 'present secret of Zoom', NOW + 1000)
  for (const secret of ['former secret of Zoom', 'present secret of Zoom']) {
    const { json } = await post(to, body, sign(secret))
    t.strictSame(json(), { plainToken: 'qgg8vlvZRS6UYooatFL8Aw', encryptedToken: hex(secret, 'qgg8vlvZRS6UYooatFL8Aw') })
  }
  t.equal(await keptOf(to), 0)
})

t.test('WhatsApp asks with the word that a member was shown, which the log does not keep', async t => {
  const to = await add('WHATSAPP', 'app secret')
  const token = verifyTokenOf('app secret', to.id)
  t.match(token, /^[0-9a-f]{32}$/)
  const ask = (query: string) => host.app.inject({ url: `${to.path}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${query}` })
  const { statusCode, body, headers } = await ask(token)
  t.strictSame([statusCode, body, headers['content-type']], [200, '1158201444', 'text/plain; charset=utf-8'])
  t.equal((await ask(verifyTokenOf('app secret', uuidv7()))).statusCode, 404)
  t.equal((await ask('')).statusCode, 404)
  await host.app.inject({ method: 'POST', url: `${to.path}?sent=${token}`, payload: '{}' })
  t.ok(host.logs.some(line => line.includes(`POST ${to.path}`)), 'it keeps that somebody came')
  t.notOk(host.logs.some(line => line.includes(token)))
})

t.test('a body of the longest that its provider sends is taken, and not a byte more', async t => {
  const to = await add('STANDARD_WEBHOOKS', SECRET)
  const longest = Buffer.alloc(LIMIT, ' ')
  t.equal((await post(to, longest, standardHeaders(SECRET, { id: 'longest', body: longest }))).statusCode, 200)
  const { statusCode, json } = await post(to, Buffer.alloc(LIMIT + 1, ' '), standardHeaders(SECRET, { id: 'longer', body: '' }))
  t.equal(statusCode, 413)
  t.strictSame(json(), { errors: [{ message: `A body here has ${LIMIT} bytes at most.`, extensions: { code: 'INVALID' } }] })
  t.equal(await keptOf(to), 1)
})

t.test('a body that does not say how long it is is cut off at the limit, and the connection lives on', async t => {
  const to = await add('STANDARD_WEBHOOKS', SECRET)
  const { port } = new URL(await listening())
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => agent.destroy())
  const post = (headers: Record<string, string>) => open({ agent, host: '127.0.0.1', port, method: 'POST', path: to.path, headers })
  const endless = post({ 'transfer-encoding': 'chunked' })
  const answered = answerTo(endless)
  for (let part = 0; part < 20; part++) endless.write(Buffer.alloc(LIMIT / 10))
  endless.end()
  const { statusCode, socket: { localPort } } = await answered
  t.equal(statusCode, 413)
  const next = post(standardHeaders(SECRET, { id: 'next', body: 'short' }))
  const received = answerTo(next)
  next.end('short')
  t.strictSame([(await received).statusCode, next.socket?.localPort], [200, localPort])
})

t.test('a compressed body is refused with what to send instead', async t => {
  const to = await add('STANDARD_WEBHOOKS', SECRET)
  const body = gzipSync('{"type":"ping"}')
  const { statusCode, headers, json } = await post(to, body, { ...standardHeaders(SECRET, { id: 'gzip', body }), 'content-encoding': 'gzip' })
  t.strictSame([statusCode, headers['accept-encoding']], [415, 'identity'])
  t.match(json(), { errors: [{ extensions: { code: 'INVALID' } }] })
})

t.test('while bodies take all the room of an integration, others to it are sent away for a while, and those to another are not', async t => {
  const app = fastify()
  t.teardown(() => app.close())
  await app.register(webhooks, {
    database: host.database,
    cipher: cipherOf([SECRET_KEY]),
    publicUrl: () => 'http://localhost',
    rejections: { note () {} },
    judgeByActor: async () => ({ verdict: { isGenuine: false, reason: '' }, document: null }),
    now: () => NOW,
    newId: uuidv7,
    mostBytesAtOnce: 2000
  })
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const [to, another] = [await add('STANDARD_WEBHOOKS', SECRET), await add('STANDARD_WEBHOOKS', SECRET)]
  const send = (body: string, { path } = to) => open({ host: '127.0.0.1', port, method: 'POST', path, headers: { ...standardHeaders(SECRET, { id: `of-${body.trim().slice(0, 4)}`, body }), 'content-length': String(body.length) } })
  const slow = send('slow '.repeat(150))
  slow.write('slow '.repeat(120))
  const [first] = await Promise.all([answerTo(slow), (async () => {
    // Until what was written has arrived there is room still.
    for (let turn = 0; turn < 200; turn++) {
      const late = send(`${turn}`.padEnd(500))
      const answer = answerTo(late)
      late.end(`${turn}`.padEnd(500))
      const { statusCode, headers } = await answer
      if (statusCode !== 503) {
        t.equal(statusCode, 200)
        continue
      }
      t.equal(headers['retry-after'], '5')
      const elsewhere = send('else'.padEnd(900), another)
      const received = answerTo(elsewhere)
      elsewhere.end('else'.padEnd(900))
      return t.equal((await received).statusCode, 200)
    }
    throw new Error('Nobody was sent away.')
  })().then(() => slow.end('slow '.repeat(30)))])
  t.equal(first.statusCode, 200, 'the one that was there is received')
  const next = send('after'.padEnd(900))
  const answer = answerTo(next)
  next.end('after'.padEnd(900))
  t.equal((await answer).statusCode, 200, 'and then there is room again')
})

t.test('a sender who breaks off in the middle is no error of ours', async t => {
  const to = await add('STANDARD_WEBHOOKS', SECRET)
  const { port } = new URL(await listening())
  const before = await connections()
  const sent = open({ host: '127.0.0.1', port, method: 'POST', path: to.path, agent: false, headers: { 'content-length': '1000' } })
  sent.on('error', () => {})
  sent.write('half')
  await until(() => host.logs.some(line => line.includes(to.path)))
  sent.destroy()
  await until(async () => await connections() <= before)
  t.notOk(host.logs.some(line => line.includes('could not be received')))
})

t.test('what nobody foresaw is told by nothing but the id under which the log has it, without body and secret', async t => {
  const to = await addIntegration(host.database, host.workspaceId, { provider: 'STANDARD_WEBHOOKS', secret: SECRET, keys: [Buffer.alloc(32, 'lost')] })
  const body = '{"type":"very private"}'
  const { statusCode, headers, json } = await post(to, body, standardHeaders(SECRET, { id: 'fault', body }))
  t.equal(statusCode, 500)
  t.strictSame(json(), { errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL', requestId: headers['x-request-id'] } }] })
  const line = host.logs.find(line => line.includes('could not be received')) ?? ''
  t.match(JSON.parse(line), { requestId: headers['x-request-id'], failure: { message: /SECRET_KEY/ } })
  t.notOk(host.logs.some(line => line.includes('very private') || line.includes(SECRET)))
})

t.test('why a webhook was rejected is in the log alone', async t => {
  const to = await add('STANDARD_WEBHOOKS', SECRET)
  await post(to, 'x', standardHeaders(SECRET, { id: 'old', body: 'x', at: NOW - 3_600_000 }))
  t.match(JSON.parse(host.logs.find(line => line.includes('was rejected') && line.includes(to.id)) ?? '{}'), { integration: to.id, reason: /./ })
})

let address: string | undefined

async function listening (): Promise<string> {
  address ??= await host.app.listen({ port: 0, host: '127.0.0.1' })
  return address
}

async function answerTo (sent: ClientRequest): Promise<IncomingMessage> {
  const [answer] = await once(sent, 'response') as [IncomingMessage]
  answer.resume()
  return answer
}

async function connections (): Promise<number> {
  return await new Promise((resolve, reject) => { host.app.server.getConnections((error, count) => { if (error) reject(error); else resolve(count) }) })
}

async function until (isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500 && !await isSo(); turn++) await new Promise(resolve => setTimeout(resolve, 10))
}
