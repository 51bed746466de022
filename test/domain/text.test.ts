import fc from 'fast-check'
import t from 'tap'
import type { FieldError } from '../../src/domain/refusal.ts'
import { cleanText, searchKey, wellFormed } from '../../src/domain/text.ts'

t.test('case, accents, strokes and spaces make no difference to a search', async t => {
  const keys = {
    'rene descartes': ['René Descartes', 'RENÉ  DESCARTES', ' Rene\u0301\tDescartes\n'],
    strasse: ['Straße', 'STRASSE', 'straẞe'],
    'lodz oresund aesop': ['Łódź Øresund Æsop'],
    istanbul: ['İstanbul', 'ISTANBUL', 'ıstanbul'],
    'file 2 12': ['ﬁle ２ ⑫'],
    'a b': ['a\u0000b', 'a\u001fb', 'a\u00a0b', 'a\u2003b'],
    '': ['', ' \n', '\u0301', '\u0000']
  }
  for (const [key, texts] of Object.entries(keys)) for (const text of texts) t.equal(searchKey(text), key, JSON.stringify(text))
})

t.test('the key of a key is the key itself', async t => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'İıßẞſǅﬁ\u0345ΑΣςϓ℡㌖가각½') })), text => searchKey(searchKey(text)) === searchKey(text)), { numRuns: 5_000 })
})

t.test('half a letter becomes the sign for what cannot be read, and a whole one stays', async t => {
  t.equal(wellFormed('a\ud800b\udc00c😀'), 'a\ufffdb\ufffdc😀')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => Buffer.from(wellFormed(text)).equals(Buffer.from(text))))
})

t.test('a text is kept trimmed, and one of spaces is none', async t => {
  t.strictSame(clean(' Ada \n'), ['Ada', []])
  t.strictSame(clean('x'.repeat(5)), ['xxxxx', []])
  for (const nothing of [null, undefined, '', ' \t\u00a0']) t.strictSame(clean(nothing), [null, []])
})

t.test('a text that is too long or has a NUL is told of, both at once', async t => {
  t.strictSame(clean('xxxxx\u0000')[1], [
    { path: 'name', message: 'has 6 characters; at most 5 are kept.' },
    { path: 'name', message: 'contains a NUL character.' }
  ])
  t.strictSame(clean('\ud800'), ['\ufffd', []])
})

function clean (text: string | null | undefined): [string | null, FieldError[]] {
  const errors: FieldError[] = []
  return [cleanText(text, { path: 'name', max: 5 }, errors), errors]
}
