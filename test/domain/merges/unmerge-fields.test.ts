import t from 'tap'
import type { MergedFields } from '../../../src/domain/merges/merge-fields.ts'
import { mergeIds, unmergeFields, unmergeIds } from '../../../src/domain/merges/unmerge-fields.ts'

const before: MergedFields = { name: 'Ada', organization: null, title: 'Poet', notes: 'Met in Berlin.', targetDays: null, paused: false }
const after: MergedFields = { name: 'Ada', organization: 'Engines', title: 'Countess', notes: 'Met in Berlin.\n\nTitle: Poet', targetDays: 30, paused: true }

t.test('what nobody has changed since a merge is as it was before it', async t => {
  t.strictSame(unmergeFields(after, { before, after }), before)
})

t.test('what was changed since stays', async t => {
  const present = { name: 'Ada King', organization: 'Navy', title: null, notes: after.notes, targetDays: 9, paused: true }
  t.strictSame(unmergeFields(present, { before, after }), { ...present, notes: before.notes, paused: false })
})

t.test('of notes that were written on, what the merge had added goes', async t => {
  const notes = (present: string | null, was: string | null, made: string | null) => unmergeFields({ ...after, notes: present }, { before: { ...before, notes: was }, after: { ...after, notes: made } }).notes
  t.equal(notes('Met in Berlin.\n\nTitle: Poet\n\nCalls at noon.', 'Met in Berlin.', after.notes), 'Met in Berlin.\n\nCalls at noon.')
  t.equal(notes('Met in Berlin. Calls at noon.', 'Met in Berlin.', after.notes), 'Met in Berlin. Calls at noon.', 'it is gone already')
  t.equal(notes('Title: Poet\nCalls $& at noon.', null, 'Title: Poet'), 'Calls $& at noon.')
  t.equal(notes(' Title: Poet', null, 'Title: Poet'), null)
  t.equal(notes('\n\nTitle: Poet', 'Met in Berlin.', after.notes), null)
  t.equal(notes(null, 'Met in Berlin.', after.notes), null, 'somebody emptied them')
  t.equal(notes('Calls at noon.', null, null), 'Calls at noon.')
  t.equal(notes('His. Calls at noon.', 'Hers.', 'His.'), 'Hers.\n\nHis. Calls at noon.', 'what a choice had left out is not lost')
})

t.test('reports name the survivor for each of the others, once', async t => {
  t.strictSame(mergeIds(['b', 'x', 'a', 'c'], 'a', ['b', 'c']), ['a', 'x'])
  t.strictSame(mergeIds(['x'], 'a', ['b']), ['x'])
})

t.test('a report names whom it named before the merge, and whoever came since', async t => {
  t.strictSame(unmergeIds(['a', 'x'], ['b', 'x'], ['a', 'x'], 'a'), ['b', 'x'])
  t.strictSame(unmergeIds(['a', 'x'], ['a', 'b', 'x'], ['a', 'x'], 'a'), ['a', 'b', 'x'])
  t.strictSame(unmergeIds(['y', 'a'], ['b', 'x'], ['a', 'x'], 'a'), ['b', 'y'], 'x was let go of since, y came')
  t.strictSame(unmergeIds(['x'], ['b', 'x'], ['a', 'x'], 'a'), ['x'], 'the survivor was let go of, and with it whom it stood for')
})
