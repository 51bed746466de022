import t from 'tap'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { previewScoringModel } from '../../../src/operations/scoring-models/preview-scoring-model.ts'
import { refreshStandings } from '../../../src/operations/standings/refresh-standings.ts'
import { firstWorkspace, requestOf } from '../../operations/support/first-workspace.ts'
import { NOW, testApp, type TestApp } from '../../support/app.ts'
import { ada, add, daysAgo, log } from '../../support/people.ts'
import { onDatabase } from '../../support/server.ts'

const DEFAULTS = { warmth: 0.35, reciprocity: 0.25, responsiveness: 0.2, substance: 0.2 }
const WARMTH_ALONE = { warmth: 1, reciprocity: 0, responsiveness: 0, substance: 0 }
const ANSWERS = { warmth: 0.1, reciprocity: 0.2, responsiveness: 0.7, substance: 0 }

const SAVE = `mutation ($input: SaveScoringModelInput!) { saveScoringModel(input: $input) {
  outcome refreshRequestedAt scoringModel { version weights { warmth reciprocity responsiveness substance } note isCurrent createdAt createdBy } } }`
const PREVIEW = `query ($weights: FactorWeightsInput!, $first: Int! = 100) { previewScoringModel(input: { weights: $weights }) {
  contactsSeen isComplete moved before { ...B } after { ...B }
  movers(first: $first) { contact { id } scoreBefore scoreAfter bandBefore bandAfter } } }
  fragment B on BandCounts { insufficientEvidence low fair good excellent total }`
const SCORES = '{ contacts(first: 100, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { id quality { score band modelVersion warmth { weight } } } } }'

t.test('weights are saved as a version, which every score from then on names', async t => {
  const app = await testApp(t)
  await crowd(app, 6)
  t.strictSame(await versions(app), ['2026.11'])
  t.strictSame((await app.query('{ viewer { workspace { scoringModel { version weights { warmth } note isCurrent createdAt createdBy } } } }')).data.viewer.workspace.scoringModel, {
    version: '2026.11', weights: { warmth: 0.35 }, note: null, isCurrent: true, createdAt: null, createdBy: null
  })

  t.strictSame(await save(app, ANSWERS, 'People who answer'), {
    data: {
      saveScoringModel: {
        outcome: 'CREATED',
        refreshRequestedAt: daysAgo(0),
        scoringModel: { version: '2026.11+1', weights: ANSWERS, note: 'People who answer', isCurrent: true, createdAt: daysAgo(0), createdBy: 'owner' }
      }
    }
  })
  t.strictSame(await versions(app), ['2026.11+1'])
  const { data } = await app.query(SCORES)
  t.ok(data.contacts.nodes.every((each: { quality: { warmth: { weight: number } } }) => each.quality.warmth.weight === 0.1))

  app.clock.now += DAY_MS
  t.match((await save(app, WARMTH_ALONE)).data.saveScoringModel, { scoringModel: { version: '2026.11+2', note: null } })
  const { data: { scoringModels } } = await app.query('{ scoringModels { totalCount nodes { version isCurrent note createdAt } } }')
  t.strictSame(scoringModels, {
    totalCount: 2,
    nodes: [
      { version: '2026.11+2', isCurrent: true, note: null, createdAt: daysAgo(-1) },
      { version: '2026.11+1', isCurrent: false, note: 'People who answer', createdAt: daysAgo(0) }
    ]
  })
})

t.test('weights that are in use already make no version', async t => {
  const app = await testApp(t)
  t.match((await save(app, DEFAULTS)).data.saveScoringModel, { outcome: 'UNCHANGED', refreshRequestedAt: null, scoringModel: { version: '2026.11' } })
  await save(app, ANSWERS)
  t.match((await save(app, ANSWERS, 'again')).data.saveScoringModel, { outcome: 'UNCHANGED', scoringModel: { version: '2026.11+1', note: null } })
  t.equal((await app.query('{ scoringModels { totalCount } }')).data.scoringModels.totalCount, 1)
})

