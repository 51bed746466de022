import t, { type Test } from 'tap'
import { dueFeedIds, feedsOf } from '../../src/database/posts/feeds.ts'
import { lockPostsByKeys } from '../../src/database/posts/posts.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { findPosts } from '../../src/operations/posts/find-posts.ts'
import { postList } from '../../src/operations/posts/list-posts.ts'
import { requestOf } from '../operations/support/first-workspace.ts'
import { onDatabase } from '../support/server.ts'
import { largeAndSmall } from './support/large-and-small.ts'
import { assertIndexed, planRuns } from './support/plan-runs.ts'
import { pagesOf, type Ran } from './support/plans.ts'

const PAGE = 50
const YEAR_MS = 365 * 86_400_000

const sizes = await largeAndSmall()
const { database, adminUrl, large: owner } = sizes
await everybodyHasFeed()
const { test, statementsOf, writesOf } = await planRuns(sizes)
const contactIds = (await listAllContacts(requestOf(t, database, owner), { first: PAGE })).page.items.map(({ item }) => item.id)
const postIds = await inWorkspace(database, owner.workspaceId, async ({ sql, workspaceId }) =>
  (await sql<{ id: string }[]>`select id from app.post where workspace_id = ${workspaceId} limit ${PAGE}`).map(({ id }) => id))

test('a page of contacts with their posts looks up the posts of that page', async t => {
  assertLookedUp(t, await statementsOf(owner, ctx => postList.of(ctx, contactIds, postList.readRequest(ctx, { first: 5 }))))
  assertLookedUp(t, await statementsOf(owner, ctx => postList.of(ctx, contactIds, postList.readRequest(ctx, { last: 5 }))))
  assertLookedUp(t, await statementsOf(owner, ctx => postList.countOf(ctx, contactIds)))
  for (const after of [true, false]) {
    assertLookedUp(t, await statementsOf(owner, ctx => postList.haveBeyond(ctx, contactIds.map(contactId => ({ ownerId: contactId, id: contactId, key: ctx.now - 86_400_000 })), after)))
  }
})

test('posts and feeds are found by their ids, keys and contacts', async t => {
  assertLookedUp(t, await statementsOf(owner, ctx => findPosts(ctx, postIds)))
  assertLookedUp(t, await statementsOf(owner, ctx => ctx.reading.read(db => feedsOf(db, contactIds))))
  assertLookedUp(t, await writesOf(owner, db => lockPostsByKeys(db, Array.from({ length: PAGE }, (_, n) => ({ network: 'blog', externalId: `${n + 1}/1` })))))
})

test('what is due is read from an index, whether little is due or all', async t => {
  for (const now of [Date.now() - YEAR_MS, Date.now() + YEAR_MS]) assertLookedUp(t, await writesOf(owner, db => dueFeedIds(db, now, PAGE)))
})

function assertLookedUp (t: Test, statements: readonly Ran[]): void {
  t.equal(statements.length, 1, 'it is one statement')
  assertIndexed(t, statements, 2 * PAGE)
  for (const statement of statements) t.ok(pagesOf(statement) <= 12 * PAGE, `${pagesOf(statement)} pages: ${statement.text}`)
}

async function everybodyHasFeed (): Promise<void> {
  await onDatabase(adminUrl, async sql => {
    await sql`
      insert into app.feed (workspace_id, id, contact_id, url, next_poll_at, failures, moves, created_at)
      select workspace_id, md5('feed' || id)::uuid, id, 'https://example.org/' || id, now() + (('x' || substr(id::text, 1, 4))::bit(16)::integer % 1000) * interval '1 minute', 0, 0, now()
      from app.contact where workspace_id = ${owner.workspaceId}`
    await sql`vacuum analyze app.feed`
  })
}
