import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { toTypeId } from '../../../src/domain/type-id.ts'
import { NOW, testApp } from '../../support/app.ts'
import { addIntegration as addSealed } from '../../support/integrations.ts'
import { ada, add, log } from '../../support/people.ts'
import { addIntegration, arrive } from './support/deliveries.ts'

const app = await testApp(t)
const { query } = app

const HEALTH = 'lastDeliveryAt received failed health { state reason failed waiting oldestWaitingAt rejected lastRejectedAt }'
const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString()

async function healthOf (id: string) {
  const { data, errors } = await query(`query ($id: ID!) { node(id: $id) { ... on Integration { ${HEALTH} } } }`, { id })
  if (!data) throw new Error(JSON.stringify(errors))
  return data.node
}

t.test('what has come is counted, and how it is with it is told', async t => {
  const { integration: { id } } = await addIntegration(app)
  await arrive(app, id, [
    { minutesAgo: 90, status: 'FAILED' }, { minutesAgo: 50, status: 'IGNORED' }, { minutesAgo: 45 }, { minutesAgo: 30, status: 'RECEIVED' }, { minutesAgo: 10, status: 'RECEIVED' }
  ])
  t.strictSame(await healthOf(id), {
    lastDeliveryAt: at(10), received: 5, failed: 1, health: { state: 'HEALTHY', reason: null, failed: 1, waiting: 2, oldestWaitingAt: at(30), rejected: 0, lastRejectedAt: null }
  })
  await arrive(app, id, [{ minutesAgo: 5, status: 'FAILED' }])
  t.match(await healthOf(id), { received: 6, failed: 2, health: { state: 'FAILING', reason: 'The last delivery could not be read; its reason says why.' } })
  await query('mutation ($id: ID!) { replayDeliveries(input: { integrationId: $id }) { queued } }', { id })
  t.match(await healthOf(id), { received: 6, failed: 0, health: { state: 'FAILING', reason: 'A delivery has waited for 1 hour to be read.', waiting: 4, oldestWaitingAt: at(90) } })
})

t.test('who signs with another secret is told of, and nothing else is kept of it', async t => {
  const { integration: { id } } = await addIntegration(app)
  const send = (secret: string) => app.app.inject({
    method: 'POST', url: `/webhooks/${id}`, headers: { 'content-type': 'application/json', 'x-cal-signature-256': createHmac('sha256', secret).update('{}').digest('hex') }, payload: '{}'
  })
  t.equal((await send('another-secret')).statusCode, 401)
  // Rejections are written behind the answers, once a second.
  for (let tries = 0; (await healthOf(id)).health.rejected === 0 && tries < 60; tries++) await wait(50)
  t.match(await healthOf(id), { received: 0, lastDeliveryAt: null, health: { state: 'FAILING', reason: /not signed with the secret/, rejected: 1, lastRejectedAt: at(0) } })
})

t.test('an integration whose secret was sealed with another key says so, and is well with a new secret', async t => {
  const { id } = await addSealed(app.database, app.workspaceId, { provider: 'GENERIC', secret: 'x'.repeat(40), keys: [Buffer.alloc(32, 'lost')] })
  const typeId = toTypeId('integration', id)
  t.match(await healthOf(typeId), { health: { state: 'FAILING', reason: /sealed with another SECRET_KEY/ } })
  const { data, errors } = await app.query('mutation ($input: RotateIntegrationSecretInput!) { rotateIntegrationSecret(input: $input) { secret previousUntil integration { health { state } } } }', { input: { id: typeId } })
  t.equal(errors, undefined)
  t.match(data.rotateIntegrationSecret, { previousUntil: null, integration: { health: { state: 'NEW' } } })
  const sent = await app.app.inject({ method: 'POST', url: `/webhooks/${typeId}`, headers: { authorization: `Bearer ${data.rotateIntegrationSecret.secret}`, 'content-type': 'application/json' }, payload: '{}' })
  t.equal(sent.statusCode, 200)
})

t.test('a list of integrations with all that is counted takes a fixed number of statements, whatever its size', async t => {
  const mine = await app.newWorkspace('many')
  for (let count = 0; count < 6; count++) {
    const { integration } = await addIntegration(app, {}, mine.token)
    await arrive({ ...app, workspaceId: mine.workspaceId }, integration.id, [{ minutesAgo: count }, { status: 'FAILED' }])
  }
  const asked = (first: number) => sent(`{ integrations(first: ${first}) { nodes { name webhookUrl ${HEALTH} } } }`, mine.token)
  const [two, six] = [await asked(2), await asked(6)]
  t.equal(two.data.integrations.nodes.length, 2)
  t.equal(six.data.integrations.nodes.length, 6)
  t.strictSame(six.statements, two.statements)
  t.equal(six.statements.length, 4, 'the list, when what arrived, what was received, and what is unread')
})

t.test('so does a list of deliveries with what came of them', async t => {
  const mine = await app.newWorkspace('several')
  const [contact = ''] = await add(app, [ada], mine.token)
  const { integration } = await addIntegration(app, {}, mine.token)
  const interactionIds = await log(app, [{ with: [contact] }, { with: [contact] }], mine.token)
  await arrive({ ...app, workspaceId: mine.workspaceId }, integration.id, Array.from({ length: 6 }, (_, index) => ({ minutesAgo: index, interactionIds: index % 2 ? interactionIds : [] })))
  const asked = (first: number) => sent(`{ deliveries(first: ${first}) { nodes { status body { text } headers { name } integration { name } interactions { id participants { name } } } } }`, mine.token)
  const [two, six] = [await asked(2), await asked(6)]
  t.equal(six.data.deliveries.nodes.length, 6)
  t.strictSame(six.statements, two.statements)
  t.equal(six.statements.length, 5)
})

/** A query's answer, and the statements that it took beside those that open and end its snapshot. */
async function sent (text: string, token: string) {
  await query('{ __typename }', {}, token)
  await wait(50)
  const from = app.statements.length
  const { data, errors } = await query(text, {}, token)
  if (!data) throw new Error(JSON.stringify(errors))
  return { data, statements: app.statements.slice(from).filter(statement => !/^\s*(begin|commit)|app\.set_workspace|app\.find_token/.test(statement)) }
}
