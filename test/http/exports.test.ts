import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fastify } from 'fastify'
import postgres from 'postgres'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { openReading } from '../../src/database/tenancy.ts'
import { toTypeId } from '../../src/domain/type-id.ts'
import { exports as workspaceExports } from '../../src/http/exports.ts'
import { streamPieces } from '../../src/http/stream-pieces.ts'
import { actAsOwner } from '../../src/operations/members/act-as-owner.ts'
import { CIPHER, NOW, testApp, type TestWorkspace } from '../support/app.ts'

const { app, database, adminUrl, workspaceId, query, newWorkspace, ...first } = await testApp(t)
const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => sql.end({ timeout: 5 }))

const take = (path: string, token = first.token) => app.inject({ url: `/exports/${path}`, headers: { authorization: `Bearer ${token}` } })

const { data: { createContact: { contact } } } = await query(`mutation {
  createContact (input: { name: "=cmd|' /C calc'!A0", organization: "+SUM(1)", tags: ["looms"], notes: "Said \\"hello\\",\\nand left.",
    identities: [{ kind: EMAIL, value: "ada@engines.example", label: "Work" }, { kind: PHONE, value: "030 1234567" }] }) { contact { id } }
}`)

t.test('a file has a name, a type, and no place in any cache', async t => {
  for (const [path, type, name] of [
    ['workspace.jsonl', 'application/x-ndjson; charset=utf-8', 'goodturn-workspace-2026-03-01.jsonl'],
    ['contacts.vcf', 'text/vcard; charset=utf-8', 'goodturn-contacts-2026-03-01.vcf'],
    ['contacts.csv', 'text/csv; charset=utf-8; header=present', 'goodturn-contacts-2026-03-01.csv'],
    [`contacts/${contact.id}.json`, 'application/json; charset=utf-8', `goodturn-${contact.id}.json`]
  ] as const) {
    const { statusCode, headers } = await take(path)
    t.equal(statusCode, 200, path)
    t.match(headers, {
      'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'"
    })
  }
})

t.test('no spreadsheet runs what a contact is called', async t => {
  const { body } = await take('contacts.csv')
  t.match(body, "\r\n'=cmd|' /C calc'!A0,'+SUM(1),")
  t.match((await take('contacts.vcf')).body, /^BEGIN:VCARD\r\nVERSION:4.0\r\nFN:=cmd\|' \/C calc'!A0\r\n/)
})

t.test('a number that was typed without its country goes out with it', async t => {
  t.match((await take('contacts.vcf')).body, 'TEL;PREF=1:+49301234567')
})

t.test('who may read takes contacts, and only an admin all there is', async t => {
  const tokens = { viewer: await first.tokenOf('VIEWER'), admin: await first.tokenOf('ADMIN'), 'admin who may only write': await first.tokenOf('ADMIN', ['write']) }
  const statuses: Record<string, number[]> = {}
  for (const [name, token] of Object.entries(tokens)) {
    statuses[name] = [(await take('contacts.vcf', token)).statusCode, (await take('workspace.jsonl', token)).statusCode, (await take(`contacts/${contact.id}.json`, token)).statusCode]
  }
  t.strictSame(statuses, { viewer: [200, 403, 403], admin: [200, 200, 200], 'admin who may only write': [200, 403, 403] })
  t.match((await take('workspace.jsonl', tokens.viewer)).json(), { errors: [{ message: /role OWNER or ADMIN/, extensions: { code: 'FORBIDDEN' } }] })
  const nobody = await app.inject({ url: '/exports/workspace.jsonl' })
  t.match([nobody.statusCode, nobody.headers['www-authenticate'], nobody.headers['content-disposition']], [401, 'Bearer', undefined])
})

t.test('a workspace has nothing of another one', async t => {
  const other: TestWorkspace = await newWorkspace('looms')
  const { body } = await take('workspace.jsonl', other.token)
  t.notMatch(body, /engines.example/)
  t.match(body, /\n\{"type":"end","records":0\}\n$/)
  t.equal((await take('contacts.vcf', other.token)).body, '')
  t.equal((await take(`contacts/${contact.id}.json`, other.token)).statusCode, 404)
})

