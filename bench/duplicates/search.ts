import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { countCandidates } from '../../src/database/duplicates/candidate-list.ts'
import { searchFor } from '../../src/database/duplicates/search.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { findDuplicates } from '../../src/operations/duplicates/find-duplicates.ts'

export interface SearchCost {
  readonly seconds: number
  /** By which the process has grown at most. */
  readonly megabytes: number
  readonly compared: number
  readonly candidates: number
}

const SAMPLE_MS = 50
const [url = '', workspaceId = '', what] = process.argv.slice(2)
const database = connect({ url })
if (what?.startsWith('fifty')) {
  await inWorkspace(database, workspaceId, async db => {
    const rows = await db.sql<{ id: string }[]>`select c.id from app.contact c where c.workspace_id = ${workspaceId} order by c.name_key limit 50`
    await searchFor(db, rows.map(({ id }) => id))
  })
}
globalThis.gc?.()
const before = process.memoryUsage().rss
let most = before
const sampling = setInterval(() => { most = Math.max(most, process.memoryUsage().rss) }, SAMPLE_MS)
const startedAt = performance.now()
const compared = await findDuplicates({ database, newId: uuidv7, now: Date.now }, workspaceId)
const seconds = (performance.now() - startedAt) / 1000
clearInterval(sampling)
const candidates = await inWorkspace(database, workspaceId, countCandidates)
await database.close()
console.log(JSON.stringify({ seconds, megabytes: (most - before) / 1e6, compared, candidates } satisfies SearchCost))
