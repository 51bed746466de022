import t from 'tap'
import { addTouches } from '../../../src/domain/quality/totals/add-touches.ts'
import { askedAnswered } from '../../../src/domain/quality/totals/question.ts'
import { scoreQuality } from '../../../src/domain/quality/score.ts'
import { emptyTotals } from '../../../src/domain/quality/totals/totals.ts'
import { refreshStandings } from '../../../src/operations/standings/refresh-standings.ts'
import { NOW, testApp, type TestApp } from '../../support/app.ts'
import { add, daysAgo, log } from '../../support/people.ts'

const ADA = 'Ada'
const OTHERS = ['Grace', 'Linus', 'Margaret', 'Barbara']
const PAST = daysAgo(100)

const QUALITY = `query ($ids: [ID!]!, $asOf: DateTime!) { nodes(ids: $ids) { ... on Contact { quality(asOf: $asOf) {
  score confidence responsiveness { score confidence reasons { code text impact } } reasons { code text impact }
} } } }`
const HISTORY = `query ($ids: [ID!]!, $from: DateTime!, $to: DateTime!, $every: HistoryStep!) { nodes(ids: $ids) { ... on Contact {
  qualityHistory(from: $from, to: $to, every: $every) { at score }
} } }`

/** Somebody we ask every twenty days, and who answers every third time, from so many days ago on. */
function asking (id: string, from: number, to: number, answersEvery = 3) {
  return Array.from({ length: Math.floor((from - to) / 20) }, (_, n) => [
    { with: [id], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(from - 20 * n) },
    ...n % answersEvery === 0 ? [{ with: [id], channel: 'EMAIL', direction: 'INBOUND', occurredAt: daysAgo(from - 20 * n - 3) }] : []
  ]).flat()
}

/** The score as of an instant with all that tells what it rests on, in numbers that do not depend on the order of a sum. */
async function scoreOf (app: TestApp, ids: readonly string[], asOf = PAST): Promise<unknown> {
  const { data } = await app.query(QUALITY, { ids, asOf })
  return JSON.parse(JSON.stringify(data.nodes), (_key, value) => typeof value === 'number' ? Number(value.toFixed(9)) : value)
}

async function askedWorkspace (test: Parameters<typeof testApp>[0]): Promise<{ app: TestApp, ada: string, others: string[] }> {
  const app = await testApp(test)
  const [ada = '', ...others] = await add(app, [ADA, ...OTHERS].map(name => ({ name })))
  await log(app, [...asking(ada, 400, 110), ...others.flatMap((id, index) => asking(id, 300 + index, 120))])
  return { app, ada, others }
}

t.test('a score of the past stays as it is, whatever happens later to anybody, and through every refresh', async t => {
  const { app, ada, others } = await askedWorkspace(t)
  const before = await scoreOf(app, [ada, ...others])
  t.match(before, [{ quality: { score: Number } }])

  await log(app, [...asking(ada, 90, 0, 1), ...others.flatMap(id => asking(id, 99, 0, 1))])
  t.strictSame(await scoreOf(app, [ada, ...others]), before, 'after what happened later')

  await refreshStandings(app.database, app.workspaceId, NOW)
  t.strictSame(await scoreOf(app, [ada, ...others]), before, 'after a refresh')

  app.clock.now = NOW + 200 * 86_400_000
  await refreshStandings(app.database, app.workspaceId, app.clock.now)
  t.strictSame(await scoreOf(app, [ada, ...others]), before, 'half a year later')
})

t.test('an answer that came after the instant does not count as one at it', async t => {
  const { app, ada, others: [grace = ''] } = await askedWorkspace(t)
  await log(app, [{ with: [grace], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(103) }])
  const before = await scoreOf(app, [ada])
  await log(app, [{ with: [grace], channel: 'EMAIL', direction: 'INBOUND', occurredAt: daysAgo(99) }])
  t.strictSame(await scoreOf(app, [ada]), before)
})

