import t from 'tap'
import { told } from '../../../src/domain/review/points.ts'
import { DEDUCTIONS, partsOf, POINTS, scoreOf, type Traits } from '../../../src/domain/review/score.ts'

const NOTHING: Traits = {
  requestPlace: null,
  requests: 0,
  offerPlace: null,
  hasDate: false,
  hasReason: false,
  hasThanks: false,
  hasEasyNo: false,
  words: 5,
  hedges: 0,
  isIndirect: false,
  isApologetic: false,
  presses: false,
  flatters: false
}
const ALL: Traits = {
  ...NOTHING, requestPlace: 0, requests: 1, offerPlace: 0, hasDate: true, hasReason: true, hasThanks: true, hasEasyNo: true, words: 60
}

function score (traits: Partial<Traits>, from = ALL): number {
  return scoreOf(partsOf({ ...from, ...traits }))
}

t.test('the points are those that were published', async t => {
  t.strictSame(POINTS, { REQUEST: 25, EARLY: 10, OFFER: 15, OFFER_FIRST: 10, ONE_REQUEST: 5, DATE: 10, REASON: 10, THANKS: 5, EASY_NO: 5, LENGTH: 5 })
  t.strictSame(DEDUCTIONS, { HEDGED: 5, INDIRECT: 10, APOLOGETIC: 5, PRESSURE: 15, FLATTERY: 5 })
  t.equal(Object.values(POINTS).reduce((sum, points) => sum + points, 0), 100)
})

t.test('all that is good makes 100, nothing of it 0', async t => {
  t.equal(score({}), 100)
  t.equal(score({}, NOTHING), 0)
  t.equal(score({ hedges: 9, presses: true, flatters: true }, NOTHING), 0, 'and never less')
})

t.test('the first two sentences are early', async t => {
  t.equal(score({ requestPlace: 1, offerPlace: 1 }), 100)
  t.equal(score({ requestPlace: 2, offerPlace: 2 }), 90)
})

t.test('an offer counts more before or with the request', async t => {
  t.equal(score({ requestPlace: 1, offerPlace: 0 }), 100)
  t.equal(score({ offerPlace: 1 }), 90)
  t.equal(score({ offerPlace: null }), 75)
  t.equal(score({ offerPlace: 0 }, NOTHING), 15, 'without a request nothing comes before it')
})

t.test('30 to 120 words are a good length', async t => {
  t.strictSame([29, 30, 120, 121].map(words => score({ words })), [95, 100, 100, 95])
})

t.test('hedges cost five each and fifteen at most, the rest once', async t => {
  t.strictSame([0, 1, 2, 3, 4, 40].map(hedges => score({ hedges })), [100, 95, 90, 85, 85, 85])
  t.equal(score({ isIndirect: true }), 90)
  t.equal(score({ isApologetic: true }), 95)
  t.equal(score({ presses: true }), 85)
  t.equal(score({ flatters: true }), 95)
  t.equal(score({ requests: 2 }), 95)
})

t.test('every part is told: what it is, what it earned and what it could', async t => {
  for (const parts of [partsOf(ALL), partsOf({ ...NOTHING, hedges: 1, isIndirect: true, isApologetic: true, presses: true, flatters: true })]) {
    for (const part of parts.map(told)) {
      t.ok(part.text.length > 5, part.code)
      t.ok(part.points <= part.most, part.code)
    }
  }
  t.strictSame(told({ code: 'REASON', points: 0 }), { code: 'REASON', points: 0, most: 10, text: 'It does not say why: “because …”, or what of theirs made you ask' })
  t.strictSame(told({ code: 'PRESSURE', points: -15 }), { code: 'PRESSURE', points: -15, most: 0, text: 'It presses' })
})
