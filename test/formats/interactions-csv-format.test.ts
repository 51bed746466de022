import fc from 'fast-check'
import t from 'tap'
import type { MessageLine } from '../../src/domain/message.ts'
import { interactionsCsv } from '../../src/formats/interactions-csv-format.ts'
import { messageLines } from '../../src/formats/interactions-csv.ts'
import { ownRow } from '../../src/operations/imports/interactions/own-rows.ts'
import { OPTIONS, rowsOf } from './support/interaction-rows.ts'

const FILE = `occurred_at,from,to,channel,external_id
2026-01-02T03:04:05Z,Ada Lovelace <ada@x.org>,Grace@Example.com,,
2026-01-03T03:04:05Z,grace@example.com,"ada@x.org; Linus <linus@x.org>, grace@example.com",VIDEO_CALL,m-1
2026-01-04T03:04:05Z,ada@x.org,linus@x.org,,
2026-01-05,ada@x.org,grace@example.com,,
2027-01-05T00:00:00Z,grace@example.com,ada@x.org,,
`
const us = { identities: [{ kind: 'EMAIL', value: 'Grace@Example.com' }], isUs: true }

t.test('a line from us or to us is an interaction, and any other is nothing', async t => {
  const [inbound, outbound, others, broken, ahead, ...more] = await rowsOf(interactionsCsv, [FILE])
  t.match(inbound, {
    line: 2,
    event: {
      source: 'import:csv',
      toldAt: Date.parse('2026-01-02T03:04:05Z'),
      occurredAt: Date.parse('2026-01-02T03:04:05Z'),
      channel: 'EMAIL',
      parties: [{ role: 'FROM', name: 'Ada Lovelace', identities: [{ kind: 'EMAIL', value: 'ada@x.org' }], isUs: undefined }, { role: 'TO', ...us }]
    }
  })
  t.match(outbound, { line: 3, event: { externalId: 'm-1', channel: 'VIDEO_CALL', parties: [{ role: 'FROM', isUs: true }, { name: null }, { name: 'Linus' }, { isUs: true }] } })
  t.strictSame(others, { line: 4, skipped: 'It is neither from you nor to you.' })
  t.match(broken, { line: 5, fault: 'occurred_at “2026-01-05” is not an instant with its offset, such as 2026-03-01T09:30:00Z.' })
  t.match(ahead, { line: 6, fault: /lies in the future/ })
  t.strictSame(more, [])
})

t.test('each line is known by what goodturn import interactions knows it by', async t => {
  const { push, end } = messageLines()
  const lines: MessageLine[] = [...push(FILE), ...end()]
  const own = lines.map(line => ownRow(line, new Set(['grace@example.com']), OPTIONS.now)).map(row => typeof row === 'object' && 'fields' in row ? [row.fields.source, row.fields.externalId, row.fields.occurredAt] : null)
  const told = (await rowsOf(interactionsCsv, [FILE])).map(row => 'event' in row ? [row.event.source, row.event.externalId, row.event.occurredAt] : null)
  t.strictSame(told, own)
  t.equal(told.filter(Boolean).length, 2)
})

t.test('a file without the columns is one fault, and so is one without lines', async t => {
  for (const file of ['when,from,to\nx,y,z\n\n1,2,3\n', '', '"a\n'.repeat(300)]) t.match(await rowsOf(interactionsCsv, [file, 'more\n']), [{ line: 1, fault: /name the columns|The first line/ }])
})

t.test('the pieces in which a file comes make no difference', async t => {
  const whole = await rowsOf(interactionsCsv, [FILE])
  const bytes = Buffer.from(`\ufeff${FILE.replaceAll('\n', '\r\n')}`)
  await fc.assert(fc.asyncProperty(fc.nat(bytes.length), fc.nat(bytes.length), async (one, other) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)]
    t.strictSame(await rowsOf(interactionsCsv, [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)]), whole)
  }), { numRuns: 50 })
})
