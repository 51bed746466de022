import t from 'tap'
import { settleLedger } from '../../../src/domain/quality/ledger.ts'
import { near } from './support/near.ts'
import { day, given, received } from './support/touches.ts'

t.test('a debt does not fade; what we gave does, by half each year', async t => {
  near(t, settleLedger([received(0, 3)], day(3650)).debt, 3, 'debt after ten years')
  near(t, settleLedger([given(0, 4)], day(365)).credit, 2, 'credit after one')
})

t.test('what we give first pays what we owe, the oldest favor first', async t => {
  const ledger = settleLedger([received(0, 3), received(1, 2), given(2, 4)], day(2))
  t.equal(ledger.debt, 1)
  t.strictSame(ledger.debts.map(({ favor, owed }) => [favor.id, owed]), [['received-1', 1]])
  t.equal(settleLedger([received(0, 3), given(2, 4)], day(2)).credit, 1, 'what is left over is credit')
})

t.test('what they give first uses up what we gave', async t => {
  const ledger = settleLedger([given(0, 2), received(0.5, 3)], day(0.5))
  near(t, ledger.debt, 3 - 2 * 2 ** (-0.5 / 365), 'debt')
  t.equal(ledger.credit, 0)
})

t.test('favors settle in the order in which they happened, whatever the order they are told in', async t => {
  const favors = [given(0, 4), received(10, 3), given(10, 1), received(400, 5)]
  t.strictSame(settleLedger([...favors].reverse(), day(500)), settleLedger(favors, day(500)))
})

t.test('favors still to come are not counted', async t => {
  t.strictSame(settleLedger([given(1, 5)], day(0)), settleLedger([], day(0)))
})

const STATES = [
  ['NO_HISTORY', []],
  ['ONLY_WE_TAKE', [received(0, 1), received(1, 1)]],
  ['WE_OWE', [received(0, 1)]],
  ['BALANCED', [received(0, 2), given(1, 2)]],
  ['WE_GIVE_MORE', [given(0, 2), given(1, 2)]],
  ['ONLY_WE_GIVE', [given(0, 1), given(1, 1), given(2, 1)]]
] as const

for (const [state, favors] of STATES) {
  t.test(`${favors.map(({ id }) => id).join(', ') || 'no favors'}: ${state}`, async t => {
    t.equal(settleLedger(favors, day(3)).state, state)
  })
}
