import t from 'tap'
import { assessQuality } from '../../../src/domain/quality/assess.ts'
import { DEFAULT_WEIGHTS, FACTORS, MODEL_VERSION } from '../../../src/domain/quality/factor.ts'
import { shownScore } from '../../../src/domain/quality/score.ts'
import { caseNamed } from './support/vectors.ts'

type Golden = readonly [
  name: string, warmth: number | null, reciprocity: number | null, responsiveness: number | null, substance: number | null,
  ledger: string, score: number | null, band: string
]

/** The table that the model publishes. A change here is a new version of the model. */
const TABLE: readonly Golden[] = [
  ['one e-mail received', null, null, null, null, 'NO_HISTORY 0.00', null, 'INSUFFICIENT_EVIDENCE'],
  ['quarterly coffee for a year, that day', 100, 100, null, null, 'NO_HISTORY 0.00', 100, 'EXCELLENT'],
  ['quarterly coffee for a year, due', 71, 100, null, null, 'NO_HISTORY 0.00', 78, 'EXCELLENT'],
  ['quarterly coffee, 90 days late', 55, 100, null, null, 'NO_HISTORY 0.00', 64, 'GOOD'],
  ['weekly mail both ways, 12 weeks', 95, 100, 79, null, 'NO_HISTORY 0.00', 93, 'EXCELLENT'],
  ['ten mails, no answer', 27, 19, 13, null, 'NO_HISTORY 0.00', 22, 'LOW'],
  ['20 comments each way in ten weeks', null, null, null, null, 'NO_HISTORY 0.00', null, 'INSUFFICIENT_EVIDENCE'],
  ['50 likes of theirs', null, null, null, null, 'NO_HISTORY 0.00', null, 'INSUFFICIENT_EVIDENCE'],
  ['one favor, then silence (they helped, we vanished)', 4, 89, null, null, 'WE_OWE -0.60', 34, 'LOW'],
  ['favor answered within a month', 32, 95, null, null, 'BALANCED 0.00', 58, 'GOOD'],
  ['takes and never gives', 76, 38, null, null, 'ONLY_WE_GIVE 0.82', 54, 'FAIR'],
  ['solid small blogger', 5, null, null, 81, 'NO_HISTORY 0.00', 40, 'FAIR'],
  ['200,000 followers, regular rants', 5, null, null, 23, 'NO_HISTORY 0.00', 15, 'LOW'],
  ['fine writer, silent for ten months', 1, null, null, 37, 'NO_HISTORY 0.00', 14, 'LOW'],
  ['whole: warm, fair, answers, good writer', 87, 80, 78, 82, 'BALANCED 0.27', 83, 'EXCELLENT']
]

for (const [name, ...expected] of TABLE) {
  t.test(`${name}: ${expected.at(-1)}`, async t => {
    const quality = assessQuality(caseNamed(name).input)
    const { ledger } = quality.evidence
    t.strictSame([
      ...FACTORS.map(factor => shownScore(quality[factor].score)),
      `${ledger.state} ${ledger.balance.toFixed(2)}`,
      shownScore(quality.score),
      quality.band
    ], expected)
  })
}

t.test('every score says which model made it, when, and how much each factor weighs', async t => {
  const { input } = caseNamed('weekly mail both ways, 12 weeks')
  const quality = assessQuality(input)
  t.equal(quality.modelVersion, '2026.11')
  t.equal(MODEL_VERSION, '2026.11')
  t.equal(quality.asOf, input.now)
  t.strictSame(Object.fromEntries(FACTORS.map(factor => [factor, quality[factor].weight])), DEFAULT_WEIGHTS)
  t.equal(FACTORS.reduce((sum, factor) => sum + DEFAULT_WEIGHTS[factor], 0), 1)
})

t.test('a workspace that sets its own weights gets its own scores', async t => {
  const { input } = caseNamed('solid small blogger')
  const onlySubstance = { warmth: 0, reciprocity: 0, responsiveness: 0, substance: 1 }
  const quality = assessQuality({ ...input, model: { version: 'ours', weights: onlySubstance } })
  t.equal(quality.score, quality.substance.score)
  t.equal(quality.confidence, quality.substance.confidence)
  t.equal(quality.modelVersion, 'ours')
})
