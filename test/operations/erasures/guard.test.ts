import t from 'tap'
import { cipherOf } from '../../../src/operations/integrations/cipher.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { addOwnIdentities } from '../../../src/operations/integrations/add-own-identities.ts'
import { confirmInboxPerson } from '../../../src/operations/inbox/confirm-inbox-person.ts'
import { eraseContact } from '../../../src/operations/erasures/erase-contact.ts'
import { findErased, noteBlocked } from '../../../src/operations/erasures/guard.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { undoMerge } from '../../../src/operations/merges/undo-merge.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { CIPHER, firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { deliverer } from '../integrations/support/deliver.ts'
import { delivered, interactionOf, meeting, message, party } from '../integrations/support/told.ts'

const first = await firstWorkspace(t)
const { database, owner, statements } = first
const { sql, deliver, integrate, process } = deliverer(t, first)
const ctx = () => requestOf(t, database, owner)
const email = (normalized: string) => ({ kind: 'EMAIL', normalized } as const)
const find = (...identities: Parameters<typeof findErased>[2][number][]) => inWorkspace(database, owner.workspaceId, db => findErased({ cipher: CIPHER }, db, identities))

async function erased (name: string, ...identities: { kind: 'EMAIL' | 'PHONE', value: string }[]): Promise<void> {
  const { id } = await createContact(ctx(), { name, identities })
  await eraseContact(ctx(), { id })
}

t.test('where nobody was erased it costs one statement to know', async t => {
  statements.length = 0
  t.strictSame([...await find(email('ada@engines.example'), email('grace@navy.example'))], [])
  t.equal(statements.filter(text => text.includes('erasure')).length, 1)
  t.strictSame([...await find()], [])
  await inWorkspace(database, owner.workspaceId, db => noteBlocked({ cipher: CIPHER, now: NOW }, db, ['EMAIL ada@engines.example']))
})

t.test('who was erased is known by any identity, and a number on WhatsApp as on the phone', async t => {
  await erased('Ada', { kind: 'EMAIL', value: 'Ada@Engines.example' }, { kind: 'PHONE', value: '+49 170 1234567' })
  const found = await find(email('ada@engines.example'), email('bob@engines.example'), { kind: 'WHATSAPP', normalized: '+491701234567' })
  t.strictSame([...found], ['EMAIL ada@engines.example', 'WHATSAPP +491701234567'])
  const rows = await sql`select k.hash from app.erasure_key k`
  t.equal(rows.length, 2)
  t.ok(rows.every(({ hash }) => /^[\w-]{43}$/.test(hash)), 'nothing but hashes')
})

t.test('each time is counted for whom it was, and somebody else for nobody', async t => {
  const note = (...keys: string[]) => inWorkspace(database, owner.workspaceId, db => noteBlocked({ cipher: CIPHER, now: NOW + 5 }, db, keys))
  await note('EMAIL ada@engines.example', 'WHATSAPP +491701234567', 'EMAIL bob@engines.example')
  await note('EMAIL bob@engines.example')
  t.match([...await sql`select blocked, last_blocked_at from app.erasure`], [{ blocked: 2, last_blocked_at: new Date(NOW + 5) }])
})

t.test('without the key of then nobody is added, and it is said why', async t => {
  const other = requestOf(t, database, owner, { cipher: cipherOf([Buffer.alloc(32, 'another')]) })
  await t.rejects(createContact(other, { name: 'Bob', identities: [{ kind: 'EMAIL', value: 'bob@engines.example' }] }), { code: 'CONFLICT', message: /SECRET_KEY/ })
  await createContact(other, { name: 'Bob' })
})

t.test('what another contact holds by now, or we do, keeps nobody out', async t => {
  const given = await createContact(ctx(), { name: 'Charles', identities: [{ kind: 'EMAIL', value: 'office@engines.example' }, { kind: 'EMAIL', value: 'charles@engines.example' }, { kind: 'EMAIL', value: 'us@engines.example' }] })
  await updateContact(ctx(), { id: given.id, identities: [{ kind: 'EMAIL', value: 'charles@engines.example' }, { kind: 'EMAIL', value: 'us@engines.example' }] })
  const office = await createContact(ctx(), { name: 'Office', notes: 'office@engines.example', identities: [{ kind: 'EMAIL', value: 'office@engines.example' }] })
  await addOwnIdentities(ctx(), { identities: [{ kind: 'EMAIL', value: 'us@engines.example' }] })
  await eraseContact(ctx(), { id: given.id })
  t.strictSame([...await find(email('office@engines.example'), email('us@engines.example'), email('charles@engines.example'))], ['EMAIL charles@engines.example'])
  t.match([...await sql`select notes from app.contact where id = ${office.id}`], [{ notes: 'office@engines.example' }])
})

t.test('a name that two contacts have stays with the other', async t => {
  const other = await createContact(ctx(), { name: 'Joan Clarke', notes: 'Joan Clarke of hut 8, joan@bletchley.example' })
  await erased('Joan Clarke', { kind: 'EMAIL', value: 'joan@bletchley.example' })
  t.match([...await sql`select name, notes from app.contact where id = ${other.id}`], [{ name: 'Joan Clarke', notes: 'Joan Clarke of hut 8, (erased)' }])
  await deleteContact(ctx(), { id: other.id })
})

t.test('what a webhook tells of others is recorded without who was erased, and its words do not stay', async t => {
  const parties = [party('attendee', 'ada@engines.example', 'Ada'), party('attendee', 'grace@navy.example', 'Grace')]
  const [id = ''] = await deliver(await integrate('GENERIC', { keepText: true }), meeting('both', { parties, subject: 'Ada and Grace', status: 'held' }))
  await process()
  t.match(await interactionOf(sql, 'both'), [{ names: ['Grace'], subject: null, summary: 'With Grace' }])
  t.match(await delivered(sql, id), [{ status: 'PROCESSED', reason: 'It names somebody who was erased.' }])
  t.match([...await sql`select length(body) as bytes, headers, query from app.delivery where id = ${id}`], [{ bytes: 0, headers: {}, query: '' }])
  await sql`update app.delivery set status = 'RECEIVED' where id = ${id}`
  await process()
  t.match(await delivered(sql, id), [{ status: 'IGNORED' }], 'and is not read again')
  t.match(await interactionOf(sql, 'both'), [{ names: ['Grace'] }])
})

t.test('what was told first without people, and then of who was erased, leaves nothing', async t => {
  const source = await integrate('GENERIC', { keepText: true })
  const { parties, ...words } = message('later', { subject: 'Secret', updated_at: new Date(NOW - 9000).toISOString() })
  await deliver(source, words)
  await process()
  t.equal((await sql`select 1 from app.report_key where external_id = 'later'`).length, 1)
  await deliver(source, { source: 'chat', external_id: 'later', parties: [{ role: 'from', emails: ['ada@engines.example'] }] })
  await process()
  t.strictSame([...await sql`select 1 from app.report_key where external_id = 'later'`], [])
  t.ok(parties.length > 0)
})

t.test('somebody in the inbox who was erased elsewhere is not confirmed', async t => {
  const { workspaceId } = owner
  const [person, identity] = [ctx().newId(), ctx().newId()]
  await sql`insert into app.inbox_person (workspace_id, id, name, state, first_seen_at, last_seen_at, reports, created_at) values (${workspaceId}, ${person}, 'Ada', 'PENDING', now(), now(), 1, now())`
  await sql`insert into app.inbox_identity (workspace_id, id, person_id, kind, value, normalized, position) values (${workspaceId}, ${identity}, ${person}, 'EMAIL', 'ada@engines.example', 'ada@engines.example', 0)`
  await t.rejects(confirmInboxPerson(ctx(), { id: person }), { code: 'CONFLICT', message: /was erased on 2026-03-01/ })
})

t.test('two who add somebody while they are erased do not bring them back', async t => {
  const { id } = await createContact(ctx(), { name: 'Mary', identities: [{ kind: 'EMAIL', value: 'mary@engines.example' }] })
  const add = () => createContact(ctx(), { name: 'Mary', identities: [{ kind: 'EMAIL', value: 'mary@engines.example' }] }).then(() => 'added', error => error.code)
  const [, ...added] = await Promise.all([eraseContact(ctx(), { id }), add(), add(), add()])
  t.strictSame(added, ['CONFLICT', 'CONFLICT', 'CONFLICT'])
  t.strictSame([...await sql`select 1 from app.identity where normalized = 'mary@engines.example'`], [])
})

t.test('undoing a merge of others brings nobody back', async t => {
  const one = await createContact(ctx(), { name: 'Bletchley', identities: [{ kind: 'EMAIL', value: 'park@bletchley.example' }] })
  const other = await createContact(ctx(), { name: 'Hut 8', identities: [{ kind: 'EMAIL', value: 'hut8@bletchley.example' }] })
  const { mergeId } = await mergeContacts(ctx(), { survivorId: one.id, otherIds: [other.id] })
  await updateContact(ctx(), { id: one.id, identities: [{ kind: 'EMAIL', value: 'park@bletchley.example' }] })
  await erased('Mavis', { kind: 'EMAIL', value: 'hut8@bletchley.example' })
  const [merge] = await sql`select snapshot from app.merge where id = ${mergeId}`
  t.not(JSON.stringify(merge?.['snapshot']).includes('hut8'), true)
  await undoMerge(ctx(), { mergeId })
  t.strictSame([...await sql`select 1 from app.identity where normalized = 'hut8@bletchley.example'`], [])
})
