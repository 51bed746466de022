import fc from 'fast-check'
import t from 'tap'
import { LONGEST } from '../../../src/domain/contacts/contact.ts'
import { joinNotes } from '../../../src/domain/imports/join-notes.ts'

t.test('what notes do not say yet comes after what they say', t => {
  t.strictSame(joinNotes(null, null), { notes: null, isCut: false })
  t.strictSame(joinNotes(null, ' Met in Turin. '), { notes: 'Met in Turin.', isCut: false })
  t.strictSame(joinNotes('Likes tea.', 'Met in Turin.'), { notes: 'Likes tea.\nMet in Turin.', isCut: false })
  t.strictSame(joinNotes('Likes tea.', null), { notes: 'Likes tea.', isCut: false })
  t.end()
})

t.test('a line that is there is not said again, whatever its spaces; the others are', t => {
  t.equal(joinNotes('Birthday: 10 December\nFax: 1', 'Fax:  1\n\nSpouse: William\nBirthday: 10 December').notes, 'Birthday: 10 December\nFax: 1\nSpouse: William')
  t.equal(joinNotes('One\n\nTwo', 'One\n\nTwo').notes, 'One\n\nTwo')
  t.end()
})

t.test('a text of which no line is there keeps its empty lines', t => {
  t.equal(joinNotes('Zero', 'One\n\nTwo').notes, 'Zero\nOne\n\nTwo')
  t.end()
})

t.test('notes that are full are cut, in whole characters', t => {
  const { notes, isCut } = joinNotes('a'.repeat(LONGEST.notes - 2), '😀😀')
  t.equal(notes?.length, LONGEST.notes)
  t.not(/\p{Cs}/u.test(notes ?? ''), true)
  t.ok(isCut)
  t.end()
})

t.test('joining the same notes again changes nothing, however long they are', t => {
  const line = fc.oneof(fc.constantFrom('', ' ', 'Met in Turin.', 'Fax: 1', '  Fax:  1 '), fc.string({ maxLength: 20 }), fc.integer({ min: 9_000, max: 21_000 }).map(length => `${'x '.repeat(length / 2)}`))
  const text = fc.option(fc.array(line, { maxLength: 5 }).map(lines => lines.join('\n')))
  fc.assert(fc.property(text, text, (present, more) => {
    const once = joinNotes(present, more).notes
    t.equal(joinNotes(once, more).notes, once)
  }))
  t.end()
})
