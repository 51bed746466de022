import t from 'tap'
import { mergeFeeds, mergePosts } from '../../../src/domain/merges/merge-feeds.ts'
import { mergeSuggestions } from '../../../src/domain/merges/merge-suggestions.ts'
import { readMerge } from '../../../src/domain/merges/merge.ts'
import type { KeptSuggestion } from '../../../src/domain/agenda/suggestion.ts'
import { suggestionId } from '../../../src/domain/agenda/keep-suggestions.ts'

const same = (id: string) => id

t.test('two to twenty contacts can be one', async t => {
  const others = (count: number) => Array.from({ length: count }, (_, index) => `other ${index}`)
  t.strictSame(readMerge({ survivorId: 'a', otherIds: ['b', 'c'] }, same), { ids: ['a', 'b', 'c'], choices: {} })
  t.equal(readMerge({ survivorId: 'a', otherIds: others(19) }, same).ids.length, 20)
  for (const count of [0, 20]) t.throws(() => readMerge({ survivorId: 'a', otherIds: others(count) }, same), { code: 'INVALID', fields: [{ path: 'otherIds' }] })
})

t.test('who is named twice is refused, and who is one with the survivor already', async t => {
  t.throws(() => readMerge({ survivorId: 'a', otherIds: ['a'] }, same), { code: 'INVALID', fields: [{ path: 'otherIds.0' }] })
  t.throws(() => readMerge({ survivorId: 'a', otherIds: ['b', 'c', 'b'] }, same), { code: 'INVALID', fields: [{ path: 'otherIds.2' }] })
  t.throws(() => readMerge({ survivorId: 'a', otherIds: ['old'] }, id => id === 'old' ? 'a' : id), { code: 'CONFLICT' })
})

t.test('a choice names one of them, by an old id too', async t => {
  const presentId = (id: string) => id === 'old' ? 'b' : id
  t.strictSame(readMerge({ survivorId: 'a', otherIds: ['b'], choices: { name: 'old', title: null } }, presentId), { ids: ['a', 'b'], choices: { name: 'b' } })
  t.throws(() => readMerge({ survivorId: 'a', otherIds: ['b'], choices: { name: 'a', notes: 'x' } }, same), { code: 'INVALID', fields: [{ path: 'choices.notes' }] })
})

t.test('a feed that several follow stays once: the survivor\'s where it has it', async t => {
  const feed = (id: string, contactId: string, url: string) => ({ id, contactId, url })
  t.strictSame(mergeFeeds('a', [feed('1', 'b', 'x'), feed('2', 'a', 'x'), feed('3', 'c', 'y'), feed('4', 'b', 'y')]), ['1', '4'])
  const many = Array.from({ length: 21 }, (_, index) => feed(`${index}`, index < 9 ? 'a' : 'b', `${index}`))
  t.throws(() => mergeFeeds('a', many), { code: 'CONFLICT', message: /21 feeds; a contact can have 20/ })
  t.strictSame(mergeFeeds('a', many.slice(1)), [])
})

t.test('what both feeds brought is one post, and keeps its rating', async t => {
  const post = (id: string, contactId: string, item: string, rating: number | null = null) => ({ id, contactId, network: 'feed', externalId: `${contactId}/${item}`, rating })
  t.strictSame(mergePosts('a', [post('1', 'b', 'x'), post('2', 'a', 'x'), post('3', 'b', 'y'), post('4', 'c', 'y', 5)]), {
    dropped: ['1', '3'], renamed: [{ id: '4', externalId: 'a/y', before: 'c/y' }]
  })
  t.strictSame(mergePosts('a', [post('1', 'a', 'x'), post('2', 'b', 'x', 3)]), { dropped: ['1'], renamed: [{ id: '2', externalId: 'a/x', before: 'b/x' }] })
  const elsewhere = [{ ...post('1', 'b', 'x'), network: 'x' }, { ...post('2', 'b', 'x'), externalId: 'of a feed that was another\'s' }]
  t.strictSame(mergePosts('a', elsewhere), { dropped: [], renamed: [] })
})

t.test('a suggestion that the survivor has none of becomes its own, and so does what was said of one', async t => {
  const [a, b, c] = ['a', 'b', 'c'].map(letter => letter.repeat(8) + '-0000-7000-8000-000000000000') as [string, string, string]
  const kept = (contactId: string, kind: KeptSuggestion['kind'], given: Partial<KeptSuggestion> = {}): KeptSuggestion => ({
    id: suggestionId(contactId, kind), contactId, kind, cause: '', activeAt: 0, dueAt: null, priority: 0, snoozedUntil: -Infinity, skippedAt: null, skipReason: null, doneAt: null, opensAt: 0, isReady: true, asOf: 0, ...given
  })
  const merged = mergeSuggestions(a, [kept(a, 'REACH_OUT'), kept(a, 'THANK', { skippedAt: 1 })], [
    kept(b, 'REACH_OUT', { snoozedUntil: 5 }), kept(b, 'THANK', { snoozedUntil: 5 }), kept(b, 'REVIVE'), kept(c, 'REVIVE', { skippedAt: 7 }), kept(c, 'REACH_OUT', { snoozedUntil: 9 }), kept(c, 'REVIVE', { skippedAt: 8 })
  ])
  t.strictSame(merged, [kept(a, 'REACH_OUT', { snoozedUntil: 5 }), kept(a, 'REVIVE', { skippedAt: 7 })])
})
