import t from 'tap'
import { keepSuggestions, suggestionId } from '../../../src/domain/agenda/keep-suggestions.ts'
import { skip, skipHeld, snooze } from '../../../src/domain/agenda/put-off.ts'
import { parseTypeId, toTypeId } from '../../../src/domain/type-id.ts'
import { SUGGESTION_KINDS, type KeptSuggestion, type Suggestion } from '../../../src/domain/agenda/suggestion.ts'
import { day } from '../quality/support/touches.ts'
import { ADA } from './support/known.ts'

const TOUCH: Suggestion = { kind: 'REACH_OUT', cause: 'cadence', activeAt: day(10), dueAt: day(10), priority: 0.5, reasons: () => [], channel: null }
const THANKS: Suggestion = { ...TOUCH, kind: 'THANK', cause: 'ask', activeAt: day(5), priority: 0.95 }

function kept (present: readonly KeptSuggestion[], found: readonly Suggestion[], days: number, change: object = {}): readonly KeptSuggestion[] {
  return keepSuggestions(present, found, { contactId: ADA, now: day(days), hasActed: true, lastTouchAt: null, leastMove: 0, ...change })
}

function one (rows: readonly KeptSuggestion[]): KeptSuggestion {
  const [row] = rows
  if (!row || rows.length > 1) throw new Error(`${rows.length} rows in place of one.`)
  return row
}

t.test('a new suggestion opens when it is active', async t => {
  t.strictSame(kept([], [TOUCH], 0), [{
    id: suggestionId(ADA, 'REACH_OUT'),
    contactId: ADA,
    kind: 'REACH_OUT',
    cause: 'cadence',
    activeAt: day(10),
    dueAt: day(10),
    priority: 0.5,
    snoozedUntil: -Infinity,
    skippedAt: null,
    skipReason: null,
    doneAt: null,
    opensAt: day(10),
    isReady: false,
    asOf: day(0)
  }])
  t.match(kept([], [TOUCH], 10), [{ isReady: true, opensAt: day(10) }])
})

t.test('what is the same is not written again, nor what has moved by less than matters', async t => {
  const row = one(kept([], [TOUCH], 0))
  t.strictSame(kept([row], [TOUCH], 5), [])
  t.strictSame(kept([row], [{ ...TOUCH, priority: 0.504 }], 5, { leastMove: 0.005 }), [])
  t.match(kept([row], [{ ...TOUCH, priority: 0.504 }], 5), [{ priority: 0.504, asOf: day(5) }])
  t.match(kept([row], [TOUCH], 11), [{ isReady: true }], 'that it has opened is written')
})

t.test('what was in the agenda and has gone because somebody acted is done', async t => {
  const open = one(kept([], [TOUCH], 10))
  t.match(kept([open], [], 11), [{ activeAt: Infinity, opensAt: Infinity, isReady: false, dueAt: null, doneAt: day(11) }])
  t.match(kept([open], [{ ...TOUCH, activeAt: day(21) }], 11), [{ isReady: false, doneAt: day(11) }])
  t.match(kept([open], [], 11, { hasActed: false }), [{ isReady: false, doneAt: null }], 'not where only a wish was changed')
  t.match(kept([one(kept([], [TOUCH], 0))], [], 5), [{ doneAt: null }], 'nor what was not in it')
  t.match(kept([one(kept([], [TOUCH], 0))], [], 11), [{ doneAt: day(11) }], 'but what had opened since it was ranked')
})

t.test('what comes back, because the touch was a mistake, is not done', async t => {
  const done = one(kept([one(kept([], [TOUCH], 10))], [{ ...TOUCH, activeAt: day(21) }], 11))
  t.match(kept([done], [TOUCH], 12), [{ isReady: true, doneAt: null }])
})

t.test('what nothing asks for any more is written once', async t => {
  const gone = one(kept([one(kept([], [TOUCH], 10))], [], 11))
  t.strictSame(kept([gone], [], 12), [])
})

