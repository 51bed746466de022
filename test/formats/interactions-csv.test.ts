import t from 'tap'
import type { MessageLine } from '../../src/domain/message.ts'
import { CHANNELS } from '../../src/domain/interactions/interaction.ts'
import { readInteractionsCsv } from '../../src/formats/interactions-csv.ts'

async function read (...pieces: string[]): Promise<MessageLine[]> {
  const lines: MessageLine[] = []
  for await (const some of readInteractionsCsv((async function * () { yield * pieces })())) lines.push(...some)
  return lines
}

/** The one line of a file with all columns: what it says, or why not. */
async function line (cells: string): Promise<unknown> {
  const [read1] = await read(`occurred_at,from,to,channel,external_id\n${cells}\n`)
  if (!read1 || 'message' in read1) return read1?.message
  const { message, fields: [first] } = read1.refusal
  return first ? `${first.path} ${first.message}` : message
}

const ada = { address: 'ada@x.org', typed: 'ada@x.org', name: null }
const grace = { address: 'grace@x.org', typed: 'grace@x.org', name: null }

t.test('a line is a message', async t => {
  t.strictSame(await read('occurred_at,from,to\n2026-01-02T03:04:05Z,ada@x.org,grace@x.org\n'), [
    { line: 2, message: { occurredAt: Date.UTC(2026, 0, 2, 3, 4, 5), channel: 'EMAIL', from: ada, to: [grace], externalId: null } }
  ])
})

t.test('columns are found by name, in any order, among others, in whatever pieces the text comes', async t => {
  const lines = await read('Note;EXTERNAL_ID; channel ;to;', 'From;occurred_at\r', '\n"hi; all";m-1;sms;"ada@x.org; grace@x.org";ada@x.org;2026-01-02T03:04:05+01:00')
  t.strictSame(lines, [
    { line: 2, message: { occurredAt: Date.UTC(2026, 0, 2, 2, 4, 5), channel: 'SMS', from: ada, to: [ada, grace], externalId: 'm-1' } }
  ])
})

t.test('a file without the columns is refused in a sentence', async t => {
  await t.rejects(read(''), { code: 'INVALID', message: 'The file is empty; its first line has to name the columns occurred_at, from, to.' })
  await t.rejects(read('occurred_at,from,channel\n'), {
    code: 'INVALID', message: 'The first line has to name the columns occurred_at, from, to (and may name channel, external_id), but to is missing.'
  })
  await t.rejects(read('a,b\n1,2\n'), { message: /but occurred_at and from and to are missing\.$/ })
  await t.rejects(read('occurred_at,from,to,From\n'), { code: 'INVALID', message: 'The first line names the column from more than once.' })
  await t.rejects(read('occurred_at,"from"x,to\n'), { code: 'INVALID', message: /^The first line has a quoted cell/ })
})

t.test('a bad line is refused for a reason that names its column', async t => {
  const at = '2026-01-02T03:04:05Z'
  t.equal(await line('2026-01-02,ada@x.org,grace@x.org,,'), 'occurred_at “2026-01-02” is not an instant with its offset, such as 2026-03-01T09:30:00Z.')
  t.equal(await line(',ada@x.org,grace@x.org,,'), 'occurred_at is empty.')
  t.equal(await line(`${at},,grace@x.org,,`), 'from is empty.')
  t.equal(await line(`${at},ada,grace@x.org,,`), 'from “ada” is not an e-mail address such as ada@example.org.')
  t.equal(await line(`${at},ada@x.org; grace@x.org,grace@x.org,,`), 'from names 2 addresses; a message comes from one.')
  t.equal(await line(`${at},ada@x.org`), 'to is empty.')
  t.equal(await line(`${at},ada@x.org,grace@x.org,fax,`), `channel “fax” is none of ${CHANNELS.join(', ')}.`)
  t.match(await line(`${at},ada@x.org,grace@x.org,${'x'.repeat(51)},`), /^channel “x{50}…” is none of /)
  t.equal(await line(`${at},ada@x.org,grace@x.org,sms,m,x`), 'It has 6 cells, but the first line names 5 columns; quote what has a delimiter in it.')
  t.equal(await line(`${at},ada@x.org,grace@x.org,sms,m\u0000`), 'It contains a NUL character.')
  t.equal(await line(`${at},"ada@x.org`), 'It has a quoted cell that does not end before the next delimiter.')
})

t.test('delimiters at the end of a line are harmless', async t => {
  t.match(await line('2026-01-02T03:04:05Z,ada@x.org,grace@x.org,,,,'), { channel: 'EMAIL', externalId: null })
})

t.test('the lines behind a bad one are read', async t => {
  const lines = await read('occurred_at,from,to\nx,y,z\n"a\n2026-01-02T03:04:05Z,ada@x.org,grace@x.org\n')
  t.strictSame(lines.map(each => [each.line, 'message' in each]), [[2, false], [3, false], [4, true]])
})
