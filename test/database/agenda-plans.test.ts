import postgres from 'postgres'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { colleaguesOf, suggestionsOfContacts } from '../../src/database/agenda/suggestions.ts'
import { openReading } from '../../src/database/tenancy.ts'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { findSuggestions, listAgenda } from '../../src/operations/agenda/list-agenda.ts'
import { countTaggedContacts, listAllTags } from '../../src/operations/tags/list-tags.ts'
import type { OperationContext } from '../../src/operations/context.ts'
import type { AgendaFilter } from '../../src/domain/agenda/agenda-filter.ts'
import { firstWorkspace } from '../operations/support/first-workspace.ts'
import { fillCrowds } from './support/crowd.ts'
import { pagesOf, readPlan, rowsSorted, tablesReadWhole, tellPlans, type Ran } from './support/plans.ts'
import { otherWorkspace } from './support/two-workspaces.ts'

const FEW = 2_000
const MANY = 20_000
/** A statement that is run for the sixth time may be planned without a look at its parameters. */
const RUNS = 7
/** The day's room. */
const DAILY = 100

const { database: first, url, adminUrl, owner } = await firstWorkspace(t)
const small = await otherWorkspace(first, 'small')
await fillCrowds(adminUrl, [
  { workspaceId: owner.workspaceId, contacts: MANY, interactionsEach: 0 },
  { workspaceId: small.workspaceId, contacts: FEW, interactionsEach: 0 }
])

/** Suggestions of everybody: reaching out to one in `every`, and now and then something else. */
async function suggest (every: number | null): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`delete from app.suggestion`
    await sql`
      insert into app.workspace_setting (workspace_id, updated_at)
      select id, now() from app.workspace where slug like 'neighbour%' on conflict (workspace_id) do nothing`
    for (const { workspaceId } of [owner, small]) {
      await sql`
        insert into app.workspace_setting (workspace_id, daily_suggestions, updated_at) values (${workspaceId}, ${DAILY}, now())
        on conflict (workspace_id) do nothing`
      await sql`
        with person as (
          select c.id, row_number() over (order by c.id)::integer as n from app.contact c where c.workspace_id = ${workspaceId}
        ), row as (
          select id, n, 'REACH_OUT' as kind, coalesce(n % ${every}::integer = 0, false) as is_ready from person
          union all select id, n, 'LET_REST', ${every}::integer is not null from person where n % 997 = 0
          union all select id, n, 'RECIPROCATE', false from person where n % 3 = 0
        )
        insert into app.suggestion (
          workspace_id, id, contact_id, kind, cause, active_at, due_at, priority, snoozed_until, opens_at, is_ready, done_at, as_of)
        select ${workspaceId}, gen_random_uuid(), id, kind, 'cadence', o.opens_at, o.opens_at, (n * 37 % 10000) / 10000.0, '-infinity', o.opens_at, is_ready,
          case when not is_ready and n % 1000 = 0 then now() end, now()
        from row, lateral (values (now() + case when is_ready then -1 else 1 end * (1 + n % 90) * interval '1 day')) as o(opens_at)`
    }
    await sql`vacuum analyze app.suggestion`
    await sql`vacuum analyze app.workspace_setting`
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const isTold = await tellPlans(adminUrl)
const ran: Ran[] = []
const database = connect({ url, max: 1, onNotice: notice => ran.push(...readPlan(notice) ? [readPlan(notice) as Ran] : []) })
t.teardown(() => database.close())

const FILTERS: Record<string, AgendaFilter> = { everything: {}, 'what is rare': { kind: ['LET_REST'] }, 'what is not there': { kind: ['THANK'] } }

for (const [name, every] of [['half of all contacts are overdue', 2], ['all are', 1], ['one in a thousand is', 1000], ['nobody is', null]] as const) {
  test(`an agenda is read from its indexes, and costs what it costs in a small workspace, where ${name}`, async t => {
    await suggest(every)
    for (const [what, filter] of Object.entries(FILTERS)) {
      await costsTheSame(t, what, async ctx => {
        const { page: { items }, count } = await listAgenda(ctx, { first: DAILY, filter })
        if (!filter.kind && every !== null && every < 3 && await count() < DAILY - 21) throw new Error(`The agenda has ${await count()} of ${DAILY}.`)
        await findSuggestions(ctx, items.map(({ item }) => item.id))
      })
    }
    const tagged = await statementsOf(owner.workspaceId, ctx => listAgenda(ctx, { first: DAILY, filter: { tags: ['Tag 7'] } }))
    t.strictSame(tagged.flatMap(tablesReadWhole), [], 'a tag that one in a hundred has')
    for (const statement of tagged) t.ok(pagesOf(statement) <= 6_000, `a tag: ${pagesOf(statement)} pages`)
  })
}

test('what is kept of contacts, and who works where they do, is looked up', async t => {
  await suggest(2)
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
  const statements = await statementsOf(owner.workspaceId, async ctx => countTaggedContacts(ctx, (await listAllTags(ctx, { first: 20 })).page.items.map(({ item }) => item.id)))
  t.strictSame(statements.flatMap(tablesReadWhole), [])
})

type Work = (ctx: OperationContext) => Promise<unknown>

/** Asserts that a work's statements use indexes, and touch no more pages than in a small workspace, or a handful for each row. */
async function costsTheSame (t: Test, name: string, work: Work, perRow = 6): Promise<void> {
  const inSmall = await statementsOf(small.workspaceId, work)
  const inLarge = await statementsOf(owner.workspaceId, work)
  t.strictSame(inLarge.map(({ text }) => text), inSmall.map(({ text }) => text), `${name}: the same statements`)
  t.ok(inLarge.length > 0, `${name}: there are some`)
  inLarge.forEach((statement, index) => {
    const [few, many] = [pagesOf(inSmall[index] ?? statement), pagesOf(statement)]
    t.strictSame(tablesReadWhole(statement), [], statement.text)
    t.ok(rowsSorted(statement) <= 6 * DAILY, `${rowsSorted(statement)} rows sorted: ${statement.text}`)
    t.ok(many <= Math.max(few * 1.5, perRow * DAILY), `${name}, statement ${index}: ${many} pages, and ${few} in a tenth of the workspace: ${statement.text}`)
  })
}

/** The statements of the last of several runs of `work`. */
async function statementsOf (workspaceId: string, work: Work): Promise<Ran[]> {
  for (let run = 1; run <= RUNS; run++) {
    ran.length = 0
    const reading = openReading(database, workspaceId)
    try {
      await work({ database, reading, actor: { ...owner, workspaceId }, requestId: 'r', idempotencyKey: null, now: Date.now(), newId: uuidv7 })
    } finally {
      // The plan of a statement is told when the next one comes, or the end.
      await reading.end()
    }
  }
  return ran.filter(({ text }) => /\bapp\.(?!set_workspace)/.test(text))
}

function test (name: string, work: (t: Test) => Promise<void>): void {
  t.test(name, { skip: isTold ? false : 'this PostgreSQL has no auto_explain' }, work)
}
