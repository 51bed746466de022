import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { testJobs } from '../support/jobs.ts'
import { add } from '../support/people.ts'
import { onDatabase } from '../support/server.ts'

const PATIENCE_MS = 20_000

t.test('doubles are found in the background, whether somebody asks for it or nobody does', async t => {
  const app = await testApp(t)
  const found = async (): Promise<number> => (await app.query('{ duplicateCandidates { totalCount } }')).data.duplicateCandidates.totalCount
  const untilFound = async (count: number) => {
    for (const end = Date.now() + PATIENCE_MS; await found() < count && Date.now() < end;) await wait(50)
    t.equal(await found(), count)
  }
  await add(app, [{ name: 'Ada Lovelace' }, { name: 'Lovelace, Ada' }])
  // As if the server had stopped between the two: what is looked for at the start needs no wish.
  await onDatabase(app.adminUrl, sql => sql`delete from app.outbox where topic = 'duplicates.find'`)
  await testJobs(t, app, () => app.clock.now)
  await untilFound(1)
  await add(app, [{ name: 'Grace Hopper' }, { name: 'Hopper, Grace' }])
  await untilFound(2)
})
