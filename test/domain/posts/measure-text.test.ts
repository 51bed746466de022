import fc from 'fast-check'
import t from 'tap'
import { LEXICON } from '../../../src/domain/posts/lexicon.ts'
import { citesSomething, countWords, measureText, MOST_CHARACTERS } from '../../../src/domain/posts/measure-text.ts'

t.test('words are counted as people count them', async t => {
  for (const [text, words] of [
    ['', 0], ['…!? — 🎉', 0], ['one two  three\nfour', 4], ["don't stop-gap 3.5 e.g. naïve Übergröße", 6], ['read https://example.org/a/long-path?x=1 and www.example.org', 2],
    ['Привет, как дела', 3], ['안녕 세상', 2], ['हिन्दी में लिखा', 3], ['我喜欢编程语言', 4], ['これはペンです', 4], ['ภาษาไทยสวยงาม', 3], ['Rust 语言 rocks', 3]
  ] as const) t.equal(countWords(text), words, text)
})

t.test('a link, code, a quotation or a reference is a source', async t => {
  const sources = [
    'see https://example.org', 'WWW.example.org has it', 'call `free()` twice', '```\nx = 1\n```', 'like this:\n\n    if (x) { y() }\n', '> what she said\n\nI agree', 'shown before [12]', 'doi:10.1000/182', 'arXiv: 2301.00001',
    'ISBN 978-3-16-148410-0', 'Roghanizad et al. found', '(Kumar & Epley 2021)', '(Cormode, 2009)', 'RFC 3339 says so'
  ]
  t.strictSame(sources.filter(text => !citesSomething(text)), [])
  t.strictSame(['I think so', 'a > b and b > c', '2 [sic]', 'in (June 2021) we', 'it`s mine', '    just an indented line', 'the www is big', 'http is a protocol'].filter(citesSomething), [])
})

t.test('a text is measured once, by lists whose version is kept', async t => {
  t.strictSame(measureText("you're an idiot"), { words: 3, cites: false, isUncivil: true, lexicon: LEXICON })
  t.strictSame(measureText("I think you're wrong about X, and here is why: https://example.org/x"), { words: 10, cites: true, isUncivil: false, lexicon: LEXICON })
})

t.test('nobody judges what is not in English', async t => {
  t.strictSame(measureText('Du bist ein Idiot, und das weißt du auch. You idiot!'), { words: 11, cites: false, isUncivil: false, lexicon: null })
  t.strictSame(measureText(''), { words: 0, cites: false, isUncivil: false, lexicon: null })
})

t.test('only the first 50,000 characters are looked at, in no time', async t => {
  const long = 'so it is '.repeat(MOST_CHARACTERS / 9)
  t.equal(measureText(`${long.slice(0, MOST_CHARACTERS)} you are an idiot https://example.org`).isUncivil, false)
  for (const part of ['a', 'a ', 'you are a ', '> ', '`', '[1', '(A', '(Aa and ', 'http', 'www.', '    ', "a'", 'อ', '字', 'ISBN ', '-', 'doi:', '\t;', '    (', 'é']) {
    const text = part.repeat(Math.ceil(MOST_CHARACTERS / part.length))
    const began = performance.now()
    measureText(text)
    const took = performance.now() - began
    t.ok(took < 2_000, `${JSON.stringify(part)} took ${Math.round(took)} ms`)
  }
})

t.test('any text can be measured', async t => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
    const { words, isUncivil, lexicon } = measureText(text)
    return Number.isInteger(words) && words >= 0 && words <= text.length && !(isUncivil && lexicon === null)
  }), { numRuns: 300 })
})
