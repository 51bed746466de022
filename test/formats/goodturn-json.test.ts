import t from 'tap'
import { goodturnJson } from '../../src/formats/goodturn-json/goodturn-json.ts'
import type { ImportRow } from '../../src/domain/imports/import-row.ts'

const OPTIONS = { me: [], timeZone: 'UTC', defaultCountry: 'DE', now: 0 }
const FIRST = '{"type":"goodturn","version":1}'
const TAG = '{"type":"tag","name":"Größe","targetDays":null}'

async function read (text: string, size = text.length): Promise<ImportRow[]> {
  const [bytes, reader] = [Buffer.from(text), goodturnJson.open(OPTIONS)]
  const rows: ImportRow[] = []
  for (let at = 0; at < bytes.length; at += size) rows.push(...await reader.push(bytes.subarray(at, at + size)))
  return [...rows, ...await reader.end()]
}

/** The rows of a file with these lines between its first and its last. */
const between = (lines: readonly string[], size?: number) => read([FIRST, ...lines, `{"type":"end","records":${lines.length}}`, ''].join('\n'), size)

t.test('a record is a row, however the file is cut', async t => {
  const rows = [{ line: 2, record: JSON.parse(TAG) }, { line: 3, record: { type: 'contact', id: 7 } }]
  for (const size of [1, 2, 7, 1000]) t.strictSame(await between([TAG, '{"type":"contact","id":7}'], size), rows)
})

t.test('it is recognized by its first line, whatever it is called', t => {
  const recognizes = (text: string) => goodturnJson.recognizes(Buffer.from(text), 'a.csv')
  t.strictSame([`${FIRST}\n${TAG}`, `\ufeff\n${FIRST}`, TAG, '[]', '{"type":7}', '', 'Name,Email'].map(recognizes), [true, true, false, false, false, false, false])
  t.end()
})

t.test('a bad line stops no other', async t => {
  t.match(await between([TAG, '{"type":', '7', '[]', '{"name":"tag"}', '{"type":"spell"}', TAG]), [
    { line: 2, record: {} }, ...[3, 4, 5, 6].map(line => ({ line, fault: /no JSON object/ })), { line: 7, skipped: /of a “spell”/ }, { line: 8, record: {} }
  ])
})

t.test('what is made to break it is a fault like others', async t => {
  const read = async (text: string) => { const reader = goodturnJson.open(OPTIONS); return [...await reader.push(Buffer.from(text)), ...await reader.end()] }
  t.match(await read('{"type":"goodturn","version":{"toString":1}}\n'), [{ fault: /of version unknown; version 1 is read/ }])
  t.match(await read('{"type":"goodturn","version":1}\n{"type":"end","records":{"toString":1}}\n'), [{ fault: /says that it has unknown records/ }])
  t.match(await between(['{"type":"__proto__"}', '{"type":"constructor"}', '{"type":"toString"}']), [2, 3, 4].map(line => ({ line, skipped: /Nothing is known here/ })))
})

t.test('a line that is too long is a fault, and is never held whole', async t => {
  t.match(await between([`{"type":"tag","name":"${'x'.repeat(2 * 1024 * 1024)}"}`, TAG], 65_536), [{ line: 2, fault: /longer than 2 MB/ }, { line: 3, record: { type: 'tag' } }])
})

t.test('a file that was cut off says so', async t => {
  t.match(await read(`${FIRST}\n${TAG}\n`), [{ line: 2 }, { line: 3, fault: /was cut off/ }])
  t.match(await read(`${FIRST}\n${TAG.slice(0, 20)}`), [{ line: 2, fault: /no JSON/ }, { line: 3, fault: /was cut off/ }])
  t.match(await read(''), [{ line: 1, fault: 'The file is empty.' }])
})

t.test('a file that has lost a record says so', async t => {
  t.match(await read(`${FIRST}\n${TAG}\n{"type":"end","records":2}\n`), [{ line: 2 }, { line: 3, fault: /says that it has 2 records, and has 1/ }])
})

t.test('nothing is read behind the end', async t => {
  t.match(await read(`${FIRST}\n{"type":"end","records":0}\n\n${TAG}\n${TAG}\n`), [{ line: 4, fault: /goes on behind/ }])
})

t.test('a file of a later version is one fault, and so is another kind of file', async t => {
  t.match(await read(`{"type":"goodturn","version":2}\n${TAG}\n`), [{ line: 1, fault: /of version 2; version 1 is read here/ }])
  t.match(await read(`${TAG}\n${TAG}\n`), [{ line: 1, fault: /does not begin/ }])
})
