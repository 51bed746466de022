import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { built } from '../test/support/goodturn.ts'
import { FILES } from './imports/files.ts'
import { measureImport } from './imports/measure.ts'

/**
 * `npm run bench:imports`: how fast large files that a client uploads become contacts and interactions, and how much memory the server takes
 * at most until duplicates of them have been looked for. Exit code 1 where that is more than 300 MB. BENCH_FILES names some of `vcard`, `csv`,
 * `mbox`; BENCH_CONTACTS and BENCH_MB say how large they are.
 */
const NAMES = (process.env.BENCH_FILES ?? 'vcard,csv,mbox').split(',')
const MOST_MB = 300

await built()
console.log(`Node ${process.version}, ${availableParallelism()} cores`)
for (const name of NAMES) {
  const bytes = FILES[name]
  if (!bytes) throw new Error(`There is no file ${name}; there are ${Object.keys(FILES).join(', ')}.`)
  const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-bench-'))
  try {
    const { records, contacts, interactions, failed, megabytes, uploadSeconds, readSeconds, searchSeconds, startMb, mostMb } = await measureImport(dataDir, bytes())
    const speed = `${Math.round(records / readSeconds)} records/s, ${(megabytes / readSeconds).toFixed(1)} MB/s`
    console.log(`${name}: ${megabytes.toFixed(0)} MB arrive in ${uploadSeconds.toFixed(0)} s, are read in ${readSeconds.toFixed(0)} s (${speed}) and searched for duplicates in ${searchSeconds.toFixed(0)} s`)
    console.log(`  the server takes ${mostMb.toFixed(0)} MB at most, ${startMb.toFixed(0)} of them before (limit ${MOST_MB}); ${records} read, ${contacts} contacts and ${interactions} interactions made, ${failed} failed`)
    if (mostMb > MOST_MB || failed > 0) process.exitCode = 1
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