t.test('what is recorded late, and happened before the instant, changes the score at it, of others too', async t => {
  const { app, ada, others: [grace = ''] } = await askedWorkspace(t)
  const before = await scoreOf(app, [ada])
  const [id] = await log(app, [...asking(grace, 290, 200, 1), { with: [grace], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(190) }])
  const after = await scoreOf(app, [ada])
  t.ok(JSON.stringify(after) !== JSON.stringify(before))

  await app.query('mutation ($id: ID!) { updateInteraction(input: { id: $id, status: CANCELLED }) { outcome } }', { id })
  t.ok(JSON.stringify(await scoreOf(app, [ada])) !== JSON.stringify(after), 'and so does what turns out never to have happened')
})

t.test('who is deleted is in nobody\'s score any more', async t => {
  const { app, ada, others } = await askedWorkspace(t)
  for (const id of others) await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id })
  const alone = await scoreOf(app, [ada])
  const other = await testApp(t)
  const [sameAda = ''] = await add(other, [{ name: ADA }])
  await log(other, asking(sameAda, 400, 110))
  t.strictSame(alone, await scoreOf(other, [sameAda]))
})

t.test('a score of the past is what the scoring model makes of all that had happened by then', async t => {
  const { app, ada, others } = await askedWorkspace(t)
  const at = Date.parse(PAST)
  const totalsOf = (rows: readonly { occurredAt: string, direction: string }[]) => addTouches(emptyTotals(), rows.map((row, index) => ({
    id: String(index).padStart(4, '0'), at: Date.parse(row.occurredAt), channel: 'EMAIL' as const, direction: row.direction as 'INBOUND' | 'OUTBOUND'
  }))).totals
  const asked = others.map((id, index) => askedAnswered(totalsOf(asking(id, 300 + index, 120)), at))
  const prior = { asked: asked.reduce((sum, each) => sum + each.asked, 0), answered: asked.reduce((sum, each) => sum + each.answered, 0) }
  const expected = scoreQuality({ totals: totalsOf(asking(ada, 400, 110)), now: at, targetDays: null, prior })
  const { data } = await app.query(QUALITY, { ids: [ada], asOf: PAST })
  const { score, reasons } = data.nodes[0].quality
  t.equal(score, Math.round(expected.score ?? -1))
  const sum = reasons.reduce((total: number, { impact }: { impact: number }) => total + impact, 50)
  t.ok(Math.abs(sum - (expected.score ?? -1)) < 1e-9)
  t.ok(prior.asked > 10, 'the others weigh in')
})

t.test('each point of a history is the score as of its instant', async t => {
  const { app, ada, others } = await askedWorkspace(t)
  const ids = [ada, ...others]
  const { data } = await app.query(HISTORY, { ids, from: daysAgo(390), to: daysAgo(60), every: 'WEEK' })
  const histories: { at: string, score: number | null }[][] = data.nodes.map((node: { qualityHistory: unknown }) => node.qualityHistory)
  t.equal(histories[0]?.length, 48)
  for (const [index, { at }] of (histories[0] ?? []).entries()) {
    const { data: { nodes } } = await app.query('query ($ids: [ID!]!, $asOf: DateTime!) { nodes(ids: $ids) { ... on Contact { quality(asOf: $asOf) { score } } } }', { ids, asOf: at })
    t.strictSame(histories.map(history => history[index]?.score), nodes.map((node: { quality: { score: number } }) => node.quality.score), at)
  }
})

t.test('a history of 1,100 days is read in as many statements as one of a week', async t => {
  const { app, ada, others } = await askedWorkspace(t)
  const statementsOf = async (days: number) => {
    app.statements.length = 0
    const { errors, data } = await app.query(HISTORY, { ids: [ada, ...others], from: daysAgo(days), to: daysAgo(0), every: 'DAY' })
    t.equal(errors, undefined)
    t.equal(data.nodes[0].qualityHistory.length, days + 1)
    return app.statements.length
  }
  const week = await statementsOf(7)
  t.equal(await statementsOf(1099), week)
})
