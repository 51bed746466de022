import fc from 'fast-check'
import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { warmUntil } from '../../../src/domain/quality/warm-until.ts'
import { warmthAt } from '../../../src/domain/quality/warmth.ts'
import { targets, touchLists } from './support/arbitrary.ts'
import { day, theyWrote, weMet, weWrote } from './support/touches.ts'

t.test('warmth is 25 or more a second before, and less than 25 then', async () => {
  fc.assert(fc.property(touchLists, targets, (touches, targetDays) => {
    const totals = replay(touches)
    const now = totals.lastTouchAt ?? day(0)
    const until = warmUntil({ totals, now, targetDays })
    const warmth = (at: number) => warmthAt(totals, at, targetDays)
    if (until === null) return (warmth(now) ?? 0) < 25
    return (warmth(until) ?? NaN) < 25 && (warmth(until - 1000) ?? NaN) >= 25
  }), { numRuns: 200 })
})

t.test('the moment does not depend on when it is asked for, to a second', async t => {
  const totals = replay([weWrote(0), theyWrote(1), weMet(20)])
  const at = (days: number) => warmUntil({ totals, now: day(days), targetDays: null }) ?? NaN
  t.ok(Math.abs(at(20) - at(33.123456)) <= 1000)
})

t.test('a wish to be in touch more rarely keeps a tie warm for longer', async t => {
  const totals = replay([weMet(0), weMet(90)])
  const until = (targetDays: number | null) => warmUntil({ totals, now: day(90), targetDays }) ?? NaN
  t.ok(until(180) > until(null))
})

t.test('what is cold or has no score does not cool', async t => {
  t.equal(warmUntil({ totals: replay([]), now: day(0), targetDays: null }), null)
  t.equal(warmUntil({ totals: replay([theyWrote(0)]), now: day(0), targetDays: 365 }), null, 'one e-mail')
  t.equal(warmUntil({ totals: replay([weMet(0)]), now: day(400), targetDays: null }), null, 'a lunch long ago')
})
