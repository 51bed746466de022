import * as fc from 'fast-check'
import t from 'tap'
import { readContact } from '../../../src/domain/contacts/contact.ts'
import { googleCsv } from '../../../src/formats/contacts-csv/google-csv.ts'
import { linkedinConnections } from '../../../src/formats/contacts-csv/linkedin-connections.ts'
import { outlookCsv } from '../../../src/formats/contacts-csv/outlook-csv.ts'
import { csv } from '../../../src/formats/contacts-csv/plain-csv.ts'
import { cutAt, readRows } from '../vcard/support/read.ts'

const FILES = [
  { format: googleCsv, text: 'First Name,Phonetic First Name,Labels,Notes,E-mail 1 - Value\nAda,,"a ::: b","x\r\n""y"" ü",ada@example.org\nJürgen,,,"z"z,\n,,,,\n' },
  { format: outlookCsv, text: 'First Name,Last Name,E-mail Address,Notes\r\nAda,Lovelace,ada@example.org,"x\r\n\r\ny"\r\n\r\nJürgen,,,ß\r\n' },
  { format: linkedinConnections, text: 'Notes:\n"see, ""here"""\n\nFirst Name,Last Name,URL,Connected On\rAda,,https://www.linkedin.com/in/ada,08 Feb 2026\r\n,,,08 Feb 2026' },
  { format: csv, text: 'sep=;\nName;E-Mail;Ort\n田中;t@example.org;"Tokyo;\nChiba"\n\'=x;;\nBob;b@example.org;"open' }
]

t.test('the rows are the same wherever the bytes are cut', async () => {
  const files = FILES.flatMap(({ format, text }) => [Buffer.from(text), Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')].map(bytes => ({ format, bytes })))
  const whole = await Promise.all(files.map(async ({ format, bytes }) => JSON.stringify(await readRows(format, [bytes]))))
  await fc.assert(fc.asyncProperty(fc.nat({ max: files.length - 1 }), fc.array(fc.nat({ max: 1_000 }), { maxLength: 40 }), async (index, places) => {
    const { format, bytes } = files[index] as typeof files[number]
    return JSON.stringify(await readRows(format, cutAt(bytes, places))) === whole[index] && (whole[index]?.match(/"contact"/g)?.length ?? 0) > 0
  }), { numRuns: 400 })
})

t.test('a file without a header is told once, however long it is', async t => {
  const fault = { line: 1, fault: 'There is no line that names the columns of Outlook, such as “First Name”, “Last Name” and “E-mail Address”.' }
  t.strictSame(await readRows(outlookCsv, ''), [fault])
  t.strictSame(await readRows(outlookCsv, 'a,b\n1,2\n'), [fault])
  t.strictSame(await readRows(outlookCsv, Array(20).fill(Buffer.from('a,b\n'.repeat(20)))), [fault])
  t.strictSame(await readRows(outlookCsv, Array(20).fill(Buffer.alloc(1_000_000, 'x'))), [fault])
})

t.test('a line without an end and quotes without an end cost their own lines', async t => {
  const endless = Buffer.alloc(1_000_000, 'x')
  t.strictSame(await readRows(csv, [Buffer.from('Name,Email\nAda,'), ...Array(20).fill(endless), Buffer.from('\nGrace,\n')]), [
    { line: 2, fault: 'It is longer than 65536 characters.' }, { line: 3, contact: { name: 'Grace' } }
  ])
  const rows = await readRows(csv, Buffer.from(`Name,Email\nAda,"open\n${'Grace,grace@example.org\n'.repeat(10_000)}`))
  t.equal(rows.length, 10_001)
  t.strictSame(rows.filter(row => !('contact' in row)), [{ line: 2, fault: 'It has a quoted cell that does not end before the next delimiter.' }])
})

t.test('a hundred thousand columns or lines are read in a moment', async t => {
  const begun = performance.now()
  await readRows(csv, `Name,Email,${'x,'.repeat(30_000)}\nAda,ada@example.org,${'y,'.repeat(30_000)}\n`)
  await readRows(csv, `Name,${Array.from({ length: 6_000 }, (_, index) => `email${index}`).join()}\nAda,${'ada@example.org,'.repeat(4_000)}\n`)
  await readRows(csv, `Name,Notes\n${'Ada,"\n'.repeat(20_000)}`)
  await readRows(csv, `Name,Tags,Email\nAda,${'a,'.repeat(30_000)}\nAda,"${'b;'.repeat(30_000)}","${'c@d.example,'.repeat(5_000)}"\n`)
  const wide = ' '.repeat(60_000)
  await readRows(googleCsv, `Given Name,Group Membership,Address 1 - Formatted\nAda,"x${wide}x",y\nAda,x,"y${wide}y"\n`)
  await readRows(outlookCsv, `First Name,Last Name,E-mail Address,Home Street,Web Page\nAda,,,"x${wide}x",\nAda,,,,"a@${'a.'.repeat(30_000)}/"\n`)
  t.equal((await readRows(csv, `Name,Email\n${Array.from({ length: 100_000 }, (_, index) => `Ada ${index},ada${index}@example.org\n`).join('')}`)).length, 100_000)
  t.ok(performance.now() - begun < 20_000)
})

t.test('no cells stop the reader, and what is read can be kept', async () => {
  const cell = fc.oneof(fc.stringMatching(/^[a-z@.:;,|"'=+\d\n \t\u00e9-]{0,40}$/), fc.constantFrom(' ::: ', 'https://x.com/a', 'x'.repeat(300), '😀'.repeat(120)))
  const headings = 'Name,First name,Company,Title,Email,Phone,WhatsApp,Website,LinkedIn,GitHub,X,Mastodon,Bluesky,Telegram,Slack,Other address,Tags,Notes,Id,Else'.split(',')
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat({ max: headings.length - 1 }), cell), { maxLength: 12 }), async cells => {
    const line = headings.map((_, column) => `"${(cells.find(([at]) => at === column)?.[1] ?? '').replaceAll('"', '""')}"`).join()
    const rows = await readRows(csv, `${headings.join()}\n${line}\nAda\n`)
    for (const row of rows) if ('contact' in row) readContact(row.contact, { isNew: true, defaultCountry: 'US' })
    return rows.length === 2
  }), { numRuns: 500 })
})
