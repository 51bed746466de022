import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { auc } from '../../bench/eval/auc.ts'
import { evaluateFolder } from '../../bench/eval/evaluate.ts'
import { PUBLISHED } from '../../bench/eval/published.ts'
import { reportOf } from '../../bench/eval/report.ts'
import { replay } from '../../src/domain/quality/totals/add-touch.ts'
import { DAY_MS } from '../../src/domain/quality/totals/decay.ts'
import { askedAnswered } from '../../src/domain/quality/totals/question.ts'
import { scoreQuality } from '../../src/domain/quality/score.ts'
import type { Touch } from '../../src/domain/quality/totals/touch.ts'

const START = Date.UTC(2020, 0, 1)
const AS_OF = START + 100 * DAY_MS
const KINDS = ['friend', 'newsletter', 'lost', 'deaf'] as const

interface Message { readonly at: number, readonly from: string, readonly to: string }

/**
 * A small log of one owner, p0: friends write back and go on writing, newsletters come daily, some friends are lost, and some
 * people never answer. So neither the last message nor their number tells alone who is a friend.
 */
const messages: readonly Message[] = Array.from({ length: 24 }, (_, n) => storyOf(n)).flat().sort((a, b) => a.at - b.at)

function storyOf (n: number): readonly Message[] {
  const other = `p${n + 1}`
  const out = (days: number): Message => ({ at: START + days * DAY_MS, from: 'p0', to: other })
  const back = (days: number): Message => ({ at: START + days * DAY_MS, from: other, to: 'p0' })
  const days = (step: number, until: number) => Array.from({ length: Math.ceil((until - n / 10) / step) }, (_, k) => n / 10 + k * step)
  switch (KINDS[n % KINDS.length]) {
    case 'friend': return days(9, 130).flatMap(day => [out(day), back(day + 1)])
    case 'newsletter': return days(1, 130).map(back)
    case 'lost': return days(4, 50).flatMap(day => [out(day), back(day + 1)])
    default: return days(10, 130).map(out)
  }
}

const others = [...new Set(messages.flatMap(({ from, to }) => [from, to]))].filter(person => person !== 'p0')

function touchesWith (other: string): readonly Touch[] {
  return messages.flatMap(({ at, from, to }, line): readonly Touch[] => from !== other && to !== other
    ? []
    : [{ id: String(line).padStart(9, '0'), at, channel: 'EMAIL', direction: from === 'p0' ? 'OUTBOUND' : 'INBOUND' }])
}

/** The rows that such a log comes with: reference scores to six decimals, blurred for a few, and what came in the 30 days after. */
function rowsOf (blur: number): string {
  const totals = new Map(others.map(other => [other, replay(touchesWith(other), AS_OF)]))
  const lines = others.map(other => {
    const prior = { asked: 0, answered: 0 }
    for (const [person, theirs] of totals) {
      if (person === other) continue
      prior.asked += askedAnswered(theirs, AS_OF).asked
      prior.answered += askedAnswered(theirs, AS_OF).answered
    }
    const { warmth, responsiveness } = scoreQuality({ totals: replay(touchesWith(other), AS_OF), now: AS_OF, targetDays: null, prior }).factors
    const later = touchesWith(other).filter(({ at }) => at > AS_OF && at <= AS_OF + 30 * DAY_MS)
    const hears = later.some(({ direction }) => direction === 'INBOUND')
    const writes = later.some(({ direction }) => direction === 'OUTBOUND')
    const scores = [warmth.p30, warmth.hear, responsiveness.chance].map(score => (other.endsWith('1') ? score * blur : score).toFixed(6))
    return ['p0', other, AS_OF / 1000, ...scores, 0, Number(hears && writes), Number(hears), writes ? Number(hears) : ''].join(',')
  })
  return ['owner,contact,as_of,warmth,hear,responsiveness,balance,mutual30,inbound30,answered7', ...lines].join('\n')
}

