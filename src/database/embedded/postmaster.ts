import { open, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findAccount, spawnAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'

/** The running main process of PostgreSQL, as its own postmaster.pid tells. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** `ready` for connections; what is not, comes up or goes down. */
  readonly status: 'ready' | 'starting' | 'stopping'
}

/** A fast shutdown writes what memory holds to disk first, which a slow disk may take long for. */
const STOP_LIMIT_MS = 60_000
const POLL_MS = 20

/** The cluster's running PostgreSQL, or null. A pid file that a crash left behind counts as nothing. */
export async function findPostmaster (cluster: Cluster): Promise<Postmaster | null> {
  const lines = (await readPidFile(cluster)).split('\n').map(line => line.trim())
  const pid = Number(lines[0])
  if (!await isRunning(pid)) return null
  const status = lines[7] === 'ready' || lines[7] === 'stopping' ? lines[7] : 'starting'
  return { pid, port: Number(lines[3]), status }
}

/**
 * Starts PostgreSQL on a free port of the loopback and does not wait for it. It gets a session of its own,
 * so that a terminal's Ctrl-C reaches only us: we stop it when what uses it is done.
 */
export async function spawnPostmaster (cluster: Cluster, binaries: Binaries, settings: Readonly<Record<string, string>>): Promise<void> {
  await forgetReusedPid(cluster)
  const account = await findAccount(binaries.postgres, cluster.directory)
  const all = { ...SETTINGS, port: String(await freePort()), ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = await open(cluster.logFile, 'a', 0o600)
  try {
    const child = spawnAs(account, binaries.postgres, ['-D', cluster.directory, ...args],
      { detached: true, stdio: ['ignore', log.fd, log.fd], windowsHide: true })
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    child.unref()
    // Until it has written its pid file, or given up, a second look would start a second one.
    while (child.exitCode === null && child.signalCode === null && (await findPostmaster(cluster))?.pid !== child.pid) await sleep(POLL_MS)
  } finally {
    await log.close()
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
export async function stopPostmaster (cluster: Cluster, { pid }: Postmaster): Promise<void> {
  const deadline = performance.now() + STOP_LIMIT_MS
  process.kill(pid, 'SIGINT')
  while ((await findPostmaster(cluster))?.pid === pid) {
    if (performance.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) does not stop; ${cluster.logFile} may say why.`)
    await sleep(POLL_MS)
  }
  for (let waited = 0; waited < 1_000 && await isRunning(pid); waited += POLL_MS) await sleep(POLL_MS)
}

/** The last lines of the log, for an error message. */
export async function logTail (cluster: Cluster): Promise<string> {
  const text = await readFile(cluster.logFile, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-8).join('\n')
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Statements fail in the ordinary course of things and may hold people's names; who sent them gets the error.
  log_min_messages: 'log',
  log_checkpoints: 'off'
}

function pidFile (cluster: Cluster): string {
  return join(cluster.directory, 'postmaster.pid')
}

/** Empty where there is none. One that may not be read is an error: it would look as if nothing ran. */
async function readPidFile (cluster: Cluster): Promise<string> {
  return await readFile(pidFile(cluster), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}

async function isRunning (pid: number): Promise<boolean> {
  return pid > 0 && isAlive(pid) && await isPostgres(pid)
}

function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** After a restart of the machine the number may be another program's, and a dead process may wait for its parent. Only Linux can tell. */
async function isPostgres (pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return commandLine.includes(join('postgres', 'cluster'))
}

/** PostgreSQL itself believes any process of its own account to be the one it looks for, and would not start. */
async function forgetReusedPid (cluster: Cluster): Promise<void> {
  const pid = Number.parseInt(await readPidFile(cluster))
  if (pid > 0 && isAlive(pid) && !await isPostgres(pid)) await rm(pidFile(cluster))
}

async function freePort (): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
