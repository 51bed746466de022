import t from 'tap'
import { gzipSync } from 'node:zlib'
import { CHUNK_BYTES } from '../../../src/database/imports/chunks.ts'
import { makeZip } from '../../formats/support/make-zip.ts'
import { rowNumbering } from '../../../src/operations/imports/run/number-rows.ts'
import { readBatches } from '../../../src/operations/imports/run/read-batches.ts'
import { firstWorkspace, memberWith } from '../support/first-workspace.ts'
import { card, giver, type Given } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { sql, give, run, read, rowsOf } = giver(t, workspace)
const ME: Given = { me: ['me@goodturn.example'] }
const MAIL = ['From x@y.example Mon Feb  2 10:00:00 2026', 'Message-ID: <m1@mail.example>', 'Date: Mon, 2 Feb 2026 10:00:00 +0000', 'From: ada@engines.example', 'To: me@goodturn.example', 'Subject: Engine', '', 'It runs.', '', ''].join('\n')

/** Cards that hardly pack, more than a chunk of them. */
function manyCards (name: string, count = 1_100): string {
  let seed = 1
  const noise = () => Array.from({ length: 280 }, () => (seed = (seed * 48271) % 2147483647).toString(36)).join('')
  return Array.from({ length: count }, (_, n) => card([`FN:${name} ${n}`, `EMAIL:${name}${n}@people.example`, `NOTE:${noise()}`])).join('')
}

t.test('a file of several chunks is read as one, packed or not', async t => {
  const file = manyCards('plain')
  t.ok(file.length > CHUNK_BYTES)
  t.match(await read(file), { status: 'DONE', created: 1100, failed: 0 })
  const packed = gzipSync(manyCards('packed'))
  t.ok(packed.length > CHUNK_BYTES)
  t.match(await read(packed), { status: 'DONE', created: 1100, failed: 0, position: packed.length })
})

t.test('a packed file that is cut off is FAILED, and what came before stays', async t => {
  const packed = gzipSync(manyCards('cut'))
  const imported = await read(packed.subarray(0, packed.length - 200_000))
  t.match(imported, { status: 'FAILED', reason: 'The file is cut off or broken: it cannot be unzipped to its end.', failed: 0 })
  t.ok(imported.created > 800 && imported.created < 1100)
  t.equal((await sql`select 1 from app.import_chunk where import_id = ${imported.id}`).length, 0)
})

t.test('a small file that becomes a large one is not read to its end', async t => {
  const bomb = gzipSync(Buffer.concat([Buffer.from(card(['FN:Before the bomb'])), Buffer.alloc(40_000_000, 'x\n')]))
  t.match(await read(bomb), { status: 'FAILED', reason: 'The file is packed to less than a 100th, which no text is.' })
})

t.test('of an archive the address books are read first, and what is not read is said', async t => {
  const zip = makeZip([
    { name: 'mail.mbox', content: MAIL },
    { name: 'photo.jpg', content: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3]) },
    { name: 'secret.vcf', content: card(['FN:Nobody']), isEncrypted: true },
    { name: 'people/contacts.vcf', content: card(['FN:Ada Lovelace', 'EMAIL:ada@engines.example']) }
  ])
  const imported = await read(zip, { ...ME, newContacts: 'ONLY_KNOWN' })
  t.match(imported, { status: 'DONE', read: 4, created: 2, skipped: 1, failed: 1 })
  t.match(await rowsOf(imported.id), [
    { row: 1, file: 'people/contacts.vcf', outcome: 'CREATED' },
    { row: 2, file: 'mail.mbox', outcome: 'CREATED' },
    { row: 3, file: 'photo.jpg', outcome: 'SKIPPED', reason: 'It is none of the files that are read.' },
    { row: 4, file: 'secret.vcf', outcome: 'FAILED', reason: 'It has a password: unpack it, and send what is in it.' }
  ])
})

t.test('a file of an archive that is broken does not keep the others from being read, and what came before in it stays', async t => {
  const zip = makeZip([{ name: 'a.vcf', content: manyCards('broken', 200) }, { name: 'b.vcf', content: card(['FN:Whole in an archive']) }])
  zip.fill(0xff, zip.length - 50_000, zip.length - 49_000)
  const imported = await read(zip)
  t.match(imported, { status: 'DONE', failed: 1 })
  t.ok(imported.created > 50 && imported.created < 201)
  t.match((await rowsOf(imported.id)).slice(-2), [{ file: 'a.vcf', outcome: 'FAILED', reason: /^The archive cannot be read/ }, { file: 'b.vcf', outcome: 'CREATED' }])
})

