import t from 'tap'
import { countBands, NOBODY, totalOf } from '../../../src/domain/insights/band-counts.ts'
import { bandsOver, pastDays } from '../../../src/domain/insights/past-bands.ts'
import { dayOf, tiesOverTime, type CountedDay } from '../../../src/domain/insights/ties-over-time.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import type { Touch } from '../../../src/domain/quality/totals/touch.ts'

const DAY_0 = Date.parse('2026-01-05T00:00:00Z')
const counted = (day: number, good: number): CountedDay => ({ day: DAY_0 + day * DAY_MS, counts: { ...NOBODY, GOOD: good } })
const at = (days: number) => DAY_0 + days * DAY_MS

t.test('bands are counted, on top of what was counted', async t => {
  const once = countBands(['GOOD', 'LOW', 'GOOD'])
  t.strictSame(once, { INSUFFICIENT_EVIDENCE: 0, LOW: 1, FAIR: 0, GOOD: 2, EXCELLENT: 0 })
  t.strictSame(countBands(['LOW'], once), { ...once, LOW: 2 })
  t.equal(totalOf(once), 3)
  t.strictSame(NOBODY, countBands([]))
})

t.test('a step takes the count of its day, or the last of the week before', async t => {
  const days = [counted(0, 1), counted(3, 2), counted(20, 3)]
  t.strictSame(tiesOverTime([at(0), at(0.5), at(2.9), at(3), at(9.9), at(20), at(26.99)], days).map(({ at, day, counts }) => [at, day, counts.GOOD]), [
    [at(0), at(0), 1], [at(0.5), at(0), 1], [at(2.9), at(0), 1], [at(3), at(3), 2], [at(9.9), at(3), 2], [at(20), at(20), 3], [at(26.99), at(20), 3]
  ])
})

t.test('a step of which nothing is known is left out', async t => {
  const days = [counted(0, 1), counted(20, 3)]
  t.strictSame(tiesOverTime([at(-0.001), at(7), at(19.9), at(20), at(27)], days).map(point => point.at), [at(20)])
  t.strictSame(tiesOverTime([at(1)], []), [])
})

t.test('the weeks before the first count have a day each, the first of them the day of the instant', async t => {
  t.strictSame(pastDays(at(0.7), at(15)), [at(0), at(7), at(14)])
  t.strictSame(pastDays(at(0), at(14)), [at(0), at(7)])
  t.strictSame(pastDays(at(0), at(1)), [at(0)])
  t.strictSame(pastDays(at(3.5), at(3)), [])
  t.strictSame(pastDays(at(9), at(3)), [])
})

t.test('a contact has a band from when it was added or first touched, whichever was earlier', async t => {
  const weekly = Array.from({ length: 10 }, (_, week): Touch => ({ id: `t${week}`, at: at(7 * week), channel: 'MEAL', direction: 'MUTUAL' }))
  const over = (knownAt: number, touches: Touch[]) => bandsOver({
    knownAt, touches, instants: [at(-1), at(0), at(30), at(70)], inputAt: (now, totals) => ({ totals, now, targetDays: null, prior: { asked: 0, answered: 0 } })
  })
  t.strictSame(over(at(65), weekly), [null, 'INSUFFICIENT_EVIDENCE', 'EXCELLENT', 'EXCELLENT'])
  t.strictSame(over(at(50), []), [null, null, null, 'INSUFFICIENT_EVIDENCE'])
  t.strictSame(over(at(-5), []), ['INSUFFICIENT_EVIDENCE', 'INSUFFICIENT_EVIDENCE', 'INSUFFICIENT_EVIDENCE', 'INSUFFICIENT_EVIDENCE'])
})

t.test('a day begins at midnight in UTC', async t => {
  t.equal(dayOf(at(3.999)), at(3))
  t.equal(dayOf(-1), -DAY_MS)
})
