import t from 'tap'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { startEmbedded } from '../src/database/embedded.ts'
import { built, goodturn } from './support/goodturn.ts'
import { answer, isRunning, keep, kept, lockWorkspaces, onDatabase, postmasterPid, serve } from './support/server.ts'

await built()

// The tests take turns with one directory, as a person's starts and stops do.
const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-start-'))
t.teardown(async () => {
  // Whatever a failed test has left running ends with its last user.
  await (await startEmbedded({ dataDir, purpose: 'command' })).close()
  await rm(dataDir, { recursive: true, force: true })
})

let ownerToken = ''

t.test('the first start says where GraphiQL and the owner token are, and what to try', async t => {
  const { address, greeting } = await serve(t, dataDir)
  t.match(greeting, /^Goodturn is running; Ctrl-C stops it\.\n/)
  t.ok(greeting.includes(`${address}/graphiql`))
  const file = join(dataDir, 'owner-token')
  t.ok([file, relative('', file)].some(path => greeting.includes(`in ${path}\n`)), 'by whichever path is shorter from here')
  t.ok(greeting.split('\n').length <= 8, 'a few lines')
  ownerToken = await readFile(join(dataDir, 'owner-token'), 'utf8')
  t.match(ownerToken, /^\S{20,}\n$/)
  t.notOk(greeting.includes(ownerToken.trim()), 'the token itself is not shown')
})

t.test('what is secret is for its account alone', { skip: process.platform === 'win32' && 'Windows has no modes' }, async t => {
  for (const file of ['owner-token', 'postgres/passwords.json', 'postgres.log']) {
    t.equal((await stat(join(dataDir, file))).mode & 0o777, 0o600, file)
  }
})

t.test('a server that is up is live and ready', async t => {
  const { address } = await serve(t, dataDir)
  t.strictSame(await answer(`${address}/live`), [200, { status: 'live' }])
  t.strictSame(await answer(`${address}/ready`), [200, { status: 'ready' }])
})

t.test('a second start finds everything as it was', async t => {
  const before = await keep(dataDir, 'second start')
  await serve(t, dataDir)
  t.equal(await readFile(join(dataDir, 'owner-token'), 'utf8'), ownerToken)
  t.strictSame(await kept(dataDir), before)
})

t.test('a database that hangs makes the server not ready, but leaves it live', async t => {
  const { address } = await serve(t, dataDir)
  const release = await lockWorkspaces(dataDir)
  t.teardown(release)
  t.strictSame(await answer(`${address}/ready`), [503, { status: 'not ready', reason: 'The database does not answer within 2 seconds.' }])
  t.strictSame(await answer(`${address}/live`), [200, { status: 'live' }])
})

t.test('a second server in the same directory is refused in one sentence', async t => {
  const { address } = await serve(t, dataDir)
  const { code, stdout, stderr } = await goodturn(['serve'], { DATA_DIR: dataDir, PORT: '0' })
  t.strictSame({ code, stdout, stderr }, {
    code: 1, stdout: '', stderr: `Another server already uses ${dataDir}: stop it first, or give this one a DATA_DIR of its own.\n`
  })
  t.strictSame(await answer(`${address}/ready`), [200, { status: 'ready' }], 'the first one goes on')
})

t.test('a port that is taken is refused in one sentence, and PostgreSQL is stopped again', async t => {
  const taken = createServer().listen(0, '127.0.0.1')
  t.teardown(() => taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { code, stderr } = await goodturn(['serve'], { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'silent' })
  t.strictSame({ code, stderr }, { code: 1, stderr: `Port ${port} of 127.0.0.1 is in use: stop what uses it, or set PORT to another.\n` })
  t.notOk(await isRunning(dataDir))
})

t.test('db-url leads to the running database, as the server or as the owner', async t => {
  await serve(t, dataDir)
  const users = []
  for (const args of [['db-url'], ['db-url', '--admin']]) {
    const { code, stdout } = await goodturn(args, { DATA_DIR: dataDir })
    t.equal(code, 0)
    users.push(await onDatabase(stdout.trim(), async sql => (await sql`select current_user as user, count(*)::int from app.workspace`)[0]))
  }
  t.strictSame(users, [{ user: 'goodturn_server', count: 0 }, { user: 'goodturn', count: 1 }])
})

t.test('a command beside a running server uses its database and leaves it running', async t => {
  const { address } = await serve(t, dataDir)
  const pid = await postmasterPid(dataDir)
  t.strictSame(await goodturn(['migrate'], { DATA_DIR: dataDir }), { code: 0, signal: null, stdout: 'The database is up to date.\n', stderr: '' })
  t.equal(await postmasterPid(dataDir), pid)
  t.strictSame(await answer(`${address}/ready`), [200, { status: 'ready' }])
})

t.test('a token made beside a running server is a token of its workspace', async t => {
  await serve(t, dataDir)
  const { code, stdout } = await goodturn(['token', 'create', 'laptop'], { DATA_DIR: dataDir })
  t.equal(code, 0)
  t.match(stdout, /^goodturn_\S+\n$/)
  const list = await goodturn(['token', 'list'], { DATA_DIR: dataDir })
  t.match(list.stdout, /owner[^]*laptop/)
})

t.test('a command alone starts PostgreSQL and stops it again', async t => {
  t.match(await goodturn(['migrate'], { DATA_DIR: dataDir }), { code: 0, stderr: '' })
  t.notOk(await isRunning(dataDir))
})