t.test('back to the published weights is a version too', async t => {
  const app = await testApp(t)
  await save(app, ANSWERS)
  const { data } = await app.query('mutation { resetScoringModel(input: { note: "Enough" }) { outcome scoringModel { version note weights { warmth reciprocity responsiveness substance } } } }')
  t.strictSame(data.resetScoringModel, { outcome: 'CREATED', scoringModel: { version: '2026.11+2', note: 'Enough', weights: DEFAULTS } })
})

t.test('who saved what is written down', async t => {
  const app = await testApp(t)
  await save(app, ANSWERS)
  const [row] = await onDatabase(app.adminUrl, sql => sql`select action, subject_type, changes from app.audit where workspace_id = ${app.workspaceId}`)
  t.match(row, { action: 'saveScoringModel', subject_type: 'workspace', changes: { modelVersion: { before: '2026.11', after: '2026.11+1' }, weights: { before: DEFAULTS, after: ANSWERS } } })
})

t.test('the preview is what saving and a refresh make of it', async t => {
  const app = await testApp(t)
  await crowd(app, 60)
  // The snapshot of what the workspace is usually answered is old by then, as it is between two refreshes.
  app.clock.now = NOW + 20 * DAY_MS
  const { previewScoringModel: preview } = (await app.query(PREVIEW, { weights: ANSWERS })).data
  await refreshStandings(app.database, app.workspaceId, app.clock.now)
  const before = await scores(app)
  await save(app, ANSWERS)
  await refreshStandings(app.database, app.workspaceId, app.clock.now)
  const after = await scores(app)

  t.strictSame([preview.contactsSeen, preview.isComplete], [60, true])
  t.strictSame(preview.before, bands(before))
  t.strictSame(preview.after, bands(after))
  t.not(JSON.stringify(preview.before), JSON.stringify(preview.after))
  const moved = [...before.keys()].filter(id => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id)))
  t.equal(preview.moved, moved.length)
  t.ok(moved.length > 20)
  type Mover = { contact: { id: string }, scoreBefore: number | null, scoreAfter: number | null, bandBefore: string, bandAfter: string }
  t.strictSame(new Map(preview.movers.map((each: Mover) => [each.contact.id, { score: each.scoreBefore, band: each.bandBefore }])), new Map(preview.movers.map((each: Mover) => [each.contact.id, before.get(each.contact.id)])))
  t.strictSame(preview.movers.map((each: Mover) => ({ score: each.scoreAfter, band: each.bandAfter })), preview.movers.map((each: Mover) => after.get(each.contact.id)))
  t.strictSame(preview.movers.map((each: Mover) => each.contact.id).sort(), moved.sort())

  const { data } = await app.query('{ contacts(first: 100) { nodes { quality { score } } } }')
  const listed = data.contacts.nodes.map((each: { quality: { score: number | null } }) => each.quality.score ?? -1)
  t.strictSame(listed, [...listed].sort((a, b) => b - a), 'and the order by score has followed')
})

t.test('a preview saves nothing, and shows as many movers as are asked for', async t => {
  const app = await testApp(t)
  await crowd(app, 20)
  const before = await scores(app)
  const { movers } = (await app.query(PREVIEW, { weights: WARMTH_ALONE, first: 3 })).data.previewScoringModel
  t.equal(movers.length, 3)
  t.strictSame(await scores(app), before)
  t.strictSame((await app.query('{ scoringModels { totalCount } }')).data.scoringModels.totalCount, 0)
  t.match((await app.query(PREVIEW, { weights: DEFAULTS })).data.previewScoringModel, { moved: 0, movers: [] })
})

t.test('a preview that ends early says so, and of how many it is', async t => {
  const { database, owner } = await firstWorkspace(t)
  const app = await testApp(t)
  await crowd(app, 25)
  const ctx = (): OperationContext => requestOf(t, app.database, { ...owner, workspaceId: app.workspaceId })
  const whole = await previewScoringModel(ctx(), { weights: ANSWERS }, { contacts: 25, milliseconds: 5000 })
  t.match([whole.contacts, whole.isComplete], [25, true])
  t.match(await previewScoringModel(ctx(), { weights: ANSWERS }, { contacts: 10, milliseconds: 5000 }), { contacts: 10, isComplete: false })
  t.match(await previewScoringModel(ctx(), { weights: ANSWERS }, { contacts: 10, milliseconds: -1 }), { contacts: 0, isComplete: false, movers: [] })
  t.match(await previewScoringModel(requestOf(t, database, owner), { weights: ANSWERS }), { contacts: 0, isComplete: true })
})

