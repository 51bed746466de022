import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { addTouch, replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { DAY_MS, EMPTY_PAIR } from '../../../src/domain/quality/totals/decay.ts'
import { peakOf } from '../../../src/domain/quality/totals/peak.ts'
import { emptyTotals, type Totals } from '../../../src/domain/quality/totals/totals.ts'
import { compareTouches, isCrumb, type Touch } from '../../../src/domain/quality/totals/touch.ts'
import { warmthAt } from '../../../src/domain/quality/warmth.ts'
import { START, targets, touchLists } from './support/arbitrary.ts'
import { isNear } from './support/near.ts'
import { day, theyWrote, weMet, weWrote } from './support/touches.ts'

const SPAN_MS = 30 * DAY_MS

/** The best of two years by looking at all of the touches. */
function lookedUp (touches: readonly Touch[], now: number, targetDays: number | null): number {
  const beganAt = (Math.floor(now / SPAN_MS) - 24) * SPAN_MS
  const personal = touches.filter(({ channel, at }) => !isCrumb(channel) && channel !== 'BULK' && at <= now)
  const within = personal.filter(({ at }) => at >= beganAt).map(touch => {
    const until = touches.filter(each => compareTouches(each, touch) <= 0)
    return warmthAt(replay(until), touch.at, targetDays) ?? 0
  })
  const before = replay(touches.filter(({ at }) => at < beganAt))
  const left = warmthAt({ ...before, crumbs: EMPTY_PAIR }, beganAt, targetDays) ?? 0
  return (within.length > 0 ? Math.max(...within) : left) / 100
}

t.test('the peak is the best warmth right after a touch of the last two years, whoever counts it', async () => {
  const days = fc.integer({ min: 0, max: 2200 })
  fc.assert(fc.property(touchLists, days, targets, (touches, later, targetDays) => {
    const now = START + later * DAY_MS
    return isNear(peakOf(replay(touches, now), now, targetDays), lookedUp(touches, now, targetDays))
  }), { numRuns: 300 })
})

t.test('peaks kept with each touch are those of a replay, in whatever order the touches came', async () => {
  fc.assert(fc.property(touchLists, touches => {
    const ordered = [...touches].sort(compareTouches)
    const oneByOne = ordered.reduce<Totals>((totals, touch) => JSON.parse(JSON.stringify(addTouch(totals, touch))), emptyTotals())
    return isDeepStrictEqual(oneByOne, replay([...touches].reverse()))
  }), { numRuns: 200 })
})

t.test('a tie that cools for years is remembered in 25 numbers at most, each lower than the one before', async t => {
  const cooling = Array.from({ length: 400 }, (_, n) => n % 2 === 0 ? theyWrote(n * n / 100) : weWrote(n * n / 100))
  const { peaks = [] } = replay(cooling)
  t.ok(peaks.length > 10 && peaks.length <= 25, `${peaks.length} peaks`)
  t.ok(peaks.every(([span, signal], index) => {
    const [before, higher] = peaks[index - 1] ?? [-Infinity, Infinity]
    return span > before && signal < higher
  }))
})

t.test('where nobody was in touch for two years, the peak is what was left when they began', async t => {
  const totals = replay([weMet(0), weMet(7), weMet(14)])
  const best = peakOf(totals, day(15), null)
  t.ok(best > 0.9)
  t.equal(peakOf(totals, day(700), null), best)
  const later = peakOf(totals, day(800), null)
  t.ok(later > 0 && later < 0.6)
  t.ok(peakOf(totals, day(1500), null) < later)
})

t.test('crumbs make no peak, and neither does a single word', async t => {
  t.equal(peakOf(emptyTotals(), day(0), null), 0)
  t.equal(peakOf(replay([theyWrote(0, 'COMMENT'), weWrote(1, 'REACTION')]), day(2), null), 0)
  t.equal(peakOf(replay([theyWrote(0, 'COMMENT'), weWrote(1, 'REACTION')]), day(900), null), 0, 'nor is anything left of them when two years begin')
  t.equal(peakOf(replay([theyWrote(0)]), day(1), null), 0)
  t.ok(peakOf(replay([theyWrote(0), weWrote(1)]), day(1), null) > 0)
})

t.test('the longer the wanted days, the warmer the same tie was at its best', async t => {
  const totals = replay([theyWrote(0), weWrote(1)])
  t.ok(peakOf(totals, day(2), 180) > peakOf(totals, day(2), null))
})

t.test('totals that were kept before peaks were read as those of a tie without any', async t => {
  const { peaks, unanswered, ...old } = replay([weMet(0), weWrote(1)])
  t.equal(peakOf(old, day(2), null), 0)
  const grown = addTouch(old, weWrote(3))
  t.equal(grown.unanswered, 1)
  t.equal(grown.peaks?.length, 1)
})

t.test('messages of ours are counted until they are heard again', async t => {
  const streak = (...touches: Touch[]) => replay(touches).unanswered
  t.equal(streak(), 0)
  t.equal(streak(weWrote(0), weWrote(1), weWrote(2)), 3)
  t.equal(streak(weWrote(0), weWrote(1), weMet(2)), 0)
  t.equal(streak(weWrote(0), theyWrote(1), weWrote(2)), 1)
  t.equal(streak(weWrote(0), theyWrote(1, 'REACTION'), weWrote(2, 'COMMENT')), 1, 'a like is no answer, and a comment no message')
})
