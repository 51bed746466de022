import { hasCandidatesBeyond, listCandidates } from '../../src/database/duplicates/candidate-list.ts'
import { deleteOtherCandidates } from '../../src/database/duplicates/candidates.ts'
import { dismissalsOf } from '../../src/database/duplicates/dismissals.ts'
import { blocksOf, countHolders, keysKept, searchForHolders, searchForThoseLeft } from '../../src/database/duplicates/keys.ts'
import { isAnybodyWaiting, waitingForComparison, waitingForKeys, whichWait } from '../../src/database/duplicates/search.ts'
import { findShown } from '../../src/database/duplicates/shown.ts'
import type { Db } from '../../src/database/tenancy.ts'
import { listDuplicates } from '../../src/operations/duplicates/list-duplicates.ts'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { requestOf } from '../operations/support/first-workspace.ts'
import { onDatabase } from '../support/server.ts'
import { largeAndSmall } from './support/large-and-small.ts'
import { assertIndexed, planRuns } from './support/plan-runs.ts'
import { pagesOf } from './support/plans.ts'

const PAGE = 50
const sizes = await largeAndSmall()
const { database, adminUrl, large } = sizes
await everybodyHasDoubles()
const { test, statementsOf, writesOf } = await planRuns(sizes)

test('a page of candidates is read from its index, wherever it lies', async t => {
  const { page } = await listDuplicates(requestOf(t, database, large), { first: PAGE })
  const place = page.items.at(-1)?.place
  if (!place) throw new Error('There is no candidate.')
  for (const statements of [
    await statementsOf(large, ctx => listDuplicates(ctx, { first: PAGE })),
    await statementsOf(large, ctx => listDuplicates(ctx, { last: PAGE })),
    await statementsOf(large, ctx => ctx.reading.read(db => listCandidates(db, { size: PAGE, fromEnd: false, after: place, before: null }))),
    ...await Promise.all([true, false].map(after => statementsOf(large, ctx => ctx.reading.read(db => hasCandidatesBeyond(db, place, after)))))
  ]) {
    assertIndexed(t, statements, 0)
    for (const statement of statements) t.ok(pagesOf(statement) <= 2 * PAGE, `${pagesOf(statement)} pages: ${statement.text}`)
  }
})

test('what a search asks of fifty contacts is looked up, and no key is read to its end that thousands share', async t => {
  const contactIds = (await listAllContacts(requestOf(t, database, large), { first: PAGE })).page.items.map(({ item }) => item.id)
  const asks: readonly (readonly [what: string, ask: (db: Db) => Promise<unknown>])[] = [
    ['keys', db => keysKept(db, contactIds)],
    ['blocks', db => blocksOf(db, contactIds, 200)],
    ['holders', db => countHolders(db, ['everybody', 'pair 1', 'pair 2'], 201)],
    ['who is left', db => searchForThoseLeft(db, contactIds.slice(0, 2), 200)],
    ['holders to be searched', db => searchForHolders(db, ['pair 1', 'pair 2'], false)],
    ['who waits', db => whichWait(db, contactIds)],
    ['whether anybody waits', isAnybodyWaiting],
    ['waiting for keys', db => waitingForKeys(db, PAGE)],
    ['waiting for comparison', db => waitingForComparison(db, PAGE)],
    ['what is shown', db => findShown(db, contactIds)],
    ['dismissals', db => dismissalsOf(db, contactIds)],
    ['candidates to delete', db => deleteOtherCandidates(db, contactIds, [])]
  ]
  for (const [what, ask] of asks) {
    const statements = await writesOf(large, ask)
    assertIndexed(t, statements, 600)
    for (const statement of statements) t.ok(pagesOf(statement) <= 3_000, `${what}: ${pagesOf(statement)} pages`)
  }
})

/** Two by two all contacts are called alike, and all have a key in common; half of them wait. */
async function everybodyHasDoubles (): Promise<void> {
  await onDatabase(adminUrl, async sql => {
    await sql`
      insert into app.duplicate_key (workspace_id, contact_id, key)
      select workspace_id, id, unnest(array['everybody', 'pair ' || row_number() over (partition by workspace_id order by id) / 2]) from app.contact`
    await sql`
      insert into app.duplicate_candidate (workspace_id, id, contact_id, other_id, score, reasons, found_at)
      select k.workspace_id, gen_random_uuid(), k.contact_id, o.contact_id, 0.6 + random() * 0.4, '["Same name"]', now()
      from app.duplicate_key k join app.duplicate_key o on o.workspace_id = k.workspace_id and o.key = k.key and o.contact_id > k.contact_id where k.key <> 'everybody'`
    await sql`insert into app.duplicate_search (workspace_id, id, contact_id, place) select workspace_id, gen_random_uuid(), id, case when random() < 0.5 then 1 end from app.contact`
    await sql`
      insert into app.duplicate_dismissal (workspace_id, id, contact_id, other_id, member_id, actor, at)
      select d.workspace_id, gen_random_uuid(), d.contact_id, d.other_id, d.id, 'owner', now() from app.duplicate_candidate d`
    await sql`
      insert into app.merge (workspace_id, id, at, member_id, survivor_id, contact_id, version)
      select distinct on (workspace_id) workspace_id, id, now(), id, id, id, 2 from app.contact`
    await sql`
      insert into app.contact_alias (workspace_id, id, contact_id, merge_id)
      select d.workspace_id, d.id, d.contact_id, m.id from app.duplicate_dismissal d join app.merge m on m.workspace_id = d.workspace_id`
    await sql`vacuum analyze app.contact_alias, app.duplicate_dismissal, app.duplicate_key, app.duplicate_candidate, app.duplicate_search`
  })
}
