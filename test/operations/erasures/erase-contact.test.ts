import t from 'tap'
import { findContacts } from '../../../src/operations/contacts/find-contacts.ts'
import { upsertContacts } from '../../../src/operations/contacts/upsert-contacts.ts'
import { eraseContact } from '../../../src/operations/erasures/erase-contact.ts'
import { liftErasure } from '../../../src/operations/erasures/lift-erasure.ts'
import { listErasures } from '../../../src/operations/erasures/list-erasures.ts'
import { firstWorkspace, NOW } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { dump, traces } from './support/dump.ts'
import { ADA, HERS, knownPerson } from './support/known-person.ts'
import { WEBHOOKS } from './support/webhooks.ts'

const first = await firstWorkspace(t)
const { database, owner, adminUrl } = first
const person = await knownPerson(t, first)
const { ctx, sql, deliver, integrate, process } = person

t.test('somebody who is known everywhere is found everywhere', async t => {
  const tables = new Set(traces(await dump(adminUrl), ...HERS).map(row => row.split(' ')[0]))
  for (const table of ['contact', 'identity', 'interaction', 'report', 'report_key', 'delivery', 'audit', 'merge', 'import_row', 'import_chunk', 'inbox_identity', 'tag', 'contact_search', 'post', 'feed', 'favor', 'ask', 'idempotency_key']) {
    t.ok(tables.has(`app.${table}`), table)
  }
})

t.test('after an erasure no table has a trace of who it was', async t => {
  t.strictSame(await eraseContact(ctx('erased'), { id: person.ada }), { erasedId: person.ada })
  t.strictSame(traces(await dump(adminUrl), ...HERS), [])
  t.strictSame(await findContacts(ctx(), [person.ada, person.byron]), [undefined, undefined])
})

t.test('what others took part in stays theirs, without the words on who was erased', async t => {
  const rows = await sql`select i.subject, i.summary, (select count(*)::int from app.participant x where x.interaction_id = i.id) as people from app.interaction i order by i.occurred_at, i.id`
  t.ok(rows.some(({ subject, summary }) => subject === null && summary === 'On looms'), 'a first name is one')
  t.ok(rows.some(({ subject }) => subject === 'On (erased)'))
  t.ok(rows.every(({ people }) => people === 1), 'nobody is left in what was with her alone')
  const [grace] = await findContacts(ctx(), [person.grace])
  t.match(grace, { name: 'Grace Hopper', notes: 'Ask (erased) ((erased), (erased), (erased))', organization: 'Friends of (erased)', tags: ['Knows (erased)'] })
})

t.test('scores are as if she had never been', async t => {
  t.strictSame(await keptTotals(database, owner.workspaceId), await recomputed(database, owner.workspaceId, NOW))
})

t.test('the audit still says who did what and when', async t => {
  const [made] = await sql`select action, actor, changes from app.audit where subject_id = ${person.ada} and action = 'createContact'`
  t.match(made, { action: 'createContact', actor: owner.name, changes: { name: { after: '(erased)' } } })
  t.match([...await sql`select changes from app.audit where action = 'eraseContact'`], [{ changes: {} }])
})

t.test('an import that ran is ended, and its file is gone', async t => {
  t.match([...await sql`select status, reason from app.import order by status desc`], [{ status: 'FAILED', reason: /^Somebody was erased/ }, { status: 'DONE' }])
  t.strictSame([...await sql`select 1 from app.import_chunk`], [])
})

t.test('webhooks do not bring her back, leave no trace, and are counted', async t => {
  const before = await sql`select count(*)::int as all from app.contact`
  for (const { provider, contentType, body } of WEBHOOKS) {
    const [id = ''] = await deliver(await integrate(provider, { keepText: true, newContacts: 'INBOX' }), body)
    await sql`update app.delivery set headers = ${sql.json({ 'content-type': contentType })} where id = ${id}`
  }
  t.equal(await process(), WEBHOOKS.length)
  t.strictSame(await sql`select count(*)::int as all from app.contact`, before)
  t.strictSame(traces(await dump(adminUrl), ...HERS), [])
  t.match([...await sql`select blocked, last_blocked_at from app.erasure`], [{ blocked: WEBHOOKS.length, last_blocked_at: new Date(NOW) }])
})

t.test('members do not bring her back by mistake, and hear why', async t => {
  const [row] = await upsertContacts(ctx(), { contacts: [{ name: 'Ada', identities: [ADA.identities[0]] }] })
  t.match(row, { outcome: 'FAILED', error: { code: 'CONFLICT', message: /^This person was erased on 2026-03-01 .*owner/ } })
  t.match([...await sql`select blocked from app.erasure`], [{ blocked: WEBHOOKS.length + 1 }])
})

t.test('once an owner lifts it she may come back', async t => {
  const { page: { items } } = await listErasures(ctx(), {})
  const erasure = items[0]?.item
  t.match(erasure, { actor: owner.name, at: NOW, liftedAt: null })
  await liftErasure(ctx(), { id: erasure?.id ?? '' })
  await t.rejects(liftErasure(ctx(), { id: erasure?.id ?? '' }), { code: 'CONFLICT' })
  t.strictSame([...await sql`select 1 from app.erasure_key`], [])
  const [webhook] = WEBHOOKS
  await deliver(await integrate('GENERIC'), webhook?.body)
  await process()
  t.match(await upsertContacts(ctx(), { contacts: [{ name: 'Ada', identities: [ADA.identities[0]] }] }), [{ outcome: 'UPDATED' }])
})
