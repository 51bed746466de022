import { mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../domain/refusal.ts'
import { findBinaries } from './embedded/binaries.ts'
import { createCluster, openCluster } from './embedded/cluster.ts'
import type { Cluster } from './embedded/cluster.ts'
import { takeHold } from './embedded/hold.ts'
import type { Hold, Purpose } from './embedded/hold.ts'
import { findPostmaster, logTail, spawnPostmaster, stopPostmaster } from './embedded/postmaster.ts'
import type { Postmaster } from './embedded/postmaster.ts'
import { ownerUrl, serverUrl } from './embedded/urls.ts'

/** Crash recovery comes before the first connection, and reads at most a few hundred megabytes of log. */
const START_LIMIT_MS = 300_000
const POLL_MS = 25
const SPAWN_ATTEMPTS = 5

/** A PostgreSQL of our own that runs until the last process that uses it has closed it. */
export interface Embedded {
  /** Connection string of the login that owns the schema and may do everything. */
  readonly adminUrl: string
  /** Connection string of the server's login, which owns nothing and bypasses nothing. */
  readonly url: string
  /** Stops PostgreSQL, unless another process still uses it. Close every other connection first. */
  close (): Promise<void>
  /** Tells PostgreSQL to stop and waits for nothing: for a process that ends at once. */
  abandon (): void
}

export interface EmbeddedOptions {
  /** Absolute path; made when missing, and never deleted. */
  readonly dataDir: string
  /** One process at a time may `serve` a directory; any number of commands may use it meanwhile. */
  readonly purpose: Purpose
  /** Settings of PostgreSQL beside our own, such as `{ fsync: 'off' }` for tests. */
  readonly settings?: Readonly<Record<string, string>>
  /** Called once when the database is gone for good, though nobody closed it. */
  readonly onLost?: () => void
}

/**
 * Finds the PostgreSQL of a directory running, or starts it, creating it the first time.
 * One that a killed process left behind is adopted as it is; one that was killed recovers by itself.
 * Refuses a second `serve` (CONFLICT) and a place where PostgreSQL cannot run (FORBIDDEN), each with what to do.
 */
export async function startEmbedded (options: EmbeddedOptions): Promise<Embedded> {
  // Others may pass through, since PostgreSQL runs under another account when we are root; the files are private.
  await mkdir(options.dataDir, { recursive: true, mode: 0o711 })
  const cluster = await openCluster(options.dataDir) ?? await createCluster(options.dataDir, await findBinaries())
  const { postmaster, hold } = await join(cluster, options)
  return {
    adminUrl: ownerUrl(cluster.passwords, postmaster.port),
    url: serverUrl(cluster.passwords, postmaster.port),
    async close () {
      const isLast = await hold.release()
      if (isLast) await stopPostmaster(cluster, postmaster)
      await hold.end()
    },
    abandon () {
      try {
        process.kill(postmaster.pid, 'SIGINT')
      } catch {
        // It has already gone.
      }
    }
  }
}

/** The connection strings of a directory's database while it runs, else null. Starts nothing. */
export async function findEmbedded (dataDir: string): Promise<Pick<Embedded, 'adminUrl' | 'url'> | null> {
  const cluster = await openCluster(dataDir)
  const postmaster = cluster && await findPostmaster(cluster)
  if (!cluster || postmaster?.status !== 'ready') return null
  return { adminUrl: ownerUrl(cluster.passwords, postmaster.port), url: serverUrl(cluster.passwords, postmaster.port) }
}

/** Several processes may come and go at the same moment, so each look may find another state than the last. */
async function join (cluster: Cluster, { purpose, settings = {}, onLost }: EmbeddedOptions): Promise<{ postmaster: Postmaster, hold: Hold }> {
  const deadline = performance.now() + START_LIMIT_MS
  let spawned = 0
  while (performance.now() < deadline) {
    const postmaster = await findPostmaster(cluster)
    if (postmaster?.status === 'ready') {
      const hold = await takeHold(ownerUrl(cluster.passwords, postmaster.port, 'postgres'), purpose, onLost)
      if (hold === 'served') {
        throw new Refusal('CONFLICT', `Another server already uses ${cluster.dataDir}: stop it first, or give this one a DATA_DIR of its own.`)
      }
      // The one who stops PostgreSQL holds the lock until its own connection is cut; ours may live a moment longer.
      if (hold !== 'stopping' && (await findPostmaster(cluster))?.status === 'ready') return { postmaster, hold }
      if (hold !== 'stopping') await hold.end()
    } else if (!postmaster) {
      if (spawned++ === SPAWN_ATTEMPTS) break
      await spawnPostmaster(cluster, await findBinaries(), settings)
    }
    await sleep(POLL_MS)
  }
  throw new Error(`PostgreSQL did not start in ${cluster.directory}; the end of ${cluster.logFile} says:\n${await logTail(cluster)}`)
}
