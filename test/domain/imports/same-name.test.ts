import t from 'tap'
import { isSaidBy, maySharePerson } from '../../../src/domain/imports/same-name.ts'

t.test('names that may be one person\'s', t => {
  for (const [one, other] of [['Ada Lovelace', 'ADA LOVELACE'], ['Robert Smith', 'Bob Smith'], ['Lovelace, Ada', 'Ada Lovelace'], ['Ada', 'Ada Lovelace'], ['+49 30 1234567', 'Ada Lovelace'], ['José García', 'Jose Garcia']] as const) {
    t.ok(maySharePerson(one, other), `${one}, ${other}`)
  }
  t.end()
})

t.test('names that are two people\'s', t => {
  for (const [one, other] of [['Ada Lovelace', 'Charles Babbage'], ['John Smith Sr.', 'John Smith Jr.'], ['Mr. John Smith', 'Mrs. John Smith'], ['John A. Smith', 'John B. Smith']] as const) {
    t.not(maySharePerson(one, other), true, `${one}, ${other}`)
  }
  t.end()
})

t.test('a name is said by another one that has all of its words', t => {
  t.ok(isSaidBy('Ada King Lovelace, PhD', 'LOVELACE, Ada'))
  t.not(isSaidBy('Bob Smith', 'Robert Smith'), true)
  t.end()
})
