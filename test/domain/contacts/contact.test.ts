import fc from 'fast-check'
import t from 'tap'
import { identityKey, MOST_IDENTITIES, MOST_TAGS, readContact, readIdentity, searchText, withPrimaries, type ContactInput, type Identity } from '../../../src/domain/contacts/contact.ts'
import { IDENTITY_KINDS } from '../../../src/domain/contacts/identity.ts'
import { Refusal } from '../../../src/domain/refusal.ts'

const NEW = { isNew: true, defaultCountry: 'DE' }
const KNOWN = { isNew: false, defaultCountry: 'DE' }

t.test('what is said of a contact is kept cleaned, and what is not said is left out', async t => {
  t.strictSame(readContact({ name: ' Ada ', organization: ' ', title: null, notes: ' Poetry\nand science ', cadenceDays: 30 }, NEW), {
    name: 'Ada', organization: null, title: null, notes: 'Poetry\nand science', targetDays: 30
  })
  t.strictSame(readContact({}, KNOWN), {})
  t.strictSame(readContact({ tags: null, identities: null, cadenceDays: null, notes: null }, KNOWN), { tags: [], identities: [], targetDays: null, notes: null })
})

t.test('a contact has a name, from the first day on', async t => {
  for (const input of [{}, { name: null }, { name: ' ' }]) t.strictSame(faults(input, NEW), [['name', 'is empty; a contact needs a name.']], JSON.stringify(input))
  for (const input of [{ name: null }, { name: '' }]) t.strictSame(faults(input, KNOWN), [['name', 'is empty; a contact needs a name.']])
})

t.test('all that is wrong is told at once, each with its place', async t => {
  const input: ContactInput = {
    name: 'a'.repeat(201),
    organization: 'a'.repeat(201),
    title: 'a\u0000',
    notes: 'a'.repeat(20_001),
    tags: ['', 'a'.repeat(51)],
    identities: [{ kind: 'EMAIL', value: 'ada' }, { kind: 'X', value: '@ada', label: 'a'.repeat(51) }],
    cadenceDays: 0
  }
  t.strictSame(faults(input, NEW).map(([path]) => path), ['name', 'organization', 'title', 'notes', 'tags.0', 'tags.1', 'identities.0.value', 'identities.1.label', 'cadenceDays'])
})

t.test('limits are met exactly', async t => {
  t.strictSame(faults({ name: 'a'.repeat(200), notes: 'a'.repeat(20_000), tags: ['a'.repeat(50)], cadenceDays: 3_650 }, NEW), [])
  t.strictSame(faults({ cadenceDays: 3_651 }, KNOWN), [['cadenceDays', 'is 3651; it can be from 1 to 3650 days.']])
  const tags = Array.from({ length: MOST_TAGS + 1 }, (_, index) => `tag ${index}`)
  t.equal(readContact({ tags: tags.slice(1) }, KNOWN).tags?.length, MOST_TAGS)
  t.strictSame(faults({ tags }, KNOWN), [['tags', 'are 51; a contact can have 50.']])
  const identities = Array.from({ length: MOST_IDENTITIES + 1 }, (_, index) => ({ kind: 'OTHER' as const, value: `${index}` }))
  t.equal(readContact({ identities: identities.slice(1) }, KNOWN).identities?.length, MOST_IDENTITIES)
  t.strictSame(faults({ identities }, KNOWN), [['identities', 'are 51; a contact can have 50.']])
})

t.test('a tag is one whatever its case and accents, spelled as first, in alphabetical order', async t => {
  t.strictSame(readContact({ tags: ['zoo', 'Poésie', 'poesie', ' POESIE ', 'Ärzte', 'math'] }, KNOWN).tags, ['Ärzte', 'math', 'Poésie', 'zoo'])
})

t.test('an identity keeps what was typed, and two spellings of one are one', async t => {
  t.strictSame(readContact({
    identities: [{ kind: 'EMAIL', value: ' Ada@Engines.EXAMPLE ', label: ' work ' }, { kind: 'EMAIL', value: 'ada@engines.example' }, { kind: 'PHONE', value: '030 901820' }, { kind: 'WHATSAPP', value: '030 901820' }]
  }, KNOWN).identities, [
    { kind: 'EMAIL', value: 'Ada@Engines.EXAMPLE', normalized: 'ada@engines.example', label: 'work', isPrimary: true },
    { kind: 'PHONE', value: '030 901820', normalized: '+4930901820', label: null, isPrimary: true },
    { kind: 'WHATSAPP', value: '030 901820', normalized: '+4930901820', label: null, isPrimary: true }
  ])
})

t.test('of each kind there is one primary: the first that says so, else the first', async t => {
  const identity = fc.record({ kind: fc.constantFrom(...IDENTITY_KINDS.slice(0, 3)), value: fc.constant(''), normalized: fc.string({ maxLength: 3 }), label: fc.constant(null), isPrimary: fc.boolean() }, { noNullPrototype: true })
  fc.assert(fc.property(fc.array(identity, { maxLength: 12 }), identities => {
    const marked = withPrimaries(identities)
    t.strictSame(marked.map(each => ({ ...each, isPrimary: false })), identities.map(each => ({ ...each, isPrimary: false })))
    for (const kind of new Set(identities.map(each => each.kind))) {
      const of = (list: readonly Identity[]) => list.filter(each => each.kind === kind)
      const expected = Math.max(0, of(identities).findIndex(each => each.isPrimary))
      t.strictSame(of(marked).map(each => each.isPrimary), of(marked).map((_, index) => index === expected))
    }
  }), { numRuns: 200 })
})

t.test('what was read reads the same again', async t => {
  const contact = readContact({ name: 'Ada', tags: ['b', 'A'], identities: [{ kind: 'EMAIL', value: 'A@b.example', isPrimary: false }, { kind: 'EMAIL', value: 'c@b.example', isPrimary: true }] }, NEW)
  t.strictSame(readContact(contact, NEW), contact)
})

t.test('kinds keep identities apart that are spelled alike', async t => {
  t.ok(identityKey({ kind: 'X', normalized: 'ada' }) !== identityKey({ kind: 'GITHUB', normalized: 'ada' }))
})

t.test('a search reads name, what is beside it, and notes apart', async t => {
  const contact = { name: 'René', organization: 'Université', title: null, notes: 'Cogito', tags: ['Tag'] }
  t.strictSame(searchText(contact, [
    { kind: 'EMAIL', value: 'R@Leyde.example', normalized: 'r@leyde.example', label: null, isPrimary: true },
    { kind: 'PHONE', value: '030 901820', normalized: '+4930901820', label: null, isPrimary: true }
  ]), { name: 'rene', rest: 'universite tag r@leyde.example 030 901820 +4930901820', notes: 'cogito' })
})

t.test('a bug in reading an identity is not taken for a fault of the input', async t => {
  const input = { kind: 'EMAIL', value: undefined as unknown as string } as const
  t.throws(() => readIdentity(input, 'DE', 'identities.0', []), TypeError)
})

function faults (input: ContactInput, about: typeof NEW): (readonly [string, string])[] {
  try {
    readContact(input, about)
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.fields.map(({ path, message }) => [path, message] as const)
  }
}