t.test('an archive that is none is FAILED', async t => {
  t.match(await read(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(1000)])), { status: 'FAILED', read: 0, reason: /^The archive cannot be read/ })
})

t.test('a file in which nothing can be read is FAILED, with the first reason', async t => {
  t.match(await read('BEGIN:VCARD\r\n'), { status: 'FAILED', created: 0, reason: /\S/ })
  t.match(await read('First Name,Last Name,URL,Email Address,Company,Position,Connected On\n'), { status: 'FAILED', read: 0, reason: 'There is nothing in the file.' })
})

t.test('a file is not read for somebody who may not write any more', async t => {
  const viewer = await memberWith(workspace.database, workspace.owner, 'Eve', 'VIEWER')
  const id = await give(card(['FN:Of a viewer']), { memberId: viewer.memberId })
  t.match(await run(id), { status: 'FAILED', read: 0, reason: /may not change anything here any more/ })
  t.equal((await sql`select 1 from app.contact where name = 'Of a viewer'`).length, 0)
})

t.test('an export of Goodturn is read for admins alone, and not out of an archive', async t => {
  const member = await memberWith(workspace.database, workspace.owner, 'Mallory', 'MEMBER')
  const file = ['{"type":"goodturn","version":1}', '{"type":"tag","name":"Forged","targetDays":null}', '{"type":"end","records":1}', ''].join('\n')
  t.match(await run(await give(file, { memberId: member.memberId })), { status: 'FAILED', read: 0, reason: /is no admin here any more/ })
  const zip = await read(makeZip([{ name: 'workspace.jsonl', content: file }, { name: 'a.vcf', content: card(['FN:Beside it']) }]))
  t.match(zip, { status: 'DONE', created: 1, failed: 1 })
  t.match(await rowsOf(zip.id), [{ outcome: 'CREATED' }, { file: 'workspace.jsonl', outcome: 'FAILED', reason: /is read by itself alone/ }])
  t.match(await read(file), { status: 'DONE', created: 1 })
})

t.test('no file is so odd that it is tried for ever', async t => {
  const name = `${'x'.repeat(199)}\u{1f600}.vcf`
  const zip = await read(makeZip([{ name, content: card(['FN:In a long name']) }, { name: 'a\u0000b.vcf', content: card(['FN:In a cut name']) }]))
  t.match(zip, { status: 'DONE', created: 2, failed: 0 })
  t.match(await rowsOf(zip.id), [{ file: `${'x'.repeat(199)}\ufffd` }, { file: 'a b.vcf' }])
  const deep = (depth: number) => `{"type":"tag","name":"Deep","x":${'['.repeat(depth)}${']'.repeat(depth)}}`
  const odd = await read(['{"type":"goodturn","version":1}', deep(900_000), `{"type":"${'x'.repeat(49)}\\ud83d\\ude00"}`, '{"type":"\\u0000"}', '{"type":"end","records":3}', ''].join('\n'))
  t.match(odd, { status: 'DONE', read: 3, created: 1, skipped: 2, failed: 0 })
})

t.test('a file with more records than anybody has ends there, and what came before stays', async t => {
  const number = rowNumbering('DE')
  const pieces = (format: string) => (async function * () { yield { rows: Array.from({ length: 5 }, (_, line) => ({ line, skipped: 'Nothing.' })), format, file: null } })()
  const all = async (format: string) => {
    const found: number[] = []
    for await (const { rows } of readBatches(pieces(format), rowNumbering('DE'), 1, () => 0, { own: 4, other: 3 })) found.push(...rows.map(({ row }) => row))
    return found
  }
  await t.rejects(all('csv'), { message: /more than 3 records/ })
  await t.rejects(all('goodturn-json'), { message: /more than 4 records/ })
  const batches = readBatches(pieces('csv'), number, 1, () => 0, { own: 4, other: 3 })
  t.match((await batches.next()).value, { rows: [{ row: 2 }, { row: 3 }] })
  await t.rejects(batches.next())
})

t.test('an archive of several chunks is read from wherever its files are', async t => {
  const zip = makeZip([{ name: 'a.vcf', content: manyCards('zipped') }, { name: 'b.vcf', content: card(['FN:Last of the zipped']) }])
  t.ok(zip.length > CHUNK_BYTES)
  t.match(await read(zip), { status: 'DONE', created: 1101, failed: 0, position: zip.length })
})
