import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { insertOutbox } from '../../src/database/outbox.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { relayOutbox } from '../../src/operations/outbox/relay-outbox.ts'
import { NOW, testApp, type TestApp } from '../support/app.ts'

const TOPICS = ['letter']

function wish ({ database }: Pick<TestApp, 'database'>, workspaceId: string, key: string, topic = 'letter'): Promise<void> {
  return inWorkspace(database, workspaceId, db => insertOutbox(db, { id: uuidv7(), topic, key, payload: { to: key } }, NOW))
}

/** A queue that notes what it is handed, in the order of its keys. */
function notes () {
  const keys: string[] = []
  return { keys, queue: async ({ workspaceId, key }: { workspaceId: string, key: string }) => { keys.push(`${workspaceId} ${key}`) } }
}

t.test('everything that waits is handed on once, of every workspace', async t => {
  const app = await testApp(t)
  const looms = await app.newWorkspace('looms')
  const expected = [app.workspaceId, looms.workspaceId].flatMap(id => Array.from({ length: 150 }, (_, n) => `${id} ${n}`))
  for (const each of expected) await wish(app, ...each.split(' ') as [string, string])
  await wish(app, app.workspaceId, 'a parcel', 'parcel')
  const { keys, queue } = notes()
  await relayOutbox(app.database, TOPICS, queue)
  t.strictSame(keys.sort(), expected.sort(), 'what nobody here knows how to do stays')
  await relayOutbox(app.database, TOPICS, queue)
  t.equal(keys.length, 300)
})

t.test('what the queue did not take is there for the next time, and nobody else waits for it', async t => {
  const app = await testApp(t)
  const looms = await app.newWorkspace('looms')
  for (const id of [app.workspaceId, looms.workspaceId]) await wish(app, id, 'ada')
  await wish(app, app.workspaceId, 'grace')
  const first = notes()
  await t.rejects(relayOutbox(app.database, TOPICS, async each => {
    if (each.key === 'grace') throw new Error('the queue is away')
    await first.queue(each)
  }), { message: 'the queue is away' })
  t.ok(first.keys.includes(`${looms.workspaceId} ada`))
  const second = notes()
  await relayOutbox(app.database, TOPICS, second.queue)
  t.strictSame(second.keys.sort(), [`${app.workspaceId} ada`, `${app.workspaceId} grace`])
})

t.test('of deliveries that wait to be read, one asks for all of its workspace', async t => {
  const app = await testApp(t)
  const looms = await app.newWorkspace('looms')
  for (const id of [app.workspaceId, looms.workspaceId]) for (let n = 0; n < 30; n++) await wish(app, id, String(n), 'deliveries.process')
  const { keys, queue } = notes()
  await relayOutbox(app.database, ['deliveries.process'], queue)
  t.strictSame(keys.map(key => key.split(' ')[0]).sort(), [app.workspaceId, looms.workspaceId].sort())
  await relayOutbox(app.database, ['deliveries.process'], queue)
  t.equal(keys.length, 2, 'and nothing is left')
})

t.test('two servers never hand on the same thing at once', async t => {
  const app = await testApp(t)
  for (let n = 0; n < 20; n++) await wish(app, app.workspaceId, String(n))
  const { keys, queue } = notes()
  const slowly = async (each: Parameters<typeof queue>[0]) => {
    await wait(10)
    await queue(each)
  }
  await Promise.all([relayOutbox(app.database, TOPICS, slowly), relayOutbox(app.database, TOPICS, slowly), relayOutbox(app.database, TOPICS, slowly)])
  t.equal(keys.length, 20)
})

t.test('what waits already need not wait twice, and is not done before the second who asks can be seen', async t => {
  const app = await testApp(t)
  await wish(app, app.workspaceId, 'ada')
  const { keys, queue } = notes()
  await inWorkspace(app.database, app.workspaceId, async db => {
    await insertOutbox(db, { id: uuidv7(), topic: 'letter', key: 'ada', payload: {} }, NOW)
    await relayOutbox(app.database, TOPICS, queue)
    t.equal(keys.length, 0)
  })
  await relayOutbox(app.database, TOPICS, queue)
  t.equal(keys.length, 1)
})
