import fc from 'fast-check'
import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { givesMoreUntil, settleLedger, type LedgerFavor } from '../../../src/domain/quality/ledger.ts'
import { readTotals } from '../../../src/domain/quality/totals/reading.ts'
import { reciprocityOf } from '../../../src/domain/quality/reciprocity.ts'
import { DAYS, favorLists, instants, START, touchLists } from './support/arbitrary.ts'
import { near } from './support/near.ts'
import { day, given, received } from './support/touches.ts'

const END = START + (DAYS + 1) * DAY_MS
/** What floats may lose on the way. */
const ROUNDING = 1e-12

const favor = fc.record({
  id: fc.uuid(), at: instants, direction: fc.constantFrom('GIVEN' as const, 'RECEIVED' as const), worth: fc.integer({ min: 1, max: 5 }), kind: fc.constant('ADVICE')
})

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

t.test('a favor given never lowers our side of the ledger, and one received never raises it, whenever each was done', async t => {
  fc.assert(fc.property(favorLists, favor, instants, (favors, added, at) => {
    const before = settleLedger(favors, at).balance
    const after = settleLedger([...favors, added], at).balance
    return added.direction === 'GIVEN' ? after >= before - ROUNDING : after <= before + ROUNDING
  }), { numRuns: 1000 })
})

t.test('where favors are known, one given never lowers our side of reciprocity, and one received never raises it', async t => {
  fc.assert(fc.property(touchLists, favorLists, favor, (touches, favors, added) => {
    const reading = readTotals(replay(touches), END)
    // The first favor of all makes favors count for three quarters, whoever gave it.
    fc.pre(favors.length > 0)
    const [before, after] = [favors, [...favors, added]].map(each => reciprocityOf(reading, settleLedger(each, END)).balance) as [number, number]
    return added.direction === 'GIVEN' ? after >= before - ROUNDING : after <= before + ROUNDING
  }), { numRuns: 500 })
})

t.test('it does not matter in which order favors were recorded, and one that was deleted was never there', async t => {
  fc.assert(fc.property(favorLists.chain(favors => fc.tuple(fc.constant(favors), fc.shuffledSubarray(favors, { minLength: favors.length }))), favor, instants, ([favors, shuffled], deleted, at) => {
    t.strictSame(settleLedger(shuffled, at), settleLedger(favors, at))
    t.strictSame(settleLedger([deleted, ...shuffled].filter(({ id }) => id !== deleted.id), at), settleLedger(favors, at))
  }), { numRuns: 100 })
})

t.test('a debt is the same at any later time, and a credit halves in 365 days', async t => {
  fc.assert(fc.property(favorLists, fc.integer({ min: 0, max: 20_000 }), (favors, days) => {
    const [now, later] = [settleLedger(favors, END), settleLedger(favors, END + days * DAY_MS)]
    t.equal(later.debt, now.debt)
    near(t, later.credit, now.credit * 2 ** (-days / 365), 'credit')
  }), { numRuns: 200 })
})

t.test('nothing jumps at midnight: from one moment to the next the balance moves by next to nothing', async t => {
  fc.assert(fc.property(favorLists, fc.integer({ min: 0, max: 2 * DAYS }), (favors, days) => {
    const midnight = START + days * DAY_MS
    fc.pre(!favors.some(({ at }) => at === midnight))
    const [before, after] = [settleLedger(favors, midnight - 1), settleLedger(favors, midnight)]
    return Math.abs(after.balance - before.balance) < 1e-9 && before.debt === after.debt
  }), { numRuns: 500 })
})

/** What is left of them is as much as still has a name at the very millisecond at which it falls to that. */
const ON_THE_DOT = ([[1_695_538_800_000, 3], [1_699_171_200_000, -2], [1_730_095_200_000, 4], [1_736_748_000_000, 3], [1_742_724_000_000, -2], [1_745_830_800_000, -2], [1_750_244_400_000, 5], [1_750_287_600_000, 3]] as const)
  .map(([at, worth], index): LedgerFavor => ({ id: String(index), at, direction: worth > 0 ? 'GIVEN' : 'RECEIVED', worth: Math.abs(worth), kind: 'INTRODUCTION' }))

t.test('giving more ends at the moment that was foretold, and at no other', async t => {
  fc.assert(fc.property(favorLists, favors => {
    const ledger = settleLedger(favors, END)
    const until = givesMoreUntil(ledger, END)
    if (ledger.state !== 'WE_GIVE_MORE') return until === Infinity
    return settleLedger(favors, until - 2).state === 'WE_GIVE_MORE' && settleLedger(favors, until).state === 'BALANCED'
  }), { numRuns: 1000, examples: [[ON_THE_DOT]] })
  // 4/(4 + 2) falls to 0.3 when the credit is 6/7 of one: 365 * log2(4 * 7 / 6) days later.
  t.equal(givesMoreUntil(settleLedger([given(0, 4)], day(0)), day(0)), day(0) + Math.ceil(365 * DAY_MS * Math.log2(14 / 3)) + 1)
  t.equal(givesMoreUntil(settleLedger([given(0, 1), given(1, 1), given(2, 1)], day(3)), day(3)), Infinity, 'who only gives, only gives for ever')
})

const LISTED = [
  ['they helped once, we vanished', [received(0, 3)], 'WE_OWE', -0.6],
  ['answered with as much', [received(0, 3), given(30, 3)], 'BALANCED', 0],
  ['a guest post for an introduction', [received(0, 4), given(30, 4)], 'BALANCED', 0],
  ['a reshare for an introduction', [received(0, 4), given(30, 1)], 'WE_OWE', -0.6],
  ['nine given in a row', Array.from({ length: 9 }, (_, index) => given(index / 1e6, 1)), 'ONLY_WE_GIVE', 9 / 11]
] as const

for (const [story, favors, state, balance] of LISTED) {
  t.test(`${story}: ${state}, ${balance.toFixed(2)}`, async t => {
    const ledger = settleLedger(favors, Math.max(...favors.map(({ at }) => at)))
    t.equal(ledger.state, state)
    t.equal(ledger.balance.toFixed(5), balance.toFixed(5))
  })
}