t.test('a preview is dear, so that nobody asks for three at once', async t => {
  const app = await testApp(t)
  const { body } = await app.post(PREVIEW, { weights: ANSWERS, first: 20 })
  t.equal(body.extensions.cost.requestedQueryCost, 400 + 20 * 2)
  const one = 'previewScoringModel(input: { weights: { warmth: 1, reciprocity: 0, responsiveness: 0, substance: 0 } }) { moved }'
  t.match(await app.query(`{ a: ${one} b: ${one} c: ${one} }`), { errors: [{ extensions: { code: 'TOO_COMPLEX' } }] })
})

t.test('weights that are none are refused, with what is wrong with them', async t => {
  const app = await testApp(t)
  const refused = { data: null, errors: [{ message: 'weights: sum to 1.1; the four weights have to sum to 1.', extensions: { code: 'INVALID', fields: [{ path: 'weights' }] } }] }
  t.match(await save(app, { ...DEFAULTS, warmth: 0.45 }), refused)
  t.match(await app.query(PREVIEW, { weights: { ...DEFAULTS, warmth: 0.45 } }), refused)
  t.match(await save(app, { ...DEFAULTS, warmth: -0.1 }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'weights.warmth' }] } }] })
  t.match(await save(app, ANSWERS, 'x'.repeat(501)), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'note' }] } }] })
})

t.test('only who administers the workspace chooses, and tries out', async t => {
  const app = await testApp(t)
  for (const token of [await app.tokenOf('MEMBER'), await app.tokenOf('OWNER', ['write'])]) {
    for (const [query, variables] of [[SAVE, { input: { weights: ANSWERS } }], [PREVIEW, { weights: ANSWERS }]] as const) {
      t.match(await app.query(query, variables, token), { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    }
    t.equal((await app.query('{ viewer { workspace { scoringModel { version } } } }', {}, token)).data.viewer.workspace.scoringModel.version, '2026.11', 'everybody may see')
  }
  t.equal((await app.query(SAVE, { input: { weights: ANSWERS } }, await app.tokenOf('ADMIN'))).data.saveScoringModel.outcome, 'CREATED')
})

t.test('a workspace\'s weights are its own', async t => {
  const app = await testApp(t)
  const other = await app.newWorkspace('looms')
  await add(app, [ada], other.token)
  await crowd(app, 5)
  await save(app, ANSWERS)
  t.equal((await app.query('{ scoringModels { totalCount } }', {}, other.token)).data.scoringModels.totalCount, 0)
  t.strictSame(await versions(app, other.token), ['2026.11'])
  t.equal((await app.query(PREVIEW, { weights: ANSWERS }, other.token)).data.previewScoringModel.contactsSeen, 1)
  t.equal((await save(app, WARMTH_ALONE, null, other.token)).data.saveScoringModel.scoringModel.version, '2026.11+1', 'and so are its numbers')
  t.strictSame(await versions(app), ['2026.11+1'])
})

t.test('of several who save at once each makes a version, and one is in use', async t => {
  const app = await testApp(t, { max: 12 })
  const weights = (index: number) => ({ warmth: index / 20, reciprocity: 1 - index / 20, responsiveness: 0, substance: 0 })
  for (const round of [0, 1]) {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => save(app, weights(1 + index + 8 * round))))
    t.strictSame(answers.map(({ data }) => data?.saveScoringModel.scoringModel.version).sort(byNumber), Array.from({ length: 8 }, (_, index) => `2026.11+${1 + index + 8 * round}`))
    const { data } = await app.query('{ scoringModels(first: 100) { nodes { version isCurrent } } viewer { workspace { scoringModel { version } } } }')
    const current = data.scoringModels.nodes.filter((each: { isCurrent: boolean }) => each.isCurrent)
    t.strictSame(current, [{ version: `2026.11+${8 + 8 * round}`, isCurrent: true }])
    t.equal(data.viewer.workspace.scoringModel.version, `2026.11+${8 + 8 * round}`)
  }
})

