import * as fc from 'fast-check'
import t from 'tap'
import { readContact } from '../../../src/domain/contacts/contact.ts'
import { vcard } from '../../../src/formats/vcard/vcard.ts'
import { cutAt, readRows } from './support/read.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
const ADA = { contact: { name: 'Ada' } }

t.test('one bad card does not lose the file', async t => {
  t.strictSame(await readRows(vcard, `junk\r\n${card('FN:Ada')}BEGIN:VCARD\r\nFN:Cut\r\n${card('FN:Ada', 'no property', ':x', ';:', '\x01\x02', 'TEL;"a:b', 'EMAIL;TYPE="', 'X-;=;,:', 'N')}BEGIN:VCARD\r\nFN:The end`), [
    { line: 2, ...ADA },
    { line: 6, fault: 'The card has no END:VCARD before the next one begins.' },
    { line: 8, contact: { name: 'Ada', notes: 'Phone ("a): b' } },
    { line: 20, fault: 'The card has no END:VCARD; the file ends before it.' }
  ])
  t.strictSame(await readRows(vcard, 'Dear Ada,\r\n'), [{ line: 1, fault: 'There is no vCard in the file; one begins with BEGIN:VCARD.' }])
})

t.test('line ends and encodings of all times are read', async t => {
  const text = card('FN:Jürgen “Jay” Müller', 'NOTE:Straße')
  const expected = [{ line: 1, contact: { name: 'Jürgen “Jay” Müller', notes: 'Straße' } }]
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  const western = Buffer.from(text.replace('“', '\x93').replace('”', '\x94'), 'latin1')
  for (const file of [text, `\ufeff${text}`, text.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\r'), utf16, Buffer.from(utf16).swap16(), western]) {
    t.strictSame(await readRows(vcard, typeof file === 'string' ? Buffer.from(file) : file), expected)
  }
})

t.test('a fold in the middle of a character takes nothing from it, and NUL goes', async t => {
  const bytes = Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J\u00fcr\u0000gen\r\nEND:VCARD\r\n')
  const at = bytes.indexOf('ü') + 1
  t.strictSame(await readRows(vcard, Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)])), [{ line: 1, contact: { name: 'Jürgen' } }])
})

t.test('what is too large is told by its line, and nobody waits for it', async t => {
  const line = `X-HUGE:${'x'.repeat(1000)}\r\n`
  const piece = Buffer.from(line.repeat(500))
  const before = Buffer.from('BEGIN:VCARD\r\nFN:Huge\r\n')
  const after = Buffer.from(`END:VCARD\r\n${card('FN:Ada')}`)
  const fault = 'The card is longer than 262144 bytes, also without its pictures.'
  t.strictSame(await readRows(vcard, [before, ...Array(20).fill(piece), after]), [{ line: 1, fault }, { line: 10_004, ...ADA }])
  const endless = Buffer.alloc(1_000_000, 'x')
  t.strictSame(await readRows(vcard, [before, ...Array(30).fill(endless), Buffer.from('\r\n'), after]), [{ line: 1, fault }, { line: 5, ...ADA }])
  const photo = Buffer.from(`PHOTO;ENCODING=b:${'AAAA'.repeat(100_000)}\r\n ${'AAAA'.repeat(100_000)}\r\n`)
  t.strictSame(await readRows(vcard, [Buffer.from('BEGIN:VCARD\r\nFN:Ada\r\n'), photo, after]), [{ line: 1, ...ADA }, { line: 6, ...ADA }], 'a picture is none of it')
})

