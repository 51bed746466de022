import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { DEFAULT_MODEL, type Weights } from '../../../src/domain/quality/factor.ts'
import { scoreQuality, type QualityInput } from '../../../src/domain/quality/score.ts'
import type { Touch } from '../../../src/domain/quality/totals/touch.ts'
import { EMPTY_PREVIEW, extendPreview, MOST_MOVERS, weighTwice, type WeighedTwice } from '../../../src/domain/quality/scoring-preview.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const WARMTH_ALONE: Weights = { warmth: 1, reciprocity: 0, responsiveness: 0, substance: 0 }

/** Somebody with so many mails to them, a week between each. */
function mailed (mails: number): QualityInput {
  const touches = Array.from({ length: mails }, (_, week): Touch => ({ id: `t${week}`, at: NOW - 7 * week * DAY_MS, channel: 'EMAIL', direction: 'OUTBOUND' }))
  return { totals: replay(touches), now: NOW, targetDays: null, prior: { asked: 0, answered: 0 } }
}

t.test('weighed twice is what scoring twice would give', async t => {
  for (const mails of [0, 1, 2, 5, 30]) {
    const input = mailed(mails)
    const { before, after } = weighTwice('ada', input, WARMTH_ALONE)
    const [present, other] = [scoreQuality(input), scoreQuality({ ...input, model: { ...DEFAULT_MODEL, weights: WARMTH_ALONE } })]
    t.strictSame([before, after], [{ score: present.score, band: present.band }, { score: other.score, band: other.band }])
  }
})

t.test('nobody moves under the weights that are in use', async t => {
  const preview = extendPreview(EMPTY_PREVIEW, [1, 5, 30].map(mails => weighTwice(`c${mails}`, mailed(mails), DEFAULT_MODEL.weights)))
  t.match(preview, { contacts: 3, moved: 0, movers: [] })
  t.strictSame(preview.after, preview.before)
})

t.test('a preview is the same in whatever parts its contacts come', async t => {
  const contacts = Array.from({ length: 40 }, (_, mails) => weighTwice(`c${String(mails).padStart(3, '0')}`, mailed(mails), WARMTH_ALONE))
  const whole = extendPreview(EMPTY_PREVIEW, contacts)
  for (const size of [1, 7, 39]) {
    let inParts = EMPTY_PREVIEW
    for (let from = 0; from < contacts.length; from += size) inParts = extendPreview(inParts, contacts.slice(from, from + size))
    t.strictSame(inParts, whole)
  }
  t.ok(whole.moved > 10)
  t.equal(whole.contacts, 40)
})

t.test('the farthest come first, those who gain or lose a score before all, and no more than a hundred', async t => {
  const move = (contactId: string, before: number | null, after: number | null): WeighedTwice =>
    ({ contactId, before: { score: before, band: before === null ? 'INSUFFICIENT_EVIDENCE' : 'LOW' }, after: { score: after, band: after === null ? 'INSUFFICIENT_EVIDENCE' : 'LOW' } })
  const some = [move('near', 20, 21), move('still', 20.2, 20.4), move('far', 30, 2), move('gains', null, 5), move('loses', 5, null), move('up', 2, 31), move('twin', 21, 20)]
  t.strictSame(extendPreview(EMPTY_PREVIEW, some).movers.map(({ contactId }) => contactId), ['gains', 'loses', 'up', 'far', 'near', 'twin'])
  t.strictSame(extendPreview(EMPTY_PREVIEW, ['c', 'a', 'd', 'b'].map(id => move(id, 10, 20))).movers.map(({ contactId }) => contactId), ['a', 'b', 'c', 'd'], 'those who would move as far in one order for all')
  const many = extendPreview(EMPTY_PREVIEW, Array.from({ length: 150 }, (_, index) => move(`c${index}`, 0, index / 5)))
  t.equal(many.movers.length, MOST_MOVERS)
  t.equal(many.moved, 147, 'three are moved by less than anybody sees')
  t.equal(many.movers[0]?.contactId, 'c149')
})

t.test('who only rounds alike but stands in another band has moved', async t => {
  const preview = extendPreview(EMPTY_PREVIEW, [{ contactId: 'a', before: { score: 54.9, band: 'FAIR' }, after: { score: 55.1, band: 'GOOD' } }])
  t.match(preview, { moved: 1, before: { FAIR: 1, GOOD: 0 }, after: { FAIR: 0, GOOD: 1 } })
})
