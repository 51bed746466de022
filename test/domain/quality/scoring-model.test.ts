import t from 'tap'
import { DEFAULT_WEIGHTS } from '../../../src/domain/quality/factor.ts'
import type { Weights } from '../../../src/domain/quality/factor.ts'
import { areSameWeights, readModelWish, readWeights } from '../../../src/domain/quality/scoring-model.ts'

const EVEN: Weights = { warmth: 0.25, reciprocity: 0.25, responsiveness: 0.25, substance: 0.25 }
const sum = (weights: Weights) => weights.warmth + weights.reciprocity + weights.responsiveness + weights.substance

t.test('weights that sum to 1 are kept as they are', async t => {
  const odd = { warmth: 0.1, reciprocity: 0.2, responsiveness: 0.3, substance: 0.4 }
  for (const weights of [DEFAULT_WEIGHTS, EVEN, odd, { warmth: 1, reciprocity: 0, responsiveness: 0, substance: 0 }]) t.strictSame(readWeights(weights), weights)
})

t.test('a sum that rounding left beside 1 is closed, in proportion', async t => {
  for (const weights of [{ ...EVEN, warmth: 0.2509 }, { ...EVEN, substance: 0.2491 }, { warmth: 0.333, reciprocity: 0.333, responsiveness: 0.333, substance: 0 }]) {
    const read = readWeights(weights)
    t.ok(Math.abs(sum(read) - 1) < 1e-12)
    t.ok(Math.abs(read.warmth / read.reciprocity - weights.warmth / weights.reciprocity) < 1e-12)
  }
})

t.test('a sum that is farther off is refused, and told', async t => {
  const refusals = [[{ ...EVEN, warmth: 0.252 }, '1.002'], [{ ...EVEN, warmth: 0.248 }, '0.998'], [{ warmth: 0, reciprocity: 0, responsiveness: 0, substance: 0 }, '0'], [{ warmth: 1, reciprocity: 1, responsiveness: 1, substance: 1 }, '4']] as const
  for (const [weights, told] of refusals) {
    t.throws(() => readWeights(weights), { code: 'INVALID', fields: [{ path: 'weights', message: `sum to ${told}; the four weights have to sum to 1.` }] })
  }
})

t.test('each weight that is none is told', async t => {
  t.throws(() => readWeights({ warmth: 1.1, reciprocity: -0.1, responsiveness: NaN, substance: 0 }), {
    code: 'INVALID',
    fields: [
      { path: 'weights.warmth', message: 'is 1.1; a weight is 0 to 1.' },
      { path: 'weights.reciprocity', message: 'is -0.1; a weight is 0 to 1.' },
      { path: 'weights.responsiveness', message: 'is NaN; a weight is 0 to 1.' }
    ]
  })
})

t.test('a note is trimmed, and has an end', async t => {
  t.strictSame(readModelWish({ weights: EVEN, note: '  why not ' }), { weights: EVEN, note: 'why not' })
  t.strictSame(readModelWish({ weights: EVEN, note: '' }), { weights: EVEN, note: null })
  t.equal(readModelWish({ weights: EVEN, note: 'x'.repeat(500) }).note?.length, 500)
  t.throws(() => readModelWish({ weights: EVEN, note: 'x'.repeat(501) }), { code: 'INVALID', fields: [{ path: 'note' }] })
})

t.test('weights are the same where each of them is', async t => {
  t.ok(areSameWeights(EVEN, { ...EVEN }))
  t.notOk(areSameWeights(DEFAULT_WEIGHTS, EVEN))
  t.notOk(areSameWeights(EVEN, { ...EVEN, warmth: 0.24, substance: 0.26 }))
})
