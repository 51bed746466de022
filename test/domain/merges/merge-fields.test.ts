import t from 'tap'
import { mergeFields, type Mergeable } from '../../../src/domain/merges/merge-fields.ts'
import type { Identity } from '../../../src/domain/contacts/contact.ts'

const email = (normalized: string, isPrimary = true): Identity => ({ kind: 'EMAIL', value: normalized, normalized, label: null, isPrimary })
const word = (score: number) => ({ score, reason: 'Wrote the first program.', at: 0 })

function someone (id: string, fields: Partial<Mergeable> = {}): Mergeable {
  return { id, name: 'Ada', organization: null, title: null, notes: null, tags: [], identities: [], targetDays: null, paused: false, override: null, ...fields }
}

t.test('what the survivor lacks comes from the others, the first of them first', async t => {
  const merged = mergeFields([someone('a'), someone('b', { title: 'Countess', targetDays: 30 }), someone('c', { organization: 'Engines', title: 'Countess', targetDays: 30, override: word(90) })], {})
  t.match(merged, { name: 'Ada', organization: 'Engines', title: 'Countess', targetDays: 30, paused: false, notes: null, overrideOf: 'c' })
})

t.test('different notes are joined, and what no field has room for is written below them', async t => {
  const { notes, ...merged } = mergeFields([
    someone('a', { name: 'Ada Lovelace', organization: 'Engines', notes: 'Met in Berlin.\nLikes looms.', targetDays: 9, override: word(90) }),
    someone('b', { name: 'Ada King', organization: 'Navy', title: 'Countess', notes: 'Likes looms.', targetDays: 30, override: word(10) }),
    someone('c', { name: 'Ada King', organization: 'Engines', title: 'Poet', notes: 'Poet at heart.', targetDays: 30 })
  ], {})
  t.match(merged, { name: 'Ada Lovelace', organization: 'Engines', title: 'Countess', targetDays: 9, overrideOf: 'a' })
  t.equal(notes, `Met in Berlin.
Likes looms.

Poet at heart.

Name: Ada King
Organization: Navy
Cadence: every 30 days
Substance: 10, Wrote the first program.
Title: Poet`)
})

t.test('a line that the notes have already is not written again', async t => {
  const { notes } = mergeFields([someone('a', { notes: 'Name: Ada King' }), someone('b', { name: 'Ada King' })], {})
  t.equal(notes, 'Name: Ada King')
})

t.test('a choice says whose field is taken, and what was the survivor\'s is written down', async t => {
  const contacts = [
    someone('a', { name: 'A. L.', organization: 'Engines', title: 'Poet', notes: 'Hers.', targetDays: 9, override: word(90) }),
    someone('b', { name: 'Ada Lovelace', notes: 'His.', targetDays: 30, paused: true, override: word(10) })
  ]
  const merged = mergeFields(contacts, { name: 'b', organization: 'b', title: null, notes: 'b', cadence: 'b', substanceOverride: 'b' })
  t.match(merged, { name: 'Ada Lovelace', organization: null, title: 'Poet', targetDays: 30, paused: true, overrideOf: 'b' })
  t.equal(merged.notes, 'His.\n\nName: A. L.\nOrganization: Engines\nCadence: every 9 days\nSubstance: 90, Wrote the first program.')
  t.equal(mergeFields(contacts, { substanceOverride: 'a' }).overrideOf, 'a')
})

t.test('a cadence that rests is one, and goes with its days', async t => {
  t.match(mergeFields([someone('a', { paused: true }), someone('b', { targetDays: 9 })], {}), { targetDays: null, paused: true, notes: 'Cadence: every 9 days' })
  t.match(mergeFields([someone('a'), someone('b', { paused: true })], {}), { targetDays: null, paused: true })
  t.match(mergeFields([someone('a', { targetDays: 9 }), someone('b', { paused: true })], {}), { targetDays: 9, paused: false })
})

t.test('tags and identities are united, and each kind has one primary: the survivor\'s where it has one', async t => {
  const { tags, identities } = mergeFields([
    someone('a', { tags: ['Poets'], identities: [email('ada@a.example')] }),
    someone('b', { tags: ['looms', 'poets'], identities: [email('ada@b.example'), { ...email('+49'), kind: 'PHONE' }] })
  ], {})
  t.strictSame(tags, ['looms', 'Poets'])
  t.strictSame(identities.map(({ normalized, isPrimary }) => [normalized, isPrimary]), [['ada@a.example', true], ['ada@b.example', false], ['+49', true]])
})

t.test('more than a contact can have is refused, and said', async t => {
  const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => `${from + index}`)
  const refused = (one: Partial<Mergeable>, other: Partial<Mergeable>, message: RegExp) => t.throws(() => mergeFields([someone('a', one), someone('b', other)], {}), { code: 'CONFLICT', message })
  refused({ tags: many(0, 26) }, { tags: many(26, 25) }, /51 tags; a contact can have 50/)
  refused({ identities: many(0, 26).map(text => email(text)) }, { identities: many(26, 25).map(text => email(text)) }, /51 identities; a contact can have 50/)
  refused({ notes: 'x'.repeat(20_000) }, { notes: 'y' }, /notes of 20003 characters; a contact can have 20000/)
  t.equal(mergeFields([someone('a', { tags: many(0, 26) }), someone('b', { tags: many(2, 48) })], {}).tags.length, 50)
})
