import t from 'tap'
import { ASK_SIZES, type AskSize, type AskStatus } from '../../../src/domain/asks/ask.ts'
import { NO_EVIDENCE, type Evidence, type KnownAsk } from '../../../src/domain/contacts/evidence.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import type { Touch } from '../../../src/domain/quality/totals/touch.ts'
import { askReadiness, firstSteps } from '../../../src/domain/asks/readiness.ts'
import { day, given, received, theyWrote, weMet, weWrote } from '../quality/support/touches.ts'

const NOW = day(1000)
/** Five dates of contact, the last of them ten days ago. */
const WARM = [950, 960, 970, 980, 990].map(days => weMet(days))

t.test('a warm tie in which nobody owes anybody is ready for anything', async t => {
  for (const size of ASK_SIZES) t.equal(verdict({ size }), 'READY', size)
  t.strictSame(askReadiness(contact({ favors: [given(900, 2)] }), 'LARGE', NOW).reasons, [
    { code: 'READINESS_WARM', text: 'You heard from them 10 days ago, after 5 days of contact in all', impact: 0, evidence: [970, 980, 990].map(days => ({ type: 'interaction', id: `mutual-${days}` })) },
    { code: 'FAVORS_WE_GIVE_MORE', text: 'You gave more than you received: 1 favor given, 0 received', impact: 0, evidence: [{ type: 'favor', id: 'given-900' }] }
  ])
})

t.test('who never wrote, and was never met, is a stranger, whatever we sent and whatever we owe', async t => {
  t.equal(verdict({ touches: [] }), 'NEVER_TALKED')
  t.equal(verdict({ touches: [weWrote(990), weWrote(995)] }), 'NEVER_TALKED')
  t.equal(verdict({ touches: [theyWrote(990, 'COMMENT')], size: 'SMALL' }), 'NEVER_TALKED', 'a crumb is no talk')
  t.equal(verdict({ touches: [weWrote(990)], favors: [received(980, 4)], asks: [ask(995)] }), 'NEVER_TALKED')
  t.equal(verdict({ touches: [theyWrote(990)], size: 'SMALL' }), 'READY')
  t.match(reasonsOf({ touches: [weWrote(990)] }), [/^They never wrote, and you never met: 1 message from you; .* 7 to 12 %/])
  t.match(reasonsOf({ touches: [] }), [/^You have never been in touch; .* 9 to 29 %/])
})

t.test('an open ask is not followed by another', async t => {
  t.equal(verdict({ asks: [ask(100)] }), 'TOO_SOON')
  t.equal(verdict({ asks: [ask(100, [101, 'ACCEPTED'])] }), 'TOO_SOON')
  for (const end of ['DECLINED', 'NO_ANSWER', 'FULFILLED', 'WITHDRAWN'] as const) t.equal(verdict({ asks: [ask(100, [101, end])] }), 'READY', end)
  t.equal(verdict({ asks: [{ ...ask(100), moves: [] }] }), 'READY', 'a draft asks for nothing')
  t.equal(verdict({ asks: [{ ...ask(990), moves: [{ to: 'WITHDRAWN', at: day(995) }] }] }), 'READY', 'nor does a draft that was withdrawn')
  t.strictSame(askReadiness(contact({ asks: [ask(990)] }), 'SMALL', NOW).reasons[0],
    { code: 'READINESS_ASK_OPEN', text: 'Your ask of 16 November is not answered yet', impact: 0, evidence: [{ type: 'ask', id: 'ask-990' }] })
  t.equal(reasonsOf({ asks: [ask(990, [991, 'ACCEPTED'])] })[0], 'Your ask of 16 November is accepted and not fulfilled yet')
})

t.test('after an ask come 14, 30 or 90 days of rest, by the size of the next one', async t => {
  for (const [size, days] of [['SMALL', 14], ['MEDIUM', 30], ['LARGE', 90]] as const) {
    t.equal(verdict({ size, asks: [ask(1000 - days, [1000 - days, 'DECLINED'])] }), 'READY', `${size} after ${days} days`)
    t.equal(verdict({ size, asks: [ask(1000.001 - days, [1000.001 - days, 'DECLINED'])] }), 'TOO_SOON', `${size} a minute before`)
  }
  t.equal(verdict({ asks: [ask(995, [996, 'FULFILLED']), ask(100)] }), 'TOO_SOON', 'the last one counts, in any order')
  t.equal(verdict({ asks: [ask(900, [901, 'FULFILLED']), ask(800)] }), 'READY')
  const twins = [{ ...ask(995), id: 'b' }, { ...ask(995, [996, 'DECLINED']), id: 'a' }]
  t.strictSame([twins, [...twins].reverse()].map(asks => reasonsOf({ asks })[0]), Array(2).fill('Your ask of 21 November is not answered yet'), 'of two of one moment always the same')
  t.equal(reasonsOf({ asks: [ask(995, [996, 'NO_ANSWER'])] })[0], 'You asked 5 days ago; before a medium ask let 30 days pass')
})