t.test('a hundred thousand properties, parameters, groups and agents are read in a moment', async t => {
  const begun = performance.now()
  const many = (text: string, count = 10_000) => text.repeat(count)
  const rows = await readRows(vcard, [
    card('FN:Ada', many('A:\r\n', 60_000)), card('FN:Ada', `TEL;${many('TYPE=a;')}:+442079460958`), card('FN:Ada', `NOTE;${many('"', 100_001)}:x`), card('FN:Ada', `N:${many('\\,;', 50_000)}`),
    card('FN:Ada', `NOTE;${many('QUOTED-PRINTABLE')}`), card('FN:Ada', `NOTE;ENCODING=QUOTED-PRINTABLE:${many('=\r\n=', 50_000)}`), card('FN:Ada', `CATEGORIES:${many('a,', 100_000)}`),
    card('FN:Ada', many('EMAIL:ada@example.org\r\n')), card('FN:Ada', many('item1.X-ABLabel:a\r\n')), card('FN:Ada', ...Array.from({ length: 5_000 }, (_, index) => `EMAIL:ada${index}@example.org`)),
    card('FN:Ada', `URL:a@${many('a.', 100_000)}/`), card('FN:Ada', `X-SOCIALPROFILE;TYPE=${many('-', 100_000)}:x`), card('FN:Ada', many('AGENT:\r\nBEGIN:VCARD\r\n'), many('END:VCARD\r\n')), card('FN:Ada', ...['constructor', '__proto__'].flatMap(name => [`X-SOCIALPROFILE;TYPE=${name}:x`, `TEL;${name}:1`, `${name}.X-ABLabel:x`, `GENDER:${name}`]))
  ].map(text => Buffer.from(text)))
  t.equal(rows.length, 14)
  for (const row of rows) if ('contact' in row) readContact(row.contact, { isNew: true, defaultCountry: 'US' })
  t.ok(rows.every(row => 'contact' in row && row.contact.name === 'Ada' && (row.contact.identities?.length ?? 0) <= 50 && (row.contact.notes?.length ?? 0) <= 20_000))
  t.ok(performance.now() - begun < 10_000)
})

t.test('what is too long for its field is cut, and told whole in the notes', async t => {
  const long = '😀'.repeat(150)
  const [row] = await readRows(vcard, card(`FN:x${long}`, `ORG:${long}`, `TITLE:${long}`, `CATEGORIES:a,${long}`, `NOTE:${'n'.repeat(30_000)}`, `UID:${long.repeat(2)}`))
  t.strictSame(row, { line: 1, contact: { name: `x${'😀'.repeat(99)}`, organization: '😀'.repeat(100), title: '😀'.repeat(100), notes: 'n'.repeat(20_000), tags: ['a'] } })
  const [short] = await readRows(vcard, card(`FN:x${long}`, `CATEGORIES:a,${long}`))
  t.strictSame(short && 'contact' in short && short.contact.notes, `Tag: ${long}\nName: x${long}`)
})

t.test('the rows are the same wherever the bytes are cut', async () => {
  const file = Buffer.from(`\ufeff${card('FN:Jürgen', 'NOTE;ENCODING=QUOTED-PRINTABLE:a=', 'b', 'PHOTO:AA', ' BB')}\rBEGIN:VCARD\rFN:Cut\n\r\n${card('FN:田中', 'EMAIL:t@ex', ' ample.org')}END:VCARD`)
  const files = [file, Buffer.from(file.toString('utf8'), 'utf16le'), Buffer.from(file.toString('utf8').slice(1), 'latin1')]
  const whole = await Promise.all(files.map(async bytes => JSON.stringify(await readRows(vcard, [bytes]))))
  await fc.assert(fc.asyncProperty(fc.nat({ max: 2 }), fc.array(fc.nat({ max: 2_000 }), { maxLength: 40 }), async (index, places) =>
    JSON.stringify(await readRows(vcard, cutAt(files[index] as Buffer, places))) === whole[index]), { numRuns: 300 })
})

t.test('no bytes stop the reader, nor the card behind them, and what is read can be kept', async () => {
  const garbage = fc.stringMatching(/^[a-zN:;,."=\\ \r\n\t\u00e9-]{0,120}$/)
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(garbage, fc.constantFrom('TEL', 'EMAIL', 'N', 'URL', 'ADR', 'IMPP', 'ORG', 'BDAY', 'X-ABDATE', 'RELATED', 'GENDER')), { maxLength: 12 }), async pieces => {
    const rows = await readRows(vcard, Buffer.from(`BEGIN:VCARD\r\n${pieces.join('')}\r\nEND:VCARD\r\n${card('FN:Ada')}`, 'latin1'))
    for (const row of rows) if ('contact' in row) readContact(row.contact, { isNew: true, defaultCountry: 'US' })
    const last = rows.at(-1)
    return last !== undefined && 'contact' in last && last.contact.name === 'Ada'
  }), { numRuns: 500 })
})
