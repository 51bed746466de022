import t from 'tap'
import { googleCsv } from '../../../src/formats/contacts-csv/google-csv.ts'
import { readPeople, readRows } from '../vcard/support/read.ts'

const NEW = 'First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,' +
  'Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,' +
  'Address 1 - Street,Website 1 - Label,Website 1 - Value,Relation 1 - Label,Relation 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value'
const OLD = 'Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,' +
  'Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,' +
  'IM 1 - Type,IM 1 - Service,IM 1 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,' +
  'Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,Organization 1 - Symbol,Organization 1 - Location,' +
  'Organization 1 - Job Description,Organization 2 - Name,Organization 2 - Title'

/** A line with these cells, each behind its heading. */
function lineOf (header: string, said: readonly string[]): string {
  const headings = header.split(',')
  const cells = new Map(said.map(each => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]))
  for (const heading of cells.keys()) if (!headings.includes(heading)) throw new Error(heading)
  return headings.map(heading => `"${(cells.get(heading) ?? '').replaceAll('"', '""')}"`).join(',')
}

t.test('the export of today is read: labels, several values in a cell, and what has no field', async t => {
  t.strictSame(await readPeople(googleCsv, `${NEW}\r\n${lineOf(NEW, [
    'First Name=Ada', 'Middle Name=King', 'Last Name=Lovelace', 'Name Prefix=Lady', 'Phonetic First Name=Ayda', 'Nickname=Countess', 'File As=Lovelace, Ada',
    'Organization Name=Engines', 'Organization Title=Countess', 'Organization Department=Programs', 'Birthday=1815-12-10', 'Notes=Met at\nBabbage\'s.', 'Photo=https://photo.example/1',
    'Labels=* myContacts ::: Friends ::: * starred', 'E-mail 1 - Label=* Work', 'E-mail 1 - Value=ada@example.org ::: lady@example.org', 'E-mail 2 - Label=', 'E-mail 2 - Value=nobody',
    'Phone 1 - Label=Home Fax', 'Phone 1 - Value=+44 20 7946 0958', 'Address 1 - Label=Home', 'Address 1 - Formatted=12 Square\nLondon', 'Address 1 - Street=12 Square',
    'Website 1 - Label=Profile', 'Website 1 - Value=https://www.linkedin.com/in/ada', 'Relation 1 - Label=Spouse', 'Relation 1 - Value=William',
    'Event 1 - Label=Anniversary', 'Event 1 - Value=--07-08', 'Custom Field 1 - Label=Engine', 'Custom Field 1 - Value=Analytical'
  ])}\r\n`), [{
    name: 'Lady Ada King Lovelace',
    organization: 'Engines',
    title: 'Countess',
    notes: 'Met at\nBabbage\'s.\n\nE-mail: nobody\nFax (Home Fax): +44 20 7946 0958\nAddress (Home): 12 Square, London\nSpouse: William\nAnniversary: 8 Jul\nEngine: Analytical\n' +
      'Department: Programs\nPhonetic First Name: Ayda\nNickname: Countess\nBirthday: 10 Dec 1815',
    tags: ['Friends', 'starred'],
    identities: [
      { kind: 'EMAIL', value: 'ada@example.org', label: 'Work', isPrimary: true }, { kind: 'EMAIL', value: 'lady@example.org', label: 'Work' },
      { kind: 'LINKEDIN', value: 'https://www.linkedin.com/in/ada', label: 'Profile' }
    ]
  }])
})

t.test('the export before 2024 is read, with organizations and chats of its own', async t => {
  t.strictSame(await readPeople(googleCsv, `${OLD}\n${lineOf(OLD, [
    'Name=Ada Lovelace', 'Given Name=Ada', 'Family Name=Lovelace', 'Sensitivity=Normal', 'Occupation=Mathematician', 'Group Membership=London ::: * My Contacts', 'E-mail 1 - Type=* ',
    'E-mail 1 - Value=ada@example.org', 'IM 1 - Type=Home', 'IM 1 - Service=Skype', 'IM 1 - Value=ada.l', 'Phone 1 - Type=Mobile', 'Phone 1 - Value=+44 20 7946 0958',
    'Address 1 - Street=12 Square', 'Address 1 - City=London', 'Address 1 - Postal Code=SW1', 'Organization 1 - Name=Engines', 'Organization 1 - Title=Countess',
    'Organization 1 - Department=Programs', 'Organization 1 - Location=Attic', 'Organization 1 - Job Description=Writes notes', 'Organization 2 - Name=Academy', 'Organization 2 - Title=Member'
  ])}`), [{
    name: 'Ada Lovelace',
    organization: 'Engines',
    title: 'Countess',
    notes: 'Address: 12 Square, London, SW1\nDepartment: Programs\nJob description: Writes notes\nOffice: Attic\nOrganization: Academy, Member\nOccupation: Mathematician',
    tags: ['London'],
    identities: [
      { kind: 'EMAIL', value: 'ada@example.org', isPrimary: true }, { kind: 'OTHER', value: 'skype:ada.l', label: 'Home' }, { kind: 'PHONE', value: '+44 20 7946 0958', label: 'Mobile' }
    ]
  }])
})

t.test('a contact without a name is called by what else is known of it', async t => {
  const nameOf = async (...said: string[]) => (await readPeople(googleCsv, `${NEW}\n${lineOf(NEW, said)}`))[0]?.name
  t.equal(await nameOf('File As=Lovelace, Ada', 'Nickname=Countess'), 'Lovelace, Ada')
  t.equal(await nameOf('Nickname=Countess', 'Organization Name=Engines'), 'Countess')
  t.equal(await nameOf('E-mail 1 - Value=ada@example.org'), 'ada@example.org')
  t.strictSame(await readRows(googleCsv, `${NEW}\n${lineOf(NEW, ['Labels=Friends'])}\n${','.repeat(20)}\n`), [
    { line: 2, skipped: 'It has no name, and no address to name it by.' }, { line: 3, skipped: 'It is empty.' }
  ])
})

t.test('both headers are recognized, and no other', async t => {
  for (const header of [NEW, OLD, OLD.replace('Language,Photo,', '')]) t.equal(googleCsv.recognizes(Buffer.from(`${header}\n`), ''), true)
  for (const header of ['First Name,Last Name,Labels', 'Name,Given Name', '']) t.equal(googleCsv.recognizes(Buffer.from(`${header}\n`), 'google.csv'), false)
  t.strictSame(await readRows(googleCsv, 'Name,Email\nAda,ada@example.org\n'), [
    { line: 1, fault: 'There is no line that names the columns of Google Contacts, such as “First Name”, “Labels” and “E-mail 1 - Value”.' }
  ])
})
