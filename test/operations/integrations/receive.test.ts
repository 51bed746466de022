import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { sendInWorkspace } from '../../../src/database/tenancy.ts'
import { cipherOf } from '../../../src/operations/integrations/cipher.ts'
import { receiversOf, secretsAt, type Receiver } from '../../../src/operations/deliveries/find-receiver.ts'
import { noteRejections } from '../../../src/operations/deliveries/note-rejections.ts'
import { keptOf, receiveDelivery } from '../../../src/operations/deliveries/receive-delivery.ts'
import { receiveWebhook, type ReceiveContext } from '../../../src/operations/deliveries/receive-webhook.ts'
import type { Webhook } from '../../../src/providers/provider.ts'
import { standardWebhooks } from '../../../src/providers/standard-webhooks.ts'
import { NOW, SECRET_KEY, testApp } from '../../support/app.ts'
import { addIntegration, rotateSecret, standardHeaders, type TestIntegration } from '../../support/integrations.ts'
import { onDatabase } from '../../support/server.ts'

const SECRET = `whsec_${Buffer.alloc(32, 'first').toString('base64')}`
const OTHER = `whsec_${Buffer.alloc(32, 'other').toString('base64')}`

const host = await testApp(t)
const { database, workspaceId, statements, clock } = host
const ctx = { database, newId: uuidv7 }
const KEPT = { deliveryKey: 'one', query: '', headers: {}, body: Buffer.from('{}') }
const standard = (): Promise<TestIntegration> => addIntegration(database, workspaceId, { provider: 'STANDARD_WEBHOOKS', secret: SECRET })
const receivers = receiversOf({ database, cipher: cipherOf([SECRET_KEY]), now: () => clock.now })
const receiverAt = async ({ id }: TestIntegration): Promise<Receiver> => await receivers.findAnew(id) as Receiver
const change = ({ id }: TestIntegration) => sendInWorkspace(database, workspaceId, db => db.sql`update app.integration set version = version + 1 where workspace_id = ${workspaceId} and id = ${id}`)

t.test('a receiver is remembered for two seconds, and not a moment longer', async t => {
  const { id } = await standard()
  t.match(await receivers.find(id), { isFresh: true, receiver: { id, workspaceId, provider: 'STANDARD_WEBHOOKS', version: 1, secret: SECRET, previous: null } })
  const from = statements.length
  clock.now = NOW + 1_999
  t.match(await receivers.find(id), { isFresh: false, receiver: { secret: SECRET } })
  t.equal(statements.length, from)
  for (const now of [NOW + 2_000, NOW - 2_000]) {
    clock.now = now
    t.match(await receivers.find(id), { isFresh: true })
  }
  clock.now = NOW
  t.equal(await receivers.find(uuidv7()), null)
})

t.test('a secret that was followed by another is good until its time is over', async t => {
  const to = await standard()
  await rotateSecret(database, workspaceId, to, OTHER, NOW + 1)
  const receiver = await receiverAt(to)
  t.strictSame(secretsAt(receiver, NOW), [OTHER, SECRET])
  t.strictSame(secretsAt(receiver, NOW + 1), [OTHER])
})

t.test('a delivery for an integration that has changed since, or is gone, is not kept', async t => {
  const to = await standard()
  const receiver = await receiverAt(to)
  await change(to)
  t.equal(await receiveDelivery(ctx, receiver, KEPT, NOW), 'STALE')
  t.equal(await receiveDelivery(ctx, { ...receiver, version: 2 }, KEPT, NOW), 'RECEIVED')
  t.equal(await receiveDelivery(ctx, { ...receiver, version: 2 }, KEPT, NOW), 'DUPLICATE')
  t.equal(await receiveDelivery(ctx, { ...receiver, id: uuidv7() }, KEPT, NOW), 'STALE')
  t.equal(await receiveDelivery(ctx, { ...receiver, version: 2, workspaceId: (await host.newWorkspace('strangers')).workspaceId }, KEPT, NOW), 'STALE', 'nor for that of another workspace')
})

