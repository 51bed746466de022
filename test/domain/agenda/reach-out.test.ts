import t from 'tap'
import { scoreAt } from '../../../src/domain/agenda/agenda-contact.ts'
import { earlyDays } from '../../../src/domain/agenda/jitter.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { peakOf } from '../../../src/domain/quality/totals/peak.ts'
import { near } from '../quality/support/near.ts'
import { day, theyWrote, weMet, weWrote } from '../quality/support/touches.ts'
import { ADA, ask, codes, known, suggested } from './support/known.ts'

const monthly = [weMet(0), weMet(30), weMet(60), weMet(90)]

t.test('a touch is suggested from the day it is due, by the published formula', async t => {
  const contact = known({ touches: monthly, targetDays: 30 })
  for (const days of [120, 135, 150, 400]) {
    const suggestion = suggested('REACH_OUT', contact, days)
    const { score, factors: { warmth: { hear } } } = scoreAt(contact, day(days))
    const urgency = Math.min(1, ((days - 90) / 30 - 1) / 2 + 0.25)
    const worth = 0.45 + 0.35 * peakOf(contact.totals, day(days), 30) + 0.20 * (score ?? 0) / 100
    near(t, suggestion?.priority ?? 0, urgency * worth * (1 - 0.3 * hear), `day ${days}`)
    t.equal(suggestion?.activeAt, day(120))
    t.equal(suggestion?.dueAt, day(120))
  }
})

t.test('before it is due, the priority is that of the day on which it will be', async t => {
  const contact = known({ touches: monthly, targetDays: 30 })
  t.equal(suggested('REACH_OUT', contact, 95)?.priority, suggested('REACH_OUT', contact, 120)?.priority)
})

t.test('whoever writes by themselves can wait', async t => {
  const wrote = known({ touches: [theyWrote(0), theyWrote(5), theyWrote(10), theyWrote(15), theyWrote(20)], targetDays: 5 })
  t.ok(codes(suggested('REACH_OUT', wrote, 26)).includes('MAY_WRITE_FIRST'))
})

t.test('a cadence of the contact, of a tag, and a learned one each say so', async t => {
  const text = (given: object) => suggested('REACH_OUT', known({ touches: monthly, ...given }), 125)?.reasons()[0]?.text
  t.equal(text({ targetDays: 20 }), 'The last real touch was 35 days ago; you want one every 20 days')
  t.equal(text({ tagDays: 10 }), 'The last real touch was 35 days ago; its tag wants one every 10 days')
  t.equal(text({}), 'The last real touch was 35 days ago; your rhythm is 30 days')
  t.equal(suggested('REACH_OUT', known({ targetDays: 10 }), 12)?.reasons()[0]?.text, 'Added 12 days ago, and no real touch yet; you want one every 10 days')
  const foreseen = suggested('REACH_OUT', known({ touches: monthly, targetDays: 20 }), 93)
  t.strictSame([foreseen?.activeAt, foreseen?.reasons()[0]?.text], [day(110), 'The last real touch was 3 days ago; you want one every 20 days'], 'also of what is to come, in words as of now')
})

t.test('without a cadence, or while it rests, nobody is to be reached', async t => {
  t.equal(suggested('REACH_OUT', known(), 400), undefined)
  t.equal(suggested('REACH_OUT', known({ touches: [weMet(0), weMet(9)] }), 100), undefined, 'two dates make no rhythm')
  t.equal(suggested('REACH_OUT', known({ touches: monthly, targetDays: 30, paused: true }), 400), undefined)
})

t.test('a learned rhythm stops asking after a year of silence, a wish never does', async t => {
  const few = [weWrote(0), weWrote(20), theyWrote(40)]
  t.ok(suggested('REACH_OUT', known({ touches: few }), 400))
  t.equal(suggested('REACH_OUT', known({ touches: few }), 406), undefined)
  t.ok(suggested('REACH_OUT', known({ touches: few, targetDays: 30 }), 4000))
  const yearly = [weWrote(0), weWrote(365), weWrote(730)]
  t.ok(suggested('REACH_OUT', known({ touches: yearly, tagDays: null }), 1100), 'a yearly rhythm has half a year more')
})

t.test('a new tie is nudged early by its own share of a tenth of the target, and never late', async t => {
  const ids = Array.from({ length: 20 }, (_, n) => `01890a5d-ac96-774b-bcce-b302099a80${String(n).padStart(2, '0')}`)
  const dueAt = (id: string) => suggested('REACH_OUT', known({ id, touches: [weMet(0, 'EVENT')], targetDays: 60 }), 1)?.dueAt ?? NaN
  const early = ids.map(id => (day(60) - dueAt(id)) / DAY_MS)
  t.ok(early.every(days => days >= 0 && days <= 6))
  const byDay = new Set(early.map(Math.floor))
  t.ok(byDay.size >= 4, `twenty people met at one party fall due on ${byDay.size} days`)
  t.ok(Math.max(...[...byDay].map(each => early.filter(days => Math.floor(days) === each).length)) <= 8, 'and not most of them on one')
  t.strictSame(ids.map(dueAt), ids.map(dueAt), 'the same whenever it is asked for')
  t.equal(earlyDays(ADA, 60, 3), 0, 'a tie with a rhythm of its own is on time')
})

t.test('whoever is due is in the agenda', async t => {
  const contact = known({ touches: [weMet(0)], targetDays: 60 })
  t.ok((suggested('REACH_OUT', contact, 60)?.activeAt ?? Infinity) <= day(60))
})

