import { availableParallelism } from 'node:os'
import { actAsOwner } from '../src/operations/members/act-as-owner.ts'
import { fillCrowds } from '../test/database/support/crowd.ts'
import { tellPlans } from '../test/database/support/plans.ts'
import { otherWorkspace } from '../test/database/support/two-workspaces.ts'
import { compareAgendas } from './lists/agenda.ts'
import { compareLists } from './lists/compare.ts'
import { openMeter } from './lists/measure.ts'
import { onNewDatabase, UNSAFE } from './support/embedded.ts'

/**
 * `npm run bench:lists`: what a page of contacts and the agenda cost in a small workspace and in one a hundred times as large, in one
 * database. Exit code 1 where a list in the large one reads more pages of the database than its bar allows. Milliseconds are told,
 * not judged.
 */
const FEW = 1_000
const MANY = Number(process.env.BENCH_CONTACTS ?? 100_000)

await onNewDatabase(async ({ url, adminUrl, database }) => {
  const large = await actAsOwner({ database }, 'personal')
  const small = await otherWorkspace(database, 'small')
  // The large one first: the checks of foreign keys keep the plans that they have begun with.
  await fillCrowds(adminUrl, [
    { workspaceId: large.workspaceId, contacts: MANY, interactionsEach: 0 },
    { workspaceId: small.workspaceId, contacts: FEW, interactionsEach: 0 }
  ])
  if (!await tellPlans(adminUrl)) throw new Error('This PostgreSQL has no auto_explain.')
  console.log(`Node ${process.version}, ${availableParallelism()} cores; pages of 8 kB that a page of 50 touches, or a day of 100, and milliseconds`)
  const workspaces = { small, few: FEW, large, many: MANY }
  const now = Date.now()
  const meter = openMeter(url, now)
  try {
    const results = [await compareLists(meter, adminUrl, workspaces, now), await compareAgendas(meter, adminUrl, workspaces)]
    process.exitCode = results.every(Boolean) ? 0 : 1
  } finally {
    await meter.close()
  }
}, UNSAFE)
