import fc from 'fast-check'
import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { askedAnswered } from '../../../src/domain/quality/totals/question.ts'
import { emptyTotals } from '../../../src/domain/quality/totals/totals.ts'
import { NO_EVIDENCE } from '../../../src/domain/contacts/evidence.ts'
import { contactCadence, priorOf, qualityOf, standingOf } from '../../../src/domain/contacts/standing.ts'
import { DAYS, START, touchLists } from '../quality/support/arbitrary.ts'
import { near } from '../quality/support/near.ts'
import { day, theyWrote, weMet, weWrote } from '../quality/support/touches.ts'

const NOBODY = { asked: 0, answered: 0, at: 0 }
const END = START + (DAYS + 1) * DAY_MS

t.test('somebody with whom nothing passed comes last in every order', async t => {
  t.strictSame(standingOf({ totals: emptyTotals(), targetDays: null, paused: false, createdAt: day(0), workspace: NOBODY }, day(1)), {
    lastInteractionAt: -Infinity,
    dueAt: Infinity,
    overdueAt: Infinity,
    lapsedAt: Infinity,
    warmUntil: -Infinity,
    quality: -1,
    warmth: -1,
    substance: -1,
    ledgerState: 'NO_HISTORY',
    givesMoreUntil: Infinity
  })
})

t.test('a wanted cadence runs from the last full touch, or from the day the contact was added', async t => {
  const contact = { totals: emptyTotals(), targetDays: 10, paused: false, createdAt: day(0), workspace: NOBODY }
  t.match(standingOf(contact, day(1)), { dueAt: day(10), overdueAt: day(15), lapsedAt: day(30) })
  t.match(standingOf({ ...contact, totals: replay([weMet(4)]) }, day(5)), { lastInteractionAt: day(4), dueAt: day(14), overdueAt: day(19), lapsedAt: day(34) })
  t.match(standingOf({ ...contact, paused: true }, day(100)), { dueAt: Infinity, overdueAt: Infinity, lapsedAt: Infinity })
  t.equal(contactCadence({ ...contact, paused: true }, day(100)).state, 'PAUSED')
})

t.test('the standing says what the scores say', async t => {
  fc.assert(fc.property(touchLists, fc.option(fc.integer({ min: 1, max: 400 })), (touches, targetDays) => {
    const contact = { totals: replay(touches), targetDays, paused: false, createdAt: START, workspace: NOBODY }
    const standing = standingOf(contact, END)
    const quality = qualityOf(contact, END)
    const last = touches.filter(({ channel }) => channel !== 'BULK').reduce((latest, { at }) => Math.max(latest, at), -Infinity)
    t.equal(standing.lastInteractionAt, last)
    t.ok(standing.dueAt <= standing.overdueAt && standing.overdueAt <= standing.lapsedAt)
    t.equal(standing.quality, quality.score ?? -1)
    t.equal(standing.warmth, quality.warmth.score ?? -1)
    t.equal(standing.substance, quality.substance.score ?? -1)
  }), { numRuns: 200 })
})

t.test('a word of our own on their substance counts from the moment it is given', async t => {
  const contact = { totals: replay([weMet(0)]), targetDays: null, paused: false, createdAt: day(0), workspace: NOBODY }
  const substanceAt = (days: number, at: number) => standingOf({ ...contact, evidence: { ...NO_EVIDENCE, override: { score: 80, reason: 'Read her notes.', at: day(at) } } }, day(days)).substance
  t.equal(substanceAt(4, 5), -1, 'a past that is looked at again does not know it')
  t.equal(substanceAt(5, 5), 80)
  t.equal(substanceAt(500, 5), 80)
})

t.test('how often others answer is what the workspace knows without this contact, as old as it is', async t => {
  const totals = replay([weWrote(0), theyWrote(1), weWrote(10)])
  const own = askedAnswered(totals, day(100))
  const others = { asked: 6, answered: 3 }
  const workspace = { asked: own.asked + others.asked, answered: own.answered + others.answered, at: day(100) }
  const now = priorOf({ totals, workspace }, day(100))
  near(t, now.asked, 6, 'asked')
  near(t, now.answered, 3, 'answered')
  const later = priorOf({ totals, workspace }, day(465))
  near(t, later.asked, 3, 'asked, a year later')
  near(t, later.answered, 1.5, 'answered, a year later')
})

t.test('how often others answer is never less than never, nor more than always', async t => {
  fc.assert(fc.property(touchLists, fc.record({ asked: fc.double({ min: 0, max: 50, noNaN: true }), answered: fc.double({ min: 0, max: 50, noNaN: true }), at: fc.integer({ min: START, max: END }) }), (touches, workspace) => {
    const { asked, answered } = priorOf({ totals: replay(touches), workspace }, END)
    return asked >= 0 && answered >= 0 && answered <= asked
  }), { numRuns: 500 })
})
