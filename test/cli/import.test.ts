import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { Command } from 'commander'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { importCommand } from '../../src/cli/import.ts'
import { connect } from '../../src/database/connect.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { actAsOwner } from '../../src/operations/members/act-as-owner.ts'
import { firstStart } from '../../src/operations/workspaces/first-start.ts'
import { CIPHER } from '../operations/support/first-workspace.ts'
import { built, run as runProgram } from '../support/goodturn.ts'
import { testDatabase } from '../support/postgres.ts'

const HEADER = 'occurred_at,from,to\n'
const MAIL = `${HEADER}2026-01-02T03:04:05Z,Grace Hopper <grace@x.org>,ada@x.org
2026-01-03T03:04:05Z,ada@x.org,grace@x.org
2026-01-04T03:04:05Z,grace@x.org,linus@x.org
`

interface Said { readonly out: string[], readonly note: string[], readonly exit: number | undefined }

interface Shell {
  /** Runs `goodturn import interactions` with these arguments; what it said comes back. */
  run (...args: string[]): Promise<Said>
  /** Writes a file and gives its path. */
  file (name: string, content: string | Uint8Array): Promise<string>
  /** How many interactions there are. */
  count (): Promise<number>
  /** Databases that were opened and not closed. */
  readonly left: () => number
}

