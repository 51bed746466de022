import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { CIPHER, NOW, testApp } from '../support/app.ts'
import { onDatabase } from '../support/server.ts'

const PATIENCE_MS = 20_000

t.test('what a worker had begun that died without a word is begun anew, and what one that lives has begun is left to it', async t => {
  const app = await testApp(t)
  const start = () => startJobs({
    database: app.database, adminUrl: app.adminUrl, logger: pino({ level: 'silent' }), now: () => NOW, newId: uuidv7, readFeed: async () => ({ outcome: 'GONE' }), cipher: CIPHER, publicUrl: 'https://goodturn.example'
  })
  // Makes the tables.
  await (await start()).stop()
  await onDatabase(app.adminUrl, async sql => {
    for (const worker of ['dead', 'living']) {
      await sql`select graphile_worker.add_job('refresh_standings', ${JSON.stringify({ workspaceId: app.workspaceId })}::text::json, job_key := ${worker}::text, queue_name := ${worker}::text)`
      await sql`update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now() - interval '10 seconds' where key = ${worker}`
      await sql`update graphile_worker._private_job_queues set locked_by = ${worker}, locked_at = now() - interval '10 seconds' where queue_name = ${worker}`
    }
    await sql`select pg_advisory_lock(hashtextextended('goodturn worker living', 0))`
    const jobs = await start()
    try {
      const left = async () => (await sql<{ key: string }[]>`select key from graphile_worker._private_jobs where key in ('dead', 'living') order by key`).map(({ key }) => key)
      for (const end = Date.now() + PATIENCE_MS; (await left()).includes('dead') && Date.now() < end;) await wait(50)
      t.strictSame(await left(), ['living'])
      await sql`select pg_advisory_unlock_all()`
      for (const end = Date.now() + PATIENCE_MS; (await left()).includes('living') && Date.now() < end;) await wait(50)
      t.strictSame(await left(), [], 'until it dies as well')
    } finally {
      await jobs.stop()
    }
  })
})
