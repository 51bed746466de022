import t from 'tap'
import type { ImportedContact } from '../../../src/domain/imports/import-row.ts'
import { readPerson, type ReadPerson } from '../../../src/domain/imports/read-person.ts'
import { rowKey } from '../../../src/domain/imports/row-key.ts'

function read (contact: ImportedContact): ReadPerson {
  const person = readPerson(contact, 'DE')
  if (!person) throw new Error('Nobody.')
  return person
}

const ada = read({ name: 'Ada Lovelace', organization: 'Engines', identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }] })

t.test('a record is known by what its file calls it', t => {
  t.strictSame(rowKey(' urn:uuid:4fbe8971 ', ada), { base: 'id urn:uuid:4fbe8971', content: 'ada lovelace' })
  t.end()
})

t.test('a short id is a number that begins anew in every file: the name goes with it', t => {
  const [one, other] = ['Alan Turing', 'Grace Hopper'].map(name => rowKey('1', read({ name }))?.base)
  t.not(one, other)
  t.equal(one, rowKey('1', read({ name: 'ALAN  Turing', title: 'Runner' }))?.base)
  t.equal(rowKey('1', ada), null)
  t.end()
})

t.test('who has an address of their own needs no key; else it is the name, the house and the numbers', t => {
  t.equal(rowKey(undefined, ada), null)
  const john = (more: Partial<ImportedContact>) => rowKey(undefined, read({ name: 'John Smith', ...more }))
  t.equal(john({ organization: 'Acme', notes: 'The elder.' })?.base, john({ organization: 'ACME', notes: 'The younger.' })?.base)
  t.not(john({ organization: 'Acme', notes: 'The elder.' })?.content, john({ organization: 'Acme', notes: 'The younger.' })?.content)
  t.not(john({ organization: 'Acme' })?.base, john({ organization: 'Globex' })?.base)
  t.not(john({ identities: [{ kind: 'PHONE', value: '030 1234567' }] })?.base, john({})?.base)
  t.end()
})
