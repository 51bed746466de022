import type { Test } from 'tap'
import postgres from 'postgres'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { cadencesKept } from '../../src/operations/insights/cadences-kept.ts'
import { findHelpedOnce } from '../../src/operations/insights/find-helped-once.ts'
import { findPersonalShare } from '../../src/operations/insights/find-personal-share.ts'
import { listNeglected } from '../../src/operations/insights/list-neglected.ts'
import { listTopGivers } from '../../src/operations/insights/list-top-givers.ts'
import { tiesByBand } from '../../src/operations/insights/ties-by-band.ts'
import { findScoringModel, listScoringModels } from '../../src/operations/scoring-models/find-scoring-models.ts'
import type { OperationContext } from '../../src/operations/context.ts'
import { largeAndSmall, MANY } from './support/large-and-small.ts'
import { planRuns } from './support/plan-runs.ts'
import { pagesOf, tablesReadWhole, type Ran } from './support/plans.ts'
import type { Work } from './support/runs.ts'

const DAY_MS = 86_400_000

const sizes = await largeAndSmall()
const { database, adminUrl, large, small } = sizes
for (const { workspaceId } of [large, small]) await fillInsights(workspaceId)
const received = await receivedFavors()
const { test, statementsOf } = await planRuns(sizes)

test('who is valuable but neglected is read from an index that holds nobody else', async t => {
  const [statement] = await indexed(t, ctx => listNeglected(ctx, 100), 1)
  t.ok(pages(statement) <= 120, `${pages(statement)} pages for a hundred contacts`)
})

test('who gave most is read from the favors of two years, which are in their index', async t => {
  const [statement] = await indexed(t, ctx => listTopGivers(ctx, 10), 1)
  t.ok(pages(statement) <= 20 + received / 20, `${pages(statement)} pages for ${received} favors`)
})

test('who was never spoken to again is read from those who helped', async t => {
  const [statement] = await indexed(t, findHelpedOnce, 1)
  t.ok(pages(statement) <= 20 + 6 * received, `${pages(statement)} pages for ${received} favors`)
})

test('how cadences were kept is read from the touches of those who have one', async t => {
  const [statement] = await indexed(t, cadencesKept, 1)
  t.ok(pages(statement) <= 400 * 70, `${pages(statement)} pages for 400 cadences`)
})

test('what was personal is read from the interactions of the time', async t => {
  const to = Date.now()
  const [month, year] = [await indexed(t, ctx => findPersonalShare(ctx, { from: to - 3 * DAY_MS, to }), 1), await indexed(t, ctx => findPersonalShare(ctx, { to }), 1)]
  t.ok(pages(month[0]) * 10 < pages(year[0]), `${pages(month[0])} and ${pages(year[0])} pages`)
})

test('ties by band are days that were counted, and the order by score for today', async t => {
  // The order by score is counted whole; where a workspace is most of the table, so is the table.
  const statements = await indexed(t, ctx => tiesByBand(ctx, { every: 'WEEK' }), 2, ['ranking'])
  const days = statements.find(({ text }) => text.includes('app.band_count'))
  const today = statements.find(({ text }) => text.includes('app.ranking'))
  t.ok(pages(days) <= 5 * 380, `${pages(days)} pages for a year of days, of five and a half that were counted`)
  t.ok(pages(today) <= 600, `${pages(today)} pages for ${MANY} contacts`)
})

test('scoring models are looked up', async t => {
  for (const work of [findScoringModel, (ctx: OperationContext) => listScoringModels(ctx, { first: 20 })]) {
    // Of members there are two.
    const [statement] = await indexed(t, work, 1, ['member'])
    t.ok(pages(statement) <= 60, `${pages(statement)} pages`)
  }
})

/** The statements of a work in the large workspace, none of which may read a table from end to end. */
async function indexed (t: Test, work: Work, count: number, mayBeWhole: readonly string[] = []): Promise<readonly Ran[]> {
  const statements = await statementsOf(large, work)
  t.equal(statements.length, count, 'a fixed number of statements')
  t.strictSame(statements.flatMap(tablesReadWhole).filter(name => !mayBeWhole.includes(name)), [])
  return statements
}

function pages (statement: Ran | undefined): number {
  if (!statement) throw new Error('There is no such statement.')
  return pagesOf(statement)
}

/** Favors of ten years besides those that are there, cadences, substance, a year of counted days, and versions of weights, beside a crowd that is there. */
async function fillInsights (workspaceId: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(`
      insert into app.favor (workspace_id, id, contact_id, direction, kind, worth, effort, occurred_at, version, created_at, updated_at)
      select workspace_id, gen_random_uuid(), contact_id, case when n % 2 = 0 then 'GIVEN' else 'RECEIVED' end, 'ADVICE', 1 + n % 5, 2, now() - n * interval '29 hours', 1, now(), now()
      from (select workspace_id, contact_id, row_number() over (order by contact_id) as n from app.ranking where workspace_id = ':workspace') r where n <= 3000;
      update app.contact set target_days = 30 where workspace_id = ':workspace' and id in (select contact_id from app.ranking where workspace_id = ':workspace' order by contact_id limit 400);
      update app.ranking set substance = (quality * 7)::integer % 100 where workspace_id = ':workspace' and quality >= 0;
      insert into app.band_count (workspace_id, day, band, contacts)
      select ':workspace', current_date - n, band, n from generate_series(1, 2000) n, unnest(array['INSUFFICIENT_EVIDENCE', 'LOW', 'FAIR', 'GOOD', 'EXCELLENT']) band;
      insert into app.scoring_model (workspace_id, version, warmth, reciprocity, responsiveness, substance, is_current, created_at)
      select ':workspace', n, 0.25, 0.25, 0.25, 0.25, n = 1000, now() from generate_series(1, 1000) n;`.replaceAll(':workspace', workspaceId))
    await sql`vacuum analyze`
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function receivedFavors (): Promise<number> {
  return inWorkspace(database, large.workspaceId, async ({ sql, workspaceId }) => {
    const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from app.favor where workspace_id = ${workspaceId} and direction = 'RECEIVED'`
    return row?.count ?? 0
  })
}
