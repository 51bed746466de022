import t from 'tap'
import { healthOf, type Activity } from '../../../src/domain/integrations/health.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOTHING: Activity = { lastDeliveryAt: null, lastReadAt: null, lastFailedAt: null, oldestWaitingAt: null, lastRejectedAt: null }

function of (activity: Partial<Activity>, paused = false) {
  return healthOf(paused, { ...NOTHING, ...activity }, NOW)
}

t.test('what has received nothing yet is new', async t => {
  t.strictSame(of({}), { state: 'NEW', reason: 'Nothing has arrived yet.' })
})

t.test('what was read last is healthy, whatever failed before', async t => {
  t.strictSame(of({ lastDeliveryAt: NOW - 1, lastReadAt: NOW - 1 }), { state: 'HEALTHY', reason: null })
  t.strictSame(of({ lastDeliveryAt: NOW - 1, lastReadAt: NOW - 1, lastFailedAt: NOW - 2, lastRejectedAt: NOW - 3 }), { state: 'HEALTHY', reason: null })
})

t.test('what failed last is failing, and says so', async t => {
  const reason = 'The last delivery could not be read; its reason says why.'
  t.strictSame(of({ lastDeliveryAt: NOW - 1, lastReadAt: NOW - 2, lastFailedAt: NOW - 1 }), { state: 'FAILING', reason })
  t.strictSame(of({ lastDeliveryAt: NOW - 1, lastFailedAt: NOW - 1 }), { state: 'FAILING', reason })
})

t.test('who was turned away last has another secret', async t => {
  const reason = 'The last webhook was turned away: it was not signed with the secret of this integration.'
  t.strictSame(of({ lastRejectedAt: NOW - 1 }), { state: 'FAILING', reason })
  t.strictSame(of({ lastDeliveryAt: NOW - 2, lastReadAt: NOW - 2, lastRejectedAt: NOW - 1 }), { state: 'FAILING', reason })
})

t.test('what waits for more than an hour is told, and a shorter wait is not', async t => {
  t.equal(of({ lastDeliveryAt: NOW - HOUR_MS, oldestWaitingAt: NOW - HOUR_MS }).state, 'HEALTHY')
  t.strictSame(of({ lastDeliveryAt: NOW, oldestWaitingAt: NOW - HOUR_MS - 1 }), { state: 'FAILING', reason: 'A delivery has waited for 1 hour to be read.' })
  t.match(of({ lastDeliveryAt: NOW, oldestWaitingAt: NOW - 5.5 * HOUR_MS }), { reason: /for 5 hours/ })
})

t.test('thirty days without anything are a silence', async t => {
  t.equal(of({ lastDeliveryAt: NOW - 30 * DAY_MS, lastReadAt: NOW - 30 * DAY_MS }).state, 'HEALTHY')
  t.strictSame(of({ lastDeliveryAt: NOW - 30 * DAY_MS - 1, lastReadAt: NOW - 30 * DAY_MS - 1 }), { state: 'SILENT', reason: 'Nothing has arrived for 30 days.' })
})

t.test('what is paused is paused, whatever happens meanwhile', async t => {
  t.match(of({ lastRejectedAt: NOW, lastFailedAt: NOW, oldestWaitingAt: NOW - DAY_MS }, true), { state: 'PAUSED', reason: /^It is paused: / })
})
