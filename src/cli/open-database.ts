import type { Config } from '../config.ts'
import { connect } from '../database/connect.ts'
import type { Database } from '../database/connect.ts'
import { startEmbedded } from '../database/embedded.ts'
import type { EmbeddedOptions } from '../database/embedded.ts'
import { migrate } from '../database/migrate.ts'
import { Refusal } from '../domain/refusal.ts'

/** The configured database, running and migrated, with a pool of connections to it. */
export interface OpenDatabase {
  readonly database: Database
  /** The owner's connection string, for what keeps tables of its own beside ours. */
  readonly adminUrl: string
  /** Closes the pool, and stops a PostgreSQL of our own that nobody else uses. */
  close (): Promise<void>
  /** For a process that ends at once: a PostgreSQL of our own is told to stop. */
  abandon (): void
}

/** Where the configured database is, and what ends our use of it. */
interface Source {
  readonly adminUrl: string
  readonly url: string
  close (): Promise<void>
  abandon (): void
}

/**
 * Starts PostgreSQL where no DATABASE_URL is set, brings the schema up to date, and connects.
 * Refuses what startEmbedded refuses, and (INVALID) a login that may not migrate.
 */
export async function openDatabase (config: Config, options: Pick<EmbeddedOptions, 'purpose' | 'onLost'>): Promise<OpenDatabase> {
  const source = await openSource(config, options)
  try {
    await migrate({ url: source.adminUrl }).catch(refuseUnprivileged)
  } catch (error) {
    await source.close()
    throw error
  }
  const database = connect({ url: source.url, max: config.databasePool })
  return {
    database,
    adminUrl: source.adminUrl,
    async close () {
      await database.close()
      await source.close()
    },
    abandon: source.abandon
  }
}

/** Opens the database for one piece of work. */
export async function withDatabase<T> (config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const open = await openDatabase(config, { purpose: 'command' })
  try {
    return await work(open.database)
  } finally {
    await open.close()
  }
}

async function openSource (config: Config, options: Pick<EmbeddedOptions, 'purpose' | 'onLost'>): Promise<Source> {
  if (!config.databaseUrl) return await startEmbedded({ dataDir: config.dataDir, ...options })
  return { adminUrl: config.databaseAdminUrl ?? config.databaseUrl, url: config.databaseUrl, close: async () => {}, abandon () {} }
}

function refuseUnprivileged (error: { cause?: { code?: string } }): never {
  if (error.cause?.code !== '42501') throw error
  throw new Refusal('INVALID', 'The database may not be migrated with this login: set DATABASE_ADMIN_URL to the connection string of its owner.')
}
