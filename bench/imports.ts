import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { uuidv7 } from 'uuidv7'
import { connect } from '../src/database/connect.ts'
import { startEmbedded } from '../src/database/embedded.ts'
import { migrate } from '../src/database/migrate.ts'
import { firstStart } from '../src/operations/workspaces/first-start.ts'
import type { ImportCost } from './imports/read.ts'

/**
 * `npm run bench:imports`: how fast large files become contacts and interactions, and how much memory the process takes at most. Exit code 1
 * where that is more than 300 MB. BENCH_FILES names some of `vcard`, `csv`, `mbox`; BENCH_CONTACTS and BENCH_MB say how large they are.
 */
const FILES = (process.env.BENCH_FILES ?? 'vcard,csv,mbox').split(',')
const MOST_MB = 300
const READ = fileURLToPath(new URL('imports/read.ts', import.meta.url))
/** Beside what it imports; what compiles TypeScript on the way would take memory of its own. */
const COMPILED = fileURLToPath(new URL('../.tap/bench-imports.mjs', import.meta.url))

await build({ entryPoints: [READ], outfile: COMPILED, bundle: true, packages: 'external', platform: 'node', format: 'esm', logLevel: 'warning' })
console.log(`Node ${process.version}, ${availableParallelism()} cores`)
for (const file of FILES) {
  const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-bench-'))
  const embedded = await startEmbedded({ dataDir, purpose: 'command', settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' } })
  try {
    await migrate({ url: embedded.adminUrl })
    const database = connect({ url: embedded.url })
    await firstStart(database, { now: Date.now(), newId: uuidv7 })
    await database.close()
    // A process of its own: what it takes is what reading takes.
    const { stdout } = await promisify(execFile)(process.execPath, [COMPILED, embedded.url, file])
    const { counts, megabytes, uploadSeconds, seconds, startMb, mostMb } = JSON.parse(stdout) as ImportCost
    const speed = `${Math.round(counts.read / seconds)} records/s, ${(megabytes / seconds).toFixed(1)} MB/s`
    console.log(`${file}: ${megabytes.toFixed(0)} MB kept in ${uploadSeconds.toFixed(0)} s and read in ${seconds.toFixed(0)} s (${speed}); ${mostMb.toFixed(0)} MB at most, ${startMb.toFixed(0)} of them before (limit ${MOST_MB})`)
    console.log(`  ${counts.read} read, ${counts.contactsCreated} contacts and ${counts.interactionsCreated} interactions made, ${counts.failed} failed`)
    if (mostMb > MOST_MB || counts.failed > 0) process.exitCode = 1
  } finally {
    await embedded.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
