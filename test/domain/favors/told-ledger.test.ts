import t from 'tap'
import { tellLedger } from '../../../src/domain/favors/told-ledger.ts'
import { near } from '../quality/support/near.ts'
import { day, given, received } from '../quality/support/touches.ts'

const NOW = day(300)

t.test('a ledger tells what was given and received, and what is left of it', async t => {
  const told = tellLedger([received(2, 4), given(10, 1, 'REVIEW')], NOW)
  t.match(told, { state: 'WE_OWE', given: 1, received: 4, debt: 3, credit: 0 })
  near(t, told.balance, -0.6, 'balance')
  const generous = tellLedger([given(-65, 4)], NOW)
  t.match(generous, { state: 'WE_GIVE_MORE', given: 4, received: 0, debt: 0 })
  near(t, generous.credit, 2, 'half of it after a year')
})

t.test('that we owe is told first, by the name of the favor', async t => {
  const told = (...favors: Parameters<typeof tellLedger>[0]) => tellLedger(favors, NOW).reasons.map(({ text }) => text)
  t.strictSame(told(), ['No favor known yet'])
  t.strictSame(told(received(2, 4)), ['You owe for the introduction of 3 March'])
  t.strictSame(told(received(2, 4), received(5, 2, 'REVIEW')), ['You owe for the introduction of 3 March and 1 later favor', 'You received 2 favors and gave none'])
  t.strictSame(told(given(0, 2, 'GUEST_POST'), given(1, 2)), ['You gave more than you received: 2 favors given, 0 received', 'The last that you gave was the introduction of 2 March'])
})

t.test('a small debt is told before that favors are about even', async t => {
  const { state, reasons } = tellLedger([received(0, 4), given(1, 4), received(2, 1), given(3, 0.5), received(4, 0.1)], NOW)
  t.equal(state, 'BALANCED')
  t.strictSame(reasons.map(({ code }) => code), ['FAVORS_WE_OWE', 'FAVORS_BALANCED'])
  t.strictSame(reasons[0]?.evidence, [{ type: 'favor', id: 'received-2' }, { type: 'favor', id: 'received-4' }])
  t.ok(reasons.every(({ impact }) => impact === 0))
})

t.test('of many debts the oldest is named, and is among the evidence', async t => {
  const [reason] = tellLedger([given(0, 1), ...Array.from({ length: 9 }, (_, index) => received(index + 1, 2))], NOW).reasons
  t.equal(reason?.text, 'You owe for the introduction of 2 March and 8 later favors')
  t.strictSame(reason?.evidence.map(({ id }) => id), [1, 2, 3, 4, 5].map(days => `received-${days}`))
})
