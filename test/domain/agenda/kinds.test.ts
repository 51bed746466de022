import t from 'tap'
import { suggestionsOf, toldSuggestion } from '../../../src/domain/agenda/suggestions-of.ts'
import { peakOf } from '../../../src/domain/quality/totals/peak.ts'
import { near } from '../quality/support/near.ts'
import { day, given, received, theyWrote, weMet, weWrote } from '../quality/support/touches.ts'
import { ask, codes, known, suggested } from './support/known.ts'

const strong = [weMet(0), weMet(20), weMet(40), weMet(60)]

t.test('what we owe is told from two weeks on, the more the higher', async t => {
  const owe = (worths: readonly number[], days = 40) => suggested('RECIPROCATE', known({ evidence: { favors: worths.map((worth, n) => received(n, worth)) } }), days)
  t.match(owe([4]), { activeAt: day(14), dueAt: day(14), priority: 0.9, cause: 'received-0' })
  t.equal(owe([4, 4])?.priority, 1)
  t.equal(owe([4], 3)?.activeAt, day(14), 'it is known before')
  t.equal(owe([4, 2])?.cause, 'received-1', 'a later favor is another cause')
  t.strictSame(owe([4, 2])?.reasons(), [{
    code: 'DEBT_OPEN', text: 'You owe for the introduction of 1 March and 1 later favor', impact: 100, evidence: [{ type: 'favor', id: 'received-0' }, { type: 'favor', id: 'received-1' }]
  }])
})

t.test('who was paid back, or is to be left in peace, is not told of', async t => {
  t.equal(suggested('RECIPROCATE', known({ evidence: { favors: [received(0, 4), given(5, 4)] } }), 40), undefined)
  t.equal(suggested('RECIPROCATE', known({ paused: true, evidence: { favors: [received(0, 4)] } }), 40), undefined)
  t.equal(suggested('RECIPROCATE', known({ evidence: { favors: [given(0, 4)] } }), 40), undefined)
  t.equal(suggested('RECIPROCATE', { ...known(), evidence: undefined }, 40), undefined)
})

t.test('thanks are due two days after an ask was fulfilled, until it is thanked for or a month has gone', async t => {
  const thanks = (moves: Parameters<typeof ask>[1], days: number) => suggested('THANK', known({ evidence: { asks: [ask(0, moves)] } }), days)
  t.match(thanks({ SENT: 0, FULFILLED: 5 }, 5), { activeAt: day(5), dueAt: day(7), priority: 0.95, cause: 'ask-0' })
  t.ok(thanks({ SENT: 0, FULFILLED: 5 }, 34))
  t.equal(thanks({ SENT: 0, FULFILLED: 5 }, 35), undefined)
  t.equal(thanks({ SENT: 0, FULFILLED: 5, THANKED: 6 }, 7), undefined)
  t.equal(thanks({ SENT: 0, FULFILLED: 5, RECIPROCATED: 6 }, 7), undefined)
  t.equal(thanks({ SENT: 0, ACCEPTED: 5 }, 7), undefined)
  t.ok(suggested('THANK', known({ paused: true, evidence: { asks: [ask(0, { FULFILLED: 5 })] } }), 6), 'thanks are due to everybody')
})

t.test('a favor received wants a word, something given back, or thanks for an ask', async t => {
  const thanks = (given: Parameters<typeof known>[0]) => suggested('THANK', known(given), 10)
  const favors = [received(5, 4)]
  t.match(thanks({ evidence: { favors } }), { dueAt: day(7), cause: 'received-5' })
  t.equal(thanks({ evidence: { favors } })?.reasons()[0]?.text, 'No word from you since the introduction of 6 March')
  t.ok(thanks({ touches: [theyWrote(6), weWrote(4)], evidence: { favors } }))
  t.equal(thanks({ touches: [weWrote(6)], evidence: { favors } }), undefined)
  t.equal(thanks({ touches: [weMet(6)], evidence: { favors } }), undefined)
  t.equal(thanks({ evidence: { favors: [...favors, given(6, 4)] } }), undefined)
  t.equal(thanks({ evidence: { favors: [...favors, given(6, 1)] } }), undefined, 'also where that does not weigh as much')
  t.ok(thanks({ evidence: { favors: [...favors, given(4, 1)] } }), 'what was given before is no answer')
  t.equal(thanks({ evidence: { favors, asks: [ask(0, { FULFILLED: 5, THANKED: 6 })] } }), undefined)
})

t.test('several thanks are one suggestion, due with the first, whose cause is the last', async t => {
  const suggestion = suggested('THANK', known({ evidence: { favors: [received(8, 2)], asks: [ask(0, { FULFILLED: 5 })] } }), 10)
  t.match(suggestion, { activeAt: day(5), dueAt: day(7), cause: 'received-8' })
  t.strictSame(suggestion?.reasons().map(({ impact }) => impact), [47.5, 47.5])
})

