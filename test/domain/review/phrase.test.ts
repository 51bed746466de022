import t from 'tap'
import { findPhrases, lexicon } from '../../../src/domain/review/phrase.ts'
import { EASY_NO, REASON } from '../../../src/domain/review/phrases/courtesies.ts'
import { OFFERS } from '../../../src/domain/review/phrases/offers.ts'
import { REQUESTS } from '../../../src/domain/review/phrases/requests.ts'
import { readWords } from '../../../src/domain/review/words.ts'

function phrases (patterns: readonly string[], text: string, classes = {}): string[] {
  const entries = patterns.map(pattern => [pattern, pattern] as const)
  return findPhrases(lexicon(entries, classes), readWords(text)).map(({ start, end }) => text.slice(start, end))
}

t.test('a pattern is found as it is written, by choice, by omission, by any word, and by class', async t => {
  t.strictSame(phrases(['no worries'], 'No worries. No, worries!'), ['No worries', 'No, worries'])
  t.strictSame(phrases(['kind|sort of'], 'kind of, sort of, out of'), ['kind of', 'sort of'])
  t.strictSame(phrases(['a tiny|little? bit'], 'a bit, a little bit, a big bit'), ['a bit', 'a little bit'])
  t.strictSame(phrases(['know * who'], 'know anybody who; know who'), ['know anybody who'])
  t.strictSame(phrases(['{who} asks'], 'Ada Lovelace asks. Grace asks. Linus asks.', { who: ['ada *', 'grace'] }), ['Ada Lovelace asks', 'Grace asks'])
  t.throws(() => lexicon([['{nobody} asks', true]]), /No class of phrases is called \{nobody\}/)
})

t.test('of phrases that begin together the longest is found, of the same length the one that was entered first', async t => {
  t.strictSame(phrases(['could you', 'could you please'], 'Could you please'), ['Could you please'])
  const [first] = findPhrases(lexicon([['could *', 'any'], ['could you', 'you']]), readWords('could you'))
  t.equal(first?.note, 'any')
})

t.test('a phrase ends where a written word ends', async t => {
  t.strictSame(phrases(['if you can'], 'If you can\'t, and if you can'), ['if you can'])
  t.strictSame(phrases(['i would'], 'I\'d say'), ['I\'d'])
  t.strictSame(phrases(['would'], 'I\'d say I would'), ['would'])
})

t.test('words are read without their spelling', async t => {
  const text = 'I’m sure U can\'t, won’t, IT\'S “ain\'t” y\'all\'re n\'t'
  t.strictSame(readWords(text).map(({ text }) => text), ['i', 'am', 'sure', 'you', 'can', 'not', 'will', 'not', 'it\'s', 'ai', 'not', 'y\'all\'re', 'is', 'not'])
  for (const { start, end } of readWords(text)) t.ok(start < end && end <= text.length)
})

t.test('the work grows with the number of words, not with its square', async t => {
  // Counts how often a word is looked at, for as many words as fit.
  const looksAt = (unit: string, times: number) => {
    let looks = 0
    const words = new Proxy(readWords(unit.repeat(times)), {
      get (target, key, receiver) {
        if (typeof key === 'string' && /^\d+$/.test(key)) looks++
        return Reflect.get(target, key, receiver)
      }
    })
    for (const each of [REQUESTS, OFFERS, EASY_NO, REASON]) findPhrases<unknown>(each, words)
    return looks
  }
  for (const unit of ['a ', 'i ', 'you ', 'I was wondering if ', 'if you could ', 'please ', 'i will be more than happy to ', 'we are just also kind of hoping that you might maybe ']) {
    const [once, tenfold] = [looksAt(unit, 100), looksAt(unit, 1000)]
    t.ok(tenfold < once * 10.5, `${unit}: ${once}, then ${tenfold}`)
    t.ok(tenfold < readWords(unit.repeat(1000)).length * 4 * 25, `${unit}: no word is looked at more often than the longest pattern is long`)
  }
})

t.test('a lexicon that has kept as much as it may still finds everything', async t => {
  // Each pattern waits for an a at another place, so what is under way depends on every word so far: more states than are kept.
  const places = Array.from({ length: 13 }, (_, place) => place)
  const made = lexicon(places.map(place => [`${places.map(each => each === place ? 'a' : '*').join(' ')} z`, place] as const))
  const rows = Array.from({ length: 2 ** places.length }, (_, n) => `${places.map(place => n & 2 ** place ? 'a' : 'b').join(' ')} z`)
  t.strictSame(rows.filter(row => findPhrases(made, readWords(row)).length === 0), [rows[0]])
  t.equal(made.states.size, 5000)
})
