import t from 'tap'
import { compareKeptUp, FULL_CHANNELS, keptUp, type KeptUp } from '../../../src/domain/insights/kept-up.ts'
import { cadenceOf } from '../../../src/domain/contacts/cadence.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const daysAgo = (days: number) => NOW - days * DAY_MS
const kept = (targetDays: number, addedDaysAgo: number, touchesDaysAgo: number[]) =>
  keptUp({ contactId: 'ada', targetDays, createdAt: daysAgo(addedDaysAgo), touchesAt: touchesDaysAgo.map(daysAgo) }, NOW)

t.test('who was met each time before it was due was kept up all the time', async t => {
  t.strictSame(kept(30, 400, [390, 360, 330, 300, 270, 240, 210, 180, 150, 120, 90, 60, 30]), { contactId: 'ada', targetDays: 30, share: 1, touches: 12, since: daysAgo(365) })
})

t.test('time after a touch was due is not on track', async t => {
  t.equal(kept(30, 100, [100, 50])?.share, 0.6, '30 of the first 50 days, 30 of the second')
  t.equal(kept(10, 100, [])?.share, 0.1, 'a contact that was never touched counts from when it was added')
  t.equal(kept(10, 1000, [])?.share, 0, 'and was due long before the year that is looked at')
  t.equal(kept(100, 1000, [440])?.share, 25 / 365, 'a touch before the year reaches into it')
})

t.test('touches close together count once', async t => {
  t.equal(kept(30, 60, [60, 59, 58])?.share, 32 / 60)
})

t.test('what was imported counts from its first touch, and being added is no touch', async t => {
  t.match(kept(30, 10, [300]), { since: daysAgo(300), share: 0.1, touches: 1 })
})

t.test('of a cadence in which nothing could be due yet, nothing is said', async t => {
  t.equal(kept(30, 29, []), null)
  t.equal(kept(30, 29, [10]), null)
  t.match(kept(30, 30, []), { share: 1 })
  t.equal(kept(400, 1000, [390]), null, 'a target longer than the year')
})

t.test('on track at an instant is what the cadence says at it', async t => {
  const touchesAt = [200, 170, 90, 20].map(daysAgo)
  const totals = (at: number) => replay(touchesAt.map((at, index) => ({ id: `t${index}`, at, channel: 'MEAL' as const, direction: 'MUTUAL' as const })), at)
  let onTrack = 0
  for (let hour = 0; hour < 200 * 24; hour++) {
    const now = daysAgo(200) + hour * DAY_MS / 24
    if (cadenceOf({ totals: totals(now), createdAt: daysAgo(200), contactDays: 45, tagDays: null, paused: false, now }).state === 'ON_TRACK') onTrack++
  }
  t.equal(onTrack / (200 * 24), kept(45, 200, [200, 170, 90, 20])?.share)
})

t.test('a cadence is reset by what resets it, and by no like', async t => {
  t.ok(['MEAL', 'EMAIL', 'GROUP_CALL'].every(channel => FULL_CHANNELS.some(each => each === channel)))
  t.notOk(['OTHER', 'COMMENT', 'REACTION', 'FOLLOW', 'BULK'].some(channel => FULL_CHANNELS.some(each => each === channel)))
})

t.test('best kept comes first, and of two alike the one that asks for more', async t => {
  const one = (contactId: string, share: number, targetDays = 30, touches = 1): KeptUp => ({ contactId, share, targetDays, touches, since: 0 })
  const sorted = [one('f', 0.2), one('b', 1, 30, 5), one('e', 0.9, 7), one('d', 1, 90), one('c2', 1, 30, 2), one('c', 1, 30, 2), one('c3', 1, 30, 2), one('a', 1, 7)].sort(compareKeptUp)
  t.strictSame(sorted.map(({ contactId }) => contactId), ['a', 'b', 'c', 'c2', 'c3', 'd', 'e', 'f'])
})