t.test('an ask without an answer is followed up after a week, and again a week after each word of ours', async t => {
  const asks = [ask(0, { SENT: 1 })]
  const follow = (touches: Parameters<typeof known>[0], days = 20) => suggested('FOLLOW_UP', known({ ...touches, evidence: { asks } }), days)
  t.match(follow({}), { activeAt: day(8), dueAt: day(8), priority: 0.8, cause: 'ask-0 NO_ANSWER_YET' })
  t.match(follow({ touches: [weWrote(1), theyWrote(3), weWrote(4)] }), { activeAt: day(8) }, 'talk within the week is about something else')
  t.match(follow({ touches: [weWrote(10)] }), { activeAt: day(17) })
  t.equal(follow({}, 91), undefined, 'what was not answered in a season will not be')
  t.equal(follow({})?.reasons()[0]?.text, 'No answer yet to what you asked on 2 March')
  for (const moves of [{}, { SENT: 1, DECLINED: 3 }, { SENT: 1, NO_ANSWER: 15 }, { SENT: 1, WITHDRAWN: 2 }, { SENT: 1, ACCEPTED: 3 }]) {
    t.equal(suggested('FOLLOW_UP', known({ evidence: { asks: [ask(0, moves)] } }), 20), undefined, JSON.stringify(moves))
  }
})

t.test('a deadline is spoken of two days before, of an ask that is open', async t => {
  const follow = (moves: Parameters<typeof ask>[1], days: number, touches = [theyWrote(0)]) =>
    suggested('FOLLOW_UP', known({ touches, evidence: { asks: [ask(0, moves, { deadline: day(30) })] } }), days)
  t.match(follow({ SENT: 27 }, 29), { activeAt: day(28), dueAt: day(30), cause: 'ask-0 DEADLINE_NEAR' })
  t.match(follow({ SENT: 1, ACCEPTED: 3 }, 20), { activeAt: day(28) }, 'it is known before')
  t.match(follow({ ACCEPTED: 29 }, 29), { activeAt: day(28) }, 'an ask of whose sending nobody told was made when it was written down')
  t.equal(follow({ SENT: 1, ACCEPTED: 3 }, 29)?.reasons()[0]?.text, 'What you asked for is wanted by 31 March')
  t.equal(follow({ SENT: 1, ACCEPTED: 3 }, 29, [weWrote(28.5)]), undefined, 'it was spoken of')
  t.equal(follow({ SENT: 1, FULFILLED: 3 }, 29), undefined)
})

t.test('of two asks the one that opened last is the cause, and both are told', async t => {
  const asks = [ask(0, { SENT: 0 }), ask(5, { SENT: 5 })]
  const both = suggested('FOLLOW_UP', known({ evidence: { asks } }), 13)
  t.match(both, { activeAt: day(7), dueAt: day(7), cause: 'ask-5 NO_ANSWER_YET' })
  t.equal(both?.reasons().length, 2)
  t.equal(suggested('FOLLOW_UP', known({ evidence: { asks } }), 10)?.cause, 'ask-0 NO_ANSWER_YET')
})

t.test('of two asks that open at the same time the cause is always the same one, whatever order they are read in', async t => {
  const asks = [ask(0, { SENT: 1 }), ask(1, { SENT: 1 })]
  const cause = (read: typeof asks) => suggested('FOLLOW_UP', known({ evidence: { asks: read } }), 13)?.cause
  t.equal(cause(asks), cause([...asks].reverse()))
})

t.test('the fourth message about an ask is not suggested either, but another way', async t => {
  const contact = known({ touches: [weWrote(0), weWrote(8), weWrote(16)], evidence: { asks: [ask(0, { SENT: 0 })] }, reachableBy: ['PHONE'] })
  const suggestion = suggested('FOLLOW_UP', contact, 50)
  t.match(suggestion, { activeAt: day(46), channel: 'PHONE_CALL' })
  t.strictSame(codes(suggestion), ['TRY_ANOTHER_CHANNEL', 'NO_ANSWER_YET'])
})

t.test('a strong tie that was silent for a year is worth reviving, in the place of reaching out', async t => {
  const contact = known({ touches: strong })
  const days = 60 + 366
  const suggestion = suggested('REVIVE', contact, days)
  const peak = peakOf(contact.totals, day(days), null)
  t.ok(peak > 0.6)
  t.match(suggestion, { activeAt: day(60 + 365), dueAt: null, cause: 'mutual-60' })
  t.ok((suggestion?.priority ?? 0) >= 0.4 * peak)
  t.strictSame(codes(suggestion), ['ONCE_WARM', 'LONG_SILENT', 'AGENDA_QUALITY'])
  t.equal(suggested('REACH_OUT', contact, days), undefined)
  t.equal(suggested('REVIVE', contact, 60 + 357), undefined)
  t.ok(suggested('REVIVE', contact, 60 + 359), 'foreseen for a week')
  t.ok(suggested('REACH_OUT', contact, 60 + 359), 'and not in its place yet')
})