t.test('who owes gives first, but for a small ask', async t => {
  const debt = [received(900, 4, 'INTRODUCTION')]
  t.strictSame(ASK_SIZES.map(size => verdict({ size, favors: debt })), ['READY', 'GIVE_FIRST', 'GIVE_FIRST'])
  t.equal(reasonsOf({ favors: debt })[0], 'You owe for the introduction of 18 August')
  const taken = [received(900, 1), received(901, 1)]
  t.equal(verdict({ favors: taken }), 'GIVE_FIRST')
  t.strictSame(reasonsOf({ favors: taken }), ['You received 2 favors and gave none', 'You owe for the introduction of 18 August and 1 later favor'])
  t.equal(verdict({ favors: [...debt, given(910, 3)] }), 'GIVE_FIRST', 'a third of the way is not enough')
  t.equal(verdict({ favors: [...debt, given(910, 4)] }), 'READY')
})

t.test('a tie has to be warm enough for the size of the ask', async t => {
  const dates = (count: number) => Array.from({ length: count }, (_, index) => weMet(990 - index))
  for (const [size, days, least] of [['SMALL', 180, 1], ['MEDIUM', 60, 3], ['LARGE', 30, 5]] as const) {
    t.equal(verdict({ size, touches: dates(least) }), 'READY', `${size}: ${least} dates`)
    if (least > 1) t.equal(verdict({ size, touches: dates(least - 1) }), 'WARM_UP_FIRST', `${size}: a date less`)
    const heard = (ago: number) => [...Array.from({ length: 5 }, (_, index) => weMet(500 + index)), theyWrote(1000 - ago), weWrote(999)]
    t.equal(verdict({ size, touches: heard(days) }), 'READY', `${size}: heard ${days} days ago`)
    t.equal(verdict({ size, touches: heard(days + 0.001) }), 'WARM_UP_FIRST', `${size}: a minute longer ago; that we wrote does not help`)
  }
  t.strictSame(reasonsOf({ touches: [theyWrote(500)], size: 'LARGE' }), [
    'You last heard from them 500 days ago; before a large ask it should be within 30 days', '1 day of contact so far; before a large ask it should be 5'
  ])
})

t.test('the first rule that fits decides, and the others are told after it', async t => {
  const all = { touches: [theyWrote(500)], favors: [received(900, 4)], asks: [ask(999)] }
  t.equal(verdict(all), 'TOO_SOON')
  t.strictSame(askReadiness(contact(all), 'MEDIUM', NOW).reasons.map(({ code }) => code), ['READINESS_ASK_OPEN', 'FAVORS_WE_OWE', 'READINESS_SILENCE', 'READINESS_FEW_DATES'])
  t.equal(verdict({ ...all, asks: [] }), 'GIVE_FIRST')
  t.equal(verdict({ ...all, asks: [], favors: [] }), 'WARM_UP_FIRST')
})

t.test('readiness changes with time alone, and not at midnight', async t => {
  const story = contact({ asks: [ask(990.3, [990.4, 'DECLINED'])] })
  const at = (days: number) => askReadiness(story, 'SMALL', day(days)).verdict
  t.strictSame([1004.2999, 1004.3001].map(at), ['TOO_SOON', 'READY'])
})

t.test('first steps are two at most, light ones for a stranger, and none where we are ready', async t => {
  const idea = (kind: 'RESHARE' | 'REVIEW', effort: number) => ({ kind, effort, worth: 1, text: kind })
  const ideas = [idea('REVIEW', 2), idea('RESHARE', 1), idea('REVIEW', 3)]
  t.strictSame(firstSteps('READY', ideas), [])
  for (const verdict of ['GIVE_FIRST', 'WARM_UP_FIRST', 'TOO_SOON'] as const) t.strictSame(firstSteps(verdict, ideas), ideas.slice(0, 2))
  t.strictSame(firstSteps('NEVER_TALKED', ideas), [ideas[1]])
})

interface Story extends Partial<Pick<Evidence, 'favors' | 'asks'>> {
  readonly touches?: readonly Touch[]
  readonly size?: AskSize
}

function contact ({ touches = WARM, favors = [], asks = [] }: Story) {
  return { totals: replay(touches), evidence: { ...NO_EVIDENCE, favors, asks } }
}

function verdict (story: Story) {
  return askReadiness(contact(story), story.size ?? 'MEDIUM', NOW).verdict
}

function reasonsOf (story: Story): string[] {
  return askReadiness(contact(story), story.size ?? 'MEDIUM', NOW).reasons.map(({ text }) => text)
}

/** An ask that was sent on a day, and moved on since. */
function ask (sentOn: number, ...moves: [days: number, to: AskStatus][]): KnownAsk {
  return { id: `ask-${sentOn}`, size: 'MEDIUM', createdAt: day(sentOn), deadline: null, moves: [{ to: 'SENT' as const, at: day(sentOn) }, ...moves.map(([days, to]) => ({ to, at: day(days) }))] }
}