async function shell (t: Test): Promise<Shell> {
  const { url } = await testDatabase(t)
  const own = connect({ url })
  t.teardown(() => own.close())
  await firstStart(own, { now: Date.now(), newId: uuidv7 })
  const { workspaceId } = await actAsOwner({ database: own }, 'personal')
  const directory = await mkdtemp(join(tmpdir(), 'goodturn-import-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  let left = 0
  const open = async () => {
    const database = connect({ url })
    left++
    return { database, cipher: CIPHER, close: async () => { left--; await database.close() } }
  }
  return {
    left: () => left,
    async count () {
      return await inWorkspace(own, workspaceId, async ({ sql }) => (await sql<{ count: number }[]>`select count(*)::int as count from app.interaction`)[0]?.count ?? -1)
    },
    async file (name, content) {
      await writeFile(join(directory, name), content)
      return join(directory, name)
    },
    async run (...args) {
      const said = { out: [] as string[], note: [] as string[], exit: undefined as number | undefined }
      const command = importCommand(open, {
        out: line => { said.out.push(line) }, note: line => { said.note.push(line) }, exit: code => { said.exit = code }
      })
      for (const each of [command, ...command.commands]) each.configureOutput({ writeErr: text => { said.note.push(text) }, writeOut: text => { said.out.push(text) } })
      await new Command('goodturn').exitOverride().addCommand(command).parseAsync(['import', 'interactions', ...args], { from: 'user' })
      return said
    }
  }
}

t.test('an import says what it made, and so does the next one', async t => {
  const { run, file, left } = await shell(t)
  const path = await file('mail.csv', MAIL)
  t.strictSame(await run(path, '--me', 'ADA@x.org'), {
    out: ['Made 2 interactions with 1 contact (1 of them new); 0 known already, 1 not yours, 0 refused.'], note: [], exit: undefined
  })
  t.strictSame((await run(path, '--me', 'ada@x.org')).out, ['Made 0 interactions with 0 contacts (0 of them new); 2 known already, 1 not yours, 0 refused.'])
  t.strictSame((await run(path, '--me', 'ada@x.org', '--me', 'linus@x.org')).out, ['Made 1 interaction with 1 contact (0 of them new); 2 known already, 0 not yours, 0 refused.'])
  t.equal(left(), 0, 'the database is closed')
})

t.test('a zipped file is known by its bytes, and a byte order mark is no part of a name', async t => {
  const { run, file } = await shell(t)
  const made = /^Made 2 interactions /
  t.match((await run(await file('zipped.csv', gzipSync(MAIL)), '--me', 'ada@x.org')).out[0], made)
  const again = /^Made 0 interactions .* 2 known already/
  t.match((await run(await file('plain.csv.gz', MAIL), '--me', 'ada@x.org')).out[0], again)
  t.match((await run(await file('bom.csv', `\ufeff${MAIL.replaceAll('\n', '\r\n')}`), '--me', 'ada@x.org')).out[0], again)
  t.match((await run(await file('utf16.csv', Buffer.from(`\ufeff${MAIL}`, 'utf16le')), '--me', 'ada@x.org')).out[0], again)
  t.match((await run(await file('parts.csv', Buffer.concat([gzipSync(MAIL.slice(0, 50)), gzipSync(MAIL.slice(50))])), '--me', 'ada@x.org')).out[0], again)
})

t.test('who is named most is taken for the importer where that is asked for', async t => {
  const { run, file } = await shell(t)
  const said = await run(await file('mail.csv', `${MAIL}nonsense\n`), '--me-most-active')
  t.match(said.note[0], /^You are grace@x\.org, whom 3 of 3 lines name\.$/)
  t.match(said.out[0], /^Made 3 interactions with 2 contacts \(2 of them new\); 0 known already, 0 not yours, 1 refused\.$/)
  await t.rejects(run(await file('empty.csv', HEADER), '--me-most-active'), { code: 'INVALID', message: '--me-most-active: no line of the file can be read.' })
  await t.rejects(run('-', '--me-most-active'), { code: 'INVALID', message: /^To find out who you are the file is read twice, which - cannot be/ })
})

t.test('refused lines are shown, twenty at most, and kept where that is asked for', async t => {
  const { run, file } = await shell(t)
  const path = await file('bad.csv', `${MAIL}2026-01-02,"a, ""b""",ada@x.org\n${'x,grace@x.org,ada@x.org\n'.repeat(24)}`)
  const first = await run(path, '--me', 'ada@x.org')
  t.match(first.out, [/ 25 refused\.$/])
  t.equal(first.exit, undefined, 'something could be read')
  t.equal(first.note.length, 21)
  t.match(first.note[0], /^line 5: from “a” is not an e-mail address/)
  t.match(first.note[20], /^… and 5 more; --refused FILE keeps them all\.$/)
  const kept = await file('refused.csv', '')
  t.match((await run(path, '--me', 'ada@x.org', '--refused', kept)).note[20], /^… and 5 more, all of them in .*refused\.csv\.$/)
  const lines = (await readFile(kept, 'utf8')).split('\n')
  t.equal(lines.length, 27)
  t.strictSame(lines.slice(0, 3), [
    'line,reason', '5,"from “a” is not an e-mail address such as ada@example.org."',
    '6,"occurred_at “x” is not an instant with its offset, such as 2026-03-01T09:30:00Z."'
  ])
  await t.rejects(run(path, '--me', 'ada@x.org', '--refused', join(path, 'x')), { code: 'INVALID', message: /^The refused lines cannot be written to / })
})

t.test('a file of which nothing can be read fails, and one that names somebody else says so', async t => {
  const { run, file } = await shell(t)
  t.equal((await run(await file('bad.csv', `${HEADER}x,y,z\n`), '--me', 'ada@x.org')).exit, 1)
  const stranger = await run(await file('mail.csv', MAIL), '--me', 'ada@y.org')
  t.strictSame(stranger.note, ['No line names ada@y.org; --me-most-active takes the address that most lines name.'])
  t.equal(stranger.exit, undefined)
  t.equal((await run(await file('none.csv', HEADER), '--me', 'ada@x.org')).exit, undefined, 'no lines are no failure')
})

t.test('a file that is cut off is imported as far as it goes, and fails', async t => {
  const { run, file } = await shell(t)
  const rows = Array.from({ length: 3000 }, (_, index) => `${new Date(Date.UTC(2025, 0, 1) + index * 7_919_000).toISOString()},grace@x.org,ada@x.org\n`)
  const zipped = gzipSync(HEADER + rows.join(''))
  const said = await run(await file('cut.csv.gz', zipped.subarray(0, zipped.length - 20)), '--me', 'ada@x.org')
  t.match(said.out[0], /^Made [12]\d\d\d interactions with 1 contact /)
  t.strictSame(said.note, ['The file could not be read to its end: unexpected end of file.'])
  t.equal(said.exit, 1)
})

t.test('Ctrl-C ends an import between two batches, and the next one completes it', async t => {
  const { run, file, count } = await shell(t)
  const rows = Array.from({ length: 20_000 }, (_, index) => `${new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString()},p${index % 40}@x.org,ada@x.org\n`)
  const path = await file('mail.csv', HEADER + rows.join(''))
  const running = run(path, '--me', 'ada@x.org')
  while (await count() === 0) await sleep(5)
  process.emit('SIGINT')
  const said = await running
  const made = await count()
  t.ok(made > 0 && made < rows.length, `it made ${made}`)
  t.ok(said.out[0]?.startsWith(`Made ${made} interactions `))
  t.strictSame(said.note, ['Stopping after the lines that are being written.', 'Stopped before the end; run it again to complete it.'])
  t.equal(said.exit, 130)
  t.match((await run(path, '--me', 'ada@x.org')).out[0], new RegExp(`^Made ${rows.length - made} interactions .*; ${made} known already`))
})

t.test('what is not there, or cannot be meant, is said in a sentence', async t => {
  const { run, file, left } = await shell(t)
  const path = await file('mail.csv', 'from,to\n')
  await t.rejects(run(path), { code: 'INVALID', message: /^Say who you are: --me ADDRESS/ })
  await t.rejects(run(path, '--me', 'ada@x.org'), { code: 'INVALID', message: /but occurred_at is missing\.$/ })
  await t.rejects(run(`${path}.gone`, '--me', 'ada@x.org'), { code: 'NOT_FOUND', message: `There is no file ${path}.gone.` })
  await t.rejects(run(tmpdir(), '--me', 'ada@x.org'), { code: 'INVALID', message: `${tmpdir()} is a directory, not a file.` })
  await t.rejects(run(path, '--me', 'ada@x.org', '--workspace', 'elsewhere'), { code: 'NOT_FOUND', message: 'There is no workspace “elsewhere” here.' })
  for (const args of [['--me', 'ada'], ['--me', 'ada@x.org', '--me-most-active'], ['--fast']]) {
    await t.rejects(run(path, ...args), { name: 'CommanderError' }, args.join(' '))
  }
  t.equal(left(), 0)
})

t.test('the program reads a pipe, into a database that nobody has started before', async t => {
  await built()
  const { url, adminUrl } = await testDatabase(t)
  const directory = await mkdtemp(join(tmpdir(), 'goodturn-import-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  await writeFile(join(directory, 'mail.csv'), MAIL)
  const program = fileURLToPath(new URL('../../bin/goodturn.js', import.meta.url))
  const { code, stdout, stderr } = await runProgram('/bin/sh', ['-c', `gzip -c "${directory}/mail.csv" | "${process.execPath}" "${program}" import interactions - --me ada@x.org`], {
    DATABASE_URL: url, DATABASE_ADMIN_URL: adminUrl, DATA_DIR: directory
  })
  t.strictSame({ code, stdout, stderr }, {
    code: 0, stdout: 'Made 2 interactions with 1 contact (1 of them new); 0 known already, 1 not yours, 0 refused.\n', stderr: ''
  })
  t.match(await readFile(join(directory, 'owner-token'), 'utf8'), /^goodturn_/, 'the owner token is kept as serve keeps it')
})
