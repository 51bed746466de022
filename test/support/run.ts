import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { built } from './goodturn.ts'

/**
 * Runs tap over a PostgreSQL that is thrown away afterwards, or over the server of TEST_DATABASE_URL (its owner's
 * connection string). One template database is migrated; each test clones it. Arguments go on to tap:
 *
 *   npx tsx test/support/run.ts test/config.test.ts
 */
// Tests that run at the same time find one build; a single file that needs one makes it itself.
if (!process.argv.some(argument => argument.endsWith('.test.ts'))) await built()
const server = process.env.TEST_DATABASE_URL ? { adminUrl: process.env.TEST_DATABASE_URL, stop: async () => {} } : await startServer()
try {
  const template = await makeTemplate(server.adminUrl)
  try {
    process.exitCode = await runTap({
      GOODTURN_TEST_ADMIN_URL: server.adminUrl,
      GOODTURN_TEST_URL: template.url,
      GOODTURN_TEST_TEMPLATE: template.name
    })
  } finally {
    await template.drop()
  }
} finally {
  await server.stop()
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

async function makeTemplate (adminUrl: string): Promise<{ name: string, url: string, drop: () => Promise<void> }> {
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

async function runTap (environment: Readonly<Record<string, string>>): Promise<number> {
  const tap = fileURLToPath(new URL('../../node_modules/tap/dist/esm/run.mjs', import.meta.url))
  const child = spawn(process.execPath, [tap, ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, ...environment } })
  // A terminal's Ctrl-C reaches tap as well; the server is stopped once tap has ended.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}
