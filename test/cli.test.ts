import t from 'tap'
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { built, goodturn, run } from './support/goodturn.ts'
import { testDatabase } from './support/postgres.ts'

await built()

t.test('help shows the commands, examples and exit codes', async t => {
  const { code, stdout } = await goodturn(['--help'])
  t.equal(code, 0)
  for (const text of ['serve', 'migrate', 'db-url', 'reseal', 'Examples:', 'DATABASE_URL', 'Exit codes: 0 done, 1 failed, 2 wrong usage']) {
    t.ok(stdout.includes(text), text)
  }
})

t.test('help of serve names each variable with what it takes', async t => {
  const { code, stdout } = await goodturn(['serve', '--help'])
  t.equal(code, 0)
  t.match(stdout, /^ {2}PORT +a whole number from 0 to 65535 \(default 4000\)$/m)
  t.match(stdout, /^ {2}DATABASE_URL +a connection string, such as \S+$/m)
})

t.test('wrong usage exits with 2 and says where to look', async t => {
  for (const args of [['dance'], ['serve', '--fast'], ['db-url', 'extra']]) {
    const { code, stdout, stderr } = await goodturn(args)
    t.equal(code, 2, args.join(' '))
    t.equal(stdout, '')
    t.match(stderr, /^error: .+\nSee goodturn --help\.\n$/)
  }
})

t.test('a wrong variable exits with 2 and one sentence', async t => {
  const { code, stdout, stderr } = await goodturn(['serve'], { PORT: 'abc' })
  t.strictSame({ code, stdout, stderr }, { code: 2, stdout: '', stderr: 'PORT must be a whole number from 0 to 65535, not "abc".\n' })
})

t.test('where no database runs there is no connection string', async t => {
  const dataDir = await emptyDirectory(t)
  const { code, stdout, stderr } = await goodturn(['db-url'], { DATA_DIR: dataDir })
  t.strictSame({ code, stdout, stderr }, { code: 1, stdout: '', stderr: `No database runs in ${dataDir}: start one with goodturn serve.\n` })
})

t.test('a configured database is the one whose connection string is shown', async t => {
  const environment = { DATABASE_URL: 'postgres://server:a@db/goodturn', DATABASE_ADMIN_URL: 'postgres://owner:b@db/goodturn' }
  t.equal((await goodturn(['db-url'], environment)).stdout, 'postgres://server:a@db/goodturn\n')
  t.equal((await goodturn(['db-url', '--admin'], environment)).stdout, 'postgres://owner:b@db/goodturn\n')
})

t.test('migrating a database that is up to date changes nothing and says so', async t => {
  const { adminUrl, url } = await testDatabase(t)
  const { code, stdout, stderr } = await goodturn(['migrate'], { DATABASE_URL: url, DATABASE_ADMIN_URL: adminUrl })
  t.strictSame({ code, stdout, stderr }, { code: 0, stdout: 'The database is up to date.\n', stderr: '' })
})

t.test('secrets are sealed with the key that is configured, and without one with that of the directory', async t => {
  const { adminUrl, url } = await testDatabase(t)
  const environment = { DATABASE_URL: url, DATABASE_ADMIN_URL: adminUrl, DATA_DIR: await emptyDirectory(t) }
  const done = { code: 0, stdout: 'Sealed the secrets of 0 integrations with the first key; those of 0 integrations were already.\n', stderr: '' }
  t.match(await goodturn(['reseal'], { ...environment, SECRET_KEY: '0'.repeat(64) }), done)
  t.strictSame(await readdir(environment.DATA_DIR), [])
  t.match(await goodturn(['reseal'], environment), done)
  t.strictSame(await readdir(environment.DATA_DIR), ['secret.key'])
})

t.test('a login that may not migrate is told which variable is missing', async t => {
  const { url } = await testDatabase(t)
  const { code, stderr } = await goodturn(['migrate'], { DATABASE_URL: url })
  t.strictSame({ code, stderr }, {
    code: 2, stderr: 'The database may not be migrated with this login: set DATABASE_ADMIN_URL to the connection string of its owner.\n'
  })
})

t.test('a database that does not answer fails in one line', async t => {
  const { code, stderr } = await goodturn(['migrate'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
  t.equal(code, 1)
  t.match(stderr, /^.*ECONNREFUSED.*\n$/)
})

t.test('a program that is not built says what to run', async t => {
  const directory = await emptyDirectory(t)
  await mkdir(join(directory, 'bin'))
  await copyFile(fileURLToPath(new URL('../bin/goodturn.js', import.meta.url)), join(directory, 'bin/goodturn.mjs'))
  const { code, stderr } = await run(process.execPath, [join(directory, 'bin/goodturn.mjs'), 'serve'])
  t.equal(code, 1)
  t.match(stderr, /^Goodturn is not built yet: run "npm run build" first/)
})

async function emptyDirectory (t: { teardown: (work: () => Promise<void>) => unknown }): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'goodturn-cli-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  return directory
}
