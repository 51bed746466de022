import { createHmac } from 'node:crypto'
import postgres from 'postgres'
import t from 'tap'
import { NOW, testApp } from '../../support/app.ts'
import { uuidOf } from '../../../src/domain/type-id.ts'
import { addIntegration, arrive } from './support/deliveries.ts'

const app = await testApp(t, { logLevel: 'trace' })
const { query } = app
const sql = postgres(app.adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => sql.end({ timeout: 5 }))

const UPDATE = 'mutation ($input: UpdateIntegrationInput!) { updateIntegration(input: $input) { integration { name newContacts keepText paused version health { state } } } }'
const ROTATE = 'mutation ($input: RotateIntegrationSecretInput!) { rotateIntegrationSecret(input: $input) { secret previousUntil nextSteps integration { id version } } }'
const DELETE = 'mutation ($id: ID!) { deleteIntegration(input: { id: $id }) { deletedId } }'

t.test('what is given is changed, what is left out stays, and nothing is changed twice', async t => {
  const { integration: { id } } = await addIntegration(app)
  const change = async (input: object) => (await query(UPDATE, { input: { id, ...input } })).data.updateIntegration.integration
  const changed = { name: 'Theirs', newContacts: 'ONLY_KNOWN', keepText: true, paused: false, version: 2, health: { state: 'NEW' } }
  t.strictSame(await change({ name: ' Theirs ', newContacts: 'ONLY_KNOWN', keepText: true }), changed)
  t.strictSame(await change({ name: 'Theirs', version: 2 }), changed, 'that was no change')
  t.strictSame(await change({ paused: true }), { ...changed, paused: true, version: 3, health: { state: 'PAUSED' } })
  t.match(await query(UPDATE, { input: { id, version: 2, name: 'Ours' } }), { data: null, errors: [{ extensions: { code: 'CONFLICT', version: 3 } }] })
  t.match(await query(UPDATE, { input: { id, name: '' } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'name' }] } }] })
})

t.test('what has waited is read as soon as an integration goes on', async t => {
  const { integration: { id } } = await addIntegration(app)
  const wishes = () => sql`select topic from app.outbox where workspace_id = ${app.workspaceId} and topic = 'deliveries.process'`
  await query(UPDATE, { input: { id, paused: true } })
  t.equal((await wishes()).length, 0)
  await query(UPDATE, { input: { id, paused: false } })
  t.equal((await wishes()).length, 1)
})

t.test('another secret is taken at once, and the present one for another day', async t => {
  const { integration, secret } = await addIntegration(app, { secret: 'the-first-of-them' })
  t.equal(await sent(integration.id, secret, 1), 200)
  const { data } = await query(ROTATE, { input: { id: integration.id } })
  const rotated = data.rotateIntegrationSecret
  t.match(rotated, { secret: /^[\w-]{43}$/, previousUntil: new Date(NOW + 86_400_000).toISOString(), nextSteps: [/Cal\.com/], integration: { id: integration.id, version: 2 } })
  app.clock.now = NOW + 10_000
  t.strictSame([await sent(integration.id, secret, 2), await sent(integration.id, rotated.secret, 3)], [200, 200])
  app.clock.now = NOW + 86_400_000
  t.strictSame([await sent(integration.id, secret, 4), await sent(integration.id, rotated.secret, 5)], [401, 200])
  app.clock.now = NOW
})

t.test('a secret that is out is taken no longer', async t => {
  const { integration, secret } = await addIntegration(app, { secret: 'somebody-has-seen-it' })
  const { data } = await query(ROTATE, { input: { id: integration.id, secret: 'nobody-has-seen-it', graceSeconds: 0 } })
  t.match(data.rotateIntegrationSecret, { secret: 'nobody-has-seen-it', previousUntil: null })
  t.strictSame([await sent(integration.id, secret, 1), await sent(integration.id, 'nobody-has-seen-it', 2)], [401, 200])
  const [row] = await sql`select previous_secret, previous_until from app.integration where id = ${uuidOf('integration', integration.id) ?? ''}`
  t.strictSame({ ...row }, { previous_secret: null, previous_until: null })
})