async function folderWith (test: { teardown (done: () => unknown): unknown }, blur = 1): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'goodturn-eval-'))
  test.teardown(() => rm(root, { recursive: true }))
  const folder = join(root, 'small-log')
  await mkdir(folder)
  const lines = messages.map(({ at, from, to }) => `${new Date(at).toISOString()},${from}@example.org,${to}@example.org,EMAIL`)
  await writeFile(join(folder, 'interactions.csv.gz'), gzipSync(['occurred_at,from,to,channel', ...lines, lines[0]?.replace(/p\d+@/g, 'p0@')].join('\n')))
  await writeFile(join(folder, 'rows.csv.gz'), gzipSync(rowsOf(blur)))
  return folder
}

function run (...folders: readonly string[]): Promise<{ code: number | string, output: string }> {
  return new Promise(resolve => {
    execFile(process.execPath, ['--import', 'tsx', 'bench/eval.ts', ...folders], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, output: stdout + stderr })
    })
  })
}

t.test('the evaluation of a log agrees with reference scores made from the whole of it at once', async t => {
  const evaluation = await evaluateFolder(await folderWith(t))
  t.strictSame([evaluation.rows, evaluation.owners, evaluation.touches], [24, 1, messages.length])
  const { warmth, hear, responsiveness } = evaluation.deviation
  t.ok(Math.max(warmth, hear, responsiveness) <= 5.01e-7, 'six decimals')
  t.equal(evaluation.model.warmth, 1, 'friends come first')
  t.ok(evaluation.baselines.recency < 0.9)
  t.ok(evaluation.baselines.frequency < 0.9)
  t.strictSame(reportOf('small-log', evaluation).faults, [])
})

t.test('an evaluation that differs from its reference, or beats no baseline, says so', async t => {
  const evaluation = await evaluateFolder(await folderWith(t, 0.01))
  const { lines, faults } = reportOf('small-log', { ...evaluation, baselines: { recency: 0.99, frequency: 0.5 } })
  t.ok(lines.some(line => line.includes('warmth -> mutual30')))
  t.ok(faults.some(fault => fault.startsWith('warmth has AUC 1.0000, not within 0.005 of 0.')))
  t.ok(faults.includes('warmth has AUC 1.0000, not 0.02 better than recency alone with 0.9900'))
  t.equal(faults.some(fault => fault.includes('frequency')), false)
})

t.test('a known log is held to what is published of it', async t => {
  const evaluation = await evaluateFolder(await folderWith(t))
  const published = { ...evaluation, model: PUBLISHED.collegemsg?.auc ?? evaluation.model }
  t.strictSame(reportOf('collegemsg', { ...published, baselines: { recency: 0.99, frequency: 0.99 } }).faults, [])
  t.equal(reportOf('collegemsg', evaluation).faults.length, 3)
})

t.test('the command prints a table and ends with 0; with 1 where something is off; with 2 where a folder is missing', async t => {
  const [good, bad, missing, none] = await Promise.all([
    folderWith(t).then(folder => run(folder)), folderWith(t, 0.01).then(folder => run(folder)), run('no-such-folder'), run()
  ])
  t.match(good, { code: 0, output: /small-log: 24 rows, 1188 touches of 1 owner/ })
  t.match(bad, { code: 1, output: /FAILED: warmth has AUC/ })
  t.match(missing, { code: 2, output: /no-such-folder.interactions\.csv\.gz is missing/ })
  t.match(none, { code: 2, output: /Usage: npm run eval/ })
})

t.test('the area under the curve is the share of pairs in the right order, ties counting half', async t => {
  t.equal(auc([0.9, 0.8, 0.7, 0.6], [true, true, false, false]), 1)
  t.equal(auc([0.9, 0.8, 0.7, 0.6], [false, true, false, true]), 0.25)
  t.equal(auc([0.5, 0.5, 0.5], [true, false, false]), 0.5)
  t.equal(auc([0.9, 0.5, 0.5, 0.1], [true, true, false, null]), 0.75)
  t.ok(Number.isNaN(auc([1, 2], [true, true])))
})
