import t from 'tap'
import { invalid, Refusal } from '../../src/domain/refusal.ts'

t.test('a refusal of an input tells of the first fault in words, and of all by their places', async t => {
  const fields = [{ path: 'name', message: 'is empty.' }, { path: 'tags.3', message: 'is longer than 50 characters.' }]
  t.match(invalid(...fields), { name: 'Refusal', code: 'INVALID', message: 'name: is empty.', fields, extensions: {} })
  t.match(invalid(), { code: 'INVALID', message: 'The input is not valid.', fields: [] })
})

t.test('a refusal carries what a client needs to go on', async t => {
  t.match(new Refusal('CONFLICT', 'It has changed.', { extensions: { version: 3 } }), { code: 'CONFLICT', message: 'It has changed.', fields: [], extensions: { version: 3 } })
})