t.test('a rotation that is sent again under its key gives the same secret, and what is wrong with one is told', async t => {
  const { integration: { id } } = await addIntegration(app)
  const send = () => query(ROTATE, { input: { id } }, { headers: { 'idempotency-key': 'rotated' } })
  t.strictSame(await send(), await send())
  t.equal((await query('query ($id: ID!) { node(id: $id) { ... on Integration { version } } }', { id })).data.node.version, 2)
  for (const [input, path] of [[{ graceSeconds: -1 }, 'graceSeconds'], [{ graceSeconds: 604_801 }, 'graceSeconds'], [{ secret: 'short' }, 'secret']] as const) {
    t.match(await query(ROTATE, { input: { id, ...input } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path }] } }] })
  }
  t.ok((await query(ROTATE, { input: { id, graceSeconds: 604_800 } })).data)
})

t.test('deleting an integration deletes its deliveries, and nobody receives there any more', async t => {
  const { integration: { id }, secret } = await addIntegration(app)
  const { integration: other } = await addIntegration(app)
  const [delivery = ''] = await arrive(app, id, [{}, { status: 'FAILED' }])
  await arrive(app, other.id, [{}])
  t.strictSame(await query(DELETE, { id }), { data: { deleteIntegration: { deletedId: id } } })
  t.strictSame((await query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [id, delivery, other.id] })).data.nodes, [null, null, { id: other.id }])
  t.match(await query(DELETE, { id }), { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  app.clock.now = NOW + 10_000
  t.equal(await sent(id, secret, 1), 404)
  app.clock.now = NOW
  t.equal((await sql`select 1 from app.delivery where integration_id = ${uuidOf('integration', other.id) ?? ''}`).length, 1, 'the other one keeps its own')
})

t.test('who may not manage the workspace changes no integration, and is not told of secrets', async t => {
  const { integration: { id } } = await addIntegration(app)
  const token = await app.tokenOf('MEMBER')
  for (const [text, variables] of [[UPDATE, { input: { id, paused: true } }], [ROTATE, { input: { id } }], [DELETE, { id }]] as const) {
    t.match(await query(text, variables, token), { data: null, errors: [{ message: /needs the scope admin/, extensions: { code: 'FORBIDDEN' } }] })
  }
  t.match((await query('query ($id: ID!) { node(id: $id) { ... on Integration { paused version webhookUrl } } }', { id }, token)).data.node, { paused: false, version: 1 })
})

t.test('the audit has every change, and no secret', async t => {
  const { integration: { id }, secret } = await addIntegration(app)
  await query(UPDATE, { input: { id, paused: true } })
  const { data } = await query(ROTATE, { input: { id, graceSeconds: 60 } })
  await query(DELETE, { id })
  const rows = await sql`select action, changes from app.audit where subject_id = ${uuidOf('integration', id) ?? ''} order by id`
  t.strictSame(rows.slice(1).map(({ action, changes }) => [action, changes]), [
    ['updateIntegration', { paused: { before: false, after: true }, version: { before: 1, after: 2 } }],
    ['rotateIntegrationSecret', { previousUntil: { after: NOW + 60_000 }, version: { before: 2, after: 3 } }],
    ['deleteIntegration', {
      name: { before: 'Our calendar' },
      provider: { before: 'CAL_COM' },
      newContacts: { before: 'CREATE' },
      keepText: { before: false },
      paused: { before: true },
      version: { before: 3 },
      rejected: { before: 0 },
      lastRejectedAt: { before: null },
      createdAt: { before: NOW }
    }]
  ])
  for (const each of [secret, data.rotateIntegrationSecret.secret]) t.notOk(JSON.stringify(rows).includes(each) || app.logs.join('').includes(each))
})

/** The status that Cal.com is answered with, who signs so. */
async function sent (id: string, secret: string, number: number): Promise<number> {
  const body = JSON.stringify({ triggerEvent: 'PING', createdAt: new Date(NOW + number).toISOString(), payload: {} })
  const { statusCode } = await app.app.inject({
    method: 'POST', url: `/webhooks/${id}`, headers: { 'content-type': 'application/json', 'x-cal-signature-256': createHmac('sha256', secret).update(body).digest('hex') }, payload: body
  })
  return statusCode
}
