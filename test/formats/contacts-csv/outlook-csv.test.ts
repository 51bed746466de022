import t from 'tap'
import { outlookCsv } from '../../../src/formats/contacts-csv/outlook-csv.ts'
import { readPeople } from '../vcard/support/read.ts'

const HEADER = 'First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,E-mail 2 Address,E-mail 3 Address,Home Phone,Business Phone,Mobile Phone,Primary Phone,Business Fax,IMAddress,' +
  'Job Title,Department,Company,Business Street,Business City,Business Country/Region,Home Address,Home Street,Web Page,Personal Web Page,Spouse,Birthday,Anniversary,Notes,Categories,E-mail Type,Priority'

t.test('contacts of Outlook are read by the names of its columns, also in Windows-1252', async t => {
  const line = 'Jürgen,,Müller,Dr.,Jr.,Jay,jm@example.org,/o=ExchangeLabs/cn=jm,jm at home,,+49 30 901820,+49 151 23456789,+49 30 901821,+49 30 901829,jm@chat.example,' +
    'Engineer,Programs,Engines,"Straße 1\nRoom 2",Berlin,Germany,"Weg 2, Berlin",Weg 2,jm.example,https://github.com/jm,Ada,0/0/00,7/8/1835,"Note",Friends;Berlin,SMTP,Normal'
  t.strictSame(await readPeople(outlookCsv, Buffer.from(`${HEADER}\r\n${line}\r\n`, 'latin1')), [{
    name: 'Dr. Jürgen Müller Jr.',
    organization: 'Engines',
    title: 'Engineer',
    notes: 'Note\n\nNickname: Jay\nE-mail: jm at home\nBusiness Fax: +49 30 901829\nDepartment: Programs\nSpouse: Ada\nAnniversary: 7/8/1835\nAddress (Home): Weg 2, Berlin\n' +
      'Address (Work): Straße 1, Room 2, Berlin, Germany',
    tags: ['Friends', 'Berlin'],
    identities: [
      { kind: 'EMAIL', value: 'jm@example.org' }, { kind: 'PHONE', value: '+49 30 901820', label: 'Work' }, { kind: 'PHONE', value: '+49 151 23456789', label: 'Mobile' },
      { kind: 'PHONE', value: '+49 30 901821', isPrimary: true }, { kind: 'EMAIL', value: 'jm@chat.example' }, { kind: 'WEBSITE', value: 'jm.example' },
      { kind: 'GITHUB', value: 'https://github.com/jm', label: 'Personal' }
    ]
  }])
})

t.test('a title alone is no name, and a chat without an address is of its service', async t => {
  const header = 'First Name,Last Name,Title,E-mail Address,IMAddress,Company'
  t.strictSame(await readPeople(outlookCsv, `${header}\n,,Mr.,,sip:ada@engines.example,Engines\n`), [
    { name: 'Engines', organization: 'Engines', identities: [{ kind: 'OTHER', value: 'sip:ada@engines.example', label: 'IM' }] }
  ])
  t.equal(outlookCsv.recognizes(Buffer.from(header), ''), true)
  t.equal(outlookCsv.recognizes(Buffer.from('First Name,Last Name,URL,Email Address,Company,Position,Connected On'), ''), false)
})
