import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import type { Test } from 'tap'
import { findEmbedded, startEmbedded } from '../../src/database/embedded.ts'
import { startGoodturn } from './goodturn.ts'
import type { Running } from './goodturn.ts'

export interface Server extends Running {
  /** Such as http://127.0.0.1:40123. */
  readonly address: string
  /** All it had written to stdout when it was up. */
  readonly greeting: string
}

/** Starts a server in the directory, on a port of its own; it is told to stop when the test ends. */
export async function serve (t: Test, dataDir: string): Promise<Server> {
  const running = startGoodturn(['serve'], { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' })
  t.teardown(async () => {
    running.child.kill('SIGTERM')
    await running.ended
  })
  const greeting = await running.says('viewer')
  const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting) ?? []
  return { ...running, address, greeting }
}

/** Status and body of a GET. */
export async function answer (url: string): Promise<[number, unknown]> {
  const response = await fetch(url)
  return [response.status, await response.json()]
}

/** Writes a row that is answered for, and gives all of them. */
export async function keep (dataDir: string, note: string): Promise<unknown> {
  const embedded = await startEmbedded({ dataDir, purpose: 'command' })
  await onDatabase(embedded.adminUrl, async sql => {
    await sql`create table if not exists public.kept (note text)`
    await sql`insert into public.kept values (${note})`
  })
  const rows = await kept(dataDir)
  await embedded.close()
  return rows
}

/** The rows that were written by `keep`, and how many tokens there are. */
export async function kept (dataDir: string): Promise<unknown> {
  const embedded = await startEmbedded({ dataDir, purpose: 'command' })
  const rows = await onDatabase(embedded.adminUrl, async sql => [...await sql`select note, (select count(*)::int from app.token) as tokens from public.kept order by note`])
  await embedded.close()
  return rows
}

/** Makes every query of the workspaces wait until it is released, so that a request can be caught in flight. */
export async function lockWorkspaces (dataDir: string): Promise<() => Promise<void>> {
  const { adminUrl = '' } = await findEmbedded(dataDir) ?? {}
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  const connection = await sql.reserve()
  await connection`begin`
  await connection`lock table app.workspace in access exclusive mode`
  return async () => { await sql.end({ timeout: 0 }) }
}

/** Runs `work` on one connection. */
export async function onDatabase<T> (url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** The process of the directory's PostgreSQL, as it last wrote it down. */
export async function postmasterPid (dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8'))
}

/** Whether PostgreSQL runs: it removes the file last of all when it stops in good order. */
export async function isRunning (dataDir: string): Promise<boolean> {
  return await stat(join(dataDir, 'postgres/cluster/postmaster.pid')).then(() => true, () => false)
}

/** Whether there is such a process. */
export function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
