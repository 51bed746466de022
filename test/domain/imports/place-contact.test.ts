import fc from 'fast-check'
import t from 'tap'
import { identityKey, MOST_IDENTITIES, MOST_TAGS, type IdentityInput } from '../../../src/domain/contacts/contact.ts'
import type { ImportedContact } from '../../../src/domain/imports/import-row.ts'
import { placeContact, type PlacedFields } from '../../../src/domain/imports/place-contact.ts'
import { readPerson, type ReadPerson } from '../../../src/domain/imports/read-person.ts'

const NOBODY = { isHeld: () => false, overwrite: false }

function person (contact: Partial<ImportedContact>): ReadPerson {
  const read = readPerson({ name: 'Ada Lovelace', ...contact }, 'DE')
  if (!read) throw new Error('Nobody.')
  return read
}

function mail (value: string): IdentityInput {
  return { kind: 'EMAIL', value }
}

const ada = placeContact(null, person({ organization: 'Engines', notes: 'Met in Turin.', tags: ['Friends'], identities: [mail('ada@engines.example')] }), NOBODY).fields

t.test('who is nobody yet becomes what the file says', t => {
  t.match(ada, { name: 'Ada Lovelace', organization: 'Engines', title: null, notes: 'Met in Turin.', tags: ['Friends'], identities: [{ normalized: 'ada@engines.example', isPrimary: true }] })
  t.end()
})

t.test('what is empty is filled, what is there stays, and what stays is said', t => {
  const { fields, isNews, reason } = placeContact(ada, person({ organization: 'Royal Society', title: 'Countess', notes: 'Likes tea.', tags: ['FRIENDS', 'Authors'], identities: [mail('ada@home.example'), { kind: 'PHONE', value: '030 1234567' }] }), NOBODY)
  t.match(fields, { organization: 'Engines', title: 'Countess', notes: 'Met in Turin.\nLikes tea.', tags: ['Authors', 'Friends'] })
  t.strictSame(fields.identities.map(({ normalized, isPrimary }) => [normalized, isPrimary]), [['ada@engines.example', true], ['ada@home.example', false], ['+49301234567', true]])
  t.ok(isNews)
  t.equal(reason, 'The file has the organization “Royal Society”; “Engines” stays.')
  t.end()
})

t.test('where the file is to be believed, its name, house and title take the place of what is there; notes are only added to', t => {
  const { fields, reason } = placeContact(ada, person({ name: 'Countess Ada', organization: 'Royal Society', notes: 'Likes tea.' }), { ...NOBODY, overwrite: true })
  t.match(fields, { name: 'Countess Ada', organization: 'Royal Society', notes: 'Met in Turin.\nLikes tea.' })
  t.equal(reason, null)
  t.equal(placeContact(ada, person({}), { ...NOBODY, overwrite: true }).fields.organization, 'Engines', 'what the file does not say stays')
  t.end()
})

t.test('another name is kept beside the one that is there; one that says no more is not', t => {
  t.equal(placeContact(ada, person({ name: 'Ada King' }), NOBODY).fields.notes, 'Met in Turin.\nAlso called: Ada King')
  t.not(placeContact(ada, person({ name: 'LOVELACE, Ada' }), NOBODY).isNews, true)
  t.not(placeContact(ada, person({ name: '', identities: [mail('ada@engines.example')] }), NOBODY).isNews, true)
  t.end()
})

t.test('a name takes the place of an address that stood for one', t => {
  const stranger = placeContact(null, person({ name: '', identities: [mail('Ada@Engines.example')] }), NOBODY).fields
  t.equal(stranger.name, 'Ada@Engines.example')
  t.equal(placeContact(stranger, person({ identities: [mail('ada@engines.example')] }), NOBODY).fields.name, 'Ada Lovelace')
  const two = placeContact(stranger, person({ name: '', identities: [mail('ada@home.example'), mail('ada@engines.example')] }), NOBODY).fields
  t.equal(two.name, 'Ada@Engines.example', 'another address is no better')
  t.end()
})

t.test('an address that stands for a name is no other name', t => {
  const { isNews, fields } = placeContact(ada, person({ name: 'ADA@engines.example', identities: [mail('ada@engines.example')] }), { ...NOBODY, overwrite: true })
  t.strictSame([isNews, fields.name, fields.notes], [false, 'Ada Lovelace', 'Met in Turin.'])
  t.end()
})

