import t from 'tap'
import { changesBetween } from '../../src/domain/changes.ts'

t.test('a change of a record is told field by field, and what stays is not', async t => {
  t.strictSame(changesBetween({ name: 'Ada', tags: ['a'], notes: null }, { name: 'Ada', tags: ['a', 'b'], notes: 'x' }), {
    tags: { before: ['a'], after: ['a', 'b'] }, notes: { before: null, after: 'x' }
  })
  t.strictSame(changesBetween({ name: 'Ada' }, { name: 'Ada' }), {})
})

t.test('a new record has no before, and one that is gone no after', async t => {
  t.strictSame(changesBetween(undefined, { id: '1', name: 'Ada', notes: null }, ['id']), { name: { after: 'Ada' }, notes: { after: null } })
  t.strictSame(changesBetween({ id: '1', name: 'Ada', notes: null }, undefined, ['id']), { name: { before: 'Ada' }, notes: { before: null } })
})

t.test('a field that one side does not have is null there', async t => {
  t.strictSame(changesBetween({ a: 1 }, { b: 2 }), { a: { before: 1, after: null }, b: { before: null, after: 2 } })
  t.strictSame(changesBetween({ a: undefined }, { a: null }), { a: { before: null, after: null } })
})
