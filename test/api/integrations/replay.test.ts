import postgres from 'postgres'
import t from 'tap'
import { NOW, testApp } from '../../support/app.ts'
import { uuidOf } from '../../../src/domain/type-id.ts'
import { addIntegration, arrive } from './support/deliveries.ts'

const app = await testApp(t)
const { query } = app
const sql = postgres(app.adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => sql.end({ timeout: 5 }))
const REPLAY = 'mutation ($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { queued } }'
const replay = async (input: object, sent?: string) => (await query(REPLAY, { input }, sent)).data.replayDeliveries.queued

async function statuses (ids: readonly string[]) {
  const { data } = await query('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Delivery { status reason attempts nextAttemptAt processedAt } } }', { ids })
  return data.nodes
}

t.test('deliveries are read again by their ids, whatever has become of them', async t => {
  const { integration: { id } } = await addIntegration(app)
  const ids = await arrive(app, id, [{ status: 'FAILED', reason: 'It has no meeting.' }, { status: 'PROCESSED' }, { status: 'IGNORED' }, { status: 'RECEIVED' }, { status: 'FAILED' }])
  t.equal(await replay({ ids: [...ids.slice(0, 4), ids[0], 'delivery_01h455vb4pex5vsknk084sn02q', 'x'] }), 4, 'each once, and what is not there is passed over')
  const waiting = { status: 'RECEIVED', reason: null, attempts: 0, nextAttemptAt: new Date(NOW).toISOString(), processedAt: null }
  t.strictSame((await statuses(ids)).map(({ status }: { status: string }) => status), ['RECEIVED', 'RECEIVED', 'RECEIVED', 'RECEIVED', 'FAILED'])
  t.strictSame((await statuses(ids))[0], waiting)
  t.strictSame((await sql`select topic, key from app.outbox where topic = 'deliveries.process'`).map(row => ({ ...row })), [{ topic: 'deliveries.process', key: 'replay' }])
})

t.test('what has failed is read again, of one integration or of all, since a time or all of it', async t => {
  const { integration: { id } } = await addIntegration(app)
  const { integration: other } = await addIntegration(app)
  const fail = async () => {
    await sql`delete from app.delivery`
    await arrive(app, id, [{ status: 'FAILED', minutesAgo: 30 }, { status: 'FAILED', minutesAgo: 10 }, { status: 'PROCESSED' }])
    await arrive(app, other.id, [{ status: 'FAILED', minutesAgo: 20 }, { status: 'IGNORED' }])
  }
  const since = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString()
  for (const [input, queued] of [
    [{ failedSince: since(60) }, 3], [{ failedSince: since(20) }, 2], [{ failedSince: since(5) }, 0], [{ integrationId: id }, 2], [{ integrationId: id, failedSince: since(20) }, 1], [{ integrationId: other.id, ids: null }, 1]
  ] as const) {
    await fail()
    t.equal(await replay(input), queued, JSON.stringify(input))
    t.equal(await replay(input), 0, 'and then it has failed no more')
  }
})

t.test('a call has at most ten thousand read again, the oldest first', async t => {
  const { integration: { id } } = await addIntegration(app)
  await sql`delete from app.delivery`
  await sql`
    insert into app.delivery (workspace_id, id, integration_id, delivery_key, received_at, status, attempts, next_attempt_at, processed_at, query, headers, body)
    select ${app.workspaceId}, gen_random_uuid(), ${uuidOf('integration', id) ?? ''}, k::text, ${new Date(NOW).toISOString()}::timestamptz - k * interval '1 second', 'FAILED', 6, now(), now(), '', '{}', ''
    from generate_series(1, 10007) k`
  t.equal(await replay({ failedSince: new Date(0).toISOString() }), 10_000)
  const left = await sql`select delivery_key from app.delivery where status = 'FAILED'`
  t.strictSame(left.map(row => Number(row.delivery_key)).sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7], 'the youngest wait for the next call')
  t.equal(await replay({ integrationId: id }), 7)
  await sql`delete from app.delivery`
})

t.test('who asks for nothing, or for both, or for what is not there, is told', async t => {
  const since = new Date(NOW).toISOString()
  for (const input of [{}, { ids: null }, { ids: [] }, { ids: Array(501).fill('x') }, { ids: ['x'], failedSince: since }, { ids: ['x'], integrationId: (await addIntegration(app)).integration.id }]) {
    t.match(await query(REPLAY, { input }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'ids' }] } }] }, JSON.stringify(input).slice(0, 60))
  }
  for (const integrationId of ['integration_01h455vb4pex5vsknk084sn02q', 'x']) t.match(await query(REPLAY, { input: { integrationId } }), { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

t.test('a member may replay, a viewer may not, and the audit says how many', async t => {
  const { integration: { id } } = await addIntegration(app)
  await arrive(app, id, [{ status: 'FAILED' }, { status: 'FAILED' }])
  t.match(await query(REPLAY, { input: { integrationId: id } }, await app.tokenOf('VIEWER')), { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  t.equal(await replay({ integrationId: id }, await app.tokenOf('MEMBER', ['write'])), 2)
  const rows = await sql`select changes from app.audit where action = 'replayDeliveries' and subject_id = ${uuidOf('integration', id) ?? ''}`
  t.strictSame(rows.map(({ changes }) => changes), [{ replayed: { after: 2 } }])
})
