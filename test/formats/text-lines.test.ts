import fc from 'fast-check'
import t from 'tap'
import { firstLines, lineCutter, type TextLine } from '../../src/formats/text-lines.ts'
import { cutAnywhere } from './support/interaction-rows.ts'

function linesOf (longest: number, ...pieces: readonly (Buffer | string)[]): TextLine[] {
  const { push, end } = lineCutter(longest)
  return [...pieces.flatMap(piece => push(Buffer.from(piece))), ...end()]
}
const textsOf = (...pieces: (Buffer | string)[]) => linesOf(1_000, ...pieces).map(({ text }) => text)

t.test('lines end as they do on any machine, and the last needs no end', async t => {
  t.strictSame(textsOf('a\nb\r\nc\rd\r\r\n\ne'), ['a', 'b', 'c', 'd', '', '', 'e'])
  t.strictSame([textsOf(''), textsOf('\n'), textsOf('\ufeff'), textsOf('a')], [[], [''], [], ['a']])
})

t.test('what is no UTF-8 is Western, line by line, and what nobody can read is cleaned away', async t => {
  t.strictSame(textsOf(Buffer.from('Gr\xfc\xdfe \x80\n', 'latin1'), 'Grüße €\n', 'a\0b'), ['Grüße €', 'Grüße €', 'ab'])
  t.strictSame(textsOf(Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x3d, 0xd8, 0x42, 0x00])), ['A\ufffdB'], 'half a character')
})

t.test('of a line that is too long its beginning is held, with no half of a character', async t => {
  t.strictSame(linesOf(4, 'abcdef\nab€€\nabcd\nü€€'), [{ line: 1, text: 'abcd', isCut: true }, { line: 2, text: 'ab', isCut: true }, { line: 3, text: 'abcd', isCut: false }, { line: 4, text: 'ü', isCut: true }])
})

t.test('the lines of a file are the same wherever it is cut, and however it is written', async t => {
  const text = fc.array(fc.constantFrom('a', 'ü', '€', '🎉', '\n', '\r', '\r\n', ' ', '\u0080'), { maxLength: 40 }).map(parts => parts.join(''))
  const written = text.chain(text => fc.constantFrom(Buffer.from(text), Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()).map(bytes => ({ text, bytes })))
  fc.assert(fc.property(written.chain(({ text, bytes }) => cutAnywhere(bytes).map(pieces => ({ text, pieces }))), ({ text, pieces }) => {
    const lines = text.split(/\r\n|\r|\n/)
    t.strictSame(textsOf(...pieces), lines.at(-1) === '' ? lines.slice(0, -1) : lines)
  }), { numRuns: 200 })
  t.strictSame(firstLines(Buffer.from('\ufeffa\r\nb')), ['a', 'b'])
})
