import t from 'tap'
import { monthsBetween, personalShare, personalShareByMonth } from '../../../src/domain/insights/personal-share.ts'
import { CHANNELS } from '../../../src/domain/interactions/interaction.ts'

const iso = (text: string) => Date.parse(text)

t.test('touches are told from crumbs and from mass mail', async t => {
  t.strictSame(personalShare([
    { channel: 'MEAL', interactions: 2 }, { channel: 'EMAIL', interactions: 3 }, { channel: 'OTHER', interactions: 1 },
    { channel: 'REACTION', interactions: 10 }, { channel: 'REPLY', interactions: 2 }, { channel: 'BULK', interactions: 6 }
  ]), { touches: 6, crumbs: 12, bulk: 6, share: 0.25 })
  t.strictSame(personalShare([]), { touches: 0, crumbs: 0, bulk: 0, share: null })
})

t.test('every channel is one of the three', async t => {
  const { touches, crumbs, bulk } = personalShare(CHANNELS.map(channel => ({ channel, interactions: 1 })))
  t.strictSame([touches, crumbs, bulk], [12, 6, 1])
})

t.test('months without anything are told too', async t => {
  const months = monthsBetween(iso('2025-12-15T00:00:00Z'), iso('2026-02-10T00:00:00Z'))
  t.strictSame(months, [iso('2025-12-01T00:00:00Z'), iso('2026-01-01T00:00:00Z'), iso('2026-02-01T00:00:00Z')])
  t.strictSame(personalShareByMonth(months, [{ month: months[2] ?? 0, channel: 'MEAL', interactions: 4 }]).map(({ month, share }) => [month, share]), [
    [months[0], null], [months[1], null], [months[2], 1]
  ])
})

t.test('the end of a range is not in it', async t => {
  t.strictSame(monthsBetween(iso('2026-01-31T23:59:59Z'), iso('2026-02-01T00:00:00Z')), [iso('2026-01-01T00:00:00Z')])
})

t.test('a range is one, and of three years at most', async t => {
  const from = iso('2023-03-31T00:00:00Z')
  t.equal(monthsBetween(from, iso('2026-03-01T00:00:00Z')).length, 36)
  t.throws(() => monthsBetween(from, iso('2026-03-01T00:00:01Z')), { code: 'INVALID', fields: [{ path: 'from' }] })
  for (const to of [from, from - 1]) t.throws(() => monthsBetween(from, to), { code: 'INVALID', fields: [{ path: 'to' }] })
})
