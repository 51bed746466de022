import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { insertOutbox } from '../../src/database/outbox.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { card, giver } from '../operations/imports/support/give-file.ts'
import { firstWorkspace, NOW } from '../operations/support/first-workspace.ts'
import { testJobs } from '../support/jobs.ts'

const PATIENCE_MS = 30_000

t.test('a file is read in the background: whose reading is asked for, and whose reading a server was killed in', async t => {
  const workspace = await firstWorkspace(t)
  const { sql, give } = giver(t, workspace)
  const left = await give(card(['FN:Ada Lovelace', 'EMAIL:ada@engines.example']))
  await testJobs(t, workspace, () => NOW)
  const isRead = async (id: string) => (await sql`select 1 from app.import where id = ${id} and status = 'DONE' and read = 1`).length === 1
  const settled = async (id: string) => {
    for (const end = Date.now() + PATIENCE_MS; !await isRead(id) && Date.now() < end; await wait(50));
    return isRead(id)
  }
  t.ok(await settled(left), 'nobody has asked for it since that server was killed')
  const asked = await give(card(['FN:Grace Hopper', 'EMAIL:grace@navy.example']))
  await inWorkspace(workspace.database, workspace.owner.workspaceId, db => insertOutbox(db, { id: uuidv7(), topic: 'imports.run', key: asked, payload: {} }, NOW))
  t.ok(await settled(asked))
  t.equal((await sql`select 1 from graphile_worker._private_job_queues where queue_name = 'imports'`).length, 1, 'one at a time')
})
