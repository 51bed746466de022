import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { addTouches, type DatedQuestion } from '../../../src/domain/quality/totals/add-touches.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { askedAnswered } from '../../../src/domain/quality/totals/question.ts'
import { emptyTotals } from '../../../src/domain/quality/totals/totals.ts'
import { compareTouches, type Touch } from '../../../src/domain/quality/totals/touch.ts'
import { bursts, touchLists } from './support/arbitrary.ts'
import { isNear } from './support/near.ts'
import { day, theyWrote, weMet, weWrote } from './support/touches.ts'

const WEEK_MS = 7 * DAY_MS

function questionsOf (touches: readonly Touch[]): readonly DatedQuestion[] {
  return addTouches(emptyTotals(), [...touches].sort(compareTouches)).questions
}

/** What rows of a database sum to at an instant. */
function summed (questions: readonly DatedQuestion[], at: number) {
  const counted = questions.filter(({ closedAt }) => closedAt <= at)
  const sum = (list: readonly DatedQuestion[]) => list.reduce((total, { openedAt }) => total + 2 ** ((openedAt - at) / DAY_MS / 365), 0)
  return { asked: sum(counted), answered: sum(counted.filter(({ isAnswered }) => isAnswered)) }
}

t.test('an answered question counts from the answer on, another once its week is over', async t => {
  t.strictSame(questionsOf([weWrote(0), theyWrote(3), weWrote(10), weWrote(12), weMet(20)]), [
    { id: 'outbound-0', openedAt: day(0), closedAt: day(3), isAnswered: true },
    { id: 'outbound-10', openedAt: day(10), closedAt: day(17) + 1, isAnswered: false }
  ])
})

t.test('a touch can end the week of one question and ask the next', async t => {
  t.strictSame(questionsOf([weWrote(0), weWrote(8)]).map(({ id, closedAt }) => [id, closedAt]), [
    ['outbound-0', day(7) + 1],
    ['outbound-8', day(15) + 1]
  ])
})

t.test('questions tell at any instant what totals that end there tell', async () => {
  fc.assert(fc.property(touchLists, bursts, fc.constantFrom(-1, 0, 1), fc.boolean(), (touches, instant, beside, aWeekLater) => {
    const at = instant + (aWeekLater ? WEEK_MS : 0) + beside
    const rows = summed(questionsOf(touches), at)
    const totals = askedAnswered(replay(touches, at), at)
    return isNear(rows.asked, totals.asked) && isNear(rows.answered, totals.answered)
  }), { numRuns: 1000 })
})

t.test('touches added in parts change the questions into what they are when all are added at once', async () => {
  fc.assert(fc.property(touchLists, fc.array(fc.nat({ max: 40 }), { maxLength: 4 }), (touches, cuts) => {
    const ordered = [...touches].sort(compareTouches)
    const bounds = [0, ...cuts.sort((a, b) => a - b), ordered.length]
    const kept = new Map<string, DatedQuestion>()
    let totals = emptyTotals()
    for (const [index, end] of bounds.slice(1).entries()) {
      const grown = addTouches(totals, ordered.slice(bounds[index], end))
      totals = grown.totals
      for (const question of grown.questions) kept.set(question.id, question)
    }
    const whole = addTouches(emptyTotals(), ordered)
    return isDeepStrictEqual([...kept.values()], [...whole.questions]) && isDeepStrictEqual(totals, whole.totals)
  }), { numRuns: 500 })
})

t.test('totals grow as they do touch by touch', async () => {
  fc.assert(fc.property(touchLists, touches => isDeepStrictEqual(addTouches(emptyTotals(), [...touches].sort(compareTouches)).totals, replay(touches))), { numRuns: 100 })
})
