import * as fc from 'fast-check'
import ICAL from 'ical.js'
import t from 'tap'
import { vcard } from '../../../src/formats/vcard/vcard.ts'
import { writeVcard } from '../../../src/formats/vcard/write-vcard.ts'
import { contacts, plain } from './support/contacts.ts'
import { readPeople } from './support/read.ts'

t.test('a contact is a card of version 4.0, folded at 75 bytes', async t => {
  t.equal(writeVcard({
    name: 'Ada Lovelace; “Countess”',
    organization: 'Engines, Ltd.',
    title: 'Countess',
    notes: 'Met at Babbage\'s.\r\nSpeaks of engines that weave algebra as the loom weaves flowers — 😀😀',
    tags: ['Friends', 'London, 1843'],
    identities: [
      { kind: 'EMAIL', value: 'ada@example.org', label: 'Work', isPrimary: true }, { kind: 'PHONE', value: '+442079460958', label: 'Mobile' },
      { kind: 'WEBSITE', value: 'https://ada.example/a,b;c' }, { kind: 'GITHUB', value: 'https://github.com/ada' }, { kind: 'SLACK', value: 'U024BE7LH' },
      { kind: 'WEBSITE', value: 'https://github.com/lady', isPrimary: true }
    ],
    externalId: 'contact_1'
  }), [
    'BEGIN:VCARD', 'VERSION:4.0', 'FN:Ada Lovelace; “Countess”', 'N:;Ada Lovelace\\; “Countess”;;;', 'UID;VALUE=text:contact_1', 'ORG:Engines\\, Ltd.', 'TITLE:Countess',
    'EMAIL;TYPE=work;PREF=1:ada@example.org', 'item2.TEL:+442079460958', 'item2.X-ABLabel:Mobile', 'URL:https://ada.example/a,b;c',
    'SOCIALPROFILE;SERVICE-TYPE=GitHub:https://github.com/ada', 'SOCIALPROFILE;SERVICE-TYPE=Slack;VALUE=text:U024BE7LH', 'SOCIALPROFILE;SERVICE-TYPE=Website;PREF=1:https://github.com/lady',
    'CATEGORIES:Friends,London\\, 1843', 'NOTE:Met at Babbage\'s.\\nSpeaks of engines that weave algebra as the loom we', ' aves flowers — 😀😀', 'END:VCARD', ''
  ].join('\r\n'))
  t.equal(writeVcard({ name: 'Ada' }), 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nN:;Ada;;;\r\nEND:VCARD\r\n')
})

t.test('what is written is read as the same', async () => {
  await fc.assert(fc.asyncProperty(fc.array(contacts, { minLength: 1, maxLength: 4 }), async people => {
    const read = await readPeople(vcard, people.map(writeVcard).join(''))
    return JSON.stringify(read.map(plain)) === JSON.stringify(people.map(plain))
  }), { numRuns: 300 })
})

t.test('no line is longer than 75 bytes, and half a character is none', async () => {
  fc.assert(fc.property(contacts, fc.string({ unit: 'binary', maxLength: 200 }), (contact, notes) => {
    const bytes = Buffer.from(writeVcard({ ...contact, notes: `${notes}\ud83d` }))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.endsWith('END:VCARD\r\n') && text.split('\r\n').every(line => Buffer.byteLength(line) <= 75)
  }), { numRuns: 300 })
})

t.test('another reader finds the same name, organization, tags, addresses and notes', async t => {
  // It takes the comma behind a backslash for one that is escaped, also where the backslash is.
  const read = contacts.map(contact => ({ ...contact, tags: contact.tags?.map(tag => tag.replaceAll('\\', '/')) }))
  fc.assert(fc.property(read, contact => {
    const card = new ICAL.Component(ICAL.parse(writeVcard(contact)) as unknown[])
    const all = (name: string) => card.getAllProperties(name).flatMap(property => property.getValues()).map(String)
    const told = [all('fn'), all('org'), all('title'), all('categories'), all('note'), all('email'), all('uid')]
    const { name, organization, title, tags, notes, identities, externalId } = contact
    const emails = (identities ?? []).filter(({ kind }) => kind === 'EMAIL').map(({ value }) => value)
    t.strictSame(told, [[name], [organization], [title], tags, [notes], emails, [externalId]].map(list => (list ?? []).filter(value => value !== undefined)))
    return true
  }), { numRuns: 100 })
})
