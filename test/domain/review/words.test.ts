import t from 'tap'
import { readWords, textAt } from '../../../src/domain/review/words.ts'

function read (text: string): [string, string][] {
  return readWords(text).map(({ text: word, start, end }) => [word, text.slice(start, end)])
}

t.test('a word that is two is read as both, each with its own letters', async t => {
  t.strictSame(read('I dont'), [['i', 'I'], ['do', 'do'], ['not', 'nt']])
  t.strictSame(read('Cannot'), [['can', 'Can'], ['not', 'not']])
  t.strictSame(read('youve gonna'), [['you', 'you'], ['have', 've'], ['going', 'gon'], ['to', 'na']])
  t.strictSame(read('We’ll'), [['we', 'We'], ['will', '’ll']])
  t.strictSame(read('won\'t'), [['will', 'wo'], ['not', 'n\'t']])
})

t.test('every spelling of two words in one gives letters to both', async t => {
  for (const word of ['im', 'ive', 'youre', 'youve', 'dont', 'cant', 'cannot', 'wont', 'didnt', 'doesnt', 'couldnt', 'wouldnt', 'isnt', 'gonna', 'wanna', 'thankyou']) {
    const parts = readWords(word)
    t.strictSame(parts.map(({ opens, closes }) => [opens, closes]), [[true, false], [false, true]], word)
    t.ok(parts.every(({ start, end }) => start < end), word)
    t.equal(parts.at(-1)?.end, word.length, word)
  }
})

t.test('before the first word and after the last nothing is said', async t => {
  const words = readWords('one two')
  t.strictSame([-1, 0, 1, 2].map(at => textAt(words, at)), ['', 'one', 'two', ''])
})
