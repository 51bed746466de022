import postgres from 'postgres'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { dueFeedIds, feedsOf } from '../../src/database/posts/feeds.ts'
import { lockPostsByKeys } from '../../src/database/posts/posts.ts'
import { inWorkspace, type Db } from '../../src/database/tenancy.ts'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import type { OperationContext } from '../../src/operations/context.ts'
import { findPosts } from '../../src/operations/posts/find-posts.ts'
import { postList } from '../../src/operations/posts/list-posts.ts'
import { firstWorkspace } from '../operations/support/first-workspace.ts'
import { openReading } from '../../src/database/tenancy.ts'
import { fillCrowds } from './support/crowd.ts'
import { pagesOf, readPlan, rowsSorted, tablesReadWhole, tellPlans, type Ran } from './support/plans.ts'

const CONTACTS = 5_000
const PAGE = 50
/** A statement that is run for the sixth time may be planned without a look at its parameters. */
const RUNS = 7

const { url, adminUrl, owner } = await firstWorkspace(t)
await fillCrowds(adminUrl, [{ workspaceId: owner.workspaceId, contacts: CONTACTS, interactionsEach: 1 }])
await everybodyHasFeed()
const isTold = await tellPlans(adminUrl)
const ran: Ran[] = []
const database = connect({ url, max: 1, onNotice: notice => ran.push(...readPlan(notice) ? [readPlan(notice) as Ran] : []) })
t.teardown(() => database.close())

test('a page of contacts with their posts looks up the posts of that page', async t => {
  assertLookedUp(t, await read(async (ctx, ids) => { await postList.of(ctx, ids, postList.readRequest(ctx, { first: 5 })) }))
  assertLookedUp(t, await read(async (ctx, ids) => { await postList.of(ctx, ids, postList.readRequest(ctx, { last: 5 })) }))
  assertLookedUp(t, await read(async (ctx, ids) => { await postList.countOf(ctx, ids) }))
  for (const after of [true, false]) {
    assertLookedUp(t, await read(async (ctx, ids) => { await postList.haveBeyond(ctx, ids.map(contactId => ({ contactId, id: contactId, key: ctx.now - 86_400_000 })), after) }))
  }
})

test('posts and feeds are found by their ids, keys and contacts', async t => {
  assertLookedUp(t, await read(async (ctx, ids) => { await findPosts(ctx, ids) }))
  assertLookedUp(t, await read(async (ctx, ids) => { await ctx.reading.read(db => feedsOf(db, ids)) }))
  assertLookedUp(t, await write(db => lockPostsByKeys(db, Array.from({ length: PAGE }, (_, n) => ({ network: 'blog', externalId: `${n + 1}/1` })))))
})

test('what is due is read from an index, whether little is due or all', async t => {
  for (const now of [Date.now() - 365 * 86_400_000, Date.now() + 365 * 86_400_000]) assertLookedUp(t, await write(db => dueFeedIds(db, now, PAGE)))
})

/** Statements that the last of several runs of `work` on a page of contacts has sent, beside those that found the contacts. */
async function read (work: (ctx: OperationContext, contactIds: readonly string[]) => Promise<void>): Promise<Ran[]> {
  let before = 0
  for (let run = 1; run <= RUNS; run++) {
    const reading = openReading(database, owner.workspaceId)
    const ctx = { database, reading, actor: owner, requestId: 'r', idempotencyKey: null, now: Date.now(), newId: uuidv7 }
    const ids = (await listAllContacts(ctx, { first: PAGE })).page.items.map(({ item }) => item.id)
    await reading.end()
    before = ran.length
    await work(ctx, ids)
    // The plan of a statement is told when the next one comes, or the end.
    await reading.end()
  }
  return own(ran.slice(before))
}

async function write (work: (db: Db) => Promise<unknown>): Promise<Ran[]> {
  for (let run = 1; run <= RUNS; run++) {
    ran.length = 0
    await inWorkspace(database, owner.workspaceId, work)
  }
  return own(ran)
}

function own (statements: readonly Ran[]): Ran[] {
  return statements.filter(({ text }) => /\bapp\.(?:post|feed)\b/.test(text) && !text.includes('app.contact '))
}

function assertLookedUp (t: Test, statements: readonly Ran[]): void {
  t.equal(statements.length, 1, 'it is one statement')
  for (const statement of statements) {
    t.strictSame(tablesReadWhole(statement), [], statement.text)
    t.ok(pagesOf(statement) <= 12 * PAGE, `${pagesOf(statement)} pages: ${statement.text}`)
    t.ok(rowsSorted(statement) <= 2 * PAGE, `${rowsSorted(statement)} rows sorted: ${statement.text}`)
  }
}

async function everybodyHasFeed (): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  await sql`
    insert into app.feed (workspace_id, id, contact_id, url, next_poll_at, failures, moves, created_at)
    select workspace_id, md5('feed' || id)::uuid, id, 'https://example.org/' || id, now() + (('x' || substr(id::text, 1, 4))::bit(16)::integer % 1000) * interval '1 minute', 0, 0, now()
    from app.contact where workspace_id = ${owner.workspaceId}`
  await sql`vacuum analyze app.feed`
  await sql.end({ timeout: 5 })
}

function test (name: string, work: (t: Test) => Promise<void>): void {
  t.test(name, { skip: isTold ? false : 'this PostgreSQL has no auto_explain' }, work)
}
