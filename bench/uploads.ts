import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { uuidv7 } from 'uuidv7'
import { buildApp } from '../src/app.ts'
import { connect } from '../src/database/connect.ts'
import { startEmbedded } from '../src/database/embedded.ts'
import { migrate } from '../src/database/migrate.ts'
import { cipherOf } from '../src/operations/integrations/cipher.ts'
import { firstStart } from '../src/operations/workspaces/first-start.ts'

/** `npx tsx bench/uploads.ts`: how fast a file of a gigabyte arrives over HTTP, and how much memory the server takes for it. */
const BYTES = Number(process.env.BENCH_BYTES ?? 1e9)
const MOST_GROWTH_MB = 300
const LOOK_MS = 50

const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-bench-'))
const embedded = await startEmbedded({ dataDir, purpose: 'command' })
try {
  await migrate({ url: embedded.adminUrl })
  const database = connect({ url: embedded.url })
  const token = await firstStart(database, { now: Date.now(), newId: uuidv7 })
  const config = { graphiql: false, rateLimit: 'off' as const, oidc: null, corsOrigins: [], maxImportBytes: 2 ** 31 }
  const app = await buildApp({ config, database, logger: false, cipher: cipherOf([randomBytes(32)]), publicUrl: () => 'http://localhost' })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => { most = Math.max(most, process.memoryUsage.rss()) }, LOOK_MS)
  const sender = fork(fileURLToPath(new URL('./uploads/sender.ts', import.meta.url)), [url, String(token), String(BYTES)], { execArgv: process.execArgv })
  const [{ answer, seconds }] = await once(sender, 'message') as [{ answer: string, seconds: number }]
  clearInterval(look)
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0)
  console.log(`Node ${process.version}, ${availableParallelism()} cores: ${answer}`)
  console.log(`uploads ${mb(BYTES)} MB in ${seconds.toFixed(1)} s (${(BYTES / 1e6 / seconds).toFixed(1)} MB/s); the server grew from ${mb(before)} by ${mb(most - before)} MB (at most ${MOST_GROWTH_MB})`)
  await app.close()
  await database.close()
} finally {
  await embedded.close()
  await rm(dataDir, { recursive: true, force: true })
}
