import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { tallyDeliveries } from '../../src/database/integrations/delivery-counts.ts'
import { replay } from '../../src/database/integrations/replay.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import type { DeliveryFilter } from '../../src/domain/integrations/delivery-list.ts'
import { findDeliveries, findDeliveryContents, listAllDeliveries } from '../../src/operations/deliveries/find-deliveries.ts'
import { countReceived, countUnread, findActivity, listAllIntegrations } from '../../src/operations/integrations/find-integrations.ts'
import { listInbox } from '../../src/operations/inbox/find-inbox.ts'
import type { OperationContext } from '../../src/operations/context.ts'
import { firstWorkspace, requestOf } from '../operations/support/first-workspace.ts'
import { onDatabase } from '../support/server.ts'
import { assertIndexed, planRuns } from './support/plan-runs.ts'
import { pagesOf, type Ran } from './support/plans.ts'

const PAGE = 50
const DELIVERIES = 20_000
const MINUTE_MS = 60_000

// One integration has nearly all, and nearly all of them are ignored; the youngest that failed is older than half of the others.
const { database, url, adminUrl, owner } = await firstWorkspace(t)
const integrations = Array.from({ length: 40 }, () => uuidv7())
const [busy = '', quiet = ''] = integrations
await fill()
const { test, statementsOf, writesOf } = await planRuns({ url, adminUrl })
const from = Date.now() - 10_000 * MINUTE_MS

const FILTERS: Readonly<Record<string, DeliveryFilter>> = {
  everything: {},
  'one integration': { integrationId: busy },
  'an integration with few': { integrationId: quiet },
  'a status that most have': { status: ['IGNORED'] },
  'a rare status': { status: ['FAILED'] },
  'two statuses': { status: ['FAILED', 'PROCESSED'] },
  'a rare status of a busy integration': { integrationId: busy, status: ['FAILED'] },
  'statuses of an integration': { integrationId: busy, status: ['IGNORED', 'RECEIVED'] },
  'a time': { receivedAt: { from: from - 100 * MINUTE_MS, to: from } },
  'a rare status in a time': { status: ['FAILED'], receivedAt: { from } },
  'a time of an integration': { integrationId: busy, receivedAt: { to: from } }
}

test('a page of deliveries is read from an index, whatever the filter leaves', async t => {
  for (const [name, filter] of Object.entries(FILTERS)) {
    for (const side of [{ first: PAGE }, { last: PAGE }]) {
      assertLookedUp(t, name, await statementsOf(owner, ctx => listAllDeliveries(ctx, { ...side, filter })))
    }
    for (const after of [true, false]) {
      const place = { key: from, id: busy }
      assertLookedUp(t, `${name}, what lies ${after ? 'behind' : 'before'}`, (await statementsOf(owner, ctx => beyond(ctx, filter, place, after))).slice(1))
    }
  }
})

test('a count of deliveries reads an index, and no delivery', async t => {
  for (const [name, filter] of Object.entries(FILTERS)) {
    const [, counting] = await statementsOf(owner, async ctx => (await listAllDeliveries(ctx, { first: 1, filter })).count())
    t.ok(counting && /count/.test(counting.text), name)
    if (!counting) continue
    assertIndexed(t, [counting], 0)
    t.ok(pagesOf(counting) < 600, `${name}: ${pagesOf(counting)} pages for ${DELIVERIES} deliveries, which fill thousands`)
  }
})

test('a list of integrations looks up when each received what, and counts what is new alone', async t => {
  const listed = await statementsOf(owner, ctx => listAllIntegrations(ctx, { first: 40 }))
  t.ok(pagesOf(listed[0] as Ran) < 10)
  for (const [name, work] of Object.entries({ activity: findActivity, unread: countUnread, received: countReceived })) {
    const statements = await statementsOf(owner, ctx => work(ctx, integrations))
    t.equal(statements.length, 1, `${name}: one statement for all`)
    assertIndexed(t, statements, 0)
    t.ok(pagesOf(statements[0] as Ran) < 1_200, `${name}: ${pagesOf(statements[0] as Ran)} pages for ${integrations.length} integrations`)
  }
  const received = await countReceived(requestOf(t, database, owner), [busy, quiet])
  t.strictSame(received, [DELIVERIES - 39 * 5, 5])
})

