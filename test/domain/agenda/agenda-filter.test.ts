import t from 'tap'
import { kindsOf, roomLeft } from '../../../src/domain/agenda/agenda-filter.ts'
import { SUGGESTION_KINDS } from '../../../src/domain/agenda/suggestion.ts'

t.test('a day has room for what was not done in it yet, and never for less than nothing', async t => {
  t.equal(roomLeft({ daily: 5, done: 2 }), 3)
  t.equal(roomLeft({ daily: 5, done: 9 }), 0)
})

t.test('a filter asks for its kinds once each, none for all of them, and an empty one for nothing', async t => {
  t.strictSame(kindsOf({}), SUGGESTION_KINDS)
  t.strictSame(kindsOf({ kind: null }), SUGGESTION_KINDS)
  t.strictSame(kindsOf({ kind: ['THANK', 'REACH_OUT', 'THANK'] }), ['REACH_OUT', 'THANK'])
  t.strictSame(kindsOf({ kind: [] }), [])
})
