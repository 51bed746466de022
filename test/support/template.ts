import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'

/** A migrated database to clone, and what test/support/postgres.ts finds it by. */
export interface Template {
  readonly environment: Readonly<Record<string, string>>
  /** Drops it and all its clones; a server that was started for it stops. */
  drop (): Promise<void>
}

/** A template on the server of TEST_DATABASE_URL (its owner's connection string), or on one that is thrown away afterwards. */
export async function makeTemplate (testDatabaseUrl: string | undefined): Promise<Template> {
  const server = testDatabaseUrl ? { adminUrl: testDatabaseUrl, stop: async () => {} } : await startServer()
  try {
    const { name, url, drop } = await migrateTemplate(server.adminUrl)
    return {
      environment: { GOODTURN_TEST_ADMIN_URL: server.adminUrl, GOODTURN_TEST_URL: url, GOODTURN_TEST_TEMPLATE: name },
      drop: () => drop().finally(server.stop)
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** As fast as it can be made: nothing of it has to survive a crash. */
async function startServer (): Promise<{ adminUrl: string, stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-test-'))
  const database = await startEmbedded({
    dataDir,
    purpose: 'command',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0', jit: 'off', max_connections: '200' }
  })
  return {
    adminUrl: database.adminUrl,
    async stop () {
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    }
  }
}

async function migrateTemplate (adminUrl: string): Promise<{ name: string, url: string, drop: () => Promise<void> }> {
  const suffix = randomBytes(6).toString('hex')
  const name = `goodturn_template_${suffix}`
  const login = `goodturn_login_${suffix}`
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(name)}`
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  await migrate({ url: url.href })
  // What the server logs in as: a role that owns nothing and may become goodturn_server.
  await admin.unsafe(`create role ${login} login password '${suffix}' in role goodturn_server`)
  Object.assign(url, { username: login, password: suffix })
  return {
    name,
    url: url.href,
    async drop () {
      // A test that was cut off has left its clone behind.
      const left = await admin<{ datname: string }[]>`select datname from pg_database where starts_with(datname, ${name})`
      for (const { datname } of left) await admin`drop database if exists ${admin(datname)} with (force)`
      await admin.unsafe(`drop role if exists ${login}`)
      await admin.end({ timeout: 5 })
    }
  }
}
