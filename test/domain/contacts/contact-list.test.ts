import fc from 'fast-check'
import t from 'tap'
import { searchTerms } from '../../../src/domain/contacts/contact-list.ts'
import { searchKey } from '../../../src/domain/text.ts'

const termsOf = (typed: string) => searchTerms(searchKey(typed))

t.test('every word is looked for by its beginning, and the whole as a part', async t => {
  t.strictSame(termsOf(' Ada  LOVELACE '), { words: 'ada lovelace', prefixes: 'ada:* & lovelace:*', fragment: '%ada lovelace%' })
  t.strictSame(termsOf('ada@engines.example'), { words: 'ada@engines.example', prefixes: 'ada:* & engines:* & example:*', fragment: '%ada@engines.example%' })
  t.strictSame(termsOf('René'), { words: 'rene', prefixes: 'rene:*', fragment: '%rene%' })
})

t.test('a number is looked for by its digits, without the zeros that stand for a country', async t => {
  const fragments = { '030 90 18-20': '%30901820%', '(030) 901820': '%30901820%', '+49 30 901820': '%+4930901820%', '0049 30 901820': '%4930901820%', 123: '%123%', '1815-12-10': '%18151210%' }
  for (const [typed, fragment] of Object.entries(fragments)) t.equal(termsOf(typed)?.fragment, fragment, typed)
})

t.test('where there is no letter and no digit, nothing is searched for', async t => {
  for (const typed of ['', ' ', '%', '***', '\'"', '\u0000', '\u0301', '--', '😀']) t.equal(termsOf(typed), null, JSON.stringify(typed))
})

t.test('only the first 200 characters are read', async t => {
  t.equal(termsOf('a'.repeat(10_000))?.words.length, 200)
})

t.test('a search has nothing in it but words and beginnings, and escapes what stands for any letter', async t => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'a1\'"\\%_:*&|!()<-> ') })), typed => {
    const terms = termsOf(typed)
    if (!terms) return true
    return /^[\p{L}\p{N}]+:\*(?: & [\p{L}\p{N}]+:\*)*$/u.test(terms.prefixes) && /^%(?:[^\\%_]|\\[\\%_])*%$/s.test(terms.fragment)
  }), { numRuns: 5_000 })
})
