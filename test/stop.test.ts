import t from 'tap'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbedded } from '../src/database/embedded.ts'
import { built } from './support/goodturn.ts'
import { answer, isAlive, isRunning, keep, kept, lockWorkspaces, postmasterPid, serve } from './support/server.ts'

const PATIENCE_MS = 5_000

await built()

// The tests take turns with one directory, as a person's starts and stops do.
const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-stop-'))
t.teardown(async () => {
  // Whatever a failed test has left running ends with its last user.
  await (await startEmbedded({ dataDir, purpose: 'command' })).close()
  await rm(dataDir, { recursive: true, force: true })
})

t.test('Ctrl-C ends the server and PostgreSQL', async t => {
  const { child, ended } = await serve(t, dataDir)
  const pid = await postmasterPid(dataDir)
  child.kill('SIGINT')
  t.match(await ended, { code: 0, signal: null })
  t.notOk(await isRunning(dataDir))
  // It removes its file, and is gone a moment later.
  for (const end = Date.now() + PATIENCE_MS; isAlive(pid) && Date.now() < end;) await sleep(20)
  t.notOk(isAlive(pid))
})

t.test('Ctrl-C that npm passes on a second time ends it no less gently', async t => {
  const { child, ended } = await serve(t, dataDir)
  child.kill('SIGINT')
  await sleep(30)
  child.kill('SIGINT')
  t.match(await ended, { code: 0, signal: null })
  t.notOk(await isRunning(dataDir))
})

t.test('a request in flight is answered before the server ends', async t => {
  const { address, child, ended } = await serve(t, dataDir)
  const release = await lockWorkspaces(dataDir)
  const asked = answer(`${address}/ready`)
  await sleep(200)
  child.kill('SIGTERM')
  await sleep(200)
  await t.rejects(fetch(`${address}/live`), 'no new connection is accepted')
  await release()
  t.strictSame(await asked, [200, { status: 'ready' }])
  t.match(await ended, { code: 0, signal: null })
})

t.test('a second Ctrl-C ends the server at once, and PostgreSQL soon after', async t => {
  const { address, child, ended } = await serve(t, dataDir)
  const release = await lockWorkspaces(dataDir)
  const asked = answer(`${address}/ready`).catch(() => null)
  await sleep(200)
  child.kill('SIGINT')
  await sleep(500)
  t.equal(child.exitCode, null, 'it waits for the request')
  child.kill('SIGINT')
  t.match(await ended, { code: 1, signal: null })
  await Promise.all([asked, release().catch(() => {})])
  for (let attempt = 0; attempt < 100 && await isRunning(dataDir); attempt++) await sleep(50)
  t.notOk(await isRunning(dataDir))
})

t.test('after a kill -9 of the server the next one takes its PostgreSQL over', async t => {
  const { child, ended } = await serve(t, dataDir)
  const before = await keep(dataDir, 'orphan')
  child.kill('SIGKILL')
  await ended
  const pid = await postmasterPid(dataDir)
  t.ok(isAlive(pid))
  const next = await serve(t, dataDir)
  t.equal(await postmasterPid(dataDir), pid)
  t.strictSame(await kept(dataDir), before)
  next.child.kill('SIGINT')
  await next.ended
  t.notOk(await isRunning(dataDir), 'and stops it')
})

t.test('after a kill -9 of the server and of PostgreSQL nothing that was answered is lost', async t => {
  const { child, ended } = await serve(t, dataDir)
  const before = await keep(dataDir, 'crash')
  process.kill(await postmasterPid(dataDir), 'SIGKILL')
  child.kill('SIGKILL')
  await ended
  const { address } = await serve(t, dataDir)
  t.strictSame(await kept(dataDir), before)
  t.strictSame(await answer(`${address}/ready`), [200, { status: 'ready' }])
})

t.test('a server whose PostgreSQL is gone for good ends with 1', async t => {
  const { ended } = await serve(t, dataDir)
  process.kill(await postmasterPid(dataDir), 'SIGINT')
  const { code, stderr } = await ended
  t.equal(code, 1)
  t.ok(stderr.includes('PostgreSQL has stopped, and does not come back.'))
})
