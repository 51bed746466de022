import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { evaluateAsks } from '../../bench/eval-asks/evaluate.ts'
import { oddsRatio } from '../../bench/eval-asks/odds.ts'
import { readRequests } from '../../bench/eval-asks/read-requests.ts'
import { linesOf } from '../../bench/eval-asks/report.ts'

const RAOP = '../shared/data/raop'

/** Twelve requests: with an early offer 3 of 4 are met, with a late one 2 of 4, without one 1 of 4; one more is blank, one not English. */
const REQUESTS = [
  ...rows('I can proofread your paper. Could you review my talk?', 3, 4),
  ...rows('Could you review my talk? I can proofread your paper.', 2, 4),
  ...rows('Could you please review my talk?', 1, 4),
  { text: ' ', met: true },
  { text: 'Könntest du meinen Vortrag lesen?', met: false }
]

function rows (text: string, met: number, count: number): readonly { text: string, met: boolean }[] {
  return Array.from({ length: count }, (_, n) => ({ text, met: n < met }))
}

async function folderWith (test: { teardown (done: () => unknown): unknown }, lines: readonly unknown[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goodturn-asks-'))
  test.teardown(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'requests.jsonl.gz'), gzipSync(`${lines.map(line => JSON.stringify(line)).join('\n')}\n`))
  return folder
}

function run (...args: readonly string[]): Promise<{ code: number | string, output: string }> {
  return new Promise(resolve => {
    execFile(process.execPath, ['--import', 'tsx', 'bench/eval-asks.ts', ...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, output: stdout + stderr })
    })
  })
}

t.test('an odds ratio is that of the table, with Woolf\'s interval', async t => {
  const outcomes = (met: number, unmet: number) => [...Array<boolean>(met).fill(true), ...Array<boolean>(unmet).fill(false)]
  const { count, ratio, from, to } = oddsRatio(outcomes(30, 70), outcomes(20, 80))
  t.equal(count, 100)
  t.equal(ratio.toFixed(4), ((30.5 * 80.5) / (70.5 * 20.5)).toFixed(4))
  t.equal(from.toFixed(2), '0.89')
  t.equal(to.toFixed(2), '3.24')
  t.ok(Number.isFinite(oddsRatio(outcomes(3, 0), outcomes(0, 0)).ratio), 'nothing is divided by zero')
})

t.test('the score, each part and each finding are held against what became of the requests', async t => {
  const { requests, met, blank, unjudged, score, length, odds } = evaluateAsks(REQUESTS)
  t.strictSame({ requests, met, blank, unjudged }, { requests: 14, met: 7, blank: 1, unjudged: 1 })
  // Scores are 65, 55 and 40; of the 36 pairs of a met and an unmet request 21 are in order and 10 tied; by length 15 and 18.
  t.equal(score.toFixed(4), ((21 + 10 / 2) / 36).toFixed(4))
  t.equal(length.toFixed(4), ((15 + 18 / 2) / 36).toFixed(4))
  t.equal(odds['part OFFER']?.ratio.toFixed(3), ((5.5 * 3.5) / (3.5 * 1.5)).toFixed(3))
  t.equal(odds['early offer']?.ratio.toFixed(3), ((3.5 * 3.5) / (1.5 * 1.5)).toFixed(3), 'against those without an offer')
  t.equal(odds['late offer']?.ratio.toFixed(3), ((2.5 * 3.5) / (2.5 * 1.5)).toFixed(3))
  t.equal(odds['finding NO_OFFER']?.count, 4)
  t.equal(odds.please?.count, 4)
})

t.test('the report puts what was published beside what has an equivalent', async t => {
  const lines = linesOf(evaluateAsks(REQUESTS))
  t.match(lines[0], '14 requests, 50.0 % met; 1 without a word and 1 that the review cannot judge are left out')
  t.ok(lines.some(line => /^ {2}part OFFER .* 8 +1\.43$/.test(line)))
  t.ok(lines.some(line => /^ {2}late offer .* 4 +1\.37$/.test(line)))
  t.match(lines.at(-1), /without an equivalent in the review: evidence/)
})

t.test('the command prints the report; it ends with 2 where the file is missing', async t => {
  const [good, missing, none] = await Promise.all([run(await folderWith(t, REQUESTS)), run('no-such-folder'), run()])
  t.match(good, { code: 0, output: /14 requests, 50\.0 % met/ })
  t.match(missing, { code: 2, output: /no-such-folder.requests\.jsonl\.gz is missing/ })
  t.match(none, { code: 2, output: /Usage: npm run eval:asks/ })
})

t.test('a line without a text or an outcome is refused', async t => {
  for (const line of [{ text: 'x' }, { met: true }, { text: 1, met: true }]) {
    await t.rejects(readRequests(join(await folderWith(t, [REQUESTS[0], line]), 'requests.jsonl.gz')), /Line 2 has no text/)
  }
})

t.test('on real requests a date, a reason, thanks and an offer go with success, as published', { skip: existsSync(RAOP) ? false : 'the real requests are not here' }, async t => {
  const { odds, score, length, unjudged, requests } = evaluateAsks(await readRequests(join(RAOP, 'requests.jsonl.gz')))
  for (const name of ['part DATE', 'part REASON', 'part THANKS', 'part OFFER']) t.ok((odds[name]?.from ?? 0) > 1, name)
  t.ok(score > 0.5 && score < length, 'and the score foretells little')
  t.ok(unjudged < requests / 100, 'nearly all are read as the English that they are')
})
