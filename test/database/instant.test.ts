import fc from 'fast-check'
import postgres from 'postgres'
import t from 'tap'
import { formatInstant, parseInstant } from '../../src/database/instant.ts'
import { testDatabase } from '../support/postgres.ts'

const EARLIEST = Date.parse('0001-01-01T00:00:00Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

t.test('PostgreSQL\'s text of an instant is read to the millisecond', async t => {
  const texts = {
    '2026-03-01 09:30:00+00': '2026-03-01T09:30:00Z',
    '2026-03-01 09:30:00.1+00': '2026-03-01T09:30:00.100Z',
    '2026-03-01 09:30:00.12+00': '2026-03-01T09:30:00.120Z',
    '2026-03-01 09:30:00.125+00': '2026-03-01T09:30:00.125Z',
    '2024-02-29 23:59:59.999+00': '2024-02-29T23:59:59.999Z',
    '1969-12-31 23:59:59.999+00': '1969-12-31T23:59:59.999Z',
    '1900-01-01 00:00:00+00': '1900-01-01T00:00:00Z',
    '9999-12-31 23:59:59.999+00': '9999-12-31T23:59:59.999Z',
    '0001-01-01 00:00:00+00': '0001-01-01T00:00:00Z',
    '0099-06-01 00:00:00+00': '0099-06-01T00:00:00Z',
    '2026-03-01 10:30:00+01': '2026-03-01T09:30:00Z',
    '2026-03-01 15:00:00+05:30': '2026-03-01T09:30:00Z'
  }
  for (const [text, instant] of Object.entries(texts)) t.equal(parseInstant(text), Date.parse(instant), text)
  t.equal(parseInstant('infinity'), Infinity)
  t.equal(parseInstant('-infinity'), -Infinity)
})

t.test('what is written is read again as it was, by way of PostgreSQL', async t => {
  const { adminUrl } = await testDatabase(t)
  const sql = postgres(adminUrl, { max: 1, connection: { TimeZone: 'UTC' } })
  t.teardown(() => sql.end({ timeout: 5 }))
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: EARLIEST, max: LATEST }), { minLength: 1, maxLength: 200 }), async instants => {
    const given = [...instants, Infinity, -Infinity, EARLIEST, LATEST, 0, -1]
    const rows = await sql`select (i.at::timestamptz(3))::text as text from jsonb_array_elements_text(${JSON.stringify(given.map(formatInstant))}::text::jsonb) with ordinality as i(at, place) order by place`
    t.strictSame(rows.map(({ text }) => parseInstant(text)), given)
  }), { numRuns: 20 })
})
