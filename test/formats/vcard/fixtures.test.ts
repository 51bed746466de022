import t from 'tap'
import { existsSync, readFileSync } from 'node:fs'
import type { ImportedContact } from '../../../src/domain/imports/import-row.ts'
import { vcard } from '../../../src/formats/vcard/vcard.ts'
import { readPeople } from './support/read.ts'

const FIXTURES = new URL('../../../../shared/fixtures/vcard/', import.meta.url)
const skip = existsSync(FIXTURES) ? false : 'the real cards are not here'
const read = (file: string): Promise<ImportedContact[]> => readPeople(vcard, readFileSync(new URL(file, FIXTURES)))
const values = (contact: ImportedContact | undefined, ...kinds: string[]) => contact?.identities?.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value)
const WARRANTY = /^THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND .* POSSIBILITY OF SUCH DAMAGE\./

t.test('a BlackBerry has one card, and its picture is nobody\'s address', { skip }, async t => {
  t.strictSame(await read('John_Doe_BLACK_BERRY.vcf'), [
    { name: 'John Doe', organization: 'Acme Solutions', identities: [{ kind: 'PHONE', value: '+96123456789', label: 'Mobile' }] }
  ])
})

t.test('Evolution has one card, with parameters of its own', { skip }, async t => {
  const [john, ...more] = await read('John_Doe_EVOLUTION.vcf')
  t.equal(more.length, 0)
  t.match(john, { name: 'Mr. John Richter, James Doe Sr.', organization: 'IBM', title: 'Money Counter', tags: ['VIP'], externalId: '477343c8e6bf375a9bac1f96a5000837', notes: WARRANTY })
  t.strictSame(john?.identities, [
    { kind: 'OTHER', value: 'aim:johnny5@aol.com', label: 'Home' },
    { kind: 'WEBSITE', value: 'http://www.ibm.com' },
    { kind: 'PHONE', value: '905-666-1234', label: 'Mobile' },
    { kind: 'PHONE', value: '905-555-1234', label: 'Work' },
    { kind: 'EMAIL', value: 'john.doe@ibm.com', label: 'Work' }
  ])
  t.equal(john?.notes?.split('\n\n')[1], [
    'Spouse: Maria', 'Department: Accounting, Dungeon', 'Manager: Big Blue', 'Assistant: Little Red',
    'Address (Home): ASB-123, 15 Crescent moon drive, Albaney, New York, 12345, United States of America', 'Birthday: 22 Mar 1980', 'Anniversary: 22 Mar 1980', 'Nickname: Johny'
  ].join('\n'))
})

t.test('Gmail has one card here, with labels of its own and escapes where none belong', { skip }, async t => {
  const [john, ...more] = await read('John_Doe_GMAIL.vcf')
  t.equal(more.length, 0)
  t.match(john, { name: 'Mr. John Richter, James Doe Sr.', organization: 'IBM', title: 'Money Counter', notes: WARRANTY })
  t.strictSame(values(john, 'EMAIL', 'PHONE', 'WEBSITE'), ['john.doe@ibm.com', '905-555-1234', '905-666-1234', 'http://www.ibm.com'])
  t.match(john?.notes, /Favotire Color: Blue\n\n[^]*\nBirthday: 22 Mar 1980\nAnniversary: 1 Mar 1975\nSpouse: Jenny$/)
})

t.test('Gmail has one card there, and three in a list', { skip }, async t => {
  const [greg, ...more] = await read('gmail-single.vcf')
  t.equal(more.length, 0)
  t.match(greg, { name: 'Greg Dartmouth', organization: 'TheCompany', title: 'TheJobTitle' })
  t.strictSame(greg?.identities?.map(({ kind, value, label }) => `${kind} ${value} ${label}`), [
    'EMAIL gdartmouth@hotmail.com undefined', 'OTHER icq:123456789 ICQ', 'PHONE 555 555 1111 Mobile', 'PHONE 555 555 2222 GRAND_CENTRAL', 'WEBSITE http://TheProfile.com PROFILE'
  ])
  t.match(greg?.notes, /Address \(CustomAdrType\): 321 Custom St, Custom City, TX, 98765, USA\nBirthday: 10 Sep 1960\nAnniversary: 2 Jun 1970\nSpouse: MySpouse\nCustomRelationship: MyCustom\nNickname: Gman$/)
  t.strictSame((await read('gmail-list.vcf')).map(contact => [contact.name, ...values(contact, 'EMAIL') ?? []]), [
    ['Arnold Smith', 'asmithk@gmail.com'], ['Chris Beatle', 'chrisy55d@yahoo.com'], ['Doug White', 'dwhite@gmail.com']
  ])
})

