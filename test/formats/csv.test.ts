import fc from 'fast-check'
import t from 'tap'
import { csvCutter, type CsvRecord } from '../../src/formats/csv.ts'

function cut (...pieces: string[]): CsvRecord[] {
  const { push, end } = csvCutter()
  return [...pieces.flatMap(push), ...end()]
}

t.test('records are cells by the line they begin on', async t => {
  t.strictSame(cut('a,b\n1,2\n3,\n'), [{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1', '2'] }, { line: 3, cells: ['3', ''] }])
  t.strictSame(cut('a,b'), [{ line: 1, cells: ['a', 'b'] }], 'the last line needs no end')
  t.strictSame(cut(''), [])
})

t.test('carriage returns belong to the line end, and empty lines are nobody', async t => {
  t.strictSame(cut('a,b\r\n\r\n"1","2"\r\n'), [{ line: 1, cells: ['a', 'b'] }, { line: 3, cells: ['1', '2'] }])
})

t.test('the delimiter is what the first line has most of', async t => {
  t.strictSame(cut('a;b;c\n1;2,5;3\n"x;y";2;3'), [{ line: 1, cells: ['a', 'b', 'c'] }, { line: 2, cells: ['1', '2,5', '3'] }, { line: 3, cells: ['x;y', '2', '3'] }])
  t.strictSame(cut('a\tb\n1,5\t"x\ty"'), [{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1,5', 'x\ty'] }])
})

t.test('a quoted cell may have delimiters, quotes and lines in it', async t => {
  t.strictSame(cut('a,b\n"x, ""y""","1\r\n2\n3"\nz,4\n'), [
    { line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['x, "y"', '1\n2\n3'] }, { line: 5, cells: ['z', '4'] }
  ])
  t.strictSame(cut('"",""'), [{ line: 1, cells: ['', ''] }])
})

t.test('a quote inside a cell is only a quote', async t => {
  t.strictSame(cut('a,b\n5" pipe,Ada "the Countess"\n1,2\n'), [
    { line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['5" pipe', 'Ada "the Countess"'] }, { line: 3, cells: ['1', '2'] }
  ])
})

t.test('a quote that is never closed costs its line alone', async t => {
  const fault = 'has a quoted cell that does not end before the next delimiter.'
  t.strictSame(cut('a,b\n1,"x\n3,4\n5,6'), [
    { line: 1, cells: ['a', 'b'] }, { line: 2, fault }, { line: 3, cells: ['3', '4'] }, { line: 4, cells: ['5', '6'] }
  ])
  t.strictSame(cut('a,b\n1,"x"y\n3,4\n')[1], { line: 2, fault })
  const records = cut(`a,b\n1,"x\n${'3,4\n'.repeat(1000)}`)
  t.strictSame(records[1], { line: 2, fault })
  t.equal(records.length, 1002)
})

t.test('a line without an end does not fill the memory', async t => {
  const long = 'x'.repeat(40_000)
  const expected = [{ line: 1, cells: ['a', 'b'] }, { line: 2, fault: 'is longer than 65536 characters.' }, { line: 3, cells: ['1', '2'] }]
  t.strictSame(cut('a,b\n', long, long, long, `${long}\n1,2\n`), expected)
  t.strictSame(cut(`a,b\n${long}${long}\n1,2\n`), expected, 'nor when it comes at once')
  t.strictSame(cut('a,b\n', long, long), expected.slice(0, 2), 'nor at the end')
  t.equal(cut(`a,b\n"${'x\n'.repeat(200)}"\n`).filter(record => 'fault' in record).length, 2, 'a cell over more than a hundred lines is none')
})

t.test('a file of texts may have records of more lines', async t => {
  const text = `"${'x\n'.repeat(200)}"`
  const { push, end } = csvCutter({ mostLines: 1000 })
  t.strictSame([...push(`a,b\n1,${text.slice(0, 100)}`), ...push(`${text.slice(100)}\n3,4`), ...end()], [
    { line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1', 'x\n'.repeat(200)] }, { line: 203, cells: ['3', '4'] }
  ])
  t.equal(csvCutter({ mostLines: 1000 }).push(`a,b\n1,"${`${'x'.repeat(1000)}\n`.repeat(66)}`).length, 67, 'but not of more characters: its own line is lost, and no other')
})

const cell = fc.stringMatching(/^[ab",;\n\t\r é]{0,6}$/)
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`

t.test('what is written is read again, wherever the text is cut into pieces', async () => {
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }), fc.array(fc.nat({ max: 400 })), (rows, cuts) => {
    const text = ['h,h,h,h', ...rows.map(row => row.map(quoted).join(','))].join('\n')
    const places = [0, ...cuts.map(place => place % (text.length + 1)), text.length].sort((a, b) => a - b)
    const read = cut(...places.slice(1).map((end, index) => text.slice(places[index], end)))
    const expected = rows.map(row => row.map(value => value.replaceAll('\r\n', '\n')))
    return JSON.stringify(read.slice(1).map(record => 'cells' in record ? record.cells : record)) === JSON.stringify(expected)
  }), { numRuns: 1000 })
})

t.test('no text stops the records behind it', async () => {
  fc.assert(fc.property(fc.stringMatching(/^[ab",\n]{0,40}$/), garbage => {
    const records = cut(`h,h\n${garbage}\n${'\n'.repeat(100)}1,2\n`)
    const last = records.at(-1)
    return last !== undefined && 'cells' in last && last.cells.join() === '1,2'
  }), { numRuns: 1000 })
})
