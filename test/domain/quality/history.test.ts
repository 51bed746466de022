import fc from 'fast-check'
import t from 'tap'
import { Refusal } from '../../../src/domain/refusal.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { assessQuality } from '../../../src/domain/quality/assess.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { HISTORY_STEPS, historyInstants, qualityHistory } from '../../../src/domain/quality/history.ts'
import { DAYS, instants, START, surroundings, touchLists } from './support/arbitrary.ts'
import { day } from './support/touches.ts'

function dates (from: string, to: string, every: typeof HISTORY_STEPS[number]): readonly string[] {
  return historyInstants(Date.parse(from), Date.parse(to), every).map(at => new Date(at).toISOString())
}

t.test('each point is the score as of its day', async () => {
  fc.assert(fc.property(touchLists, surroundings, instants, fc.constantFrom(...HISTORY_STEPS), (touches, rest, from, every) => {
    const prior = (at: number) => ({ asked: (at - START) / DAY_MS, answered: (at - START) / DAY_MS / 3 })
    const instants = historyInstants(from, Math.min(from + 120 * DAY_MS, START + DAYS * DAY_MS), every)
    const points = qualityHistory({ touches, instants, inputAt: (at, totals) => ({ ...rest, totals, now: at, prior: prior(at) }) })
    return points.length === instants.length && points.every(({ at, score }) => score === assessQuality({ ...rest, totals: replay(touches, at), now: at, prior: prior(at) }).score)
  }), { numRuns: 60 })
})

t.test('a history begins where it is asked to and goes by days, weeks or months', async t => {
  t.strictSame(dates('2024-02-28T09:00:00Z', '2024-03-01T09:00:00Z', 'DAY'), [
    '2024-02-28T09:00:00.000Z', '2024-02-29T09:00:00.000Z', '2024-03-01T09:00:00.000Z'
  ])
  t.strictSame(dates('2024-02-28T09:00:00Z', '2024-03-07T00:00:00Z', 'WEEK'), ['2024-02-28T09:00:00.000Z', '2024-03-06T09:00:00.000Z'])
  t.strictSame(dates('2023-12-31T23:59:59Z', '2024-04-01T00:00:00Z', 'MONTH'), [
    '2023-12-31T23:59:59.000Z', '2024-01-31T23:59:59.000Z', '2024-02-29T23:59:59.000Z', '2024-03-31T23:59:59.000Z'
  ])
  t.strictSame(dates('1969-11-30T06:00:00Z', '1969-12-31T00:00:00Z', 'MONTH'), ['1969-11-30T06:00:00.000Z', '1969-12-30T06:00:00.000Z'])
})

t.test('a history that ends before it begins is refused', async t => {
  t.throws(() => historyInstants(day(1), day(0), 'DAY'), new Refusal('INVALID', 'to: lies before from'))
})

t.test('a history of more than 1,100 points is refused', async t => {
  t.equal(historyInstants(day(0), day(1099), 'DAY').length, 1100)
  t.throws(() => historyInstants(day(0), day(1100), 'DAY'), { code: 'INVALID', message: /^every: / })
})
