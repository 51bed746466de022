import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse, validate } from 'graphql'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { importCommand } from '../../src/cli/import.ts'
import { uuidOf } from '../../src/domain/type-id.ts'
import { CSV_FIELDS } from '../../src/formats/contacts-csv/suggest-columns.ts'
import { executableSchema } from '../../src/graphql/schema.ts'
import { runImport } from '../../src/operations/imports/run-import.ts'
import { CIPHER, testApp } from '../support/app.ts'

const run = promisify(execFile)
const DOC = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8')
const blocks = (language: string) => [...DOC.matchAll(new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\``, 'g'))].map(([, text = '']) => text)

const FILES = {
  'contacts.vcf': 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Lovelace\r\nEMAIL:ada@engines.example\r\nEND:VCARD\r\n',
  'team.csv': 'Who,Mail,House\nLinus,linus@kernel.example,Kernel\n',
  'mail.mbox': 'From ada@engines.example Sat Feb 28 10:00:00 2026\nMessage-ID: <1@engines.example>\nDate: Sat, 28 Feb 2026 10:00:00 +0000\nFrom: Ada <ada@engines.example>\nTo: grace@navy.example\nSubject: Looms\n\nHello.\n',
  'chat.txt': '28.02.26, 09:15 - Barbara Liskov: Hello\n28.02.26, 09:16 - Grace: Hello Barbara\n'
}
/** What each block of lines brings, file by file, once it is read. */
const BROUGHT: readonly (readonly object[])[] = [
  [{ format: 'vcard', dryRun: true, status: 'DONE', read: 1, created: 1 }],
  [
    { format: 'vcard', dryRun: false, status: 'DONE', created: 1, contactsCreated: 1 },
    { format: 'mbox', status: 'DONE', created: 1, contactsCreated: 0, interactionsCreated: 1 },
    { format: 'whatsapp-text', status: 'DONE', created: 2, contactsCreated: 1, interactionsCreated: 2 }
  ],
  [{ format: 'csv', status: 'DONE', created: 1 }],
  [{ format: 'mbox', status: 'DONE', created: 0, unchanged: 1 }]
]

/** Why a block cannot be run here; false where it can. */
const [, major = '0', minor = '0'] = /curl (\d+)\.(\d+)/.exec(await run('curl', ['--version']).then(({ stdout }) => stdout, () => '')) ?? []
const skip = Number(major) > 7 || Number(minor) >= 87 ? false : 'there is no curl, or one from before 2023'

t.test('the lines of the documentation bring files in, and what is cut off goes on', { skip }, async t => {
  const folder = await mkdtemp(join(tmpdir(), 'goodturn-files-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await Promise.all(Object.entries(FILES).map(([name, text]) => writeFile(join(folder, name), text)))
  const app = await testApp(t)
  await app.app.listen({ host: '127.0.0.1', port: 0 })
  const env = { ...process.env, GOODTURN: `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`, TOKEN: app.token, no_proxy: '*' }
  const ctx = { database: app.database, newId: uuidv7, cipher: CIPHER, now: () => app.clock.now, onFault: (_row: number, error: unknown) => { throw error } }
  t.equal(blocks('sh').length, BROUGHT.length)
  for (const [index, block] of blocks('sh').entries()) {
    const { stdout, stderr } = await run('bash', ['-c', block], { cwd: folder, env })
    const ids = [...stdout.matchAll(/\{"id":"(import_\w+)"\}/g)].map(([, id = '']) => id)
    t.equal(ids.length, BROUGHT[index]?.length, `${stdout} ${stderr}`)
    for (const [place, id] of ids.entries()) {
      await runImport(ctx, app.workspaceId, uuidOf('import', id) ?? '')
      const { data } = await app.query('query ($id: ID!) { import(id: $id) { format dryRun status reason read created unchanged contactsCreated interactionsCreated } }', { id })
      t.match(data.import, { reason: null, ...BROUGHT[index]?.[place] }, block)
    }
    // Sent again under its key, it is the same import.
    if (block.includes('Idempotency-Key')) t.match((await run('bash', ['-c', block], { cwd: folder, env })).stdout, ids[0] ?? 'none')
  }
  const { data } = await app.query(`{ contacts(orderBy: { field: NAME, direction: ASC }) { nodes { name organization timeline(kinds: [IMPORT]) { nodes {
    subject { ... on ImportChange { kind import { fileName } } } } } } } }`)
  const from = (fileName: string) => ({ nodes: [{ subject: { kind: 'CREATED', import: { fileName } } }] })
  t.strictSame(data.contacts.nodes, [
    { name: 'Ada Lovelace', organization: null, timeline: from('contacts.vcf') },
    { name: 'Barbara Liskov', organization: null, timeline: from('chat.txt') },
    { name: 'Linus', organization: 'Kernel', timeline: from('team.csv') }
  ])
})

t.test('the documentation asks for nothing that there is not, and leaves out no parameter and no field', async t => {
  const schema = executableSchema()
  for (const block of blocks('graphql')) t.strictSame(validate(schema, parse(block)).map(({ message }) => message), [], block)
  t.ok(blocks('graphql').length >= 3)
  const app = await testApp(t)
  const { body } = await app.app.inject({ method: 'POST', url: '/imports?colour=red', headers: { authorization: `Bearer ${app.token}` }, payload: 'x' })
  const [, listed = ''] = /there are ([\w, ]+)\./.exec(JSON.parse(body).errors[0].message) ?? []
  const told = (DOC.match(/\| parameter \|[^]*?\n\n/)?.[0] ?? '').matchAll(/^\| `(\w+)`/gm)
  t.strictSame([...told].map(([, name]) => name).sort(), listed.split(', ').sort())
  const help = importCommand(() => { throw new Error('Nothing is opened.') }).commands.find(command => command.name() === 'file')?.helpInformation() ?? ''
  const options = blocks('console').join('').match(/--[a-z-]+/g) ?? []
  t.strictSame(options.filter(option => !help.includes(`${option} `)), [])
  t.ok(options.length > 8)
  for (const field of CSV_FIELDS) t.ok(DOC.includes(`\`${field}\``), field)
})
