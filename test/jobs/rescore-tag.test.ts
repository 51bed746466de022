import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { rescoreTag } from '../../src/operations/tags/rescore-tag.ts'
import { NOW, testApp } from '../support/app.ts'
import { testJobs } from '../support/jobs.ts'
import { add, daysAgo } from '../support/people.ts'
import { onDatabase } from '../support/server.ts'

const PATIENCE_MS = 30_000

t.test('the tag of more than a thousand contacts has their due dates follow in the background', async t => {
  const app = await testApp(t)
  await add(app, [{ name: 'Ada', tags: ['Everybody'], cadenceDays: 7 }])
  await add(app, Array.from({ length: 1001 }, (_, n) => ({ name: `Person ${n}`, tags: ['Everybody'] })))
  const { data } = await app.query('mutation { setTagCadence(input: { tag: "everybody", targetDays: 30 }) { isPending tag { targetDays contactCount } } }')
  t.strictSame(data, { setTagCadence: { isPending: true, tag: { targetDays: 30, contactCount: 1002 } } })
  const due = async (days: number) => Number((await onDatabase(app.adminUrl, sql => sql<{ due: string }[]>`
    select count(*) as due from app.contact_totals where due_at = ${daysAgo(-days)}`))[0]?.due)
  t.strictSame([await due(30), await due(7)], [0, 1])
  t.match((await app.query('{ contacts(first: 1, filter: { tags: ["everybody"] }, orderBy: { field: NAME, direction: DESC }) { nodes { cadence { source dueAt } } } }')).data, {
    contacts: { nodes: [{ cadence: { source: 'TAG', dueAt: daysAgo(-30) } }] }
  }, 'what is read of one is right at once')

  await testJobs(t, app, () => app.clock.now)
  for (const end = Date.now() + PATIENCE_MS; await due(30) < 1001 && Date.now() < end; await wait(50));
  t.strictSame([await due(30), await due(7)], [1001, 1], 'whoever has days of their own keeps them')
})

t.test('a job that is to end ends between two batches', async t => {
  const app = await testApp(t)
  await add(app, [{ name: 'Ada', tags: ['Everybody'] }])
  const [tag] = await inWorkspace(app.database, app.workspaceId, db => db.sql<{ id: string }[]>`select g.id from app.tag g where g.workspace_id = ${app.workspaceId}`)
  t.equal(await rescoreTag(app.database, app.workspaceId, tag?.id ?? '', NOW), 1)
  const stop = new AbortController()
  stop.abort()
  await t.rejects(rescoreTag(app.database, app.workspaceId, tag?.id ?? '', NOW, stop.signal), { name: 'AbortError' })
})