t.test('a tie of one day may be worth reviving, though not enough is known to say how good it is', async t => {
  const suggestion = suggested('REVIVE', known({ touches: [weMet(0, 'IN_PERSON'), weMet(0.1)] }), 370)
  t.match(suggestion?.reasons()[2], { text: 'How good a contact it is, is not known yet', impact: 0 })
  t.ok((suggestion?.priority ?? 0) > 0.24)
})

t.test('who was never close, is wished for anyway, rests, or was warm too long ago, is not revived', async t => {
  t.equal(suggested('REVIVE', known({ touches: [weWrote(0), weWrote(5)] }), 400), undefined)
  t.equal(suggested('REVIVE', known({ touches: strong, targetDays: 30 }), 430), undefined)
  t.equal(suggested('REVIVE', known({ touches: strong, tagDays: 30 }), 430), undefined)
  t.equal(suggested('REVIVE', known({ touches: strong, paused: true }), 430), undefined)
  t.equal(suggested('REVIVE', known({ touches: strong }), 2500), undefined)
  t.equal(suggested('REVIVE', known(), 2500), undefined)
})

t.test('of two ties as strong, the one that leads elsewhere comes first; strength goes before', async t => {
  const revived = (colleagues?: number, touches = strong) => suggestionsOf(known({ touches }), day(430), colleagues).find(({ kind }) => kind === 'REVIVE')
  const [alone, crowded, unknown] = [revived(0), revived(9), revived()]
  t.ok((alone?.priority ?? 0) > (crowded?.priority ?? 0) && (crowded?.priority ?? 0) > (unknown?.priority ?? 0))
  t.ok((alone?.priority ?? 0) - (unknown?.priority ?? 0) < 0.0011)
  t.equal(alone?.reasons().at(-1)?.text, 'You know nobody else where they work')
  t.equal(crowded?.reasons().at(-1)?.text, 'You know 9 more where they work')
  const stronger = revived(9, [...strong, weMet(62)])
  t.ok((stronger?.priority ?? 0) > (alone?.priority ?? 0))
})

t.test('a tie in which only we give, and that is of little worth otherwise, may rest', async t => {
  const favors = [given(0, 3), given(10, 3), given(20, 3)]
  const touches = [weWrote(0), weWrote(10), weWrote(20), weWrote(30)]
  const contact = known({ touches, evidence: { favors } })
  const suggestion = suggested('LET_REST', contact, 60)
  t.match(suggestion, { priority: 0.2, activeAt: day(20), dueAt: null, cause: 'given-20' })
  t.strictSame(codes(suggestion), ['FAVORS_ONLY_WE_GIVE', 'AGENDA_QUALITY'])
  t.equal(suggested('REACH_OUT', contact, 100), undefined, 'and no rhythm asks for a touch')
  t.ok(suggested('REACH_OUT', { ...contact, targetDays: 30 }, 100), 'but a wish does')
  t.equal(suggested('LET_REST', known({ touches, paused: true, evidence: { favors } }), 60), undefined)
  t.equal(suggested('LET_REST', known({ touches, evidence: { favors: [...favors, received(21, 1)] } }), 60), undefined)
  t.equal(suggested('LET_REST', known({ touches: strong, evidence: { favors } }), 61), undefined, 'a warm tie may be uneven')
  t.equal(suggested('LET_REST', { ...contact, evidence: undefined }, 60), undefined)
})

t.test('each impact is a part of the priority', async t => {
  const contact = known({
    touches: [...strong, theyWrote(61)], targetDays: 10, evidence: { favors: [received(0, 3), received(70, 1)], asks: [ask(60, { SENT: 60 }), ask(50, { SENT: 55, FULFILLED: 72 })] }
  })
  const all = suggestionsOf(contact, day(95))
  t.strictSame(all.map(({ kind }) => kind).sort(), ['FOLLOW_UP', 'REACH_OUT', 'RECIPROCATE', 'THANK'])
  for (const suggestion of [...all, suggested('REVIVE', known({ touches: strong }), 430)]) {
    near(t, suggestion?.reasons().reduce((sum, { impact }) => sum + impact, 0) ?? 0, 100 * (suggestion?.priority ?? 0), suggestion?.kind ?? '')
  }
})

t.test('a suggestion that is over by now is told as it stood when it was ranked', async t => {
  const contact = known({ evidence: { asks: [ask(0, { FULFILLED: 5 })] } })
  t.match(toldSuggestion(contact, { kind: 'THANK', asOf: day(6) }, day(7)), { cause: 'ask-0' })
  t.match(toldSuggestion(contact, { kind: 'THANK', asOf: day(6) }, day(70)), { cause: 'ask-0' })
  t.equal(toldSuggestion(contact, { kind: 'THANK', asOf: day(69) }, day(70)), null)
})
