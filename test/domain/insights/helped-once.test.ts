import t from 'tap'
import { isForgotten } from '../../../src/domain/insights/helped-once.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const daysAgo = (days: number) => NOW - days * DAY_MS

t.test('who helped a month ago and was never spoken to since is forgotten', async t => {
  t.ok(isForgotten({ contactId: 'ada', helpedAt: daysAgo(31), lastTouchAt: null }, NOW))
  t.ok(isForgotten({ contactId: 'ada', helpedAt: daysAgo(200), lastTouchAt: daysAgo(300) }, NOW))
})

t.test('within a month nobody is', async t => {
  t.notOk(isForgotten({ contactId: 'ada', helpedAt: daysAgo(30), lastTouchAt: null }, NOW))
})

t.test('a touch on a later day is remembrance; one on the day itself was the help', async t => {
  const helpedAt = Date.parse('2025-11-03T09:00:00Z')
  t.ok(isForgotten({ contactId: 'ada', helpedAt, lastTouchAt: Date.parse('2025-11-03T23:59:59Z') }, NOW))
  t.notOk(isForgotten({ contactId: 'ada', helpedAt, lastTouchAt: Date.parse('2025-11-04T00:00:00Z') }, NOW))
})
