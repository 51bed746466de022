import t from 'tap'
import { DateTime, EmailAddress, URL } from '../../src/graphql/scalars.ts'
import { buildEdge } from './support/edge.ts'

t.test('an instant is RFC 3339 with an offset, and nothing less', t => {
  const read: [string, string][] = [
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00+01:00', '2026-03-01T08:30:00.000Z'],
    ['2026-03-01t09:30:00.123456z', '2026-03-01T09:30:00.123Z'],
    ['2024-02-29T23:59:59-05:30', '2024-03-01T05:29:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z']
  ]
  for (const [text, utc] of read) t.equal(DateTime.parseValue(text), Date.parse(utc))
  for (const wrong of [
    '2026-03-01', '2026-03-01T09:30:00', '2026-03-01T09:30Z', '2026-03-01 09:30:00Z', '2026-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:60Z', '2026-01-01T00:00:00+0100', '2026-01-01T00:00:00+24:00', '9999-12-31T23:59:59-01:00', '0001-01-01T00:00:00+01:00',
    '', 'now', 1767225600000, true, null, { at: 1 }, new Date(0)
  ]) t.throws(() => DateTime.parseValue(wrong), { message: /RFC 3339 with an offset/ }, String(wrong))
  t.end()
})

t.test('an instant is written in UTC with milliseconds, from a date or a number', t => {
  t.equal(DateTime.serialize(new Date('2026-03-01T09:30:00+01:00')), '2026-03-01T08:30:00.000Z')
  t.equal(DateTime.serialize(0), '1970-01-01T00:00:00.000Z')
  for (const wrong of ['2026-03-01', null, {}, new Date(NaN), Infinity]) t.throws(() => DateTime.serialize(wrong), String(wrong))
  t.end()
})

t.test('a URL is an absolute web address', t => {
  for (const right of ['https://example.org', 'http://localhost:8080/a?b=c#d', 'HTTPS://EXAMPLE.ORG/%20']) t.equal(URL.parseValue(right), right)
  for (const wrong of ['example.org', '/path', 'javascript:alert(1)', 'ftp://example.org', 'https://', 'https://exa mple.org', `https://example.org/${'x'.repeat(2048)}`, 1]) {
    t.throws(() => URL.parseValue(wrong), { message: /absolute http or https/ }, String(wrong))
  }
  t.equal(URL.serialize('https://example.org'), 'https://example.org')
  t.throws(() => URL.serialize(1))
  t.end()
})

t.test('an e-mail address is read to its normal spelling', t => {
  t.equal(EmailAddress.parseValue('Ada@Example.ORG'), 'ada@example.org')
  for (const wrong of ['ada', 'ada@localhost', '@example.org', 7]) t.throws(() => EmailAddress.parseValue(wrong), { message: /EmailAddress takes/ })
  t.end()
})

t.test('a scalar is read the same as a literal and as a variable', async t => {
  const { post } = await buildEdge(t)
  const literal = await post({ query: '{ echo(at: "2026-03-01T09:30:00+01:00", url: "https://example.org/?a=b", email: "Ada@Example.org") { at url email } }' })
  t.strictSame(literal.body.data.echo, { at: '2026-03-01T08:30:00.000Z', url: 'https://example.org/?a=b', email: 'ada@example.org' })
  const query = 'query ($at: DateTime, $url: URL, $email: EmailAddress) { echo(at: $at, url: $url, email: $email) { at url email } }'
  const variables = { at: '2026-03-01T09:30:00+01:00', url: 'https://example.org/?a=b', email: 'Ada@Example.org' }
  t.strictSame((await post({ query, variables })).body.data, literal.body.data)
  for (const [query, variables] of [
    ['{ echo(at: "2026-03-01") { at } }', {}],
    ['{ echo(at: 5) { at } }', {}],
    ['query ($at: DateTime) { echo(at: $at) { at } }', { at: '2026-03-01T09:30:00' }]
  ] as const) {
    const { status, body } = await post({ query, variables })
    t.equal(status, 400)
    t.match(body, { errors: [{ message: /RFC 3339 with an offset/, extensions: { code: 'INVALID' } }] })
  }
})