t.test('a delivery that meets the end of its integration is not kept, and no error', async t => {
  const to = await standard()
  const receiver = await receiverAt(to)
  await onDatabase(host.adminUrl, async sql => {
    let meeting: ReturnType<typeof receiveDelivery> | undefined
    await sql.begin(async sql => {
      await sql`delete from app.integration where id = ${to.id}`
      meeting = receiveDelivery(ctx, receiver, KEPT, NOW)
      for (let turn = 0; turn < 200; turn++) {
        const [row] = await sql<{ waiting: number }[]>`select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        if (row?.waiting) return
        await new Promise(resolve => setTimeout(resolve, 10))
      }
      throw new Error('It did not wait for the deletion.')
    })
    t.equal(await meeting, 'STALE')
  })
})

t.test('a webhook is judged anew where its receiver has changed since it was found', async t => {
  const to = await standard()
  const found = { receiver: await receiverAt(to), isFresh: true }
  await rotateSecret(database, workspaceId, to, OTHER, NOW)
  const noted: string[] = []
  const receive = { ...ctx, receivers, rejections: { note: ({ id }: { id: string }) => { noted.push(id) } }, judgeByActor: () => { throw new Error('No actor signs here.') }, onFailure: error => { throw error } } satisfies ReceiveContext
  t.match(await receiveWebhook(receive, found, signed(SECRET)), { type: 'REJECTED' }, 'the former secret fits what was remembered, and not what is')
  t.strictSame(noted, [to.id])
  t.match(await receiveWebhook(receive, { ...found, isFresh: false }, signed(OTHER)), { type: 'RECEIVED' })
})

t.test('what an adapter cannot make sense of is kept as it came, under a key of its own', async t => {
  const failures: unknown[] = []
  const lost = new Error('lost')
  const adapter = { ...standardWebhooks, deliveryKey () { throw lost }, shed: async () => { throw lost }, keepsHeaders: ['authorization', 'x-kept'] }
  const webhook = { ...signed(SECRET), url: 'https://goodturn.example/webhooks/x?a=b%20c' }
  const kept = await keptOf(adapter, { ...webhook, headers: { authorization: 'Bearer x', 'x-kept': 'yes', 'x-told': 'by anybody', 'x-other': 'no' } }, { 'x-told': 'by the sender' }, error => { failures.push(error) })
  t.match(kept, { deliveryKey: /^[0-9a-f]{64}$/, query: 'a=b%20c', body: webhook.body })
  t.strictSame(kept.headers, { 'x-kept': 'yes', 'x-told': 'by the sender' })
  t.strictSame(failures, [lost, lost])
})

t.test('rejections of a workspace are counted in one statement, however many there are', async t => {
  const [one, two] = [await standard(), await standard()]
  const failures: unknown[] = []
  const notes = noteRejections(database, error => { failures.push(error) })
  const from = statements.length
  for (let count = 1; count <= 100; count++) notes.note({ workspaceId, id: one.id }, NOW + count)
  notes.note({ workspaceId, id: two.id }, NOW)
  notes.note({ workspaceId, id: uuidv7() }, NOW)
  await notes.settled()
  t.equal(statements.length - from, 4)
  t.strictSame(await counted(one), { rejected: 100, at: new Date(NOW + 100) })
  t.strictSame(await counted(two), { rejected: 1, at: new Date(NOW) })
  notes.note({ workspaceId, id: one.id }, NOW)
  await notes.settled()
  t.strictSame(await counted(one), { rejected: 101, at: new Date(NOW + 100) }, 'what came later stays the last')
  t.strictSame(failures, [])
})

t.test('rejections that cannot be written are told of, and the next ones are', async t => {
  const to = await standard()
  const failures: unknown[] = []
  const notes = noteRejections(database, error => { failures.push(error) })
  notes.note({ workspaceId: 'nowhere', id: to.id }, NOW)
  await notes.settled()
  t.equal(failures.length, 1)
  notes.note({ workspaceId, id: to.id }, NOW)
  await notes.settled()
  t.match(await counted(to), { rejected: 1 })
})

t.test('a statement that fails takes its transaction with it, and leaves the connection as it was', async t => {
  const to = await standard()
  const fails = () => sendInWorkspace(database, workspaceId, db => db.sql`update app.integration set name = null where workspace_id = ${workspaceId} and id = ${to.id}`)
  await Promise.all(Array.from({ length: 30 }, () => t.rejects(fails(), { code: '23502' })))
  await t.rejects(sendInWorkspace(database, 'nowhere', db => db.sql`select 1`), { code: '22P02' }, 'what kept it from being opened is told')
  t.strictSame([...await sendInWorkspace(database, workspaceId, db => db.sql`select name from app.integration where workspace_id = ${workspaceId} and id = ${to.id}`)], [{ name: 'standard_webhooks' }])
})

function signed (secret: string, { id = 'one' } = {}): Webhook {
  const body = Buffer.from('{}')
  return { url: 'https://goodturn.example/webhooks/x', headers: standardHeaders(secret, { id, body }), body, receivedAt: NOW }
}

async function counted ({ id }: TestIntegration): Promise<unknown> {
  return await onDatabase(host.adminUrl, async sql => ({ ...(await sql`select rejected, last_rejected_at as at from app.integration where id = ${id}`)[0] }))
}
