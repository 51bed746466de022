import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { actAsOwner } from '../src/operations/members/act-as-owner.ts'
import { fillDoubles } from './duplicates/fill.ts'
import { onNewDatabase, UNSAFE } from './support/embedded.ts'
import type { SearchCost } from './duplicates/search.ts'

/**
 * `npm run bench:duplicates`: how long it takes to find the candidates among a hundred thousand contacts of which nothing is known, and
 * how much the process grows by it. Exit code 1 where it is more than a minute or 300 MB.
 */
const CONTACTS = Number(process.env.BENCH_CONTACTS ?? 100_000)
const MOST_SECONDS = 60
const MOST_MB = 300
const SEARCH = fileURLToPath(new URL('duplicates/search.ts', import.meta.url))

await onNewDatabase(async ({ url, database }) => {
  const { workspaceId } = await actAsOwner({ database }, 'personal')
  await fillDoubles(database, workspaceId, CONTACTS)
  console.log(`Node ${process.version}, ${availableParallelism()} cores, ${CONTACTS} contacts`)
  for (const what of ['all of them new', 'fifty of them changed']) {
    // A process of its own: this one has grown by making the contacts up.
    const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, '--expose-gc', SEARCH, url, workspaceId, what])
    const { seconds, megabytes, compared, candidates } = JSON.parse(stdout) as SearchCost
    console.log(`${what}: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB, ${compared} compared, ${candidates} candidates`)
    if (seconds > MOST_SECONDS || megabytes > MOST_MB) process.exitCode = 1
  }
}, UNSAFE)