t.test('Outlook 2003 has one card of version 2.1; its numbers are words, and stay in the notes', { skip }, async t => {
  t.strictSame(await read('outlook-2003.vcf'), [{
    name: 'John Doe III',
    organization: 'Company, The',
    title: 'The Job Title',
    notes: 'This is the note field!!\nSecond line\n\nThird line is empty\n\nDepartment: TheDepartment\nPhone (Work): BusinessPhone\nPhone (Home): HomePhone\nPhone (Mobile): MobilePhone\n' +
      'Fax (Work): BusinessFaxPhone\nAddress (Work): TheOffice, 123 Main St, Austin, TX, 12345, United States of America\nBirthday: 21 Mar 1980\nNickname: Joey\nName: Mr. John Doe III\nRole: TheProfession',
    identities: [{ kind: 'WEBSITE', value: 'http://web-page-address.com', label: 'Work' }, { kind: 'EMAIL', value: 'jdoe@hotmail.com', isPrimary: true }]
  }])
})

t.test('FullContact has one card of version 4.0, with five addresses, seven numbers, four pages and seven chats', { skip }, async t => {
  const [person, ...more] = await read('fullcontact.vcf')
  t.equal(more.length, 0)
  t.match(person, { name: 'Prefix FirstName MiddleName LastName Suffix', organization: 'Organization1', title: 'Title1', tags: ['Tag'] })
  t.strictSame(['EMAIL', 'PHONE', 'WEBSITE', 'OTHER'].map(kind => values(person, kind)?.length), [5, 7, 4, 7])
  t.strictSame(values(person, 'OTHER'), ['xmpp:gtalk', 'skype:skype', 'ymsgr:yahoo', 'aim:aim', 'xmpp:jabber', 'other:other', 'customtype:custom'])
  t.match(person?.notes, /^Notes line 1\nNotes line 2\n\nFax \(Home\): 555-555-1116\nFax \(Work\): 555-555-1117\nDepartment: Department1\nOrganization: Organization2, Department2\nTitle: Title2\nBirthday: 1 Aug 2016\n/)
  t.match(person?.notes, /\nMother: Mother\nFather: Father\n[^]*\nAnniversary: 2016-08-02\n/)
})

t.test('the examples of the standards have two cards and one', { skip }, async t => {
  const [frank, tim, ...more] = await read('rfc2426-example.vcf')
  t.equal(more.length, 0)
  t.match(frank, { name: 'Frank Dawson', organization: 'Lotus Development Corporation', notes: /^Address \(Work\): 6544 Battleford Drive, Raleigh, NC, 27613-3502, U\.S\.A\.\nFax/ })
  t.strictSame(frank?.identities?.filter(({ isPrimary }) => isPrimary), [{ kind: 'EMAIL', value: 'Frank_Dawson@Lotus.com', isPrimary: true }])
  t.match(tim, { name: 'Tim Howes', organization: 'Netscape Communications Corp.' })
  t.strictSame(await read('rfc6350-example.vcf'), [{
    name: 'Simon Perreault',
    organization: 'Viagenie',
    notes: 'Birthday: 3 Feb\nAnniversary: 8 Aug 2009\nGender: male\nLanguage: fr\nLanguage: en\nAddress (Work): Suite D2-630, 2875 Laurier, Quebec, QC, G1V 2M2, Canada\nTime zone: -0500\nName: Simon Perreault ing. jr M.Sc.',
    identities: [
      { kind: 'PHONE', value: '+1-418-656-9254 ext. 102', label: 'Work', isPrimary: true },
      { kind: 'PHONE', value: '+1-418-262-6501', label: 'Work Mobile' },
      { kind: 'EMAIL', value: 'simon.perreault@viagenie.ca', label: 'Work' },
      { kind: 'WEBSITE', value: 'http://nomis80.org', label: 'Home' }
    ]
  }])
})
