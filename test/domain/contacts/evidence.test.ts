import t from 'tap'
import type { AskStatus } from '../../../src/domain/asks/ask.ts'
import { followersAt, settledAsks, statusAt, type KnownAsk } from '../../../src/domain/contacts/evidence.ts'
import { day, post } from '../quality/support/touches.ts'

t.test('an ask stands where its last move up to then has put it', async t => {
  const ask = moved([1, 'SENT'], [3, 'NO_ANSWER'], [9, 'ACCEPTED'])
  const seen = [0, 1, 2.9, 3, 8.999, 9, 400].map(days => statusAt(ask, day(days)))
  t.strictSame(seen, ['DRAFT', 'SENT', 'SENT', 'NO_ANSWER', 'NO_ANSWER', 'ACCEPTED', 'ACCEPTED'])
  t.equal(statusAt(moved(), day(9)), 'DRAFT')
})

t.test('a plain no answers, silence does not, and what is still open is not settled', async t => {
  const settled = (...moves: [number, AskStatus][]) => settledAsks([moved(...moves)], day(10)).map(({ at, isAnswered }) => [at, isAnswered])
  t.strictSame(settled([1, 'SENT'], [2, 'ACCEPTED']), [[day(1), true]])
  t.strictSame(settled([1, 'SENT'], [2, 'DECLINED']), [[day(1), true]])
  t.strictSame(settled([1, 'SENT'], [2, 'NO_ANSWER']), [[day(1), false]])
  t.strictSame(settled([1, 'SENT'], [2, 'FULFILLED']), [[day(1), true]], 'help that comes without a word is an answer')
  t.strictSame(settled([1, 'SENT'], [2, 'NO_ANSWER'], [8, 'DECLINED']), [[day(1), true]], 'a late answer answers')
  t.strictSame(settled([1, 'SENT'], [2, 'NO_ANSWER'], [12, 'DECLINED']), [[day(1), false]], 'but not before it came')
  t.strictSame(settled([1, 'SENT'], [2, 'WITHDRAWN']), [])
  t.strictSame(settled([1, 'SENT']), [])
  t.strictSame(settled(), [])
  t.strictSame(settled([2, 'DECLINED']), [[day(0), true]], 'one whose sending nobody noted is dated at its making')
})

t.test('an ask keeps its answer, wherever it goes on to', async t => {
  const ask = moved([1, 'SENT'], [2, 'ACCEPTED'], [5, 'FULFILLED'], [6, 'THANKED'], [9, 'RECIPROCATED'])
  t.strictSame(settledAsks([ask], day(10)), [{ id: 'ask', at: day(1), isAnswered: true }])
})

t.test('followers are those that the newest post up to then tells of', async t => {
  const posts = [post(9, { followers: 300 }), post(1, { followers: 100 }), post(5, { followers: 200 }), post(7), post(8, { followers: null })]
  t.equal(followersAt(posts, day(0)), null)
  t.equal(followersAt(posts, day(1)), 100)
  t.equal(followersAt(posts, day(8)), 200, 'one that does not say, says nothing')
  t.equal(followersAt(posts, day(10)), 300)
})

function moved (...moves: [days: number, to: AskStatus][]): KnownAsk {
  return { id: 'ask', size: 'MEDIUM', createdAt: day(0), deadline: null, moves: moves.map(([days, to]) => ({ to, at: day(days) })) }
}
