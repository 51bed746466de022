import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { askedAnswered } from '../../../src/domain/quality/totals/question.ts'
import { scoreQuality } from '../../../src/domain/quality/score.ts'
import type { Touch } from '../../../src/domain/quality/totals/touch.ts'
import { near } from './support/near.ts'
import { day, theyWrote, weMet, weWrote } from './support/touches.ts'

const SECOND = 1 / 86_400

function counts (touches: readonly Touch[]) {
  const { askedCount, answeredCount, openId, closed } = replay(touches).questions
  return { askedCount, answeredCount, openId, closed }
}

t.test('a message of ours is a question, and their next one within a week answers it', async t => {
  t.strictSame(counts([weWrote(0), theyWrote(7)]), {
    askedCount: 1, answeredCount: 1, openId: null, closed: [{ questionId: 'outbound-0', answerId: 'inbound-7' }]
  })
})

t.test('an answer that comes after a week leaves the question unanswered', async t => {
  t.strictSame(counts([weWrote(0), theyWrote(7 + SECOND)]), {
    askedCount: 1, answeredCount: 0, openId: null, closed: [{ questionId: 'outbound-0', answerId: null }]
  })
})

t.test('meeting within a week is an answer', async t => {
  t.equal(counts([weWrote(0), weMet(3)]).answeredCount, 1)
})

t.test('writing again within a week asks no second question; after it, it does', async t => {
  t.strictSame(counts([weWrote(0), weWrote(7)]).openId, 'outbound-0')
  const later = counts([weWrote(0), weWrote(7 + SECOND)])
  t.equal(later.askedCount, 1)
  t.equal(later.openId, `outbound-${7 + SECOND}`)
})

t.test('what we write within two days of theirs, or of meeting them, is itself an answer', async t => {
  t.equal(counts([theyWrote(0), weWrote(2)]).openId, null)
  t.equal(counts([weMet(0), weWrote(2)]).openId, null)
  t.equal(counts([theyWrote(0), weWrote(2 + SECOND)]).openId, `outbound-${2 + SECOND}`)
  t.equal(counts([theyWrote(0), weWrote(1), weWrote(1.5)]).openId, 'outbound-1.5', 'the second of ours is none: we spoke last')
})

t.test('crumbs neither ask nor answer', async t => {
  t.equal(counts([weWrote(0, 'COMMENT')]).openId, null)
  t.equal(counts([weWrote(0), theyWrote(1, 'REACTION')]).openId, 'outbound-0')
})

t.test('a message that carries an ask is not counted as a question besides', async t => {
  t.equal(counts([{ ...weWrote(0), carriesAsk: true }]).openId, null)
})

t.test('a question counts as unanswered once it is older than a week, as of its own day', async t => {
  const totals = replay([weWrote(0)])
  t.strictSame(askedAnswered(totals, day(7)), { asked: 0, answered: 0 })
  near(t, askedAnswered(totals, day(365)).asked, 0.5, 'asked a year later')
})

t.test('only the last three questions are named', async t => {
  const { askedCount, closed } = counts([0, 10, 20, 30].flatMap(days => [weWrote(days), theyWrote(days + 3)]))
  t.equal(askedCount, 4)
  t.strictSame(closed.map(({ questionId }) => questionId), ['outbound-10', 'outbound-20', 'outbound-30'])
})

t.test('a settled ask counts as two questions, and a plain no is an answer', async t => {
  const score = (isAnswered: boolean) => scoreQuality({
    totals: replay([]), now: day(0), targetDays: null, prior: { asked: 0, answered: 0 }, asks: [{ id: 'ask', at: day(0), isAnswered }]
  }).factors.responsiveness
  t.equal(score(true).asked, 2)
  t.equal(score(true).answered, 2)
  t.equal(score(false).answered, 0)
  t.ok((score(true).score ?? 0) > (score(false).score ?? 100))
})

t.test('an ask still to come is not counted', async t => {
  const { responsiveness } = scoreQuality({
    totals: replay([]), now: day(0), targetDays: null, prior: { asked: 0, answered: 0 }, asks: [{ id: 'ask', at: day(1), isAnswered: true }]
  }).factors
  t.strictSame([responsiveness.asked, responsiveness.score], [0, null])
})

t.test('a workspace of which less is known than of the contact says nothing, rather than nonsense', async t => {
  const rate = (asked: number, answered: number) => scoreQuality({
    totals: replay([weWrote(0), weWrote(10)]), now: day(20), targetDays: null, prior: { asked, answered }
  }).factors.responsiveness.replyRate
  t.equal(rate(-5, -1), rate(0, 0))
  t.equal(rate(3, 4), rate(3, 3))
})
