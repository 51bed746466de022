import t from 'tap'
import { nextAttempt } from '../../../src/domain/integrations/delivery.ts'
import { statusesOf } from '../../../src/domain/integrations/delivery-list.ts'
import { checkDeliveryDays } from '../../../src/domain/integrations/retention.ts'

t.test('a delivery that fails is tried again later and later, five times, and then rests', async t => {
  const waits = Array.from({ length: 6 }, (_, index) => nextAttempt(index + 1, 1000)).map(at => at === null ? null : (at - 1000) / 60_000)
  t.strictSame(waits, [0.5, 5, 30, 120, 480, null])
})

t.test('a filter has each status once, and all of them where it names none', async t => {
  t.strictSame(statusesOf({}), ['RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED'])
  t.strictSame(statusesOf({ status: null }), statusesOf({}))
  t.strictSame(statusesOf({ status: ['FAILED', 'RECEIVED', 'FAILED'] }), ['FAILED', 'RECEIVED'])
  t.strictSame(statusesOf({ status: [] }), [])
})

t.test('deliveries are kept from a day to a year, or as long as is usual', async t => {
  for (const days of [null, 1, 30, 365]) t.equal(checkDeliveryDays(days), days)
  for (const days of [0, -1, 366]) t.throws(() => checkDeliveryDays(days), { code: 'INVALID', fields: [{ path: 'deliveryDays' }] })
})
