import type { Test } from 'tap'
import { colleaguesOf, suggestionsOfContacts } from '../../src/database/agenda/suggestions.ts'
import type { AgendaFilter } from '../../src/domain/agenda/agenda-filter.ts'
import { findSuggestions, listAgenda } from '../../src/operations/agenda/list-agenda.ts'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { countTaggedContacts, listAllTags } from '../../src/operations/tags/list-tags.ts'
import { FEW, largeAndSmall, MANY } from './support/large-and-small.ts'
import { assertCostsTheSame, planRuns } from './support/plan-runs.ts'
import { pagesOf, tablesReadWhole } from './support/plans.ts'
import type { Work } from './support/runs.ts'
import { DAILY, DONE, fillSuggestions, RESTING } from './support/suggestion-crowd.ts'

const sizes = await largeAndSmall()
const { adminUrl, large, small } = sizes
const { test, statementsOf } = await planRuns(sizes)

/** How many contacts are overdue, of so many; the last case stays for the tests that come after it. */
const OVERDUE: readonly (readonly [name: string, of: (contacts: number) => number])[] = [
  ['nobody is overdue', () => 0],
  ['one contact in a thousand is', contacts => contacts / 1000],
  ['all are', contacts => contacts],
  ['half of them are', contacts => contacts / 2]
]

for (const [name, overdueOf] of OVERDUE) {
  test(`an agenda is read from its indexes, and costs what it costs in a small workspace, where ${name}`, async t => {
    await suggest(overdueOf)
    const [few, isAnybody] = [overdueOf(FEW), overdueOf(MANY) > 0]
    const filters: readonly (readonly [what: string, filter: AgendaFilter, least: number])[] = [
      ['everything', {}, Math.min(DAILY - DONE, few)],
      ['what is rare', { kind: ['LET_REST'] }, isAnybody ? RESTING : 0],
      ['what is not there', { kind: ['THANK'] }, 0]
    ]
    for (const [what, filter, least] of filters) {
      await costsTheSame(t, what, async ctx => {
        const { page: { items }, count } = await listAgenda(ctx, { first: DAILY, filter })
        if (await count() < least) throw new Error(`The agenda has ${await count()} of ${least}.`)
        await findSuggestions(ctx, items.map(({ item }) => item.id))
      })
    }
    const tagged = await statementsOf(large, ctx => listAgenda(ctx, { first: DAILY, filter: { tags: ['Tag 7'] } }))
    t.strictSame(tagged.flatMap(tablesReadWhole), [], 'a tag that one in a hundred has')
    for (const statement of tagged) t.ok(pagesOf(statement) <= 6_000, `a tag: ${pagesOf(statement)} pages`)
  })
}

test('what is kept of contacts, and who works where they do, is looked up', async t => {
  await costsTheSame(t, 'of a hundred contacts', async ctx => {
    const ids = (await listAllContacts(ctx, { first: 100 })).page.items.map(({ item }) => item.id)
    await ctx.reading.read(db => suggestionsOfContacts(db, ids))
    await ctx.reading.read(db => colleaguesOf(db, ids))
  }, 20)
})

test('a page of tags, and how many contacts have each', async t => {
  await costsTheSame(t, 'tags', async ctx => {
    const { page: { items }, hasBeyond } = await listAllTags(ctx, { first: 20 })
    const last = items.at(-1)
    if (!last) throw new Error('There is no tag.')
    await hasBeyond(last.place, true)
    await hasBeyond(last.place, false)
  })
  const statements = await statementsOf(large, async ctx => countTaggedContacts(ctx, (await listAllTags(ctx, { first: 20 })).page.items.map(({ item }) => item.id)))
  t.strictSame(statements.flatMap(tablesReadWhole), [])
})

/** Asserts that a work costs what it costs in the small workspace, or a handful of pages for each row. */
async function costsTheSame (t: Test, name: string, work: Work, pagesPerRow = 6): Promise<void> {
  await assertCostsTheSame(t, name, sizes, actor => statementsOf(actor, work), { pages: pagesPerRow * DAILY, rowsSorted: 6 * DAILY })
}

async function suggest (overdueOf: (contacts: number) => number): Promise<void> {
  await fillSuggestions(adminUrl, [
    { workspaceId: large.workspaceId, overdue: overdueOf(MANY) },
    { workspaceId: small.workspaceId, overdue: overdueOf(FEW) }
  ])
}
