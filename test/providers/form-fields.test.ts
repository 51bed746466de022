import * as fc from 'fast-check'
import t from 'tap'
import { fieldsOf, urlEncodedPairs, withField } from '../../src/providers/form-fields.ts'

const of = (body: string | Buffer, contentType?: string) =>
  fieldsOf({ body: Buffer.from(body as string), headers: contentType === undefined ? {} : { 'content-type': contentType } })
const entries = (body: string | Buffer, contentType?: string) => [...of(body, contentType)]
const MULTIPART = 'multipart/form-data; boundary=xYzZY'
const part = (disposition: string, value: string, more = '') => `--xYzZY\r\n${more}Content-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`
const END = '--xYzZY--\r\n'

t.test('a form gives its fields, the first of each name', async t => {
  t.strictSame(entries('a=1&b=%C3%A9+x&a=2&c', 'application/x-www-form-urlencoded; charset=utf-8'), [['a', '1'], ['b', 'é x'], ['c', '']])
  t.strictSame(entries('a=%zz&=&__proto__=1', 'Application/X-WWW-Form-URLEncoded'), [['a', '%zz'], ['', ''], ['__proto__', '1']])
})

t.test('of a form, only what is wanted is taken', async t => {
  const fields = (contentType: string, body: string) => [...fieldsOf({ body: Buffer.from(body), headers: { 'content-type': contentType } }, ['b', 'c'])]
  t.strictSame(fields('application/x-www-form-urlencoded', 'a=1&b=2&?b=3&b=4'), [['b', '2']])
  t.strictSame(fields(MULTIPART, part('name="a"', '1') + part('name="c"', '2') + END), [['c', '2']])
})

t.test('a form with one field changed is the same otherwise', async t => {
  const changed = (body: string) => withField(Buffer.from(body), 'b', value => `${value}&=é`).toString()
  t.equal(changed('a=%41&b=x+y&&?c=%zz&d&b=2'), 'a=%41&b=x+y%26%3D%C3%A9&?c=%zz&d&b=2')
  t.equal(changed('?b=1'), '?b=1')
  t.equal(changed(''), '')
})

t.test('a form of a million fields is nobody\'s, and is not taken apart', async t => {
  const of = (count: number) => Buffer.from('a=1&'.repeat(count))
  t.equal(urlEncodedPairs(of(1_000))?.length, 1_000)
  t.equal(urlEncodedPairs(of(1_001)), null)
  const cpuOf = (count: number): number => {
    const before = process.cpuUsage()
    t.equal(fieldsOf({ body: of(count), headers: { 'content-type': 'application/x-www-form-urlencoded' } }).size, 1)
    t.equal(withField(of(count), 'a', value => value).length, 3_999)
    return process.cpuUsage(before).user / 1_000
  }
  cpuOf(1_000)
  t.ok(cpuOf(6_000_000) < 100, 'all of it would take half a second and a gigabyte')
  t.strictSame(entries(`${'x'.repeat(301)}=1&${'y'.repeat(300)}=2`, 'application/x-www-form-urlencoded'), [['y'.repeat(300), '2']], 'nor is a name without an end')
})

t.test('a form of parts gives those that are text, and no file', async t => {
  const body = part('name="from"', 'Ada <ada@example.org>') + part('name="file"; filename="a.txt"', 'x') + part("name=\"file2\"; filename*=UTF-8''a", 'x') +
    part('name="text"', 'line 1\r\n\r\n--xYz\r\nline é', 'Content-Type: text/plain\r\n') + part('name=bare', '') + part('name="from"', 'Eve') + END
  t.strictSame(entries(body, MULTIPART), [['from', 'Ada <ada@example.org>'], ['text', 'line 1\r\n\r\n--xYz\r\nline é'], ['bare', '']])
  t.strictSame(entries(`preamble\r\n${body}epilogue`, 'multipart/form-data; charset=x; boundary="xYzZY"').length, 3)
  t.strictSame(entries(part('name="a"', '1') + END + part('name="b"', '2') + END, MULTIPART), [['a', '1']], 'nothing follows the last boundary')
})