t.test('a key makes a version once', async t => {
  const app = await testApp(t)
  const headers = { 'idempotency-key': 'weights-1' }
  const [first, again] = [await app.query(SAVE, { input: { weights: ANSWERS } }, { headers }), await app.query(SAVE, { input: { weights: ANSWERS } }, { headers })]
  t.strictSame(again, first)
  t.equal((await app.query('{ scoringModels { totalCount } }')).data.scoringModels.totalCount, 1)
})

t.test('versions are paged both ways', async t => {
  const app = await testApp(t)
  for (let index = 1; index <= 5; index++) await save(app, { warmth: index / 10, reciprocity: 1 - index / 10, responsiveness: 0, substance: 0 })
  const page = async (args: string) => {
    const { data } = await app.query(`{ scoringModels(${args}) { edges { cursor node { version } } pageInfo { hasNextPage hasPreviousPage } } }`)
    const { edges, pageInfo } = data.scoringModels
    return { of: edges.map((each: { node: { version: string } }) => each.node.version.split('+')[1]).join(''), ...pageInfo, cursors: edges.map((each: { cursor: string }) => each.cursor) }
  }
  const first = await page('first: 2')
  t.match(first, { of: '54', hasNextPage: true, hasPreviousPage: false })
  const next = await page(`first: 2, after: "${first.cursors[1]}"`)
  t.match(next, { of: '32', hasNextPage: true, hasPreviousPage: true })
  t.match(await page(`first: 2, after: "${next.cursors[1]}"`), { of: '1', hasNextPage: false, hasPreviousPage: true })
  t.match(await page('last: 2'), { of: '21', hasNextPage: false, hasPreviousPage: true })
  t.match(await page(`last: 2, before: "${next.cursors[0]}"`), { of: '54', hasNextPage: true, hasPreviousPage: false })
})

type Scores = Map<string, { score: number | null, band: string }>

/** What each contact scores by itself. */
async function scores (app: TestApp): Promise<Scores> {
  const { data } = await app.query(SCORES)
  return new Map(data.contacts.nodes.map(({ id, quality: { score, band } }: { id: string, quality: { score: number, band: string } }) => [id, { score, band }]))
}

function bands (of: Scores) {
  const count = (band: string) => [...of.values()].filter(each => each.band === band).length
  return {
    insufficientEvidence: count('INSUFFICIENT_EVIDENCE'), low: count('LOW'), fair: count('FAIR'), good: count('GOOD'), excellent: count('EXCELLENT'), total: of.size
  }
}

async function versions (app: TestApp, token?: string): Promise<string[]> {
  const { data } = await app.query(`{ contacts { nodes { quality { modelVersion } past: quality(asOf: "${daysAgo(3)}") { modelVersion } } } }`, {}, token)
  return [...new Set<string>(data.contacts.nodes.flatMap((each: Record<'quality' | 'past', { modelVersion: string }>) => [each.quality.modelVersion, each.past.modelVersion]))]
}

function save (app: TestApp, weights: object, note: string | null = null, token?: string) {
  return app.query(SAVE, { input: { weights, note } }, token)
}

function byNumber (a: string, b: string): number {
  return Number(a.split('+')[1]) - Number(b.split('+')[1])
}

/** People of all kinds: the n-th has n mails and meals with us, in a rhythm of its own, and answers when it likes to. */
async function crowd (app: TestApp, size: number): Promise<string[]> {
  const ids = await add(app, Array.from({ length: size }, (_, n) => ({ name: `Person ${n}` })))
  await log(app, ids.flatMap((id, n) => Array.from({ length: n % 13 }, (_, k) => ({
    with: [id],
    channel: k % 5 === 0 ? 'MEAL' : 'EMAIL',
    direction: ['OUTBOUND', 'INBOUND', 'MUTUAL', 'OUTBOUND'][(n * 7 + k * k) % 4] ?? '',
    occurredAt: daysAgo(1 + (n * 11 + k * (3 + n % 29)) % 340)
  }))))
  return ids
}
