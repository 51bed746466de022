import t from 'tap'
import { parseRfc3339 } from '../../src/domain/rfc-3339.ts'

t.test('an instant with its offset is read to the millisecond', async t => {
  t.equal(parseRfc3339('2026-03-01T09:30:00Z'), Date.UTC(2026, 2, 1, 9, 30))
  t.equal(parseRfc3339('2026-03-01T09:30:00.125+01:00'), Date.UTC(2026, 2, 1, 8, 30, 0, 125))
  t.equal(parseRfc3339('2026-03-01t09:30:00-05:30'), Date.UTC(2026, 2, 1, 15))
  t.equal(parseRfc3339('2024-02-29T00:00:00z'), Date.UTC(2024, 1, 29))
})

t.test('a date alone, a time without its offset, and days that no calendar has, are no instants', async t => {
  for (const text of [
    '', '2026-03-01', '2026-03-01T09:30:00', '2026-03-01 09:30:00Z', '2026-03-01T09:30Z', '2026-02-29T00:00:00Z', '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-01T00:00:00Z', '2026-01-00T00:00:00Z', '2026-03-01T24:00:00Z', '2026-03-01T09:60:00Z',
    '2026-03-01T09:30:00+24:00', '2026-03-01T09:30:00+0100', '1772357400', 'March 1, 2026', ' 2026-03-01T09:30:00Z'
  ]) t.equal(parseRfc3339(text), null, text)
})