t.test('parts that are cut off, unnamed or overloaded are passed over', async t => {
  t.strictSame(entries(part('name="a"', '1') + '--xYzZY\r\nContent-Disposition: form-data; name="b"\r\n\r\n2', MULTIPART), [['a', '1']])
  t.strictSame(entries(part('', '1') + part('filename="name=x"', '1') + part('name="b"', '2') + END, MULTIPART), [['b', '2']])
  t.strictSame(entries(part('name="a"', '1', `X: ${'x'.repeat(9_000)}\r\n`) + part('name="b"', '2') + END, MULTIPART), [['b', '2']])
  for (const contentType of ['multipart/form-data', 'multipart/form-data; boundary=', `multipart/form-data; boundary=${'x'.repeat(201)}`, 'multipart/form-data; boundary=other']) {
    t.strictSame(entries(part('name="a"', '1') + END, contentType), [], contentType.slice(0, 50))
  }
})

t.test('JSON gives what its signature has', async t => {
  t.strictSame(entries('{"signature":{"timestamp":1461261330,"token":"t","signature":"s","x":{},"y":""},"event-data":{}}', 'application/json'),
    [['timestamp', '1461261330'], ['token', 't'], ['signature', 's']])
  for (const body of ['', 'null', '{}', '{"signature":"s"}', '{"signature":["s"]}', '[', '['.repeat(1_000)]) t.strictSame(entries(body, 'application/json'), [], body)
})

t.test('anything else has no fields', async t => {
  for (const contentType of [undefined, ';', '', 'text/plain', 'message/rfc822', 'application/x-www-form-urlencodedx']) t.strictSame(entries('a=1', contentType), [])
})

t.test('200 fields are taken, however many there are', async t => {
  const names = Array.from({ length: 1_000 }, (_, at) => `f${at}`)
  t.equal(of(names.map(name => `${name}=1`).join('&'), 'application/x-www-form-urlencoded').size, 200)
  t.equal(of(names.map(name => part(`name="${name}"`, '1')).join('') + END, MULTIPART).size, 200)
  t.strictSame(entries(part('filename="a"', '1').repeat(999) + part('name="b"', '2').repeat(2) + END, MULTIPART), [['b', '2']])
  t.strictSame(entries(part('filename="a"', '1').repeat(1_000) + part('name="b"', '2') + END, MULTIPART), [], 'nor more than 1,000 parts')
})

t.test('5 MB of what looks like the beginning of something takes less than a second', async t => {
  const [size, started] = [5_000_000, performance.now()]
  const bodies = ['\r\n--xYzZ', '\r\n--xYzZY', '--xYzZY\r\n', '\r\n--xYzZY\r\n\r\n\r\n', '\r\n', '\r\n--xYzZY\r\nContent-Disposition: ;', '\r\n--xYzZY\r\nContent-Disposition:; name="', ' ']
  for (const body of bodies) t.ok(of(Buffer.from(body.repeat(size / body.length)), MULTIPART).size <= 1)
  t.ok(performance.now() - started < 1_000 * bodies.length)
})

t.test('what was put into parts comes out of them', async t => {
  fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z-]{1,10}$/), fc.string({ unit: 'grapheme' })), { selector: ([name]) => name, maxLength: 10 }), pairs => {
    const body = pairs.map(([name, value]) => part(`name="${name}"`, value)).join('') + END
    t.strictSame(entries(body, MULTIPART), pairs)
  }), { numRuns: 50 })
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(MULTIPART, 'application/json', 'application/x-www-form-urlencoded'), (bytes, contentType) => {
    of(Buffer.concat([Buffer.from('--xYzZY\r\n'), bytes]), contentType)
  }))
})