t.test('three messages without an answer pause the nudges; a month later another way is suggested, at half the urgency', async t => {
  const three = [weMet(0), weWrote(20), weWrote(30), weWrote(40)]
  const contact = known({ touches: three, targetDays: 10 })
  const suggestion = suggested('REACH_OUT', contact, 71)
  t.equal(suggestion?.activeAt, day(70))
  t.equal(suggestion?.reasons()[0]?.text, 'Your last 3 messages got no answer: try another way, not another message')
  t.strictSame(suggestion?.reasons()[0]?.evidence.map(({ id }) => id), ['outbound-20', 'outbound-30', 'outbound-40'])
  t.equal(suggestion?.channel, null)
  const heard = known({ touches: [...three, theyWrote(41)], targetDays: 10 })
  t.equal(suggested('REACH_OUT', heard, 71)?.activeAt, day(51))
  t.notOk(codes(suggested('REACH_OUT', heard, 71)).includes('TRY_ANOTHER_CHANNEL'))
})

t.test('where the other way was no use either, it is let be for half a year, or three targets', async t => {
  const four = [weMet(0), weWrote(20), weWrote(30), weWrote(40), weWrote(50)]
  t.equal(suggested('REACH_OUT', known({ touches: four, targetDays: 10 }), 60)?.activeAt, day(230))
  t.equal(suggested('REACH_OUT', known({ touches: four, targetDays: 90 }), 60)?.activeAt, day(320))
})

t.test('the other way is one that is known, and not the last one', async t => {
  const channel = (reachableBy: readonly ('EMAIL' | 'PHONE' | 'SLACK' | 'GITHUB')[], last: 'EMAIL' | 'SMS' | 'PHONE_CALL' = 'EMAIL') => {
    const contact = known({ touches: [weWrote(0), weWrote(10), weWrote(20, last)], targetDays: 10, reachableBy })
    const suggestion = suggested('REACH_OUT', contact, 60)
    return [suggestion?.channel, suggestion?.reasons()[0]?.text.replace(/.*: /, '')]
  }
  t.strictSame(channel(['EMAIL', 'PHONE']), ['PHONE_CALL', 'try a call, not another message'])
  t.strictSame(channel(['EMAIL', 'PHONE'], 'PHONE_CALL'), ['EMAIL', 'try an e-mail, not another message'])
  t.strictSame(channel(['EMAIL', 'SLACK']), ['DIRECT_MESSAGE', 'try a direct message, not another message'])
  t.strictSame(channel(['SLACK', 'PHONE'], 'SMS'), ['PHONE_CALL', 'try a call, not another message'])
  t.strictSame(channel(['EMAIL', 'GITHUB']), [null, 'try another way, not another message'])
})

t.test('after somebody has helped, a touch should follow that asks for nothing, the more pressing the nearer its day', async t => {
  const helped = known({ evidence: { asks: [ask(0, { SENT: 0, FULFILLED: 10, THANKED: 11 })] } })
  const suggestion = suggested('REACH_OUT', helped, 30)
  t.match(suggestion, { cause: 'ask-0', activeAt: day(10), dueAt: day(40), priority: 0.5 })
  t.strictSame(suggestion?.reasons().map(({ code, impact, evidence }) => [code, impact, evidence]), [['AFTERCARE', 50, [{ type: 'ask', id: 'ask-0' }]]])
  t.strictSame([10, 40, 190].map(days => suggested('REACH_OUT', helped, days)?.priority), [0.3, 0.6, 0.6])
  t.equal(suggested('REACH_OUT', helped, 191), undefined, 'after half a year it would be a new beginning')
})

t.test('a real touch after the thanks is aftercare; the thanks, a like, and what came before them are none', async t => {
  const helped = (touches: Parameters<typeof known>[0], thanked: object = { THANKED: 11 }) =>
    suggested('REACH_OUT', known({ ...touches, evidence: { asks: [ask(0, { SENT: 0, FULFILLED: 10, ...thanked })] } }), 40)
  t.ok(helped({ touches: [weWrote(11.5)] }), 'the mail that says thanks')
  t.ok(helped({ touches: [weWrote(20, 'REACTION')] }))
  t.equal(helped({ touches: [weWrote(20)] }), undefined)
  t.equal(helped({ touches: [weWrote(20)] }, {}), undefined, 'thanks were due within two days, said or not')
  t.ok(helped({ touches: [weWrote(12)] }, {}))
  t.equal(suggested('REACH_OUT', known({ evidence: { asks: [ask(0, { SENT: 0 }), ask(1, { FULFILLED: 2, WITHDRAWN: 3 }), ask(2, { FULFILLED: 200 })] } }), 40), undefined)
})

t.test('aftercare and the cadence make one suggestion, of the stronger one\'s priority, due at the earlier', async t => {
  const asks = [ask(0, { SENT: 0, FULFILLED: 10, THANKED: 11 })]
  const both = suggested('REACH_OUT', known({ touches: [weMet(0)], targetDays: 30, evidence: { asks } }), 31)
  t.strictSame([both?.cause, both?.priority, both?.dueAt], ['ask-0', 0.51, suggested('REACH_OUT', known({ touches: [weMet(0)], targetDays: 30 }), 31)?.dueAt])
  t.match(both?.reasons().map(({ code, impact }) => [code, impact]).slice(0, 2), [['AFTERCARE', 51], ['CADENCE_DUE', 0]])
  const late = suggested('REACH_OUT', known({ touches: [weMet(0)], targetDays: 5, evidence: { asks } }), 31)
  t.ok((late?.priority ?? 0) > 0.6)
  t.match(late?.reasons().map(({ code, impact }) => [code, impact])[0], ['AFTERCARE', 0])
  const soon = suggested('REACH_OUT', known({ touches: [weMet(0)], targetDays: 12, evidence: { asks } }), 20)
  t.equal(soon?.cause, 'ask-0', 'aftercare begins at once')
})
