import * as fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import type { ImportedContact } from '../../../src/domain/imports/import-row.ts'
import { asText, asWritten } from '../../../src/formats/contacts-csv/formula.ts'
import { csv } from '../../../src/formats/contacts-csv/plain-csv.ts'
import { CSV_HEADER, writeCsvContact } from '../../../src/formats/contacts-csv/write-csv.ts'
import { contacts, plain } from '../vcard/support/contacts.ts'
import { readPeople } from '../vcard/support/read.ts'

const KINDS = ['EMAIL', 'PHONE', 'WHATSAPP', 'WEBSITE', 'LINKEDIN', 'GITHUB', 'X', 'MASTODON', 'BLUESKY', 'TELEGRAM', 'SLACK', 'OTHER']

/** The contact as a table can have it: addresses by their kinds, without labels. */
function tabled ({ identities = [], ...contact }: ImportedContact): ImportedContact {
  return { ...contact, identities: KINDS.flatMap(kind => (identities ?? []).filter(identity => identity.kind === kind)).map(({ kind, value }) => ({ kind, value })) }
}

t.test('a contact is a line below the header', async t => {
  t.equal(CSV_HEADER, '\ufeffName,Organization,Title,Email,Phone,WhatsApp,Website,LinkedIn,GitHub,X,Mastodon,Bluesky,Telegram,Slack,Other address,Tags,Notes,External id\r\n')
  t.equal(writeCsvContact({
    name: 'Ada "Countess" Lovelace',
    title: '=1+1',
    notes: 'Met at\r\nBabbage\'s; often',
    tags: ['Friends', 'London'],
    externalId: '-7',
    identities: [{ kind: 'EMAIL', value: 'ada@example.org', label: 'Work' }, { kind: 'PHONE', value: '+442079460958' }, { kind: 'EMAIL', value: 'lady@example.org', isPrimary: true }, { kind: 'X', value: '@ada' }]
  }), '"Ada ""Countess"" Lovelace",,\'=1+1,lady@example.org ::: ada@example.org,\'+442079460958,,,,,\'@ada,,,,,,"Friends, London","Met at\nBabbage\'s; often",\'-7\r\n')
  t.equal(writeCsvContact({ name: 'Ada', tags: ['London, 1843'] }), `Ada${','.repeat(15)}"London, 1843 ::: ",,\r\n`)
})

t.test('what is written is read as the same, but for labels', async () => {
  await fc.assert(fc.asyncProperty(fc.array(contacts, { minLength: 1, maxLength: 4 }), async people => {
    const read = await readPeople(csv, CSV_HEADER + people.map(writeCsvContact).join(''))
    return JSON.stringify(read.map(plain)) === JSON.stringify(people.map(contact => plain(tabled(contact))))
  }), { numRuns: 300 })
})

t.test('no cell begins as a formula does, and another reader finds as many', async () => {
  fc.assert(fc.property(contacts, fc.stringMatching(/^[=+\-@\t\r']{1,3}[a-z,"\n]{0,5}$/), (contact, text) => {
    const written = CSV_HEADER + writeCsvContact({ ...contact, name: text, title: text, notes: text, tags: [text], externalId: text })
    const [header = [], line = [], ...more] = parse(written, { bom: true, relaxColumnCount: true })
    return more.length === 0 && line.length === header.length && line.every(cell => !/^[=+\-@\t\r]/.test(cell))
  }), { numRuns: 500 })
})

t.test('the mark before a formula is undone, and nothing else', async () => {
  fc.assert(fc.property(fc.stringMatching(/^'{0,3}[=+\-@\t\r\n＝＠a']{0,3}$/), text => asWritten(asText(text)) === text))
})

t.test('notes of thousands of lines come back', async t => {
  const notes = 'line\n'.repeat(4_000).trim()
  t.strictSame(await readPeople(csv, CSV_HEADER + writeCsvContact({ name: 'Ada', notes }) + writeCsvContact({ name: 'Grace' })), [{ name: 'Ada', notes }, { name: 'Grace' }])
})