t.test('it is written down who took what', async t => {
  const rows = await sql<{ actor: string, subject_type: string, what: string }[]>`
    select distinct actor, subject_type, changes -> 'what' ->> 'after' as what from app.audit where action = 'export' and workspace_id = ${workspaceId} and actor = 'owner' order by what`
  t.strictSame(rows.map(row => ({ ...row })), [
    { actor: 'owner', subject_type: 'contact', what: 'contact' }, { actor: 'owner', subject_type: 'workspace', what: 'contacts' }, { actor: 'owner', subject_type: 'workspace', what: 'workspace' }
  ])
})

t.test('of a person that there is not, nothing is told', async t => {
  for (const path of [`contacts/${toTypeId('contact', uuidv7())}.json`, 'contacts/ada.json', `contacts/${contact.id}`]) t.equal((await take(path)).statusCode, 404, path)
})

t.test('over a slow line', async t => {
  await sql`
    insert into app.contact (workspace_id, id, name, name_key, notes, paused, version, created_at, updated_at)
    select ${workspaceId}, gen_random_uuid(), 'Person ' || n, 'person', repeat('x', 20000), false, 1, now(), now() from generate_series(1, 1500) n`
  const actor = await actAsOwner({ database }, 'engines')
  const server = fastify()
  const context = async () => ({ database, reading: openReading(database, workspaceId), actor, requestId: 'slow', idempotencyKey: null, now: NOW, newId: uuidv7, cipher: CIPHER })
  await server.register(workspaceExports, { context, idleMs: 800, mostMs: 20_000, answerMs: 1000 })
  await server.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/exports/workspace.jsonl`
  const open = () => new Promise<IncomingMessage>((resolve, reject) => { get(url, { agent: false }, resolve).once('error', reject) })
  /** What came, and whether it came to its end. */
  const rest = (response: IncomingMessage) => new Promise<{ length: number, isWhole: boolean, end: string }>(resolve => {
    let [length, end] = [0, '']
    response.on('data', (piece: Buffer) => {
      length += piece.length
      end = piece.subarray(-100).toString()
    })
    response.once('error', () => {}).once('close', () => { resolve({ length, isWhole: response.complete, end }) })
    response.resume()
  })
  const held = async () => (await sql`select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`).length
  async function letGo () {
    for (let tries = 0; tries < 100 && await held() > 0; tries++) await sleep(20)
    return await held() === 0
  }

  await t.test('a workspace is exported once at a time', async t => {
    const response = await open()
    const second = await open()
    t.equal(second.statusCode, 429)
    t.match(second.headers, { 'retry-after': '30' })
    second.resume()
    const { isWhole, length, end } = await rest(response)
    t.ok(isWhole && length > 30_000_000)
    t.match(end, /\{"type":"end","records":150[0-9]\}\n$/)
  })

  await t.test('whoever goes away gives the connection back', async t => {
    const response = await open()
    t.equal(await held(), 1)
    response.destroy()
    t.ok(await letGo())
  })

  await t.test('whoever stops reading is not waited for', async t => {
    const response = await open()
    response.pause()
    t.ok(await letGo())
    t.equal((await rest(response)).isWhole, false)
  })

  await t.test('nor is whoever reads on and on', async t => {
    const pieces = (async function * () { for (;;) yield 'a little more' })()
    const stream = streamPieces(pieces, 1000, 50)
    await t.rejects(async () => { for await (const piece of stream) await sleep(5, piece) }, { name: 'Stalled', message: 'Not all was read in 50 ms.' })
    t.strictSame(await pieces.next(), { value: undefined, done: true }, 'the pieces are let go of')
  })

  await t.test('what fails on the way cuts the file off, and nobody takes it for whole', async t => {
    const response = await open()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`
    const { isWhole, end } = await rest(response)
    t.equal(isWhole, false)
    t.notMatch(end, /"type":"end"/)
  })

  await t.test('after all that it can be exported again', async t => {
    t.ok((await rest(await open())).isWhole)
  })
})
