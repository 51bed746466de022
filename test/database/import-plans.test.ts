import t, { type Test } from 'tap'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { dropImportDetails } from '../../src/database/imports/old-imports.ts'
import { hasMoreChanges, nextChanges } from '../../src/database/imports/undo.ts'
import { findImportErrors, findImports, leftList, listAllImports, rowList } from '../../src/operations/imports/find-imports.ts'
import { firstWorkspace } from '../operations/support/first-workspace.ts'
import { onDatabase } from '../support/server.ts'
import { assertIndexed, planRuns } from './support/plan-runs.ts'
import { pagesOf, type Ran } from './support/plans.ts'

const PAGE = 20
const ROWS = 20_000

// One import has nearly all rows and changes; the few that failed are at its end.
const { database, url, adminUrl, owner } = await firstWorkspace(t)
await fill()
const importIds = await inWorkspace(database, owner.workspaceId, async ({ sql, workspaceId }) =>
  (await sql<{ id: string }[]>`select id from app.import where workspace_id = ${workspaceId} order by created_at desc limit ${PAGE}`).map(({ id }) => id))
const [large = ''] = importIds
const { test, statementsOf, writesOf } = await planRuns({ url, adminUrl })

test('a page of imports, their rows, errors and what was left is read from indexes', async t => {
  for (const side of [{ first: PAGE }, { last: PAGE }]) {
    assertLookedUp(t, await statementsOf(owner, ctx => listAllImports(ctx, side)))
    for (const list of [rowList(null), rowList('FAILED'), leftList]) assertLookedUp(t, await statementsOf(owner, ctx => list.of(ctx, importIds, list.readRequest(ctx, side)) as Promise<unknown>))
  }
  for (const after of [true, false]) {
    for (const list of [rowList(null), rowList('FAILED'), leftList]) assertLookedUp(t, await statementsOf(owner, ctx => list.haveBeyond(ctx, importIds.map(importId => ({ ownerId: importId, id: importId, key: 10_000 })), after)))
  }
  assertLookedUp(t, await statementsOf(owner, ctx => findImports(ctx, importIds)))
  assertLookedUp(t, await statementsOf(owner, ctx => findImportErrors(ctx, importIds, 5)))
})

test('what is to be undone next, or dropped, is found by an index', async t => {
  assertLookedUp(t, await writesOf(owner, db => hasMoreChanges(db, large, PAGE)))
  const next = await writesOf(owner, db => nextChanges(db, large, 'contact', '00000000-0000-0000-0000-000000000000', PAGE))
  t.equal(next.length, 1)
  assertIndexed(t, next, 2 * PAGE)
  t.ok(pagesOf(next[0] as Ran) < 20 * PAGE, `${pagesOf(next[0] as Ran)} pages`)
  for (const statement of await writesOf(owner, db => dropImportDetails(db, Date.now() + 1, PAGE))) assertIndexed(t, [statement], 2 * PAGE)
})

function assertLookedUp (t: Test, statements: readonly Ran[]): void {
  t.equal(statements.length, 1, 'it is one statement')
  assertIndexed(t, statements, 4 * PAGE)
  for (const statement of statements) t.ok(pagesOf(statement) <= 20 * PAGE, `${pagesOf(statement)} pages: ${statement.text}`)
}

async function fill (): Promise<void> {
  await onDatabase(adminUrl, async sql => {
    const { workspaceId } = owner
    await sql`set synchronous_commit = on`
    await sql`
      insert into app.import (workspace_id, id, member_id, actor, file_name, format, choices, dry_run, status, request_hash, size, finished_at, created_at)
      select case when k <= 2000 then ${workspaceId} else gen_random_uuid() end, md5('import' || k)::uuid, gen_random_uuid(), 'owner', 'contacts.vcf', 'vcard', '{}', false, 'DONE', '', 5, now(), now() - k * interval '1 minute'
      from generate_series(0, 4000) k`
    await sql`
      insert into app.import_row (workspace_id, import_id, row, line, outcome, reason)
      select ${workspaceId}, md5('import' || case when k <= ${ROWS} then 0 else k % 2000 end)::uuid, k, k, case when k > ${ROWS - 100} then 'FAILED' else 'CREATED' end, 'x' from generate_series(1, ${ROWS + 6000}) k`
    await sql`
      insert into app.import_change (workspace_id, id, import_id, kind, subject_type, subject_id, changes, at, left_reason)
      select ${workspaceId}, md5('change' || k)::uuid, md5('import' || case when k <= ${ROWS} then 0 else k % 2000 end)::uuid, 'CREATED', 'contact', gen_random_uuid(), '{}', now(), case when k % 1000 = 0 then 'x' end
      from generate_series(1, ${ROWS + 6000}) k`
    await sql`vacuum analyze app.import`
    await sql`vacuum analyze app.import_row`
    await sql`vacuum analyze app.import_change`
  })
}
