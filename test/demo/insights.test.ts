import t from 'tap'
import { fill } from '../../src/demo/fill.ts'
import { generateWorkspace } from '../../src/demo/generate.ts'
import { totalOf } from '../../src/domain/insights/band-counts.ts'
import { cadencesKept } from '../../src/operations/insights/cadences-kept.ts'
import { countPastBands } from '../../src/operations/insights/count-past-bands.ts'
import { findPersonalShare } from '../../src/operations/insights/find-personal-share.ts'
import { tiesByBand } from '../../src/operations/insights/ties-by-band.ts'
import { refreshStandings } from '../../src/operations/standings/refresh-standings.ts'
import { firstWorkspace, NOW, requestOf } from '../operations/support/first-workspace.ts'

const LIMIT_MS = 10_000

t.test('a made-up workspace has a year of insights to show', async t => {
  const { database, owner } = await firstWorkspace(t)
  const ctx = requestOf(t, database, owner)
  await fill(ctx, generateWorkspace({ seed: 1, now: NOW }))
  await refreshStandings(database, owner.workspaceId, NOW)
  const startedAt = performance.now()
  t.equal(await countPastBands(database, owner.workspaceId, NOW), 53, 'a day of each week')
  const tookMs = performance.now() - startedAt
  t.ok(tookMs < LIMIT_MS, `took ${Math.round(tookMs)} ms`)

  const ties = await tiesByBand(ctx, { every: 'MONTH' })
  t.equal(ties.length, 13)
  t.equal(totalOf(ties.at(-1)?.counts ?? ties[0]!.counts), 200)
  t.ok(totalOf(ties[0]!.counts) > 50, 'the address book was there')
  t.ok(ties.every(({ counts }, index) => index === 0 || totalOf(counts) >= totalOf(ties[index - 1]!.counts)), 'nobody is lost')
  t.equal(new Set(ties.map(({ counts }) => JSON.stringify(counts))).size, 13, 'and ties come and go')

  const { bestFirst, share } = await cadencesKept(ctx)
  t.ok(bestFirst.length > 10)
  t.ok(share !== null && share > 0.2 && share < 0.95, `share is ${share}`)
  t.ok(bestFirst[0]!.share > 0.9 && bestFirst.at(-1)!.share < 0.5, 'some are kept, and some are not')

  const { months, ...whole } = await findPersonalShare(ctx, {})
  t.ok(whole.touches > 0 && whole.crumbs > 0)
  t.ok(months.slice(0, -1).every(({ share }) => share !== null), 'something passed in every month')
})
