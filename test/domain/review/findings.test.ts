import t from 'tap'
import { reviewDraft } from '../../../src/domain/review/review.ts'
import type { AskFindingCode } from '../../../src/domain/review/finding.ts'

function suggestion (text: string, wanted: AskFindingCode): string | null | undefined {
  return reviewDraft(text).findings.find(({ code }) => code === wanted)?.suggestion
}

t.test('a long sentence is shown up to the last word that fits, and one without a space up to the last letter', async t => {
  const another = 'Also could you introduce me to Grace Hopper?'
  const shown = (request: string) => suggestion(`${request} ${another}`, 'SEVERAL_REQUESTS')?.match(/“(.*)”/)?.[1]
  t.equal(shown('Could you review my talk?'), 'Could you review my talk?')
  t.equal(shown(`Could you read ${'chapter and '.repeat(20)}verse?`), `Could you read ${'chapter and '.repeat(12).trim()} …`)
  t.equal(shown(`Could/you/review/${'x'.repeat(200)}?`), `Could/you/review/${'x'.repeat(143)} …`)
  t.equal(shown(`Could/you/review/${'𝒜'.repeat(100)}?`), `Could/you/review/${'𝒜'.repeat(71)} …`, 'no letter is cut in two')
})

t.test('a request that is to move up is shown without its hedges, or as it stands where they cannot be taken out', async t => {
  const moved = (request: string) => suggestion(`We met in Berlin. It rained all week. ${request}`, 'REQUEST_BURIED')?.match(/“(.*)”/)?.[1]
  t.equal(moved('Could you possibly read my talk?'), 'Could you read my talk?')
  t.equal(moved('I was wondering if you could maybe read my talk.'), 'Could you read my talk?')
  t.equal(moved('I\'m not sure if this fits, could you look?'), 'I\'m not sure if this fits, could you look?')
})

t.test('what goes around the question and would be too long, or no sentence, is not written out', async t => {
  for (const text of [
    `It would be great if you could read ${'the first draft and the second, '.repeat(10)}and my talk.`, 'It would be great if you could review, I\'m not sure if, my talk.', 'It would be great if you could maybe.', 'It would be great if you could.'
  ]) t.equal(suggestion(text, 'INDIRECT'), 'Ask it as a plain question, such as “Could you …?”.', text)
})

t.test('an offer in the closing comes after the request, though a closing is no sentence to count', async t => {
  const review = reviewDraft('Could you read my talk by Friday?\n\nThanks, your expenses covered')
  t.equal(review.offer?.text, 'Thanks, your expenses covered')
  t.ok(review.findings.some(({ code }) => code === 'OFFER_LATE'))
  t.equal(review.parts.find(({ code }) => code === 'OFFER_FIRST')?.points, 0)
  const greeted = reviewDraft('Hi Grace, happy to review yours in return.\nCould you read my talk by Friday?')
  t.equal(greeted.offer?.text, 'Hi Grace, happy to review yours in return.')
  t.equal(greeted.parts.find(({ code }) => code === 'OFFER_FIRST')?.points, 10)
})

t.test('praise for anybody is flattery, and a name in the thanks is an offer', async t => {
  const found = (text: string) => reviewDraft(text).findings.map(({ code }) => code)
  t.ok(found('You\'re the most amazing, brilliant person I have ever met. Could you read my talk by Friday?').includes('FLATTERY'))
  t.ok(!found('Could you read my talk by Friday? We would list you in the acknowledgements.').includes('NO_OFFER'))
})
