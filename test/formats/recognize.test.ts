import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { ARCHIVE_FORMATS, formatNamed, IMPORT_FORMATS, recognize } from '../../src/formats/recognize.ts'
import { makeZip } from './support/make-zip.ts'

const FIXTURES = new URL('../../../shared/fixtures/', import.meta.url)

/** What a file is called that begins so: `vcard`, `vcard.gz`, or null. */
function named (file: string | Buffer, fileName = 'file', columns?: Record<string, string>): string | null {
  const found = recognize(Buffer.from(file), fileName, columns)
  return found && `${found.format === 'zip' ? 'zip' : found.format.name}${found.isGzipped ? '.gz' : ''}`
}

const SAMPLES: Readonly<Record<string, string>> = {
  'goodturn-json': '{"type":"goodturn","version":1}\n',
  vcard: 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD\r\n',
  icalendar: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n',
  'mastodon-outbox': '{"type":"OrderedCollection","orderedItems":[]}',
  mbox: 'From ada@example.org Sun Dec 25 21:33:37 2011\nFrom: ada@example.org\nSubject: Hi\n\nHi\n',
  'interactions-csv': 'from;to;occurred_at;channel\n',
  'linkedin-messages': 'CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n',
  'linkedin-invitations': 'From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n',
  'linkedin-connections': 'Notes:\n"When exporting…"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n',
  'google-csv': 'First Name,Middle Name,Last Name,Phonetic First Name,Labels,E-mail 1 - Label,E-mail 1 - Value\n',
  'outlook-csv': 'First Name,Middle Name,Last Name,Title,E-mail Address,Business Phone\n',
  'whatsapp-text': '28.02.26, 09:15 - Ada: Hello\n',
  eml: 'From: ada@example.org\nTo: grace@example.org\nSubject: Hi\n\nHi\n',
  csv: 'Name,Email\nAda,ada@example.org\n'
}

/** Hardly packed, however much of it is cut off. */
const MORE = Array.from({ length: 2000 }, (_, n) => Math.sin(n)).join('\n')

t.test('every format has a file that is taken for it and no other, zipped as well, with a byte order mark, and cut off', async t => {
  t.strictSame(Object.keys(SAMPLES).sort(), IMPORT_FORMATS.map(({ name }) => name).sort())
  for (const [name, sample] of Object.entries(SAMPLES)) {
    t.strictSame([named(sample), named(gzipSync(sample)), formatNamed(name)?.name], [name, `${name}.gz`, name])
    if (name !== 'mbox') t.equal(named(`\ufeff${sample}`), name, `${name} with a mark`)
    t.equal(named(gzipSync(sample + MORE).subarray(0, -20)), `${name}.gz`, `${name}, cut off`)
  }
  t.equal(formatNamed('zip'), null)
})

t.test('an archive is an archive, with files in it or without, but not inside a gzip', async t => {
  t.strictSame([makeZip([]), makeZip([{ name: 'a.vcf', content: SAMPLES['vcard'] as string }])].map(file => named(file)), ['zip', 'zip'])
  t.equal(named(gzipSync(makeZip([{ name: 'a', content: 'a' }]))), null)
  t.strictSame([ARCHIVE_FORMATS.some(({ name }) => name === 'csv'), ARCHIVE_FORMATS.length], [false, IMPORT_FORMATS.length - 1])
})

t.test('what nobody reads is nothing', async t => {
  const files = {
    empty: '',
    'blank lines': '\n\n  \n',
    'an empty gzip': gzipSync(''),
    'two bytes of a gzip': Buffer.from([0x1f, 0x8b]),
    'a broken gzip': Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(500, 7)]),
    'a picture': Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.from('\nName,Email\n'), Buffer.alloc(100, 200)]),
    'JSON that is no outbox': '{ "name": 1, "email": 2 }',
    'a list of JSON': '["name", "email"]\n',
    'another collection': '{"type":"OrderedCollection","totalItems":3}',
    'a web page': '<html>\nName, Email\n</html>',
    'a document': '%PDF-1.7\nName,Email\n',
    'a mail that only says From': 'From \n\nHello Ada, how are you?\n',
    'a letter': 'Dear Ada,\nthank you for your help.\n',
    'a number': '42'
  }
  for (const [what, file] of Object.entries(files)) t.equal(named(file, 'contacts.csv'), null, what)
})

t.test('a file is what it begins with, whatever else it holds and whatever it is called', async t => {
  t.equal(named('BEGIN:VCARD,Name,Email\nx,Ada,ada@example.org\n', 'cards.vcf'), 'csv')
  t.equal(named('From ada\nFrom: ada@example.org\nDate: Sun, 25 Dec 2011 21:33:37 +0000\n\nHi'), 'eml')
  t.equal(named(`${SAMPLES['eml']}\nBEGIN:VCARD\n`, 'x.vcf'), 'eml')
  t.equal(named(SAMPLES['vcard'] as string, 'photo.png'), 'vcard')
  t.equal(named(gzipSync(Buffer.concat([Buffer.from('Name,Email\n'), Buffer.alloc(50_000_000)]))), null, 'a bomb, of which little is looked at')
})

t.test('a CSV whose columns are told has all of them', async t => {
  const file = 'Wer;Wo;Seit\nAda;ada@example.org;1843\n'
  t.strictSame([named(file), named(file, 'x', { Wer: 'name', wo: 'email' }), named(file, 'x', { Wer: 'name', Wie: 'email' })], [null, 'csv', null])
  t.equal(named(SAMPLES['google-csv'] as string, 'x', { 'First Name': 'name' }), 'csv')
})

t.test('recorded files are recognized by their content', { skip: existsSync(FIXTURES) ? false : 'the recorded files are not here' }, async t => {
  const read: Record<string, string> = { vcard: 'vcard', ics: 'icalendar', mbox: 'mbox', eml: 'eml' }
  const others = ['vcard-samples-license.txt', 'test-not-an.mbox']
  for (const folder of readdirSync(FIXTURES, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    const directory = new URL(`${folder.name}/`, FIXTURES)
    for (const name of readdirSync(directory)) {
      t.equal(named(readFileSync(new URL(name, directory)), name), others.includes(name) ? null : read[folder.name] ?? null, `${folder.name}/${name}`)
    }
  }
})
