import fc from 'fast-check'
import t from 'tap'
import { readContact } from '../../../src/domain/contacts/contact.ts'
import { readPerson } from '../../../src/domain/imports/read-person.ts'

t.test('a person of a file is read as a contact', t => {
  t.match(readPerson({ name: ' Ada Lovelace ', organization: 'Engines', title: 'Countess', notes: 'Met.', tags: ['Friends', 'friends', ' '], identities: [{ kind: 'EMAIL', value: 'Ada@Engines.example', label: 'Work' }, { kind: 'EMAIL', value: 'ada@engines.example' }] }, 'DE'), {
    name: 'Ada Lovelace',
    isNamed: true,
    organization: 'Engines',
    title: 'Countess',
    notes: 'Met.',
    tags: ['Friends'],
    identities: [{ kind: 'EMAIL', value: 'Ada@Engines.example', normalized: 'ada@engines.example', label: 'Work', isPrimary: true }]
  })
  t.end()
})

t.test('what nobody can read, and what is too long or too much, goes to the notes with its name', t => {
  const long = 'x'.repeat(201)
  const read = readPerson({
    name: long,
    organization: long,
    title: long,
    tags: ['y'.repeat(51), ...Array.from({ length: 51 }, (_, n) => `tag ${n}`)],
    identities: [{ kind: 'PHONE', value: 'ask\u0000 Ada', label: 'Home' }, { kind: 'EMAIL', value: 'ada@engines.example', label: 'z'.repeat(51) }, { kind: 'EMAIL', value: ' ' }, ...Array.from({ length: 50 }, (_, n) => ({ kind: 'EMAIL' as const, value: `${n}@engines.example` }))]
  }, 'DE')
  t.strictSame([read?.name.length, read?.organization?.length, read?.title?.length, read?.tags.length, read?.identities.length], [200, 200, 200, 50, 50])
  t.equal(read?.notes, [
    `Name: ${long}`, `Organization: ${long}`, `Title: ${long}`, `Tag: ${'y'.repeat(51)}`, 'Tag: tag 50',
    'Phone (Home): ask Ada', `E-mail (${'z'.repeat(51)}): ada@engines.example`, 'E-mail: 49@engines.example'
  ].join('\n'))
  t.end()
})

t.test('who has no name is called by what they are known by, readable or not, or by their house', t => {
  t.match(readPerson({ name: '', organization: 'Navy', identities: [{ kind: 'EMAIL', value: 'grace@navy.example' }] }, 'DE'), { name: 'grace@navy.example', isNamed: false })
  t.match(readPerson({ name: ' ', identities: [{ kind: 'PHONE', value: 'call me' }] }, 'DE'), { name: 'call me', isNamed: false, identities: [], notes: 'Phone: call me' })
  t.match(readPerson({ name: '', organization: 'Navy' }, 'DE'), { name: 'Navy', isNamed: false })
  t.equal(readPerson({ name: '', notes: 'Somebody.' }, 'DE'), null)
  t.end()
})

t.test('whatever a file says, a contact can be what is read of it', t => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 })
  fc.assert(fc.property(text, fc.option(text), fc.array(text, { maxLength: 60 }), fc.array(fc.record({ kind: fc.constantFrom('EMAIL', 'PHONE', 'OTHER'), value: text, label: fc.option(text) }), { maxLength: 60 }), (name, organization, tags, identities) => {
    const read = readPerson({ name, organization, tags, identities }, 'DE')
    if (read) readContact({ name: read.name, organization: read.organization, title: read.title, tags: read.tags, identities: read.identities }, { isNew: true, defaultCountry: 'DE' })
    return true
  }))
  t.end()
})
