import t from 'tap'
import { changeFavor, FAVOR_KINDS, FAVOR_WORTH, readFavor, type Favor, type NewFavorInput } from '../../../src/domain/favors/favor.ts'
import type { Refusal } from '../../../src/domain/refusal.ts'
import { day } from '../quality/support/touches.ts'

const NOW = day(100)
const REVIEW: NewFavorInput = { contactId: 'ada', direction: 'GIVEN', kind: 'REVIEW', occurredAt: day(90) }
const KEPT: Favor = { id: 'favor', ...readFavor(REVIEW, NOW) }

t.test('each kind has the worth and the effort that the model publishes', async t => {
  t.equal(FAVOR_KINDS.map(kind => `${kind} ${FAVOR_WORTH[kind].worth}/${FAVOR_WORTH[kind].effort}`).join(', '),
    'RESHARE 1/1, MENTION 1/1, SUPPORTIVE_COMMENT 1/1, ENDORSEMENT 2/1, FEEDBACK 2/2, ADVICE 2/2, RESOURCE 2/1, REVIEW 3/2, PROMOTION 3/1, GUEST_POST 4/4, ' +
    'REFERRAL 4/2, INTRODUCTION 4/2, RECOMMENDATION 4/2, SPEAKING_SLOT 5/3, HANDS_ON_HELP 4/4, GIFT 2/2, HOSPITALITY 3/3, OTHER 2/2')
})

t.test('a favor is worth what somebody says, else what its kind usually is', async t => {
  t.match(readFavor(REVIEW, NOW), { worth: 3, effort: 2, note: null, askId: null, version: 1 })
  t.match(readFavor({ ...REVIEW, worth: 5, effort: 1, note: ' Her book ' }, NOW), { worth: 5, effort: 1, note: 'Her book' })
  t.match(readFavor({ ...REVIEW, worth: null, note: ' ' }, NOW), { worth: 3, note: null })
})

t.test('what changes its kind changes its worth with it, unless somebody had set that', async t => {
  t.match(changeFavor(KEPT, { kind: 'SPEAKING_SLOT' }, NOW), { kind: 'SPEAKING_SLOT', worth: 5, effort: 3 })
  t.match(changeFavor({ ...KEPT, worth: 4 }, { kind: 'SPEAKING_SLOT' }, NOW), { worth: 4, effort: 3 })
  t.match(changeFavor(KEPT, { kind: 'SPEAKING_SLOT', worth: 2 }, NOW), { worth: 2, effort: 3 })
  t.match(changeFavor({ ...KEPT, worth: 5 }, { worth: null }, NOW), { worth: 3 })
  t.match(changeFavor({ ...KEPT, note: 'x', askId: 'ask' }, { note: null, askId: null, direction: 'RECEIVED', occurredAt: day(1) }, NOW), { note: null, askId: null, direction: 'RECEIVED', occurredAt: day(1) })
  t.strictSame(changeFavor(KEPT, {}, NOW), KEPT)
})

t.test('a favor is refused where it cannot be, with all that is wrong with it', async t => {
  const faults = (input: object) => {
    try {
      readFavor({ ...REVIEW, ...input }, NOW)
    } catch (error) {
      return (error as Refusal).fields.map(({ path }) => path)
    }
    return []
  }
  t.strictSame(faults({ worth: 0, effort: 6, occurredAt: day(101), note: 'x'.repeat(2001) }), ['worth', 'effort', 'occurredAt', 'note'])
  t.strictSame(faults({ worth: 6 }), ['worth'])
  t.strictSame(faults({ effort: 0 }), ['effort'])
  t.strictSame(faults({ occurredAt: Date.UTC(1899, 11, 31) }), ['occurredAt'])
  t.strictSame(faults({ worth: 1, effort: 5, note: 'x'.repeat(2000), occurredAt: Date.UTC(1900, 0) }), [])
})

t.test('a clock that is slightly ahead reads as now, so that no ledger waits for it', async t => {
  t.equal(readFavor({ ...REVIEW, occurredAt: NOW + 5 * 60_000 }, NOW).occurredAt, NOW)
  t.throws(() => readFavor({ ...REVIEW, occurredAt: NOW + 5 * 60_000 + 1 }, NOW), { message: 'occurredAt lies in the future; a favor is recorded once it is done.' })
})
