import t, { type Test } from 'tap'
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { built, goodturn, startGoodturn } from '../support/goodturn.ts'

await built()

// The tests take turns with one directory, as a person's starts do.
const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-demo-'))
t.teardown(() => rm(dataDir, { recursive: true, force: true }))

t.test('a demo keeps away from a database that is configured', async t => {
  const { code, stdout, stderr } = await goodturn(['demo'], { DATABASE_URL: 'postgres://server@db/goodturn', DATA_DIR: join(dataDir, 'none') })
  t.strictSame({ code, stdout, stderr }, {
    code: 2, stdout: '', stderr: 'DATABASE_URL is set, but a demo keeps its made-up data in a database of its own: run it without.\n'
  })
})

t.test('a demo keeps away from a database that was not born as one', async t => {
  const own = join(dataDir, 'own')
  await mkdir(join(own, 'postgres'), { recursive: true })
  for (const args of [['demo'], ['demo', '--reset']]) {
    const { code, stderr } = await goodturn(args, { DATA_DIR: own })
    t.strictSame({ code, stderr }, { code: 1, stderr: `The database in ${own} is not a demo's: give the demo a DATA_DIR of its own.\n` })
  }
  await t.rejects(stat(join(own, 'demo.json')), { code: 'ENOENT' })
})

t.test('what is no seed is refused', async t => {
  for (const seed of ['one', '-1', '1.5', '']) t.match(await goodturn(['demo', '--seed', seed], { DATA_DIR: dataDir }), { code: 2, stderr: /whole number/ })
})

let first: Seen
let ownerToken: string

t.test('the first start makes up a workspace and says that it is made up', async t => {
  const { said, seen } = await demo(t, '--seed', '3')
  const today = new Date().toISOString().slice(0, 10)
  t.match(said, /^Making up 200 contacts and \d{4} interactions …\nGoodturn is running; Ctrl-C stops it\.\n/)
  t.match(said, `All of this is made-up data (seed 3, up to ${today}): nobody in it exists. With --reset it is made up anew.\n`)
  first = await seen()
  ownerToken = await readFile(join(dataDir, 'owner-token'), 'utf8')
  t.match(first, { viewer: { workspace: { name: 'demo', timeZone: 'Europe/London', contactCount: 200 } } })
  t.ok(first.viewer.workspace.interactionCount > 4000)
})

t.test('a second start finds it as it was, whatever seed it is asked for', async t => {
  const { said, seen, running } = await demo(t, '--seed', '4')
  t.notMatch(said, 'Making up')
  t.match(said, '(seed 3,')
  t.strictSame(await seen(), first)
  running.child.kill('SIGTERM')
  t.match(await running.ended, { code: 0, stderr: `The demo in ${dataDir} was made up with --seed 3; add --reset to make it up anew.\n` })
})

t.test('a reset makes other people up, and leaves the owner their token', async t => {
  const { said, seen } = await demo(t, '--reset', '--seed', '4')
  t.match(said, '(seed 4,')
  const { viewer, contacts } = await seen()
  t.match(viewer, { workspace: { id: first.viewer.workspace.id, contactCount: 200 } })
  t.strictSame(contacts.nodes.filter(({ id }) => first.contacts.nodes.some(other => other.id === id)), [])
  t.equal(await readFile(join(dataDir, 'owner-token'), 'utf8'), ownerToken)
})

interface Seen {
  readonly viewer: { readonly workspace: { readonly id: string, readonly interactionCount: number } }
  readonly contacts: { readonly nodes: readonly { readonly id: string, readonly name: string }[] }
}

/** Starts the demo; it is told to stop when the test ends. `seen` asks it what the owner sees. */
async function demo (t: Test, ...args: string[]) {
  const running = startGoodturn(['demo', ...args], { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' })
  t.teardown(async () => {
    running.child.kill('SIGTERM')
    await running.ended
  })
  const said = await running.says('anew.\n')
  const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
  const query = '{ viewer { workspace { id name timeZone contactCount interactionCount } } contacts(first: 100, orderBy: { field: NAME, direction: ASC }) { nodes { id name } } }'
  return {
    running,
    said,
    async seen (): Promise<Seen> {
      const authorization = `Bearer ${(await readFile(join(dataDir, 'owner-token'), 'utf8')).trim()}`
      const response = await fetch(`${address}/graphql`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ query }) })
      const { data } = await response.json() as { data: Seen }
      return data
    }
  }
}
