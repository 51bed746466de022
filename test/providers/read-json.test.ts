import * as fc from 'fast-check'
import t from 'tap'
import { Unreadable } from '../../src/providers/provider.ts'
import { arrayAt, instantAt, numberAt, objectAt, readJson, textAt, valueAt, type Json } from '../../src/providers/read-json.ts'

const NOON = Date.UTC(2026, 2, 1, 12)

t.test('a body in UTF-8 is read, with a byte order mark and without', async t => {
  t.strictSame(readJson(Buffer.from('{"a":"é"}')), { a: 'é' })
  t.strictSame(readJson(Buffer.from('\ufeff[1]')), [1])
  t.equal(readJson(Buffer.from('null')), null)
})

t.test('what is no JSON is unreadable, and not quoted', async t => {
  for (const body of ['', 'hello ada', '{"a":', '{"a":1}x', "{'a':1}", 'NaN']) {
    t.throws(() => readJson(Buffer.from(body)), new Unreadable('The body is not JSON.'), body)
  }
  t.throws(() => readJson(Buffer.from([0xff, 0xfe, 0x00])), Unreadable)
})

t.test('100 levels are read, and one more is not; brackets inside of text are none', async t => {
  const nested = (levels: number) => Buffer.from('['.repeat(levels) + ']'.repeat(levels))
  t.ok(Array.isArray(readJson(nested(100))))
  t.throws(() => readJson(nested(101)), new Unreadable('The body is nested more than 100 levels deep.'))
  t.throws(() => readJson(Buffer.from('{"a":'.repeat(101) + '1' + '}'.repeat(101))), Unreadable)
  t.throws(() => readJson(Buffer.alloc(5_000_000, '[')), Unreadable)
  t.equal(readJson(Buffer.from(JSON.stringify('\\"' + '['.repeat(500)))), '\\"' + '['.repeat(500))
  t.equal((readJson(Buffer.from(`[${'[],'.repeat(500)}[]]`)) as Json[]).length, 501, 'side by side is not deep')
})

t.test('100,000 values are read, and more are not: those of a larger body would take seconds and a gigabyte', async t => {
  const list = (items: number, item: string) => Buffer.from(`[${`${item},`.repeat(items - 1)}${item}]`)
  t.equal((readJson(list(99_998, '1')) as Json[]).length, 99_998)
  for (const body of [list(100_001, '1'), list(60_000, '[]'), list(60_000, '{}'), list(10_000_000, '1'), Buffer.from(`{${'"a":"b",'.repeat(100_001)}"a":1}`)]) {
    const before = process.cpuUsage()
    t.throws(() => readJson(body), new Unreadable('The body has more than 100000 values.'))
    t.ok(process.cpuUsage(before).user < 100_000)
  }
})

t.test('punctuation inside of text is none, wherever the text ends', async t => {
  fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('\\', '"', ',', '[', 'é') }), { maxLength: 20 }), texts => {
    const body = Buffer.from(JSON.stringify(['[,'.repeat(100_001), ...texts]))
    t.strictSame((readJson(body) as Json[]).slice(1), texts)
  }), { numRuns: 20 })
})

t.test('a path leads along own names and places only', async t => {
  const json = readJson(Buffer.from('{"a":{"b":[{"c":1}]},"n":null,"s":"text"}'))
  t.equal(valueAt(json, 'a.b.0.c'), 1)
  t.equal(valueAt(json, ''), json)
  for (const path of ['x', 'a.x.y', 'a.b.1', 'n.a', 's.0', 's.length', '__proto__', 'constructor', 'a.constructor.name', 'a.__proto__']) {
    t.equal(valueAt(json, path), undefined, path)
  }
  t.equal(valueAt(undefined, 'a'), undefined)
  t.strictSame(objectAt(json, 'a.b.0'), { c: 1 })
  for (const path of ['n', 's', 'a.b', 'x']) t.equal(objectAt(json, path), null, path)
})

t.test('a list gives its first 1,000 items', async t => {
  t.equal(arrayAt({ a: Array(1_001).fill(1) }, 'a').length, 1_000)
  t.strictSame(arrayAt([1, 2], ''), [1, 2])
  for (const value of [null, 1, 'ab', { length: 3 }, undefined]) t.strictSame(arrayAt(value, ''), [])
})

t.test('text is fit to be kept', async t => {
  t.equal(textAt({ a: '  hi\0 there \n' }, 'a'), 'hi there')
  t.equal(textAt('a\ud83d', ''), 'a\ufffd', 'half a character')
  t.equal(textAt('ab😀', '', 3), 'ab', 'no half is left at the cut')
  t.equal(textAt('ab😀', '', 4), 'ab😀')
  t.equal(textAt('ab cd', '', 3), 'ab')
  t.equal(textAt('x'.repeat(30_000), '')?.length, 20_000)
  t.equal(textAt(12, ''), '12')
  for (const value of ['', ' \0 ', null, true, [], {}, Infinity, undefined]) t.equal(textAt(value, ''), null)
})

t.test('a number is a number', async t => {
  t.equal(numberAt({ a: -1.5 }, 'a'), -1.5)
  for (const value of ['1', null, Infinity, [1], {}, undefined]) t.equal(numberAt(value, ''), null)
})

t.test('an instant is read out of ISO 8601, of epoch seconds and of epoch milliseconds', async t => {
  for (const value of [
    '2026-03-01T12:00:00Z', '2026-03-01T13:00:00.000+01:00', '2026-03-01T13:00:00+0100', '2026-03-01T13:00+01', '2026-03-01 12:00:00 Z', ' 2026-03-01t12:00z ',
    NOON, NOON / 1_000, String(NOON), String(NOON / 1_000), `${NOON / 1_000}.000200`
  ]) t.equal(instantAt({ at: value }, 'at'), NOON, String(value))
  t.equal(instantAt('2026-03-01T12:00:00.123456Z', ''), NOON + 123)
})

t.test('what is no instant is none', async t => {
  for (const value of [
    null, true, [], {}, undefined, '', 'soon', '2026-03-01', '2026-03-01T12:00:00', '2026-02-30T12:00:00Z', '2026-03-01T25:00Z', '0', 0, -5, Infinity, 1e30, '1e9',
    '9999-01-01T00:00:00Z', '1850-01-01T00:00:00Z', '9'.repeat(1_000_000), '1'.repeat(39)
  ]) t.equal(instantAt(value, ''), null, String(value).slice(0, 40))
})

t.test('any JSON can be asked for anything', async t => {
  fc.assert(fc.property(fc.jsonValue(), fc.string(), (json, path) => {
    const read = readJson(Buffer.from(JSON.stringify(json)))
    for (const at of ['', path, 'a.b', '0']) {
      const [text, number, instant] = [textAt(read, at), numberAt(read, at), instantAt(read, at)]
      objectAt(read, at)
      arrayAt(read, at)
      if (text === '' || (number !== null && !Number.isFinite(number)) || (instant !== null && !Number.isInteger(instant))) return false
    }
    return true
  }))
  t.pass('nothing was thrown')
})
