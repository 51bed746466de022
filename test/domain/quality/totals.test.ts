import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { addTouch, isLate, replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { emptyTotals } from '../../../src/domain/quality/totals/totals.ts'
import type { Totals } from '../../../src/domain/quality/totals/totals.ts'
import { compareTouches, isCrumb, TOUCH_EFFORT, TOUCH_MASS } from '../../../src/domain/quality/totals/touch.ts'
import type { Touch } from '../../../src/domain/quality/totals/touch.ts'
import { bursts, DAYS, START, touchLists } from './support/arbitrary.ts'
import { isNear } from './support/near.ts'

const ada: Touch = { id: 'a', at: START, channel: 'EMAIL', direction: 'OUTBOUND' }

/** A contact as it is kept: rows, and totals that follow each change of them. */
interface Kept { readonly rows: readonly Touch[], readonly totals: Totals }

function insert ({ rows, totals }: Kept, touch: Touch): Kept {
  const after = [...rows, touch]
  return { rows: after, totals: isLate(totals, touch) ? replay(after) : addTouch(totals, touch) }
}

function withRows (rows: readonly Touch[]): Kept {
  return { rows, totals: replay(rows) }
}

const changes = fc.array(fc.oneof(
  fc.record({ what: fc.constant('delete' as const), which: fc.nat() }),
  fc.record({ what: fc.constant('move' as const), which: fc.nat(), at: bursts })
), { maxLength: 6 })

t.test('totals kept touch by touch, in any order, through deletes and edits, are those of a replay', async () => {
  fc.assert(fc.property(touchLists, touchLists, changes, (first, later, edits) => {
    let kept = first.reduce(insert, withRows([]))
    for (const edit of edits) {
      if (kept.rows.length === 0) break
      const index = edit.which % kept.rows.length
      kept = withRows(kept.rows.flatMap((row, at) => at !== index ? [row] : edit.what === 'delete' ? [] : [{ ...row, at: edit.at }]))
    }
    kept = later.filter(({ id }) => !kept.rows.some(row => row.id === id)).reduce(insert, kept)
    return isDeepStrictEqual(kept.totals, replay([...kept.rows].reverse()))
  }), { numRuns: 200 })
})

t.test('counts and decayed sums are what adding them up by hand gives', async () => {
  fc.assert(fc.property(touchLists, touches => {
    const totals = replay(touches)
    const personal = touches.filter(({ channel }) => TOUCH_MASS[channel] >= 0.5)
    const crumbs = touches.filter(({ channel }) => isCrumb(channel))
    const now = START + DAYS * DAY_MS
    const sum = (rows: readonly Touch[], halfLife: number, not: string, mass: (touch: Touch) => number, at: number | null) =>
      rows.filter(({ direction }) => direction !== not).reduce((total, touch) => total + mass(touch) * 2 ** (-((at ?? now) - touch.at) / DAY_MS / halfLife), 0)
    return totals.touches === personal.length &&
      totals.inbound + totals.outbound + totals.mutual === personal.length &&
      isNear(totals.mass, personal.reduce((mass, { channel }) => mass + TOUCH_MASS[channel], 0)) &&
      totals.dates === new Set(personal.map(({ at }) => new Date(at).toISOString().slice(0, 10))).size &&
      isNear(totals.messages.in, sum(personal, 180, 'OUTBOUND', () => 1, totals.messages.at)) &&
      isNear(totals.messages.out, sum(personal, 180, 'INBOUND', () => 1, totals.messages.at)) &&
      isNear(totals.crumbs.in, sum(crumbs, 60, 'OUTBOUND', ({ channel }) => TOUCH_MASS[channel], totals.crumbs.at)) &&
      isNear(totals.crumbs.out, sum(crumbs, 60, 'INBOUND', ({ channel }) => TOUCH_MASS[channel], totals.crumbs.at))
  }), { numRuns: 200 })
})

t.test('totals survive being written as JSON and read again', async () => {
  fc.assert(fc.property(touchLists, touches => {
    const totals = replay(touches)
    return isDeepStrictEqual(JSON.parse(JSON.stringify(totals)), totals)
  }), { numRuns: 50 })
})

t.test('totals do not grow with the number of touches', async t => {
  const touches = Array.from({ length: 3000 }, (_, n): Touch => ({
    id: `touch-${String(n).padStart(5, '0')}`, at: START + n * DAY_MS / 3, channel: 'EMAIL', direction: n % 2 === 0 ? 'OUTBOUND' : 'INBOUND'
  }))
  const size = (count: number) => JSON.stringify(replay(touches.slice(0, count))).length
  t.ok(size(3000) < size(300) + 50)
  t.equal(replay(touches).recent.any.length, 5)
})

t.test('a touch before the last one, or that one again, is late, and is not folded in', async t => {
  const totals = replay([ada])
  t.equal(isLate(emptyTotals(), ada), false)
  t.equal(isLate(totals, { ...ada, id: 'b' }), false)
  t.equal(isLate(totals, { ...ada, id: 'B' }), true)
  t.equal(isLate(totals, ada), true)
  t.equal(isLate(totals, { ...ada, id: 'c', at: START - 1 }), true)
  t.throws(() => addTouch(totals, { ...ada, id: 'c', at: START - 1 }), { message: /replay the contact/ })
})

t.test('bulk mail counts for nothing and is never late', async t => {
  const bulk: Touch = { ...ada, id: 'bulk', at: START - DAY_MS, channel: 'BULK', direction: 'INBOUND' }
  t.equal(isLate(replay([ada]), bulk), false)
  t.strictSame(addTouch(emptyTotals(), bulk), emptyTotals())
  t.equal(isCrumb('BULK'), false)
})

t.test('a crumb is an interaction and no touch', async t => {
  const totals = replay([{ ...ada, channel: 'REPLY' }])
  t.equal(totals.lastInteractionAt, START)
  t.strictSame([totals.touches, totals.dates, totals.lastTouchAt, totals.lastHeardAt], [0, 0, null, null])
})

t.test('only a touch of 0.75 or more resets a cadence', async t => {
  const totals = replay([{ ...ada, channel: 'GROUP_CALL' }, { ...ada, id: 'b', at: START + DAY_MS, channel: 'OTHER' }])
  t.equal(totals.lastFullTouchAt, START)
  t.equal(totals.lastTouchAt, START + DAY_MS)
})

t.test('being met or written to is hearing from them; writing is not', async t => {
  const totals = replay([
    { ...ada, direction: 'INBOUND' },
    { ...ada, id: 'b', at: START + DAY_MS, channel: 'MEAL', direction: 'MUTUAL' },
    { ...ada, id: 'c', at: START + 2 * DAY_MS }
  ])
  t.equal(totals.lastHeardAt, START + DAY_MS)
  t.strictSame(totals.recent, { any: ['a', 'b', 'c'], in: ['a', 'b'], out: ['b', 'c'] })
  t.strictSame([totals.firstTouchAt, totals.lastTouchAt], [START, START + 2 * DAY_MS])
})

t.test('touches of one instant are applied in the order of their ids', async t => {
  const b = { ...ada, id: 'b' }
  t.ok(compareTouches(ada, b) < 0)
  t.ok(compareTouches(b, ada) > 0)
  t.equal(compareTouches(ada, ada), 0)
  t.strictSame(replay([b, ada]).recent.any, ['a', 'b'])
})

t.test('what is more personal never costs less effort than a click', async t => {
  t.ok(TOUCH_EFFORT.MEAL > TOUCH_EFFORT.PHONE_CALL)
  t.ok(TOUCH_EFFORT.PHONE_CALL > TOUCH_EFFORT.REACTION)
  t.equal(TOUCH_EFFORT.BULK, 0)
})
