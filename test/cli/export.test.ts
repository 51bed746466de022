import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { exportCommand } from '../../src/cli/export.ts'
import { connect } from '../../src/database/connect.ts'
import { toTypeId } from '../../src/domain/type-id.ts'
import { createContact } from '../../src/operations/contacts/create-contact.ts'
import { firstWorkspace, requestOf } from '../operations/support/first-workspace.ts'

const { database, owner, url } = await firstWorkspace(t)
const ada = await createContact(requestOf(t, database, owner), { name: 'Ada', identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }] })
const folder = await mkdtemp(join(tmpdir(), 'goodturn-export-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))

/** What a command says on stdout and on its terminal. */
async function run (...args: string[]): Promise<{ out: string, progress: string }> {
  const out = new PassThrough()
  let progress = ''
  const open = async () => {
    const own = connect({ url })
    return { database: own, close: own.close }
  }
  await exportCommand(open, { out, progress: { isTTY: true, write: said => { progress += said } } }).parseAsync(args, { from: 'user' })
  out.end()
  return { out: await text(out), progress }
}

t.test('a workspace goes to stdout, and how far it is to the terminal', async t => {
  const { out, progress } = await run()
  t.match(out, /^\{"type":"goodturn".*\n\{"type":"contact".*\n\{"type":"end","records":1\}\n$/)
  t.match(progress, '\r  1 records')
})

t.test('contacts go out as others read them', async t => {
  t.match((await run('--format', 'vcard')).out, /^BEGIN:VCARD\r\n[^]*END:VCARD\r\n$/)
  t.match((await run('--format', 'csv')).out, 'Ada,,,ada@engines.example')
})

t.test('one person is one document', async t => {
  t.match(JSON.parse((await run('--contact', toTypeId('contact', ada.id))).out), { contact: { name: 'Ada' } })
  await t.rejects(run('--contact', 'ada'), { code: 'INVALID' })
  await t.rejects(run('--contact', toTypeId('contact', owner.memberId)), { code: 'NOT_FOUND' })
})

t.test('a file is there once it is whole, and nobody else may read it', async t => {
  const file = join(folder, 'all.jsonl')
  t.equal((await run('-o', file)).out, '')
  t.match(await readFile(file, 'utf8'), /"type":"end","records":1\}\n$/)
  t.equal((await stat(file)).mode & 0o077, 0)
  t.strictSame(await readdir(folder), ['all.jsonl'])
})

t.test('a workspace that there is not is named', async t => {
  await t.rejects(run('--workspace', 'looms'), { code: 'NOT_FOUND' })
})
