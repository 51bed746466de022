import fc from 'fast-check'
import t from 'tap'
import { reviewDraft, LONGEST_DRAFT, type AskReview } from '../../../src/domain/review/review.ts'

/** What rules and regular expressions could stumble over. */
const UNITS = [
  'a ', 'i ', 'you ', 'x', '?', '!', '. ', '.', '…', ' ', '\n', '\r\n', '\na', '"', '“', '”', '\'', '’', '(', ')', '<', '<a', '<a ', '<p>', '</', '<!--', '>', '\n> ', '&', '&amp;', '&#', '@', 'a@', '_', '--', '- ', '\n- ', '1', '1/', '1 ', '1.',
  'I was wondering if ', 'could you ', 'could you? ', 'if you could ', 'please ', 'maybe ', 'you might maybe ', 'I could help you ', 'sorry to bother you ', 'ASAP ', 'next week ', 'last may 5 ', 'january ', 'on ', 'wrote:\n', '-----Original Message-----\n',
  'the end of ', 'https://', 'www.', 'e.g. ', 'J. ', 'Hi Ada,\n', 'Thanks,\n', '\u0000', '\ud800', '\udfff', '\u{1f600}', 'e\u0301', '\u202e', '\ufeff', '\u00a0', 'İ', 'ß', '你好', 'नमस्ते', 'Könntest du ', 'don\'t ', 'n\'t', 'y\'all\'re '
]

function assertSound (text: string, review: AskReview): void {
  const spans = [review.request, review.offer, ...review.findings.map(({ span }) => span)]
  for (const span of spans) {
    if (span && !(span.start < span.end && text.slice(span.start, span.end) === span.text)) throw new Error(`${JSON.stringify(span)} is no part of the text`)
  }
  if (!(Number.isInteger(review.score) && review.score >= 0 && review.score <= 100)) throw new Error(`The score is ${review.score}`)
  const places = review.findings.map(({ span }) => span?.start ?? Infinity)
  if (places.some((place, index) => place < (places[index - 1] ?? 0))) throw new Error('The findings are out of order')
  for (const { message, suggestion } of review.findings) if (message === '' || (suggestion ?? '').length > 1000) throw new Error('A finding says nothing, or too much')
}

t.test('any text has a review: exact spans, a score from 0 to 100, findings in order, the same each time', async t => {
  const unit = fc.oneof(fc.constantFrom(...UNITS), fc.string({ unit: 'binary', maxLength: 5 }), fc.string({ maxLength: 8 }))
  const text = fc.array(unit, { minLength: 1, maxLength: 60 }).map(units => units.join('')).filter(made => made.trim() !== '')
  fc.assert(fc.property(text, made => {
    const review = reviewDraft(made)
    assertSound(made, review)
    return JSON.stringify(reviewDraft(made)) === JSON.stringify(review)
  }), { numRuns: 400 })
  t.ok(true)
})

t.test('20,000 characters of anything have a review as well', async t => {
  for (const unit of UNITS) {
    for (const text of [`${unit}y`, `Could you read it for us? ${unit}`].map(start => start + unit.repeat(LONGEST_DRAFT).slice(0, LONGEST_DRAFT - start.length))) {
      const review = reviewDraft(text)
      assertSound(text, review)
      if (JSON.stringify(reviewDraft(text)) !== JSON.stringify(review)) t.fail(JSON.stringify(unit))
    }
  }
  t.ok(true)
})
