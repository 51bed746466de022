import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { insertOutbox } from '../../src/database/outbox.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { firstWorkspace, NOW } from '../operations/support/first-workspace.ts'
import { deliverer } from '../operations/integrations/support/deliver.ts'
import { testJobs } from '../support/jobs.ts'

const PATIENCE_MS = 20_000
const first = await firstWorkspace(t)
const { database, adminUrl, owner } = first
const { sql, integrate, deliver } = deliverer(t, first)
const generic = await integrate()

function event (id: string) {
  return { source: 'chat', external_id: id, kind: 'message', direction: 'in', occurred_at: new Date(NOW - 1000).toISOString(), parties: [{ role: 'from', emails: [`${id}@engines.example`] }] }
}

async function isRead (ids: readonly string[]): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await wait(25)) {
    const [row] = await sql<{ left: number }[]>`select count(*)::integer as left from app.delivery where id = any(${ids}) and status <> 'PROCESSED'`
    if (row?.left === 0) return
    if (Date.now() > end) throw new Error(`${row?.left} of ${ids.length} deliveries were waited for in vain.`)
  }
}

t.test('what waits when a server starts is read, and what comes while it runs as soon as it is there', async t => {
  const before = await deliver(generic, event('a'), event('b'))
  const { lines } = await testJobs(t, { database, adminUrl }, () => NOW)
  await isRead(before)
  const [next = '', unreadable = ''] = await deliver(generic, event('c'), 'not JSON')
  await inWorkspace(database, owner.workspaceId, db => insertOutbox(db, { id: uuidv7(), topic: 'deliveries.process', key: next, payload: {} }, NOW))
  await isRead([next])
  t.strictSame([...await sql`select status from app.delivery where id = ${unreadable}`], [{ status: 'FAILED' }])
  t.equal(lines.some(line => line.includes('"level":50')), false, 'what a provider got wrong is no error of the server')
})

t.test('deliveries that cannot be written now are tried again at their time, without anybody asking', async t => {
  await sql`create function app.refuse() returns trigger language plpgsql as $$ begin raise exception 'disk of the moon'; end $$`
  await sql`create trigger refuse before insert on app.interaction for each row execute function app.refuse()`
  const clock = { now: NOW }
  const { lines } = await testJobs(t, { database, adminUrl }, () => clock.now)
  const [id = ''] = await deliver(generic, event('d'))
  await inWorkspace(database, owner.workspaceId, db => insertOutbox(db, { id: uuidv7(), topic: 'deliveries.process', key: id, payload: {} }, NOW))
  for (const end = Date.now() + PATIENCE_MS; !lines.some(line => line.includes('a delivery could not be read')); await wait(25)) {
    if (Date.now() > end) throw new Error('The fault was not logged.')
  }
  t.match(lines.find(line => line.includes('could not be read')), /"delivery":"[0-9a-f-]+","err":\{"type":"PostgresError"/)
  await sql`drop trigger refuse on app.interaction`
  // NOW lies in the past: the queue finds the time of the next try come as soon as it is asked for.
  clock.now = NOW + 60_000
  await isRead([id])
})