test('what was received is the same, before it is tallied, after it, and whatever is dropped then', async t => {
  const received = () => countReceived(requestOf(t, database, owner), [busy, quiet])
  const before = await received()
  for (const until of [from, from, Date.now() - MINUTE_MS, from]) {
    await inWorkspace(database, owner.workspaceId, db => tallyDeliveries(db, until))
    t.strictSame(await received(), before)
  }
  const [counting] = await statementsOf(owner, ctx => countReceived(ctx, integrations))
  t.ok(pagesOf(counting as Ran) < 800, `${pagesOf(counting as Ran)} pages: what is tallied is not counted again`)
  await inWorkspace(database, owner.workspaceId, ({ sql, workspaceId }) => sql`delete from app.delivery where workspace_id = ${workspaceId} and received_at < ${new Date(from).toISOString()} and status <> 'RECEIVED'`)
  t.strictSame(await received(), before)
})

test('deliveries are found by their ids, and what failed is taken by an index to be read again', async t => {
  const ids = await inWorkspace(database, owner.workspaceId, async ({ sql, workspaceId }) =>
    (await sql<{ id: string }[]>`select id from app.delivery where workspace_id = ${workspaceId} order by id limit ${PAGE}`).map(({ id }) => id))
  assertLookedUp(t, 'by id', await statementsOf(owner, ctx => findDeliveries(ctx, ids)))
  assertLookedUp(t, 'contents', await statementsOf(owner, ctx => findDeliveryContents(ctx, ids)))
  for (const wish of [{ integrationId: busy, failedSince: null }, { integrationId: null, failedSince: from }]) {
    for (const statement of await writesOf(owner, db => replay(db, wish, Date.now(), PAGE))) assertIndexed(t, [statement], 1_000)
  }
})

test('the inbox is read from an index', async t => {
  for (const side of [{ first: PAGE }, { last: PAGE }]) assertLookedUp(t, 'inbox', await statementsOf(owner, ctx => listInbox(ctx, side)))
})

async function beyond (ctx: OperationContext, filter: DeliveryFilter, place: { key: number, id: string }, after: boolean): Promise<boolean> {
  return (await listAllDeliveries(ctx, { first: 1, filter })).hasBeyond(place, after)
}

function assertLookedUp (t: Test, name: string, statements: readonly Ran[]): void {
  t.equal(statements.length, 1, `${name}: one statement`)
  assertIndexed(t, statements, 4 * (PAGE + 1))
  for (const statement of statements) t.ok(pagesOf(statement) <= 8 * PAGE, `${name}: ${pagesOf(statement)} pages: ${statement.text}`)
}

async function fill (): Promise<void> {
  await onDatabase(adminUrl, async sql => {
    const { workspaceId } = owner
    // Or vacuum would find commits that are not on disk yet, and could not say of any page that all of it can be seen.
    await sql`set synchronous_commit = on`
    await sql`
      insert into app.integration (workspace_id, id, name, provider, new_contacts, keep_text, paused, secret, version, created_at)
      select gen_random_uuid(), gen_random_uuid(), 'Of others', 'GENERIC', 'CREATE', false, false, '', 1, now() from generate_series(1, 2000)`
    await sql`
      insert into app.integration (workspace_id, id, name, provider, new_contacts, keep_text, paused, secret, version, created_at)
      select ${workspaceId}, i, 'Integration', 'GENERIC', 'CREATE', false, false, '', 1, now() from unnest(${integrations}::uuid[]) i`
    await sql`
      insert into app.delivery (workspace_id, id, integration_id, delivery_key, received_at, status, attempts, next_attempt_at, processed_at, query, headers, body)
      select ${workspaceId}, md5('delivery' || k)::uuid, case when k <= 195 then (${integrations}::uuid[])[2 + k % 39] else ${busy}::uuid end, k::text, now() - k * interval '1 minute',
        case when k > 10000 and k % 500 = 0 then 'FAILED' when k % 1000 = 7 then 'RECEIVED' when k % 100 = 3 then 'PROCESSED' else 'IGNORED' end,
        1, now(), now(), '', '{"content-type":"application/json"}', convert_to(repeat(md5(k::text), 30), 'UTF8')
      from generate_series(1, ${DELIVERIES}) k`
    await sql`
      insert into app.inbox_person (workspace_id, id, name, state, first_seen_at, last_seen_at, reports, created_at)
      select ${workspaceId}, md5('person' || k)::uuid, 'x', case when k % 100 = 0 then 'PENDING' else 'DISMISSED' end, now(), now() - k * interval '1 minute', 1, now() from generate_series(1, 10000) k`
    await sql`vacuum analyze app.delivery`
    await sql`vacuum analyze app.inbox_person`
    await sql`vacuum analyze app.integration`
  })
}
