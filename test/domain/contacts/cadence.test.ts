import t from 'tap'
import { cadenceOf } from '../../../src/domain/contacts/cadence.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { day, theyWrote, weMet, weWrote } from '../quality/support/touches.ts'

const NEW_CONTACT = { totals: replay([]), createdAt: day(0), contactDays: null, tagDays: null, paused: false, now: day(0) }
const weekly = replay([weWrote(0), weWrote(10), theyWrote(20)])

t.test('what is set on the contact wins over its tags, and these over its rhythm', async t => {
  const source = (contactDays: number | null, tagDays: number | null, totals = weekly) => {
    const { source, targetDays } = cadenceOf({ ...NEW_CONTACT, totals, contactDays, tagDays })
    return [source, targetDays]
  }
  t.strictSame(source(30, 60), ['CONTACT', 30])
  t.strictSame(source(null, 60), ['TAG', 60])
  t.strictSame(source(null, null), ['LEARNED', 50 / 3])
  t.strictSame(source(null, null, replay([])), ['NONE', null])
})

t.test('a rhythm is learned from three dates, and kept between a week and a year', async t => {
  const learned = (...days: readonly number[]) => cadenceOf({ ...NEW_CONTACT, totals: replay(days.map(at => weWrote(at))) }).targetDays
  t.equal(learned(0, 10), null)
  t.equal(learned(0, 0.1, 10), null, 'two of the three on one date')
  t.equal(learned(0, 1, 2, 3, 4, 5, 6, 7), 7)
  t.equal(learned(0, 1000, 2000), 365)
})

t.test('a touch is due after the target, overdue after half as long again, lapsed after three times', async t => {
  const at = (days: number) => cadenceOf({ ...NEW_CONTACT, totals: replay([weMet(0)]), contactDays: 10, now: day(days) }).state
  t.strictSame([0, 9.99, 10, 14.99, 15, 29.99, 30].map(at), ['ON_TRACK', 'ON_TRACK', 'DUE', 'DUE', 'OVERDUE', 'OVERDUE', 'LAPSED'])
  const { lastTouchAt, dueAt, overdueAt, lapsedAt } = cadenceOf({ ...NEW_CONTACT, totals: replay([weMet(0)]), contactDays: 10 })
  t.strictSame([lastTouchAt, dueAt, overdueAt, lapsedAt], [day(0), day(10), day(15), day(30)])
})

t.test('a contact never touched is due from the day it was added', async t => {
  const cadence = cadenceOf({ ...NEW_CONTACT, contactDays: 10, now: day(11) })
  t.equal(cadence.lastTouchAt, null)
  t.equal(cadence.dueAt, day(10))
  t.equal(cadence.state, 'DUE')
})

t.test('a comment or a passing word does not reset a cadence', async t => {
  const totals = replay([weMet(0), weWrote(5, 'COMMENT'), weWrote(6, 'OTHER')])
  t.equal(cadenceOf({ ...NEW_CONTACT, totals, contactDays: 10 }).dueAt, day(10))
})

t.test('a paused contact is never due, and keeps its target', async t => {
  t.strictSame(cadenceOf({ ...NEW_CONTACT, totals: replay([weMet(0)]), contactDays: 10, paused: true, now: day(99) }), {
    targetDays: 10, source: 'CONTACT', lastTouchAt: day(0), dueAt: null, overdueAt: null, lapsedAt: null, state: 'PAUSED'
  })
})

t.test('a contact without a cadence is never due', async t => {
  t.strictSame(cadenceOf({ ...NEW_CONTACT, now: day(9999) }), {
    targetDays: null, source: 'NONE', lastTouchAt: null, dueAt: null, overdueAt: null, lapsedAt: null, state: 'NO_CADENCE'
  })
})
