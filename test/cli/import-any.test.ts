import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Command } from 'commander'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { importCommand } from '../../src/cli/import.ts'
import { connect } from '../../src/database/connect.ts'
import { CHUNK_BYTES } from '../../src/database/imports/chunks.ts'
import { inWorkspace, type Db } from '../../src/database/tenancy.ts'
import { actAsOwner } from '../../src/operations/members/act-as-owner.ts'
import { firstStart } from '../../src/operations/workspaces/first-start.ts'
import { CIPHER } from '../operations/support/first-workspace.ts'
import { testDatabase } from '../support/postgres.ts'

type Sql = Db['sql']
interface Said { readonly out: string[], readonly note: string[], readonly exit: number | undefined }

const { url } = await testDatabase(t)
const own = connect({ url })
t.teardown(() => own.close())
await firstStart(own, { now: Date.now(), newId: uuidv7, locale: 'de-DE', timeZone: 'Europe/Berlin' })
const { workspaceId } = await actAsOwner({ database: own }, 'personal')
const directory = await mkdtemp(join(tmpdir(), 'goodturn-import-'))
t.teardown(() => rm(directory, { recursive: true, force: true }))
let left = 0

/** Runs `goodturn import` with these arguments; what it said comes back. `onOpen` is done once the database is open. */
async function run (args: readonly string[], onOpen = (): void => {}): Promise<Said> {
  const said = { out: [] as string[], note: [] as string[], exit: undefined as number | undefined }
  const command = importCommand(async () => {
    const database = connect({ url })
    left++
    onOpen()
    return { database, cipher: CIPHER, close: async () => { left--; await database.close() } }
  }, { out: line => { said.out.push(line) }, note: line => { said.note.push(line) }, exit: code => { said.exit = code } })
  for (const each of [command, ...command.commands]) each.configureOutput({ writeErr: text => { said.note.push(text) }, writeOut: text => { said.out.push(text) } })
  await new Command('goodturn').exitOverride().addCommand(command).parseAsync(['import', ...args], { from: 'user' })
  return said
}

async function file (name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(directory, name), content)
  return join(directory, name)
}

async function counted (): Promise<{ contacts: number, interactions: number, imports: number, running: number }> {
  return await inWorkspace(own, workspaceId, async ({ sql }) => (await sql`
    select (select count(*)::int from app.contact) as contacts, (select count(*)::int from app.interaction) as interactions,
      (select count(*)::int from app.import) as imports, (select count(*)::int from app.import where status = 'RUNNING') as running`)[0] as never)
}

const card = (name: string): string => `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name}\r\nEMAIL:${name}@example.org\r\nEND:VCARD\r\n`
const MAIL = 'occurred_at,from,to\n2026-01-02T03:04:05Z,ada@example.org,grace@x.org\n2026-01-03T03:04:05Z,grace@x.org,eve@example.org\n'

t.test('a file is kept and read, and says what became of it; the same file twice changes nothing', async t => {
  const path = await file('people.vcf', card('ada') + card('grace') + 'BEGIN:VCARD\r\nEND:VCARD\r\n')
  t.match(await run([path, '--dry-run']), { out: [/^Would read 3 records of vcard: 2 made, .*; 2 contacts and 0 interactions would be new\. Nothing was written\.$/], exit: undefined })
  t.match(await counted(), { contacts: 0, imports: 1 })
  t.match(await run([path]), { out: [/^Read 3 records of vcard: 2 made, 0 changed, 0 known already, .*; 2 contacts and 0 interactions are new\.$/], exit: undefined })
  t.match(await run([path]), { out: [/^Read 3 records of vcard: 0 made, 0 changed, 2 known already, .*; 0 contacts and 0 interactions are new\.$/] })
  t.match(await counted(), { contacts: 2, imports: 3, running: 0 })
  t.equal(left, 0, 'the database is closed')
})