t.test('a number that stands for a name gives way to the name that comes with it, at once', t => {
  const unknown: PlacedFields = { ...ada, name: '030 1234567', identities: [] }
  const { fields } = placeContact(unknown, person({ name: 'Ada Lovelace', identities: [{ kind: 'PHONE', value: '030 1234567' }] }), NOBODY)
  t.strictSame([fields.name, fields.notes], ['Ada Lovelace', 'Met in Turin.'])
  t.end()
})

t.test('what somebody else is known by stays theirs, and is kept in the notes', t => {
  const isHeld = (key: string) => key === 'PHONE +49301234567'
  const { fields, reason } = placeContact(null, person({ identities: [{ kind: 'PHONE', value: '030 1234567', label: 'Home' }] }), { ...NOBODY, isHeld })
  t.match(fields, { identities: [], notes: 'Phone (Home): 030 1234567' })
  t.equal(reason, 'Another contact has “030 1234567”; it is kept in the notes.')
  t.end()
})

t.test('no contact gets more than it can have: the rest is in its notes, or said to be left out', t => {
  const full: PlacedFields = { ...ada, tags: Array.from({ length: MOST_TAGS }, (_, n) => `tag ${n}`), identities: person({ identities: Array.from({ length: MOST_IDENTITIES }, (_, n) => mail(`${n}@engines.example`)) }).identities }
  const { fields, reason } = placeContact(full, person({ tags: ['Late'], identities: [mail('late@engines.example')], organization: 'x'.repeat(150), notes: 'y'.repeat(19_990) }), NOBODY)
  t.strictSame([fields.tags.length, fields.identities.length], [MOST_TAGS, MOST_IDENTITIES])
  t.match(reason, /“x{100}…”; “Engines” stays\. What it adds to the notes is more than the 20000 characters/)
  t.match(placeContact(full, person({ tags: ['Late'], identities: [mail('late@engines.example')] }), NOBODY).fields.notes, 'Met in Turin.\nE-mail: late@engines.example\nTag: Late')
  t.end()
})

const text = fc.constantFrom('Ada', 'Ada King', 'Ada Lovelace', 'Engines', 'Royal Society', 'Fax: 1', 'Fax: 1\nMet.', '', 'x'.repeat(250), 'y'.repeat(12_000))
const contact: fc.Arbitrary<ImportedContact> = fc.record({
  name: text,
  organization: fc.option(text),
  title: fc.option(text),
  notes: fc.option(text),
  tags: fc.array(fc.constantFrom('Friends', 'friends', 'Authors', 'z'.repeat(60)), { maxLength: 3 }),
  identities: fc.array(fc.record({ kind: fc.constantFrom('EMAIL', 'PHONE', 'WEBSITE'), value: fc.constantFrom('ada@engines.example', 'a@b.example', '030 1234567', 'engines.example', 'call me'), label: fc.constantFrom(null, 'Home') }), { maxLength: 4 })
})
const people = contact.map(each => readPerson(each, 'DE')).filter(each => each !== null)
const held = fc.subarray(['EMAIL a@b.example', 'PHONE +49301234567', 'WEBSITE engines.example'])

t.test('saying the same again changes nothing, and nothing that was there goes away', t => {
  fc.assert(fc.property(people, people, held, fc.boolean(), (first, second, taken, overwrite) => {
    const options = { isHeld: (key: string) => taken.includes(key), overwrite }
    const before = placeContact(null, first, options).fields
    const { fields } = placeContact(before, second, options)
    if (placeContact(fields, second, options).isNews) return false
    const keys = fields.identities.map(identityKey)
    return before.identities.every(identity => keys.includes(identityKey(identity))) && before.tags.every(tag => fields.tags.includes(tag)) && (fields.notes ?? '').startsWith(before.notes ?? '')
  }))
  t.end()
})

t.test('whatever somebody can be reached by is an identity, or stands in the notes', t => {
  fc.assert(fc.property(contact, held, (each, taken) => {
    const read = readPerson(each, 'DE')
    if (!read || (read.notes ?? '').length > 10_000) return true
    const { fields } = placeContact(null, read, { isHeld: key => taken.includes(key), overwrite: false })
    const kept = `${fields.notes ?? ''}\n${fields.identities.map(({ value, normalized }) => `${value} ${normalized}`).join('\n')}`
    return (each.identities ?? []).every(({ kind, value }) => kept.includes(value) || fields.identities.some(identity => identity.kind === kind))
  }))
  t.end()
})
