import t, { type Test } from 'tap'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { contactTimeline } from '../../src/operations/timeline/contact-timeline.ts'
import { findContactChanges, findPastMerges } from '../../src/operations/timeline/find-subjects.ts'
import { TIMELINE_KINDS, type TimelineKind } from '../../src/domain/contacts/timeline-entry.ts'
import type { PageInput } from '../../src/domain/page.ts'
import { requestOf } from '../operations/support/first-workspace.ts'
import { onDatabase } from '../support/server.ts'
import { largeAndSmall } from './support/large-and-small.ts'
import { assertIndexed, planRuns } from './support/plan-runs.ts'
import { pagesOf, type Ran } from './support/plans.ts'

const PAGE = 20
const CONTACTS = 50
/** Entries of each kind that one contact has, and another one: together some 10,000. */
const [MANY, FEW] = [1_700, 4]

const sizes = await largeAndSmall()
const { database, adminUrl, large: owner } = sizes
const { test, statementsOf } = await planRuns(sizes)
const contactIds = (await listAllContacts(requestOf(t, database, owner), { first: CONTACTS })).page.items.map(({ item }) => item.id)
const [busy = '', quiet = ''] = contactIds
await everybody()
await fill(busy, MANY)
await fill(quiet, FEW)
const timeline = contactTimeline(TIMELINE_KINDS)
const entriesOf = async (contactId: string, input: PageInput, kinds: readonly TimelineKind[] = TIMELINE_KINDS) => {
  const ctx = requestOf(t, database, owner)
  return (await contactTimeline(kinds).of(ctx, [contactId], timeline.readRequest(ctx, input)))[0]
}

test('a page of a timeline reads no more where there are 10,000 entries than where there are ten', async t => {
  const place = (await entriesOf(busy, { first: 100 }))?.page.items.at(-1)?.place
  const cursor = place && (await entriesOf(busy, { first: 1 }))?.cursorOf(place)
  for (const input of [{ first: PAGE }, { last: PAGE }, { first: PAGE, after: cursor }, { last: PAGE, before: cursor }]) {
    const pages: number[] = []
    for (const contactId of [quiet, busy]) {
      const statements = await statementsOf(owner, ctx => timeline.of(ctx, [contactId], timeline.readRequest(ctx, input)))
      assertLookedUp(t, statements, 1)
      pages.push(statements.reduce((sum, each) => sum + pagesOf(each), 0))
    }
    const [few = 0, many = 0] = pages
    // Of each kind a page of entries more, each of them an item of the index, and for imports the look whether it is the first.
    t.ok(many <= few + 4 * TIMELINE_KINDS.length + 4 * PAGE, `${many} pages, and ${few} where there is little: ${Object.keys(input).join()}`)
  }
})

test('a kind that is not asked for is not read', async t => {
  const pagesFor = async (kinds: readonly TimelineKind[]) => {
    const [statement] = await statementsOf(owner, ctx => contactTimeline(kinds).of(ctx, [busy], timeline.readRequest(ctx, { first: PAGE })))
    return statement ? pagesOf(statement) : NaN
  }
  t.equal(await pagesFor([]), 0)
  const [favors, all] = [await pagesFor(['FAVOR']), await pagesFor(TIMELINE_KINDS)]
  t.ok(favors > 0 && favors * 3 < all, `${favors} pages for favors, ${all} for all`)
})

test('the timelines of a page of contacts, and what is asked of them besides, are looked up', async t => {
  assertLookedUp(t, await statementsOf(owner, ctx => timeline.of(ctx, contactIds, timeline.readRequest(ctx, { first: 5 }))), CONTACTS)
  assertIndexed(t, await statementsOf(owner, ctx => timeline.countOf(ctx, contactIds)), 6 * MANY)
  for (const after of [true, false]) {
    assertLookedUp(t, await statementsOf(owner, ctx => timeline.haveBeyond(ctx, contactIds.map(contactId => ({ ownerId: contactId, id: contactId, key: ctx.now - 86_400_000 })), after)), CONTACTS)
  }
  const idsOf = async (kind: TimelineKind) => (await entriesOf(busy, { first: PAGE }, [kind]))?.page.items.map(({ item }) => item.id) ?? []
  const [merges, changes] = [await idsOf('MERGE'), await idsOf('IMPORT')]
  t.strictSame([merges.length, changes.length], [PAGE, PAGE])
  const [told, ...more] = await statementsOf(owner, ctx => findPastMerges(ctx, merges))
  t.ok(told && more.length === 0 && pagesOf(told) < 5 * PAGE, 'members and aliases are so few here that they are read whole')
  assertLookedUp(t, await statementsOf(owner, ctx => findContactChanges(ctx, changes)), PAGE)
})