t.test('what a member says of a file is heard, and what cannot be is refused before anything is kept', async t => {
  const { imports } = await counted()
  const csv = await file('people.csv.gz', gzipSync('Wer;Wo\nLinus;linus@example.org\n'))
  t.match(await run([csv, '--columns', 'Wer=name', '--columns', 'Wo=email']), { out: [/ of csv: 1 made/] })
  await t.rejects(run([csv]), { code: 'INVALID', message: /none of the files that are read/ })
  await t.rejects(run([csv, '--columns', 'Wer']), { code: 'INVALID', message: /^--columns is/ })
  await t.rejects(run([csv, '--country', 'XX', '--time-zone', 'Mars']), { code: 'INVALID', message: /timeZone is “Mars”.*defaultCountry is “XX”/ })
  await t.rejects(run([await file('mail.csv', MAIL)]), { code: 'INVALID', message: /Which e-mail addresses are yours\?/ })
  await t.rejects(run([join(directory, 'nothing')]), { code: 'NOT_FOUND' })
  await t.rejects(run([directory]), { code: 'INVALID', message: /is a directory/ })
  await t.rejects(run([csv, '--workspace', 'nowhere']), { code: 'NOT_FOUND' })
  t.equal((await counted()).imports, imports + 1)
  t.equal(left, 0)
})

t.test('a file of interactions makes the very interactions of goodturn import interactions', async t => {
  const path = await file('mail.csv', MAIL)
  t.match(await run(['interactions', path, '--me', 'grace@x.org']), { out: [/^Made 2 interactions/] })
  const before = await counted()
  t.match(await run([path, '--me', 'grace@x.org']), { out: [/^Read 2 records of interactions-csv: 0 made, .*; 0 contacts and 0 interactions are new\.$/] })
  t.match(await run([await file('more.csv', `${MAIL}2026-01-04T03:04:05Z,grace@x.org,ada@example.org\n`), '--me', 'grace@x.org']), { out: [/; 0 contacts and 1 interaction are new\.$/] })
  t.match(await run(['interactions', join(directory, 'more.csv'), '--me', 'grace@x.org']), { out: [/^Made 0 interactions .* 3 known already/] })
  t.match(await counted(), { contacts: before.contacts, interactions: before.interactions + 1 })
})

t.test('records that cannot be taken are shown, and kept where that is asked for; a file of nothing else fails', async t => {
  const kept = await file('failed.csv', '')
  const said = await run([await file('bad.csv', `${MAIL}${'x,ada@example.org,grace@x.org\n'.repeat(130)}`), '--me', 'grace@x.org', '--failed', kept])
  t.match(said, { exit: undefined, out: [/130 not readable/] })
  t.match([said.note.length, said.note[0], said.note[20]], [21, 'line 4: occurred_at “x” is not an instant', /^… and 110 more, all of them in .*failed\.csv\.$/])
  const lines = (await readFile(kept, 'utf8')).split('\n')
  t.match([lines.length, lines[0], lines[130]], [132, 'line,reason', /^133,"occurred_at “x” is not an instant/])
  t.match(await run([await file('worse.csv', 'occurred_at,from,to\nx,y,z\n'), '--me', 'grace@x.org']), { exit: 1, note: [/^line 2: /] })
})

t.test('a file that was cut off, on its way in or while it is read, goes on where it ended', async t => {
  const path = await file('large.vcf', Array.from({ length: 300 }, (_, n) => card(`p${n}`).replace('END:', `NOTE:${'x'.repeat(30_000)}\r\nEND:`)).join(''))
  const before = await counted()
  for (const [when, isThere] of [
    ['while it is kept', async (sql: Sql) => (await sql`select from app.import where size >= ${CHUNK_BYTES} and uploaded_at is null`).length > 0],
    ['while it is read', async (sql: Sql) => (await sql`select from app.import where uploaded_at is not null and status = 'RUNNING'`).length > 0]
  ] as const) {
    const state = { isOver: false }
    const interrupt = async (): Promise<void> => {
      while (!state.isOver && !await inWorkspace(own, workspaceId, ({ sql }) => isThere(sql)));
      process.listeners('SIGINT').at(-1)?.('SIGINT')
    }
    const stopped = await run([path], () => { interrupt().catch(t.error) })
    state.isOver = true
    t.match(stopped, { note: ['Stopping after what is being written.', 'Stopped before the end; run it again to complete it.'], exit: 130 }, when)
  }
  t.match(await run([path]), { out: [/^Read 300 records of vcard: .*300 contacts and 0 interactions are new\./] })
  t.match(await counted(), { contacts: before.contacts + 300, imports: before.imports + 1, running: 0 })
})
