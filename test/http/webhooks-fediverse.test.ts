import t from 'tap'
import type { OutsideAnswer } from '../../src/domain/outside.ts'
import { actorReader } from '../../src/outside/read-actor.ts'
import { makeActorKey, publicKeyOf } from '../../src/providers/activitypub/actor-key.ts'
import { SENDER_HEADER } from '../../src/providers/activitypub/signer.ts'
import { ADA, ADA_DOCUMENT, adaWith, LIKE, signCavage } from '../providers/activitypub/support/fediverse.ts'
import { NOW, PUBLIC_URL, testApp } from '../support/app.ts'
import { addIntegration } from '../support/integrations.ts'
import { onDatabase } from '../support/server.ts'

// The server on which Ada has her account.
const social = { document: ADA_DOCUMENT as object, asked: [] as string[] }
const judgeByActor = actorReader({
  now: () => NOW,
  fetch: async (url): Promise<OutsideAnswer> => {
    social.asked.push(url)
    return { status: 200, headers: { 'content-type': 'application/activity+json' }, body: Buffer.from(JSON.stringify(social.document)), url, movedTo: null }
  }
})
const host = await testApp(t, { judgeByActor })
const key = makeActorKey()
const inbox = await addIntegration(host.database, host.workspaceId, { provider: 'ACTIVITYPUB', secret: key })
const address = PUBLIC_URL + inbox.path

async function deliver (activity: object, headers: Record<string, string> = {}) {
  const { headers: signed, body } = signCavage(activity, { url: address, signedAt: NOW })
  return await host.app.inject({ method: 'POST', url: inbox.path, headers: { 'content-type': 'application/activity+json', ...signed, ...headers }, payload: body })
}

t.test('an actor is asked for at its address, and found by its handle', async t => {
  const { json, headers } = await host.app.inject({ url: inbox.path, headers: { accept: 'application/activity+json', host: 'elsewhere.example' } })
  t.match(json(), { id: address, inbox: address, publicKey: { owner: address, publicKeyPem: publicKeyOf(key) } })
  t.match(headers, { 'content-type': 'application/activity+json; charset=utf-8', 'cache-control': 'public, max-age=600' })
  const handle = `acct:${inbox.path.split('/').at(-1)}@goodturn.example`
  t.match((await host.app.inject(`/.well-known/webfinger?resource=${encodeURIComponent(handle)}`)).json(), { links: [{ href: address }] })
  const other = await addIntegration(host.database, host.workspaceId, { provider: 'GENERIC', secret: 'a secret of 20 chars' })
  t.equal((await host.app.inject(other.path)).statusCode, 404, 'no other integration is one')
})

t.test('what its sender has signed is kept, with who they are', async t => {
  t.equal((await deliver(LIKE, { [SENDER_HEADER]: '{"id":"https://evil.example/"}' })).statusCode, 200)
  t.equal((await deliver(LIKE)).headers['x-delivery'], 'duplicate')
  t.equal(social.asked.length, 1, 'the key is read once')
  const rows = await onDatabase(host.adminUrl, async sql => [...await sql`select delivery_key, headers from app.delivery where integration_id = ${inbox.id}`])
  t.match(rows, [{ delivery_key: LIKE.id, headers: { 'content-type': 'application/activity+json' } }])
  t.match(JSON.parse(rows[0]?.['headers'][SENDER_HEADER]), { id: ADA, preferredUsername: 'ada', name: 'Ada Lovelace' })
  t.strictSame(Object.keys(rows[0]?.['headers']).sort(), ['content-type', SENDER_HEADER])
})

t.test('what is signed for another inbox, or by another key, is not', async t => {
  const { headers, body } = signCavage(LIKE, { url: `${address}x`, signedAt: NOW })
  t.equal((await host.app.inject({ method: 'POST', url: inbox.path, headers, payload: body })).statusCode, 401)
  social.document = adaWith({ publicKeyPem: publicKeyOf(makeActorKey()) })
  const reader = await testApp(t, { judgeByActor: actorReader({ now: () => NOW, fetch: async url => ({ status: 200, headers: { 'content-type': 'application/activity+json' }, body: Buffer.from(JSON.stringify(social.document)), url, movedTo: null }) }) })
  const there = await addIntegration(reader.database, reader.workspaceId, { provider: 'ACTIVITYPUB', secret: key })
  const sent = signCavage(LIKE, { url: PUBLIC_URL + there.path, signedAt: NOW })
  t.equal((await reader.app.inject({ method: 'POST', url: there.path, headers: sent.headers, payload: sent.body })).statusCode, 401)
})

t.test('a server that reads no keys takes nothing that is signed with them', async t => {
  const reader = await testApp(t)
  const there = await addIntegration(reader.database, reader.workspaceId, { provider: 'ACTIVITYPUB', secret: key })
  const sent = signCavage(LIKE, { url: PUBLIC_URL + there.path, signedAt: NOW })
  t.equal((await reader.app.inject({ method: 'POST', url: there.path, headers: sent.headers, payload: sent.body })).statusCode, 401)
})
