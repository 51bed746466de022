import t from 'tap'
import { dropOldDeliveries } from '../../../src/operations/deliveries/drop-old-deliveries.ts'
import { firstWorkspace, NOW } from '../support/first-workspace.ts'
import { deliverer } from './support/deliver.ts'

const DAY = 86_400_000
const first = await firstWorkspace(t)
const { sql, integrate, deliver, process } = deliverer(t, first)

function event (id: string) {
  return { source: 'chat', external_id: id, kind: 'message', direction: 'in', occurred_at: new Date(NOW).toISOString(), parties: [{ role: 'from', emails: [`${id}@engines.example`] }] }
}

async function left (): Promise<string[]> {
  return (await sql<{ status: string }[]>`select status from app.delivery order by status`).map(({ status }) => status)
}

t.test('deliveries go after thirty days, or as many as the workspace wants; interactions and what waits to be read stay', async t => {
  const [id, paused] = [await integrate(), await integrate('GENERIC', { paused: true })]
  await deliver(id, event('a'), event('b'), 'not JSON')
  await deliver(paused, event('c'))
  await process()
  t.strictSame(await left(), ['FAILED', 'PROCESSED', 'PROCESSED', 'RECEIVED'])
  t.equal(await dropOldDeliveries({ database: first.database, now: NOW + 30 * DAY }), 0)
  t.equal(await dropOldDeliveries({ database: first.database, now: NOW + 30 * DAY + 1 }), 3)
  t.strictSame(await left(), ['RECEIVED'])
  t.strictSame([...await sql`select tallied from app.integration where id = ${id}`], [{ tallied: 3 }], 'they are counted on')
  t.strictSame([...await sql`select count(*)::integer as n from app.interaction`], [{ n: 2 }])
  await deliver(id, event('d'))
  await process()
  await sql`insert into app.workspace_setting (workspace_id, delivery_days, updated_at) values (${first.owner.workspaceId}, 1, now())`
  t.equal(await dropOldDeliveries({ database: first.database, now: NOW + DAY }), 0)
  t.equal(await dropOldDeliveries({ database: first.database, now: NOW + DAY + 1 }), 1)
})

t.test('a thousand go in parts', async t => {
  const id = await integrate()
  await sql`
    insert into app.delivery (workspace_id, id, integration_id, delivery_key, received_at, status, next_attempt_at, query, headers, body)
    select ${first.owner.workspaceId}, gen_random_uuid(), ${id}, n::text, ${new Date(NOW)}, 'IGNORED', now(), '', '{}', '' from generate_series(1, 1001) n`
  t.equal(await dropOldDeliveries({ database: first.database, now: NOW + 2 * DAY }), 1001)
  t.strictSame([...await sql`select tallied from app.integration where id = ${id}`], [{ tallied: 1001 }])
})
