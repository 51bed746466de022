import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { connect } from '../src/database/connect.ts'
import { startEmbedded } from '../src/database/embedded.ts'
import { migrate } from '../src/database/migrate.ts'
import { actAsOwner } from '../src/operations/members/act-as-owner.ts'
import { firstStart } from '../src/operations/workspaces/first-start.ts'
import { fillCrowds } from '../test/database/support/crowd.ts'
import { tellPlans } from '../test/database/support/plans.ts'
import { otherWorkspace } from '../test/database/support/two-workspaces.ts'
import { compareAgendas } from './lists/agenda.ts'
import { compareLists } from './lists/compare.ts'
import { openMeter } from './lists/measure.ts'

/**
 * `npm run bench:lists`: what a page of contacts and the agenda cost in a small workspace and in one a hundred times as large, in one
 * database. Exit code 1 where a list in the large one reads more pages of the database than its bar allows. Milliseconds are told,
 * not judged.
 */
const FEW = 1_000
const MANY = Number(process.env.BENCH_CONTACTS ?? 100_000)

const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-bench-'))
const embedded = await startEmbedded({ dataDir, purpose: 'command', settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' } })
try {
  await migrate({ url: embedded.adminUrl })
  const database = connect({ url: embedded.url })
  await firstStart(database, { now: Date.now(), newId: uuidv7 })
  const large = await actAsOwner({ database }, 'personal')
  const small = await otherWorkspace(database, 'small')
  await database.close()
  // The large one first: the checks of foreign keys keep the plans that they have begun with.
  await fillCrowds(embedded.adminUrl, [
    { workspaceId: large.workspaceId, contacts: MANY, interactionsEach: 0 },
    { workspaceId: small.workspaceId, contacts: FEW, interactionsEach: 0 }
  ])
  if (!await tellPlans(embedded.adminUrl)) throw new Error('This PostgreSQL has no auto_explain.')
  console.log(`Node ${process.version}, ${availableParallelism()} cores; pages of 8 kB that a page of 50 touches, or a day of 100, and milliseconds`)
  const workspaces = { small, few: FEW, large, many: MANY }
  const now = Date.now()
  const meter = openMeter(embedded.url, now)
  try {
    const results = [await compareLists(meter, embedded.adminUrl, workspaces, now), await compareAgendas(meter, embedded.adminUrl, workspaces)]
    process.exitCode = results.every(Boolean) ? 0 : 1
  } finally {
    await meter.close()
  }
} finally {
  await embedded.close()
  await rm(dataDir, { recursive: true, force: true })
}