function assertLookedUp (t: Test, statements: readonly Ran[], contacts: number): void {
  t.equal(statements.length, 1, 'it is one statement')
  assertIndexed(t, statements, TIMELINE_KINDS.length * (PAGE + 1))
  for (const statement of statements) {
    const most = 40 * contacts + 200
    t.ok(pagesOf(statement) <= most, `${pagesOf(statement)} pages: ${statement.text}`)
  }
}

/** Everybody is from one file, and was merged once. */
async function everybody (): Promise<void> {
  const { workspaceId, memberId } = owner
  await onDatabase(adminUrl, async sql => {
    await sql`insert into app.import (workspace_id, id, member_id, actor, file_name, format, choices, dry_run, status, request_hash, size, created_at)
      values (${workspaceId}, md5('file')::uuid, ${memberId}, 'owner', 'contacts.vcf', 'vcard', '{}', false, 'DONE', '', 5, now())`
    await sql`insert into app.import_change (workspace_id, id, import_id, kind, subject_type, subject_id, contact_id, at)
      select workspace_id, md5('change' || id)::uuid, md5('file')::uuid, 'CREATED', 'contact', id, id, created_at from app.contact where workspace_id = ${workspaceId}`
    await sql`insert into app.merge (workspace_id, id, at, member_id, survivor_id, contact_id, version)
      select workspace_id, md5('merge' || id)::uuid, now() - interval '1 day', ${memberId}, id, id, 2 from app.contact where workspace_id = ${workspaceId}`
  })
}

/** Gives a contact so many entries of each kind, some of them at the same instant; every import has changed it twice. */
async function fill (contactId: string, count: number): Promise<void> {
  const { workspaceId, memberId } = owner
  const id = (what: string) => `md5('${what}' || n || '${contactId}')::uuid`
  const at = 'date_trunc(\'milliseconds\', now() - n / 2 * interval \'5 minutes\')'
  const insert = (into: string, values: string) => `insert into app.${into} select '${workspaceId}', ${values} from generate_series(1, ${count}) n;`
  await onDatabase(adminUrl, async sql => {
    await sql.unsafe([
      insert('interaction (workspace_id, id, channel, direction, status, occurred_at, source, created_at, updated_at)', `${id('interaction')}, 'EMAIL', 'OUTBOUND', 'HELD', ${at}, 'api', now(), now()`),
      insert('participant (workspace_id, interaction_id, contact_id, occurred_at)', `${id('interaction')}, '${contactId}', ${at}`),
      insert('favor (workspace_id, id, contact_id, direction, kind, worth, effort, occurred_at, version, created_at, updated_at)', `${id('favor')}, '${contactId}', 'GIVEN', 'ADVICE', 2, 2, ${at}, 1, now(), now()`),
      insert('ask (workspace_id, id, contact_id, need, size, status, warnings, version, created_at, updated_at)', `${id('ask')}, '${contactId}', 'an hour', 'SMALL', 'SENT', '[]', 1, ${at}, now()`),
      insert('post (workspace_id, id, contact_id, network, external_id, kind, published_at, words, cites, is_uncivil, created_at, updated_at)',
        `${id('post')}, '${contactId}', 'timeline', '${contactId}' || n, 'POST', ${at}, 200, true, false, now(), now()`),
      insert('merge (workspace_id, id, at, member_id, survivor_id, contact_id, version)', `${id('merge')}, ${at}, '${memberId}', '${contactId}', '${contactId}', n`),
      insert('import (workspace_id, id, member_id, actor, file_name, format, choices, dry_run, status, request_hash, size, created_at)',
        `${id('import')}, '${memberId}', 'owner', 'contacts.vcf', 'vcard', '{}', false, 'DONE', '', 5, ${at}`),
      ...[0, 1].map(minutes => insert('import_change (workspace_id, id, import_id, kind, subject_type, subject_id, contact_id, at)',
        `${id(`change${minutes}`)}, ${id('import')}, 'UPDATED', 'contact', '${contactId}', '${contactId}', ${at} + ${minutes} * interval '1 minute'`)),
      'analyze'
    ].join('\n'))
  })
}
