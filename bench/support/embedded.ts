import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { connect, type Database } from '../../src/database/connect.ts'
import { startEmbedded, type Embedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { firstStart } from '../../src/operations/workspaces/first-start.ts'

/** Settings for benchmarks that measure no disk. */
export const UNSAFE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' }

export interface BenchDatabase extends Embedded {
  readonly dataDir: string
  readonly database: Database
  /** Of the owner of its one workspace. */
  readonly token: string
}

/** Runs `work` beside a PostgreSQL of its own with an empty workspace, which is gone when it ends. */
export async function onNewDatabase (work: (bench: BenchDatabase) => Promise<void>, settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-bench-'))
  const embedded = await startEmbedded({ dataDir, purpose: 'command', settings })
  try {
    await migrate({ url: embedded.adminUrl })
    const database = connect({ url: embedded.url })
    const token = await firstStart(database, { now: Date.now(), newId: uuidv7 })
    if (!token) throw new Error('The workspace of the benchmark was there already.')
    await work({ ...embedded, dataDir, database, token })
    await database.close()
  } finally {
    await embedded.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
