import t from 'tap'
import type { AskFields } from '../../../src/domain/asks/ask.ts'
import { askWarnings } from '../../../src/domain/asks/ask-warnings.ts'
import { NO_EVIDENCE, type Evidence } from '../../../src/domain/contacts/evidence.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import type { Touch } from '../../../src/domain/quality/totals/touch.ts'
import { day, received, theyWrote, weMet, weWrote } from '../quality/support/touches.ts'

const NOW = day(100)
const WARM = [60, 70, 80, 90, 95].map(days => weMet(days))
const FAIR = { offer: 'A guest post', size: 'MEDIUM' } as const
const SENT = { id: 'ask', size: 'SMALL', createdAt: day(97), deadline: null, moves: [{ to: 'SENT', at: day(97) }] } as const

t.test('nothing is said against a fair ask of somebody close', async t => {
  t.strictSame(warned(WARM), [])
})

t.test('each thing that stands against an ask is told with its reason', async t => {
  t.match(warned(WARM, {}, { ...FAIR, offer: null }), [['NO_OFFER', /^Nothing is offered in return; of thousands of real requests/]])
  t.strictSame(warned(WARM, { favors: [received(62, 4)] }), [['WE_OWE', 'You owe for the introduction of 2 May']])
  t.strictSame(warned([theyWrote(1)]), [['COLD_TIE', 'You last heard from them 99 days ago; before a medium ask it should be within 60 days. 1 day of contact so far; before a medium ask it should be 3']])
  t.match(warned([]), [['NEVER_TALKED', /^You have never been in touch/]])
  t.strictSame(warned(WARM, { asks: [SENT] }), [['TOO_SOON_AFTER_LAST_ASK', 'Your ask of 6 June is not answered yet']])
  t.match(warned([...WARM, weWrote(96), weWrote(97), weWrote(98)]), [['UNANSWERED_STREAK', /^Your last 3 messages got no answer; try another way/]])
  t.strictSame(warned([...WARM, weWrote(96), weWrote(97)]), [], 'two are no streak')
})

t.test('what is small is asked for more easily', async t => {
  t.strictSame(warned(WARM, { favors: [received(62, 4)] }, { ...FAIR, size: 'SMALL' }), [])
  t.strictSame(warned([theyWrote(50)], {}, { ...FAIR, size: 'SMALL' }), [])
})

t.test('all of it is told together, and none of it refuses', async t => {
  const codes = warned([weWrote(50), weWrote(60), weWrote(70)], { favors: [received(62, 4)], asks: [SENT] }, { offer: null, size: 'LARGE' }).map(([code]) => code)
  t.strictSame(codes, ['NO_OFFER', 'NEVER_TALKED', 'TOO_SOON_AFTER_LAST_ASK', 'WE_OWE', 'UNANSWERED_STREAK'])
})

function warned (touches: readonly Touch[], evidence: Partial<Evidence> = {}, ask: Pick<AskFields, 'offer' | 'size'> = FAIR) {
  return askWarnings({ totals: replay(touches), evidence: { ...NO_EVIDENCE, ...evidence } }, ask, NOW).map(({ code, text }) => [code, text])
}