t.test('a snooze holds until its instant, whatever is reckoned meanwhile, touches too', async t => {
  const snoozed = snooze(one(kept([], [TOUCH], 10)), day(40), day(10))
  t.match(snoozed, { isReady: false, opensAt: day(40), snoozedUntil: day(40) })
  const touched = one(kept([snoozed], [{ ...TOUCH, activeAt: day(21), priority: 0.6 }], 11))
  t.match(touched, { snoozedUntil: day(40), opensAt: day(40), doneAt: null })
  t.match(kept([touched], [{ ...TOUCH, activeAt: day(21) }], 40), [{ isReady: true }])
  const away = one(kept([snoozed], [], 12))
  t.match(kept([away], [TOUCH], 13), [{ snoozedUntil: day(40), opensAt: day(40) }], 'what goes and comes back is still put off')
})

t.test('another cause ends a snooze and a skip', async t => {
  const snoozed = snooze(one(kept([], [THANKS], 6)), day(40), day(6))
  t.match(kept([snoozed], [{ ...THANKS, cause: 'another ask' }], 7), [{ snoozedUntil: -Infinity, isReady: true }])
  const skipped = skip(one(kept([], [THANKS], 6)), 'Thanked by phone', 30, day(6))
  t.match(kept([skipped], [{ ...THANKS, cause: 'another ask' }], 7), [{ skippedAt: null, skipReason: null, isReady: true }])
  t.strictSame(kept([skipped], [THANKS], 400), [], 'the same cause does not')
})

t.test('a touch that was skipped is put off until the next one is wanted, anything else for as long as its cause lasts', async t => {
  t.match(skip(one(kept([], [TOUCH], 10)), ' On leave ', 30, day(12)), {
    snoozedUntil: day(42), opensAt: day(42), isReady: false, skippedAt: day(12), skipReason: 'On leave'
  })
  t.match(skip(one(kept([], [THANKS], 6)), 'Thanked by phone', 30, day(6)), { snoozedUntil: -Infinity, opensAt: Infinity, isReady: false })
})

t.test('the skip of a touch is over once the next one is wanted, so that nobody reads last year\'s reason', async t => {
  const touch = skip(one(kept([], [TOUCH], 10)), 'On leave', 30, day(12))
  t.strictSame(skipHeld(touch, day(42) - 1), { skippedAt: day(12), skipReason: 'On leave' })
  t.strictSame(skipHeld(touch, day(42)), { skippedAt: null, skipReason: null })
  t.strictSame(skipHeld(skip(one(kept([], [THANKS], 6)), 'By phone', 30, day(6)), day(400)), { skippedAt: day(6), skipReason: 'By phone' })
})

t.test('to put off what was skipped is to want it again', async t => {
  const skipped = skip(one(kept([], [THANKS], 6)), 'Later', 30, day(6))
  t.match(snooze(skipped, day(8), day(7)), { skippedAt: null, skipReason: null, opensAt: day(8) })
})

t.test('a snooze has to end, within a year, and a skip to have a reason', async t => {
  const row = one(kept([], [TOUCH], 10))
  t.throws(() => snooze(row, day(10), day(10)), { code: 'INVALID', fields: [{ path: 'until' }] })
  t.throws(() => snooze(row, day(377), day(10)), { code: 'INVALID', fields: [{ path: 'until' }] })
  t.match(snooze(row, day(376), day(10)), { snoozedUntil: day(376) })
  for (const reason of ['  ', 'x'.repeat(501)]) t.throws(() => skip(row, reason, 30, day(10)), { code: 'INVALID', fields: [{ path: 'reason' }] })
})

t.test('each kind of a contact has an id of its own, which is a UUID, and no contact\'s', async t => {
  const ids = SUGGESTION_KINDS.map(kind => suggestionId(ADA, kind))
  t.equal(new Set([ADA, ...ids]).size, SUGGESTION_KINDS.length + 1)
  t.ok(ids.every(id => parseTypeId(toTypeId('suggestion', id))?.uuid === id && id.charAt(14) === '7'))
})

t.test('what a touch did was done when it happened, though it be told of later; a thank-you when it is told of', async t => {
  const before = [one(kept([], [TOUCH], 12)), one(kept([], [THANKS], 12))]
  const after = kept(before, [{ ...TOUCH, cause: 'later', activeAt: day(40) }], 20, { lastTouchAt: day(13) })
  t.strictSame(after.map(({ kind, doneAt }) => [kind, doneAt]), [['REACH_OUT', day(13)], ['THANK', day(20)]])
})
