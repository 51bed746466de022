import fc from 'fast-check'
import t from 'tap'
import { readMultipart, shedMultipart } from '../../src/providers/email/multipart.ts'

const TYPE = 'multipart/form-data; boundary=xYzZY'
const RAW = new Set(['email'])
const form = (body: string | Buffer, type = TYPE) => ({ headers: { 'content-type': type }, body: Buffer.from(body as string) })
const part = (headers: string, body: string) => `--xYzZY\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${body}\r\n`
const read = async (body: string | Buffer, type?: string) =>
  Object.fromEntries([...await readMultipart(form(body, type), RAW)].map(([name, bytes]) => [name, bytes.toString('latin1')]))

t.test('the fields of a form are read as bytes, the first of a name, and files are passed over', async t => {
  const body = Buffer.from([
    'preamble\r\n', part('name="from"', 'Ada'), part('name="from"', 'Eve'), part('name="text"', 'sch\xf6n\r\n--xYz\r\n'), part('name="a"; filename="a.png"', 'secret'),
    part('name="b"\r\nContent-Type: image/png', 'secret'), part('name="c"; filename*=utf-8\'\'c', 'secret'), part('name="json"\r\nContent-Type: application/json', '{}'), part('x=y', 'nameless'), '--xYzZY\r\nX: y\r\n\r\nno form\r\n', part('name=bare', 'word'),
    '--xYzZY--\r\nepilogue'
  ].join(''), 'latin1')
  t.strictSame(await read(body), { from: 'Ada', text: 'sch\xf6n\r\n--xYz\r\n', json: '{}', bare: 'word' })
})

t.test('a field is cut at a megabyte, but a raw mail is whole; and there are 200 of them', async t => {
  const fields = await read(`${part('name="email"', 'x'.repeat(2_000_000))}${part('name="text"', 'x'.repeat(2_000_000))}--xYzZY--`)
  t.strictSame([fields['email']?.length, fields['text']?.length], [2_000_000, 1_000_000])
  const many = await read(`${Array.from({ length: 300 }, (_, at) => part(`name="f${at}"`, 'x')).join('')}--xYzZY--`)
  t.equal(Object.keys(many).length, 200)
})

t.test('what is no form, or breaks off, cannot be read', async t => {
  for (const [body, type] of [
    ['', TYPE], ['{}', 'application/json'], ['{}', TYPE], [part('name="a"', 'x'), 'multipart/form-data'], [part('name="a"', 'x'), TYPE], [part('name="a"; filename="x"', 'x'), TYPE],
    ['--xYzZY', TYPE], ['--xYzZY\r\n', TYPE], ['--xYzZY\r\nContent-Disposition', TYPE], [part('name="a"', 'x'), `multipart/form-data; boundary=${'b'.repeat(300)}`]
  ] as const) await t.rejects(read(body, type), { name: 'Unreadable', message: 'The body is no multipart/form-data, or ends before its last boundary.' }, body)
})

t.test('files lose their bodies, and raw mails what is shed of them; the form stays one', async t => {
  const shed = (body: string, type?: string) => shedMultipart(form(body, type), RAW, raw => raw.subarray(0, 1)).toString()
  t.equal(
    shed(`preamble\r\n${part('name="text"', 'words')}${part('name="a"; filename="a.png"', 'secret\r\nsecret')}${part('name="email"', 'mail')}--xYzZY--\r\nsecret`),
    `\r\n${part('name="text"', 'words')}${part('name="a"; filename="a.png"', '')}${part('name="email"', 'm')}--xYzZY--`
  )
  t.equal(shed(part('name="a"; filename="a.png"', 'secret, and no end')), part('name="a"; filename="a.png"', '').slice(0, -2))
  t.equal(shed('--xYzZY\r\nno headers, secret\r\n--xYzZY--'), '--xYzZY\r\n--xYzZY--')
  for (const [body, type] of [['{}', 'application/json'], ['no boundary', TYPE], ['', TYPE]] as const) t.equal(shed(body, type), body)
  const unnamed = { headers: {}, body: Buffer.from(part('name="a"', 'x')) }
  t.equal(shedMultipart(unnamed, RAW, raw => raw), unnamed.body)
  await t.rejects(readMultipart(unnamed, RAW), { name: 'Unreadable' })
})

t.test('whatever a form is made of, it is read or refused, and reads the same once it is shed', async t => {
  const piece = fc.constantFrom('--xYzZY\r\n', '--xYzZY--', '\r\n', '\r\n\r\n', '--xYzZY', '--', 'Content-Disposition: form-data; name="a"', 'Content-Disposition: form-data; name="b"; filename="b"',
    'Content-Type: image/png', 'x', '\0', '\n', part('name="c"', 'y'), part('name="d"; filename="d"', 'z'))
  const readOrNot = (body: Buffer) => read(body).catch((error: Error) => error.name)
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async pieces => {
    const body = Buffer.from(pieces.join(''))
    const [before, after] = [await readOrNot(body), await readOrNot(shedMultipart(form(body), RAW, raw => raw))]
    t.strictSame(after, before)
  }), { numRuns: 300 })
})

t.test('a million parts are a thousand, and take no time', async t => {
  const began = performance.now()
  t.strictSame(await read(`${'--xYzZY\r\n\r\n\r\n'.repeat(1_000_000)}--xYzZY--`), {})
  t.ok(performance.now() - began < 5_000)
})

t.test('of a field of 10 MB the beginning is kept, and a form of another kind is not even looked into', async t => {
  const long = form(`${part('name="text"', 'x'.repeat(10_000_000))}--xYzZY--`)
  t.ok(shedMultipart(long, RAW, raw => raw).length < 1_001_000)
  const before = process.cpuUsage()
  await t.rejects(readMultipart(form('a=1&'.repeat(5_000_000), 'application/x-www-form-urlencoded'), RAW), { name: 'Unreadable' })
  t.ok(process.cpuUsage(before).user < 100_000)
})
