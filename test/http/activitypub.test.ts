import { createPrivateKey } from 'node:crypto'
import t, { type Test } from 'tap'
import { fastify } from 'fastify'
import { activityPub, type ActivityPubOptions } from '../../src/http/activitypub.ts'
import { makeActorKey, publicKeyOf } from '../../src/providers/activitypub/actor-key.ts'
import { signer } from '../../src/providers/activitypub/signer.ts'
import { signCavage, LIKE } from '../providers/activitypub/support/fediverse.ts'

const PUBLIC_URL = 'https://goodturn.example'
const ID = 'integration_01h455vb4pex5vsknk084sn02q'
const ADDRESS = `${PUBLIC_URL}/webhooks/${ID}`
const PRIVATE_KEY = makeActorKey()
const ACTOR = { name: 'Friends of <Ada>', publicKeyPem: publicKeyOf(PRIVATE_KEY) }

async function server (t: Test, options: Partial<ActivityPubOptions> = {}) {
  const app = fastify()
  t.teardown(() => app.close())
  const looked: string[] = []
  const findActor = async (id: string) => { looked.push(id); return id === ID ? ACTOR : null }
  await app.register(activityPub, { publicUrl: () => PUBLIC_URL, findActor, ...options })
  const get = async (url: string) => {
    const { statusCode, headers, body } = await app.inject({ url, headers: { host: 'elsewhere.example' } })
    return { status: statusCode, type: headers['content-type'], cache: headers['cache-control'], cors: headers['access-control-allow-origin'], body: JSON.parse(body) as unknown }
  }
  return { app, get, looked }
}

function finger (resource: string): string {
  return `/.well-known/webfinger?resource=${encodeURIComponent(resource)}`
}

t.test('an integration is an actor that can be found by its handle', async t => {
  const { get } = await server(t)
  t.strictSame(await get(finger(`acct:${ID}@goodturn.example`)), {
    status: 200,
    type: 'application/jrd+json; charset=utf-8',
    cache: 'public, max-age=600',
    cors: '*',
    body: { subject: `acct:${ID}@goodturn.example`, aliases: [ADDRESS], links: [{ rel: 'self', type: 'application/activity+json', href: ADDRESS }] }
  })
  for (const resource of [`ACCT:${ID.toUpperCase()}@GoodTurn.example`, `acct:@${ID}@goodturn.example`, ADDRESS]) {
    t.match(await get(finger(resource)), { status: 200, body: { subject: `acct:${ID}@goodturn.example` } }, resource)
  }
})

t.test('its document says where to deliver, and by which key it asks', async t => {
  const { get, app } = await server(t)
  t.strictSame(await get(`/webhooks/${ID}`), {
    status: 200,
    type: 'application/activity+json; charset=utf-8',
    cache: 'public, max-age=600',
    cors: undefined,
    body: {
      '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'],
      id: ADDRESS,
      type: 'Service',
      preferredUsername: ID,
      name: 'Friends of <Ada>',
      url: ADDRESS,
      inbox: ADDRESS,
      outbox: `${ADDRESS}/outbox`,
      manuallyApprovesFollowers: true,
      publicKey: { id: `${ADDRESS}#main-key`, owner: ADDRESS, publicKeyPem: ACTOR.publicKeyPem }
    }
  })
  t.match(ACTOR.publicKeyPem, /^-----BEGIN PUBLIC KEY-----\n/)
  t.notOk((await app.inject(`/webhooks/${ID}`)).body.includes('PRIVATE'))
})

t.test('whom it writes to can verify it by its own document', async t => {
  const { get } = await server(t)
  const { body } = await get(`/webhooks/${ID}`)
  const sent = signCavage({ ...LIKE, actor: ADDRESS }, { key: createPrivateKey(PRIVATE_KEY), keyId: `${ADDRESS}#main-key` })
  t.equal(signer.keyId(sent), ADDRESS)
  t.strictSame(signer.verify(sent, body), { isGenuine: true })
})

t.test('its outbox is empty', async t => {
  const { get } = await server(t)
  t.match(await get(`/webhooks/${ID}/outbox`), {
    status: 200, type: 'application/activity+json; charset=utf-8', body: { id: `${ADDRESS}/outbox`, type: 'OrderedCollection', totalItems: 0, orderedItems: [] }
  })
})

t.test('nobody else is found, and nothing but an integration is looked for', async t => {
  const { get, looked } = await server(t)
  const gone = 'integration_7zzzzzzzzzzzzzzzzzzzzzzzzz'
  const others = ['contact_01h455vb4pex5vsknk084sn02q', ID.toUpperCase(), ID.slice(0, -1), 'admin', '__proto__', '..%2f', 'a'.repeat(90)]
  for (const id of [gone, ...others]) {
    for (const url of [`/webhooks/${id}`, `/webhooks/${id}/outbox`]) t.match(await get(url), { status: 404, cache: 'no-store', body: { error: 'There is nobody of that name.' } }, url)
  }
  for (const resource of [
    `acct:${gone}@goodturn.example`, `acct:${ID}@elsewhere.example`, `acct:${ID}`, `acct:${ID}@goodturn.example@elsewhere.example`, `acct:${ID}@sub.goodturn.example`, 'acct:@goodturn.example', 'acct:goodturn.example',
    ID, `https://elsewhere.example/webhooks/${ID}`, `${ADDRESS}/outbox`, PUBLIC_URL, '', 'acct:', 'a'.repeat(5_000)
  ]) t.match(await get(finger(resource)), { status: 404, cache: 'no-store' }, resource.slice(0, 60))
  t.strictSame([...new Set(looked)], [gone])
})

t.test('a question without its resource is none (RFC 7033, 4.2)', async t => {
  const { get } = await server(t)
  for (const url of ['/.well-known/webfinger', '/.well-known/webfinger?rel=self', '/.well-known/webfinger?resource=a&resource=b']) t.match(await get(url), { status: 400, cache: 'no-store' }, url)
})

t.test('other integrations may answer at their address in their own way', async t => {
  const { get, app } = await server(t, { otherwise: async (_request, reply) => await reply.type('text/plain').send('"challenge"') })
  t.match(await get('/webhooks/integration_7zzzzzzzzzzzzzzzzzzzzzzzzz?hub.challenge=x'), { status: 200, body: 'challenge' })
  t.match(await get(`/webhooks/${ID}`), { status: 200, body: { id: ADDRESS } })
  t.equal((await app.inject({ method: 'POST', url: `/webhooks/${ID}` })).statusCode, 404, 'what is delivered is taken elsewhere')
})

t.test('a port is part of the host', async t => {
  const { get } = await server(t, { publicUrl: () => 'http://localhost:4000' })
  t.match(await get(finger(`acct:${ID}@localhost:4000`)), { status: 200, body: { subject: `acct:${ID}@localhost:4000` } })
  t.match(await get(finger(`acct:${ID}@localhost`)), { status: 404 })
})
