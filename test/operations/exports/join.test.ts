import t from 'tap'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { toTypeId } from '../../../src/domain/type-id.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { findContacts } from '../../../src/operations/contacts/find-contacts.ts'
import { eraseContact } from '../../../src/operations/erasures/erase-contact.ts'
import { followFeed } from '../../../src/operations/feeds/follow-feed.ts'
import { recordFavor } from '../../../src/operations/favors/record-favor.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import { recordPosts } from '../../../src/operations/posts/record-posts.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { linesOf, restore } from './support/take.ts'

const [there, here] = [await firstWorkspace(t), await firstWorkspace(t)]
const [from, to] = [requestOf(t, there.database, there.owner), requestOf(t, here.database, here.owner)]
const mail = (value: string) => ({ kind: 'EMAIL' as const, value })

const ada = await createContact(from, { name: 'Countess Ada', notes: 'Theirs.', title: 'Countess', tags: ['looms'], identities: [mail('ada@engines.example'), mail('ada@home.example')] })
const grace = await createContact(from, { name: 'Grace', identities: [mail('grace@navy.example'), mail('hopper@navy.example')] })
const { interaction } = await logInteraction(from, { channel: 'MEAL', direction: 'MUTUAL', occurredAt: NOW - 9, participants: [{ contactId: ada.id }, { contactId: grace.id }] })
await logInteraction(from, { channel: 'EMAIL', direction: 'INBOUND', occurredAt: NOW - 8, source: 'mail', externalId: '1@x', participants: [{ contactId: ada.id }] })
await recordFavor(from, { contactId: ada.id, direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW - 7 })
await recordFavor(from, { contactId: grace.id, direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW - 7 })
await followFeed(from, { contactId: ada.id, url: 'https://engines.example/feed' })
await recordPosts(from, { contactId: ada.id, posts: [{ network: 'feed', externalId: `${ada.id}/https://engines.example/1`, kind: 'POST', publishedAt: NOW - 6 }] })

const known = await createContact(to, { name: 'Ada', notes: 'Ours.', organization: 'Engines', tags: ['mathematics'], identities: [mail('ada@engines.example')] })
await createContact(to, { name: 'G. H.', identities: [mail('grace@navy.example')] })
await createContact(to, { name: 'Hopper', identities: [mail('hopper@navy.example')] })
const told = await logInteraction(to, { channel: 'EMAIL', direction: 'INBOUND', occurredAt: NOW - 8, source: 'mail', externalId: '1@x', participants: [{ contactId: known.id }] })
const lines = await linesOf(there.database, there.owner)

t.test('whoever is here already is joined by an address, and keeps all that anybody wrote', async t => {
  const { results, changes, rows } = await restore(t, here.database, here.owner, lines, 3)
  const outcomes = rows.flatMap((row, at) => 'record' in row ? [[row.record.type, results[at]?.outcome, results[at]?.reason ?? null]] : [])
  const gone = 'The contact that it belongs to is not here: it was not taken, or is gone.'
  t.strictSame(outcomes, [
    ['tag', 'CREATED', null],
    ['contact', 'UPDATED', 'It is “Ada” here, by an address that both have.'],
    ['contact', 'FAILED', 'Its addresses are those of several contacts here: merge them, and import the file again.'],
    ['feed', 'CREATED', null],
    ['post', 'CREATED', null],
    ['interaction', 'CREATED', '1 of those who took part are not here.'],
    ['interaction', 'UNCHANGED', null],
    ['favor', 'CREATED', null],
    ['favor', 'SKIPPED', gone]
  ])
  const [joined] = await findContacts(requestOf(t, here.database, here.owner), [known.id])
  t.match(joined, { name: 'Ada', organization: 'Engines', title: 'Countess', notes: 'Ours.\n\nTheirs.', tags: ['looms', 'mathematics'], version: 2 })
  t.match(changes.find(({ kind }) => kind === 'UPDATED'), { subjectType: 'contact', subjectId: known.id, contactId: known.id, version: 2, changes: { title: { before: null, after: 'Countess' } } })
  t.strictSame(changes.filter(({ kind }) => kind === 'CREATED').map(({ subjectType }) => subjectType), ['feed', 'post', 'interaction', 'favor'])
})

t.test('what was the other contact\'s is theirs, under the names that they have here', async t => {
  const rows = await inWorkspace(here.database, here.owner.workspaceId, async ({ sql }) => [...await sql<{ external_id: string }[]>`select p.external_id from app.post p where p.contact_id = ${known.id}`])
  t.strictSame(rows.map(row => row.external_id), [`${known.id}/https://engines.example/1`], 'so that their feed does not bring it again')
  const found = await inWorkspace(here.database, here.owner.workspaceId, async ({ sql }) => [...await sql<{ id: string }[]>`
    select x.interaction_id as id from app.participant x where x.contact_id = ${known.id} order by x.interaction_id`])
  t.strictSame(found.map(({ id }) => id).sort(), [interaction.id, told.interaction.id].sort())
})

t.test('totals are what the rows say', async t => {
  t.strictSame(await keptTotals(here.database, here.owner.workspaceId), await recomputed(here.database, here.owner.workspaceId, NOW))
})

t.test('the same file again changes nothing', async t => {
  const { results, changes } = await restore(t, here.database, here.owner, lines)
  t.notOk(results.some(({ outcome }) => outcome === 'CREATED' || outcome === 'UPDATED'))
  t.strictSame(changes, [])
})

t.test('a record that cannot be stops no other, and writes nothing', async t => {
  const contact = JSON.parse(lines.find(line => line.includes('Countess')) ?? '')
  const hostile = [
    { ...contact, id: toTypeId('contact', to.newId()), identities: [], name: 'x'.repeat(300) },
    { ...contact, id: toTypeId('contact', to.newId()), identities: [{ ...contact.identities[0], value: 'a@new.example' }], name: 'New' },
    { ...contact, id: toTypeId('contact', to.newId()), identities: [{ ...contact.identities[0], value: 'A@new.example' }], name: 'The same' },
    { type: 'substanceOverride', contactId: toTypeId('contact', to.newId()), score: 5, reason: 'x', memberId: to.newId(), at: '2026-01-01T00:00:00Z' }
  ].map(record => JSON.stringify(record))
  const { results } = await restore(t, here.database, here.owner, ['{"type":"goodturn","version":1}', ...hostile, '{"type":"end","records":4}'])
  t.match(results, [{ outcome: 'FAILED', reason: /300 characters/ }, { outcome: 'CREATED' }, { outcome: 'FAILED', reason: /another contact of this file/ }, { outcome: 'SKIPPED' }])
})

t.test('whoever was erased here does not come back, nor what was told of them', async t => {
  const empty = await firstWorkspace(t)
  await restore(t, empty.database, empty.owner, lines)
  await eraseContact(requestOf(t, empty.database, empty.owner), { id: ada.id })
  const { results, rows } = await restore(t, empty.database, empty.owner, lines)
  const outcomes = rows.flatMap((row, at) => 'record' in row ? [`${row.record.type} ${results[at]?.outcome}`] : [])
  t.ok(outcomes.includes('contact SKIPPED') && outcomes.includes('favor SKIPPED') && outcomes.includes('post SKIPPED'))
  t.match(results.find(({ outcome }) => outcome === 'SKIPPED')?.reason, /was erased on 2026-03-01/)
  t.notMatch((await linesOf(empty.database, empty.owner)).join('\n'), /Countess|engines\.example/)
})
