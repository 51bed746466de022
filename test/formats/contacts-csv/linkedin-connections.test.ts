import t from 'tap'
import { linkedinConnections } from '../../../src/formats/contacts-csv/linkedin-connections.ts'
import { readRows } from '../vcard/support/read.ts'

const HEADER = 'First Name,Last Name,URL,Email Address,Company,Position,Connected On'
const NOTES = 'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. You can learn more here https://www.linkedin.com/help/linkedin/answer/261"\n\n'

t.test('connections are known by their profiles; members who hide are passed over', async t => {
  t.strictSame(await readRows(linkedinConnections, `${NOTES}${HEADER}\nAda,Lovelace,https://www.linkedin.com/in/Ada-L%C3%B6velace,,"Engines, Ltd.",Countess,08 Feb 2026\n,,,,,,07 Jun 2026\n` +
    'LinkedIn,Member,,,,,01 Jan 2020\n,,https://www.linkedin.com/in/grace,grace@example.org,,,11 Dec 2019\n'), [
    {
      line: 5,
      contact: {
        name: 'Ada Lovelace',
        organization: 'Engines, Ltd.',
        title: 'Countess',
        notes: 'Connected on LinkedIn on 8 Feb 2026',
        identities: [{ kind: 'LINKEDIN', value: 'https://www.linkedin.com/in/Ada-L%C3%B6velace' }],
        externalId: '/in/ada-lövelace'
      }
    },
    { line: 6, skipped: 'LinkedIn hides who this member is.' },
    { line: 7, skipped: 'LinkedIn hides who this member is.' },
    {
      line: 8,
      contact: {
        name: 'grace',
        notes: 'Connected on LinkedIn on 11 Dec 2019',
        identities: [{ kind: 'LINKEDIN', value: 'https://www.linkedin.com/in/grace' }, { kind: 'EMAIL', value: 'grace@example.org' }],
        externalId: '/in/grace'
      }
    }
  ])
})

t.test('older exports have no preamble and no profiles, and are read as well', async t => {
  t.strictSame(await readRows(linkedinConnections, 'First Name,Last Name,Email Address,Company,Position,Connected On,Tags\r\nAda,,ada@example.org,,,8/2/19,Friend\r\n'), [
    { line: 2, contact: { name: 'Ada', notes: 'Connected on LinkedIn on 8/2/19\nTags: Friend', identities: [{ kind: 'EMAIL', value: 'ada@example.org' }] } }
  ])
})

t.test('the file is recognized by its header, whatever stands before it', async t => {
  t.equal(linkedinConnections.recognizes(Buffer.from(`\ufeff${NOTES}${HEADER}`), ''), true)
  t.equal(linkedinConnections.recognizes(Buffer.from(NOTES), 'Connections.csv'), false)
  t.equal(linkedinConnections.recognizes(Buffer.from(`${'\n'.repeat(60)}${HEADER}`), 'Connections.csv'), false)
})
