import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import type { Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { rankedAt } from '../../src/database/contacts/contact-list.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { DAY_MS } from '../../src/domain/quality/totals/decay.ts'
import { requestRefresh } from '../../src/operations/standings/request-refresh.ts'
import { NOW, testApp, type TestApp } from '../support/app.ts'
import { testJobs, type TestJobs } from '../support/jobs.ts'
import { add, ada, daysAgo, log } from '../support/people.ts'
import { onDatabase } from '../support/server.ts'

const MINUTE_MS = 60_000
const PATIENCE_MS = 20_000

/** Jobs of a server that is stopped when the test ends at the latest. */
async function work (t: Pick<Test, 'teardown'>, app: TestApp): Promise<{ readonly jobs: TestJobs, readonly lines: string[] }> {
  const jobs = await testJobs(t, app, () => app.clock.now)
  return { jobs, lines: jobs.lines }
}

async function until (what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !await isSo(); await wait(25)) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`)
  }
}

function refreshedAt ({ database }: TestApp, workspaceId: string): Promise<number> {
  return inWorkspace(database, workspaceId, rankedAt)
}

/** Resolves once nothing is left to do. */
async function idle ({ adminUrl }: TestApp): Promise<void> {
  await onDatabase(adminUrl, sql => until('the queue is empty', async () => {
    const [row] = await sql<{ left: number }[]>`
      select ((select count(*) from graphile_worker._private_jobs) + (select count(*) from app.outbox))::int as left`
    return row?.left === 0
  }))
}

t.test('many interactions in one mutation have the standings refreshed once they are there', async t => {
  const app = await testApp(t)
  await work(t, app)
  await idle(app)
  app.clock.now = NOW + 30 * MINUTE_MS
  const [id = ''] = await add(app, [ada])
  const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ with: [id], occurredAt: daysAgo(n) }))
  await log(app, rows(50))
  await wait(300)
  t.equal(await refreshedAt(app, app.workspaceId), NOW, 'fifty are not many')
  await log(app, rows(51))
  await until('the standings are refreshed', async () => await refreshedAt(app, app.workspaceId) === app.clock.now)
  await idle(app)
})

t.test('the first refresh of a workspace with a past has that counted too', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  await log(app, Array.from({ length: 51 }, (_, n) => ({ with: [id], occurredAt: daysAgo(n) })))
  const { lines } = await work(t, app)
  const days = async () => (await app.query('{ insights { tiesByBand { counts { total } } } }')).data.insights.tiesByBand.length
  await until('the weeks before are counted', async () => await days() === 9)
  await idle(app)
  t.equal(lines.filter(line => line.includes('"msg":"past bands counted"')).length, 1)
  t.match(lines.find(line => line.includes('past bands counted')), /"days":8/)
})

t.test('what a transaction asks for is not done when it is rolled back', async t => {
  const app = await testApp(t)
  await work(t, app)
  await idle(app)
  const now = app.clock.now = NOW + 30 * MINUTE_MS
  await t.rejects(inWorkspace(app.database, app.workspaceId, async db => {
    await requestRefresh(db, { newId: uuidv7, now })
    throw new Error('changed my mind')
  }), { message: 'changed my mind' })
  await wait(300)
  await idle(app)
  t.equal(await refreshedAt(app, app.workspaceId), NOW)
})

t.test('standings older than an hour are refreshed after the start, though nobody asks for it; others are left', async t => {
  const app = await testApp(t)
  const looms = await app.newWorkspace('looms')
  await onDatabase(app.adminUrl, sql => sql`update app.workspace_totals set refreshed_at = ${new Date(NOW - 61 * MINUTE_MS)} where workspace_id = ${looms.workspaceId}`)
  await onDatabase(app.adminUrl, sql => sql`update app.workspace_totals set refreshed_at = ${new Date(NOW - 59 * MINUTE_MS)} where workspace_id = ${app.workspaceId}`)
  await work(t, app)
  await until('the standings are refreshed', async () => await refreshedAt(app, looms.workspaceId) === NOW)
  await idle(app)
  t.equal(await refreshedAt(app, app.workspaceId), NOW - 59 * MINUTE_MS)
})

t.test('idempotency keys are forgotten after their day, and not before', async t => {
  const app = await testApp(t)
  const create = (key: string) => app.query('mutation { createContact(input: { name: "Ada" }) { contact { id } } }', {}, { headers: { 'idempotency-key': key } })
  await create('old')
  app.clock.now = NOW + DAY_MS
  await create('new')
  await work(t, app)
  await until('the key is forgotten', () => onDatabase(app.adminUrl, async sql => {
    const keys = await sql<{ key: string }[]>`select key from app.idempotency_key`
    return keys.length === 1 && keys[0]?.key === 'new'
  }))
})

t.test('a job that fails is logged without what it worked on, and tried again', async t => {
  const app = await testApp(t)
  const { lines } = await work(t, app)
  await idle(app)
  app.clock.now = NOW + 30 * MINUTE_MS
  await onDatabase(app.adminUrl, sql => sql`alter table app.ranking rename to hidden`)
  await inWorkspace(app.database, app.workspaceId, db => requestRefresh(db, { newId: uuidv7, now: NOW }))
  await until('the failure is logged', async () => lines.some(line => line.includes('job failed')))
  const { level, task, attempt, err } = JSON.parse(lines.find(line => line.includes('job failed')) ?? '')
  t.match({ level, task, attempt, err }, { level: 50, task: 'refresh_standings', attempt: 1, err: { code: '42P01' } })
  const [kept] = await onDatabase(app.adminUrl, async sql => {
    await until('the queue has heard of it', async () => (await sql`select from graphile_worker._private_jobs where last_error is not null`).length === 1)
    return [...await sql<{ last_error: string }[]>`select last_error from graphile_worker._private_jobs`]
  })
  t.equal(kept?.last_error, 'refresh_standings PostgresError 42P01')
  t.ok(!lines.join('').includes(app.adminUrl), 'nor with how it is connected')

  await onDatabase(app.adminUrl, sql => sql`alter table app.hidden rename to ranking`)
  await until('it is tried again', async () => await refreshedAt(app, app.workspaceId) === app.clock.now)
})

t.test('servers that start at once on a new database do each job once', async t => {
  const app = await testApp(t)
  const servers = await Promise.all([work(t, app), work(t, app), work(t, app)])
  await idle(app)
  for (const { lines } of servers) lines.length = 0
  app.clock.now = NOW + 30 * MINUTE_MS
  await inWorkspace(app.database, app.workspaceId, db => requestRefresh(db, { newId: uuidv7, now: NOW }))
  await until('the standings are refreshed', async () => await refreshedAt(app, app.workspaceId) === app.clock.now)
  await idle(app)
  t.equal(servers.flatMap(({ lines }) => lines.filter(line => line.includes('standings refreshed'))).length, 1)
})

t.test('jobs that are stopped let go of the database, and leave what waits to who comes next', async t => {
  const app = await testApp(t)
  const { jobs } = await work(t, app)
  await idle(app)
  const sessions = () => onDatabase(app.adminUrl, async sql => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`
    return row?.count
  })
  t.ok(await sessions())
  await jobs.stop()
  await until('the queue has disconnected', async () => await sessions() === 0)

  app.clock.now = NOW + 30 * MINUTE_MS
  await inWorkspace(app.database, app.workspaceId, db => requestRefresh(db, { newId: uuidv7, now: NOW }))
  await wait(200)
  t.equal(await refreshedAt(app, app.workspaceId), NOW)
  await work(t, app)
  await until('the next server does it', async () => await refreshedAt(app, app.workspaceId) === app.clock.now)
})

t.test('workers that die with a connection are started anew', async t => {
  const app = await testApp(t)
  const { lines } = await work(t, app)
  await idle(app)
  app.clock.now = NOW + 30 * MINUTE_MS
  // A worker dies when it cannot say that its job is done.
  await onDatabase(app.adminUrl, async sql => {
    await sql`begin`
    await sql`lock table app.workspace_totals in access exclusive mode`
    await inWorkspace(app.database, app.workspaceId, db => requestRefresh(db, { newId: uuidv7, now: NOW }))
    await onDatabase(app.adminUrl, other => until('the job runs', async () => (await other`select from graphile_worker._private_jobs where locked_at is not null`).length === 1))
    await sql`alter table graphile_worker._private_jobs rename to hidden`
    await sql`commit`
    await until('the worker has died', async () => lines.some(line => line.includes('has died')))
    await sql`alter table graphile_worker.hidden rename to _private_jobs`
  })
  app.clock.now = NOW + 40 * MINUTE_MS
  await inWorkspace(app.database, app.workspaceId, db => requestRefresh(db, { newId: uuidv7, now: NOW }))
  await until('the next job is done', async () => await refreshedAt(app, app.workspaceId) === app.clock.now)
})
