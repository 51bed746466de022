import fc from 'fast-check'
import t from 'tap'
import { DEFAULT_PAGE_SIZE, readPage, toCursor, toPage, type KeyKind, type PageInput, type Place } from '../../src/domain/page.ts'
import { Refusal } from '../../src/domain/refusal.ts'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const LIST = 'engines contacts NAME ASC'

t.test('a page has 20 items from the start unless it is told otherwise', async t => {
  t.strictSame(readPage({}, LIST, 'text'), { size: DEFAULT_PAGE_SIZE, fromEnd: false, after: null, before: null })
  t.strictSame(readPage({ first: null, last: null, after: null, before: null }, LIST, 'text').size, 20)
  t.match(readPage({ first: 100 }, LIST, 'text'), { size: 100, fromEnd: false })
  t.match(readPage({ last: 1 }, LIST, 'text'), { size: 1, fromEnd: true })
})

t.test('a page of another size, and one from both ends, are refused by the argument that is wrong', async t => {
  for (const size of [0, -1, 101, 1.5, NaN, Infinity]) {
    t.match(refusalOf({ first: size }), { code: 'INVALID', fields: [{ path: 'first', message: `is ${size}; a page has 1 to 100 items.` }] })
    t.match(refusalOf({ last: size }), { code: 'INVALID', fields: [{ path: 'last' }] })
  }
  t.match(refusalOf({ first: 1, last: 1 }), { code: 'INVALID', message: 'first and last cannot be given together.' })
})

t.test('a cursor is the place that it was made of', async t => {
  const places: Record<KeyKind, fc.Arbitrary<Place>> = {
    text: fc.record({ key: fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }).map(text => text.toLowerCase())).filter(key => !key.includes('\0')), id: fc.uuid() }, { noNullPrototype: true }),
    number: fc.record({ key: fc.double({ noNaN: true, noDefaultInfinity: true }).map(key => key + 0), id: fc.uuid() }, { noNullPrototype: true }),
    instant: fc.record({ key: fc.oneof(fc.constantFrom(Infinity, -Infinity), fc.integer({ min: -60_000_000_000_000, max: 250_000_000_000_000 })), id: fc.uuid() }, { noNullPrototype: true })
  }
  for (const kind of ['text', 'number', 'instant'] as const) {
    fc.assert(fc.property(places[kind], place => {
      const cursor = toCursor(LIST, place)
      t.match(cursor, /^[A-Za-z0-9+/=]+$/)
      t.strictSame(readPage({ after: cursor, before: cursor }, LIST, kind), { size: 20, fromEnd: false, after: place, before: place })
    }), { numRuns: 200 })
  }
})

t.test('a cursor of another list, or of none, is refused', async t => {
  const own = toCursor(LIST, { key: 'ada', id: ID })
  const written = (value: unknown) => btoa(JSON.stringify(value))
  for (const cursor of [
    toCursor('engines contacts NAME DESC', { key: 'ada', id: ID }), toCursor('others contacts NAME ASC', { key: 'ada', id: ID }), toCursor(LIST, { key: 1, id: ID }), '', 'ada', '💩', `${own}x`, own.slice(2),
    written(null), written([]), written({}), written([LIST]), written([LIST, 'ada']), written([LIST, 'ada', 'ada']), written([LIST, null, ID]), written([LIST, { key: 'ada' }, ID]), written([LIST, 'a\0', ID]),
    written([LIST, 'ada', ID.toUpperCase()]), written([LIST, 'ada', `${ID}'; drop table`]), written([LIST, true, ID])
  ]) {
    t.match(refusalOf({ after: cursor }), { code: 'INVALID', fields: [{ path: 'after', message: /^is not a cursor of this list/ }] }, cursor)
    t.match(refusalOf({ before: cursor }), { fields: [{ path: 'before' }] }, cursor)
  }
})

t.test('a cursor with a key that the list cannot have is refused, so that the database never sees it', async t => {
  const cursor = (key: unknown) => btoa(JSON.stringify([LIST, key, ID]))
  const keys: Record<KeyKind, readonly unknown[]> = { text: [1, null, 'a\u0000', 'Infinity'], number: ['1', 'NaN', null, []], instant: ['1', 1e16, -1e16, '2026-03-01', null] }
  for (const kind of Object.keys(keys) as KeyKind[]) {
    for (const key of keys[kind]) t.throws(() => readPage({ after: cursor(key) }, LIST, kind), { code: 'INVALID' }, `${kind} ${JSON.stringify(key)}`)
  }
})

t.test('one row more than was asked for means that there is more, and rows read from the end are turned round', async t => {
  const row = (item: number) => ({ item, place: { key: item, id: ID } })
  const items = (input: PageInput, rows: readonly number[]) => {
    const page = toPage(readPage(input, LIST, 'number'), rows.map(row))
    return [page.items.map(({ item }) => item), page.hasMore]
  }
  t.strictSame(items({ first: 2 }, [1, 2, 3]), [[1, 2], true])
  t.strictSame(items({ first: 2 }, [1, 2]), [[1, 2], false])
  t.strictSame(items({ last: 2 }, [9, 8, 7]), [[8, 9], true])
  t.strictSame(items({ last: 2 }, [9]), [[9], false])
  t.strictSame(items({ first: 2 }, []), [[], false])
})

function refusalOf (input: PageInput): Partial<Refusal> {
  try {
    return { message: `It was read as ${JSON.stringify(readPage(input, LIST, 'text'))}` }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, message: error.message, fields: error.fields }
  }
}
