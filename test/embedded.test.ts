import t from 'tap'
import type { Test } from 'tap'
import { spawn } from 'node:child_process'
import { chmod, lchown, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { findEmbedded, startEmbedded } from '../src/database/embedded.ts'
import type { EmbeddedOptions } from '../src/database/embedded.ts'
import { isAlive, onDatabase, postmasterPid } from './support/server.ts'

const isRoot = process.getuid?.() === 0
const NOT_DURABLE = { fsync: 'off', full_page_writes: 'off' }

// Making a database takes a second, so most tests take turns with this one, each with a start of its own.
const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-embedded-'))
const cluster = join(dataDir, 'postgres/cluster')
t.teardown(() => rm(dataDir, { recursive: true, force: true }))

t.test('the first start makes a database with an owner and an unprivileged login', async t => {
  const { adminUrl, url } = await start(t, dataDir)
  t.strictSame(await query(adminUrl, 'select rolsuper, current_database() from pg_roles where rolname = current_user'),
    [{ rolsuper: true, current_database: 'goodturn' }])
  t.strictSame(await query(url, 'select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user'),
    [{ rolname: 'goodturn_server', rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }])
})

t.test('text is UTF-8 and is folded alike on every machine', async t => {
  const { url } = await start(t, dataDir)
  t.strictSame(await query(url, "select getdatabaseencoding() as encoding, datlocprovider as provider, datlocale as locale, lower('ÉCOLE Ж') as lower from pg_database where datname = 'goodturn'"),
    [{ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', lower: 'école ж' }])
})

t.test('the database is reached from this machine alone, and only with its password', async t => {
  const { adminUrl, url } = await start(t, dataDir)
  t.strictSame(await query(adminUrl, "select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories', 'password_encryption') order by name"), [
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'password_encryption', setting: 'scram-sha-256' },
    { name: 'unix_socket_directories', setting: '' }
  ])
  const wrong = new URL(url)
  wrong.password = 'guess'
  await t.rejects(query(wrong.href, 'select 1'), { code: '28P01' })
})

t.test('what the database keeps is private to its account', { skip: process.platform === 'win32' && 'Windows has no modes' }, async t => {
  await start(t, dataDir)
  for (const file of ['postgres/passwords.json', 'postgres.log']) t.equal(await mode(join(dataDir, file)), 0o600, file)
  t.equal(await mode(cluster), 0o700)
})

t.test('a directory that only root may enter serves an account that is not root', { skip: !isRoot && 'only root changes accounts' }, async t => {
  await chmod(dataDir, 0o700)
  await start(t, dataDir)
  const status = await readFile(`/proc/${await postmasterPid(dataDir)}/status`, 'utf8')
  const [uid] = /^Uid:\s+(\d+)/m.exec(status)?.slice(1) ?? []
  t.ok(Number(uid) > 0, 'PostgreSQL runs under another account')
  t.equal((await stat(cluster)).uid, Number(uid))
})

t.test('a database that root has copied from elsewhere starts again', { skip: !isRoot && 'only root gives files away' }, async t => {
  for (const entry of ['', ...await readdir(cluster, { recursive: true })]) await lchown(join(cluster, entry), 0, 0)
  const { url } = await start(t, dataDir)
  t.strictSame(await query(url, 'select 1 as one'), [{ one: 1 }])
})

t.test('those that begin at once share one database, and the last to go stops it', async t => {
  const fresh = await emptyDirectory(t)
  const all = await Promise.all(Array.from({ length: 3 }, () => startEmbedded({ dataDir: fresh, purpose: 'command', settings: NOT_DURABLE })))
  t.equal(new Set(all.map(each => each.url)).size, 1)
  const pid = await postmasterPid(fresh)
  const [last, ...others] = all
  for (const { close } of others) await close()
  t.strictSame(await query(all[0]?.url ?? '', 'select 1 as one'), [{ one: 1 }], 'it still runs')
  await last?.close()
  t.notOk(isAlive(pid), 'it has stopped')
  t.strictSame((await readdir(fresh)).sort(), ['postgres', 'postgres.log'], 'no draft is left')
})

t.test('a directory has one server at a time, and any number of commands beside it', async t => {
  const server = await start(t, dataDir, { purpose: 'serve' })
  await t.rejects(startEmbedded({ dataDir, purpose: 'serve' }), {
    code: 'CONFLICT', message: `Another server already uses ${dataDir}: stop it first, or give this one a DATA_DIR of its own.`
  })
  const command = await startEmbedded({ dataDir, purpose: 'command' })
  t.equal(command.url, server.url)
  await command.close()
  t.strictSame(await findEmbedded(dataDir), { adminUrl: server.adminUrl, url: server.url }, 'the server keeps its database')
})

t.test('looking for a database starts none', async t => {
  t.equal(await findEmbedded(await emptyDirectory(t)), null)
  t.equal(await findEmbedded(dataDir), null)
})

t.test('what was committed is there after PostgreSQL was killed', async t => {
  const { adminUrl, close } = await startEmbedded({ dataDir, purpose: 'command' })
  await query(adminUrl, 'create table kept as select n from generate_series(1, 1000) as n')
  process.kill(await postmasterPid(dataDir), 'SIGKILL')
  await close()
  const again = await start(t, dataDir)
  t.strictSame(await query(again.adminUrl, 'select count(*)::int from kept'), [{ count: 1000 }])
})

t.test('a pid file whose number now belongs to another program does not hinder a start', { skip: process.platform !== 'linux' && 'only Linux tells them apart' }, async t => {
  const { uid, gid } = await stat(cluster)
  const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {})
  t.teardown(() => other.kill())
  await writeFile(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n1\n1\n\n127.0.0.1\n1 1\nready\n`)
  const { url } = await start(t, dataDir)
  t.strictSame(await query(url, 'select 1 as one'), [{ one: 1 }])
})

t.test('a server whose PostgreSQL crashes keeps its place when that is back', async t => {
  let isLost = false
  const server = await start(t, dataDir, { purpose: 'serve', onLost: () => { isLost = true } })
  await crashBackend(server.adminUrl)
  await eventually(async () => (await query(server.url, 'select 1 as one')).length === 1)
  const holders = "select count(*)::int from pg_locks where locktype = 'advisory' and granted"
  await eventually(async () => (await query(server.adminUrl, holders))[0]?.count === 2)
  await t.rejects(startEmbedded({ dataDir, purpose: 'serve' }), { code: 'CONFLICT' })
  t.equal(isLost, false)
})

t.test('a server is told when its PostgreSQL is gone for good', async t => {
  let lost = 0
  await start(t, dataDir, { purpose: 'serve', onLost: () => { lost++ } })
  process.kill(await postmasterPid(dataDir), 'SIGINT')
  await eventually(async () => lost > 0)
  t.equal(lost, 1)
})

t.test('a database without its passwords is refused, and left as it is', async t => {
  const passwords = join(dataDir, 'postgres/passwords.json')
  await rename(passwords, `${passwords}.lost`)
  t.teardown(() => rename(`${passwords}.lost`, passwords))
  await t.rejects(start(t, dataDir), { code: 'FORBIDDEN', message: /passwords\.json cannot be read \(ENOENT\)/ })
  t.ok((await stat(join(cluster, 'PG_VERSION'))).isFile())
})

async function emptyDirectory (t: Test): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'goodturn-embedded-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** Starts one that ends with the test. */
async function start (t: Test, dataDir: string, options: Partial<EmbeddedOptions> = {}) {
  const embedded = await startEmbedded({ dataDir, purpose: 'command', settings: NOT_DURABLE, ...options })
  t.teardown(embedded.close)
  return embedded
}

async function query (url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  return await onDatabase(url, async sql => [...await sql.unsafe(text)])
}

/** Kills one connection's process, at which PostgreSQL ends all of them and recovers. */
async function crashBackend (adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1 })
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  process.kill(backend?.pid ?? 0, 'SIGKILL')
  await sql.end({ timeout: 1 })
}

async function eventually (isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await isSo().catch(() => false)) return
    await sleep(100)
  }
  throw new Error('It did not come about within 10 seconds.')
}

async function mode (path: string): Promise<number> {
  return (await stat(path)).mode & 0o777
}
