import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { assessQuality } from '../../../src/domain/quality/assess.ts'
import { askedAnswered } from '../../../src/domain/quality/totals/question.ts'
import { TOUCH_MASS } from '../../../src/domain/quality/totals/touch.ts'
import { warmUntil } from '../../../src/domain/quality/warm-until.ts'
import { near } from './support/near.ts'
import { CASES, STREAMS, TOUCH_MASSES } from './support/vectors.ts'

/** With this target the horizon is 30 days, and warmth is 100 times the fitted chance. */
const THIRTY_DAY_TARGET = 20

t.test('every channel weighs what the model says', async t => {
  t.strictSame(TOUCH_MASS, TOUCH_MASSES)
})

for (const { name, touches, expect } of STREAMS) {
  t.test(`the stream "${name}" reads as published`, async t => {
    for (const expected of expect) {
      const now = expected.at * 1000
      const totals = replay(touches, now)
      const assess = (prior: { asked: number, answered: number }) =>
        assessQuality({ totals, now, targetDays: THIRTY_DAY_TARGET, prior }).evidence
      const evidence = assess({ asked: 0, answered: 0 })
      const day = `at ${expected.at}`
      near(t, evidence.vAny, expected.v_any, `V_any ${day}`)
      near(t, evidence.vIn, expected.v_in, `V_in ${day}`)
      near(t, evidence.vOut, expected.v_out, `V_out ${day}`)
      t.equal(evidence.dates, expected.contact_days, `dates ${day}`)
      near(t, evidence.rhythmDays, expected.cadence, `rhythm ${day}`)
      near(t, evidence.silenceDays, expected.silence, `silence ${day}`)
      near(t, evidence.zWarm, expected.z_warm, `z_w ${day}`)
      near(t, evidence.p30, expected.warmth, `p30 ${day}`)
      near(t, evidence.zHear, expected.z_hear, `z_h ${day}`)
      near(t, evidence.hear, expected.hear, `hear ${day}`)
      near(t, evidence.nIn, expected.n_in, `N_in ${day}`)
      near(t, evidence.nOut, expected.n_out, `N_out ${day}`)
      near(t, -evidence.messageBalance, expected.balance, `balance ${day}`)
      near(t, 1 - Math.abs(evidence.messageBalance), expected.reciprocity, `evenness ${day}`)
      near(t, askedAnswered(totals, now).asked, expected.asked, `asked ${day}`)
      near(t, evidence.answered, expected.answered, `answered ${day}`)
      near(t, evidence.replyRate, expected.reply_rate, `reply rate ${day}`)
      near(t, evidence.answerChance, expected.responsiveness, `responsiveness ${day}`)
      near(t, assess({ asked: 100, answered: 30 }).replyRate, expected.reply_rate_with_owner_prior_30_of_100, `reply rate with a prior ${day}`)
      if (totals.touches >= 2) {
        const until = warmUntil({ totals, now, targetDays: THIRTY_DAY_TARGET }) ?? now
        t.ok(Math.abs(until - expected.cools_below_025 * 1000) <= 1000, `warm until ${until}, ${day}`)
      }
    }
  })
}

for (const { name, input, expected } of CASES) {
  t.test(`the case "${name}" scores as published`, async t => {
    const quality = assessQuality(input)
    const { evidence } = quality
    near(t, evidence.vAny, expected.vAny, 'V_any')
    near(t, evidence.vIn, expected.vIn, 'V_in')
    near(t, evidence.vOut, expected.vOut, 'V_out')
    near(t, evidence.zWarm, expected.zWarm, 'z_w')
    near(t, evidence.p30, expected.p30, 'p30')
    near(t, evidence.hear, expected.hear, 'hear')
    for (const factor of ['warmth', 'reciprocity', 'responsiveness', 'substance'] as const) {
      const [score, confidence] = expected[factor]
      near(t, quality[factor].score, score ?? null, factor)
      near(t, quality[factor].confidence, confidence ?? NaN, `confidence in ${factor}`)
    }
    for (const [part, value] of Object.entries(expected.substanceParts)) {
      near(t, evidence.substanceParts?.[part as 'content'] ?? null, value, part)
    }
    t.equal(evidence.ledger.state, expected.ledger.state)
    near(t, evidence.ledger.balance, expected.ledger.balance, 'ledger balance')
    near(t, evidence.ledger.credit, expected.ledger.credit, 'credit')
    near(t, evidence.ledger.debt, expected.ledger.debt, 'debt')
    near(t, quality.score, expected.quality, 'quality')
    near(t, quality.confidence, expected.confidence, 'confidence')
    t.equal(quality.band, expected.band)
  })
}
