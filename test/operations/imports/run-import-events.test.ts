import t from 'tap'
import { upsertContacts } from '../../../src/operations/contacts/upsert-contacts.ts'
import { refreshStandings } from '../../../src/operations/standings/refresh-standings.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { deliverer } from '../integrations/support/deliver.ts'
import { card, giver, type Given } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { sql, read, rowsOf } = giver(t, workspace)
const ME: Given = { me: ['me@goodturn.example'] }

function mail (id: string, from: string, to: string, more: readonly string[] = []): string {
  return ['From x@y.example Mon Feb  2 10:00:00 2026', `Message-ID: <${id}@mail.example>`, 'Date: Mon, 2 Feb 2026 10:00:00 +0000', `From: ${from}`, `To: ${to}`, 'Subject: Engine', ...more, '', 'It runs.', '', ''].join('\n')
}

async function interaction (id: string) {
  const rows = await sql`
    select i.direction, i.channel, i.summary, array(select c.name from app.participant p join app.contact c on c.id = p.contact_id where p.interaction_id = i.id order by 1) as names
    from app.interaction i where i.external_id = ${`${id}@mail.example`}`
  return rows.length === 1 ? { ...rows[0] } : rows.length
}

t.test('mails become interactions, and those who are in them contacts', async t => {
  const imported = await read(mail('out', 'Me <me@goodturn.example>', 'Ada Lovelace <ada@engines.example>') + mail('in', 'Ada Lovelace <ada@engines.example>', 'me@goodturn.example') +
    mail('list', 'News <news@letters.example>', 'me@goodturn.example', ['List-Id: <news.letters.example>']), ME)
  t.match(imported, { read: 3, created: 2, skipped: 1, contactsCreated: 1, interactionsCreated: 2 })
  t.match(await interaction('out'), { direction: 'OUTBOUND', channel: 'EMAIL', names: ['Ada Lovelace'] })
  t.match(await interaction('in'), { direction: 'INBOUND', summary: 'From Ada Lovelace' })
  t.match(await rowsOf(imported.id), [{ outcome: 'CREATED' }, { outcome: 'CREATED' }, { outcome: 'SKIPPED', reason: /\S/, subject_id: null }])
  const changes = await sql`select kind, subject_type, count(*)::int from app.import_change where import_id = ${imported.id} group by 1, 2 order by 1, 2`
  t.strictSame([...changes].map(row => ({ ...row })), [{ kind: 'CREATED', subject_type: 'contact', count: 1 }, { kind: 'CREATED', subject_type: 'interaction', count: 2 }, { kind: 'CREATED', subject_type: 'report', count: 1 }], 'what came to nothing is kept as well')
})

t.test('the text of mails is kept only where that is wanted, and comes where it is wanted later', async t => {
  await read(mail('text', 'Ada Lovelace <ada@engines.example>', 'me@goodturn.example'), ME)
  t.match(await interaction('text'), { summary: 'From Ada Lovelace' })
  const imported = await read(mail('text', 'Ada Lovelace <ada@engines.example>', 'me@goodturn.example'), { ...ME, keepText: true })
  t.match(imported, { updated: 1, created: 0, interactionsCreated: 0 })
  t.match(await interaction('text'), { summary: /It runs\./ })
  const [change] = await sql`select kind, subject_type, changes from app.import_change where import_id = ${imported.id}`
  t.match(change, { kind: 'UPDATED', subject_type: 'interaction', changes: { told: { before: { subject: { value: 'Engine' } }, after: { text: { value: /It runs\./ } } } } })
  t.notOk(change?.changes.told.before.text)
})

t.test('strangers are passed over where only known people are taken, and told of once they are known', async t => {
  const file = mail('stranger', 'Barbara Liskov <barbara@clu.example>', 'me@goodturn.example')
  const first = await read(file, { ...ME, newContacts: 'ONLY_KNOWN' })
  t.match(await rowsOf(first.id), [{ outcome: 'SKIPPED', reason: 'Nobody in it is a contact, and only known people are taken.' }])
  const waiting = await read(file, { ...ME, newContacts: 'INBOX' })
  t.match(await rowsOf(waiting.id), [{ outcome: 'SKIPPED', reason: /^Barbara Liskov is nobody's contact/ }])
  await read(card(['FN:Barbara Liskov', 'EMAIL:barbara@clu.example']))
  t.match(await read(file, { ...ME, newContacts: 'ONLY_KNOWN' }), { created: 1, interactionsCreated: 1, contactsCreated: 0 })
  t.match(await interaction('stranger'), { names: ['Barbara Liskov'] })
})

t.test('who was not known when a mail was read takes part in it once they are', async t => {
  const file = mail('both', 'me@goodturn.example', 'Ada <ada@engines.example>, Donald Knuth <donald@tex.example>')
  await read(file, { ...ME, newContacts: 'ONLY_KNOWN' })
  t.match(await interaction('both'), { names: ['Ada Lovelace'] })
  await read(card(['FN:Donald Knuth', 'EMAIL:donald@tex.example']))
  t.match(await read(file, { ...ME, newContacts: 'ONLY_KNOWN' }), { updated: 1 })
  t.match(await interaction('both'), { names: ['Ada Lovelace', 'Donald Knuth'] })
})

t.test('a mail that a webhook told of is the same one in a file', async t => {
  const { integrate, deliver, process } = deliverer(t, workspace)
  await deliver(await integrate(), { source: 'email', external_id: 'hook@mail.example', kind: 'email', direction: 'in', occurred_at: '2026-02-02T10:00:00Z', status: 'held', parties: [{ role: 'from', emails: ['ada@engines.example'] }] })
  await process()
  t.match(await interaction('hook'), { names: ['Ada Lovelace'] })
  t.match(await read(mail('hook', 'Ada Lovelace <ada@engines.example>', 'me@goodturn.example'), ME), { created: 0, interactionsCreated: 0 })
  t.match(await interaction('hook'), { names: ['Ada Lovelace'] })
})

t.test('an interaction that was deleted here stays deleted', async t => {
  const file = mail('gone', 'Ada Lovelace <ada@engines.example>', 'me@goodturn.example')
  await read(file, ME)
  await sql`delete from app.interaction where external_id = 'gone@mail.example'`
  const imported = await read(file, ME)
  t.match(await rowsOf(imported.id), [{ outcome: 'SKIPPED', reason: 'Its interaction was deleted here, and stays deleted.' }])
  t.equal(await interaction('gone'), 0)
})

t.test('what a file tells of is no act of today: the agenda follows with the refresh that the import asks for', async t => {
  const { database, owner } = workspace
  await upsertContacts(requestOf(t, database, owner), { contacts: [{ name: 'Kurt Gödel', cadenceDays: 7, identities: [{ kind: 'EMAIL', value: 'kurt@incomplete.example' }] }] })
  await read(mail('before', 'Kurt Gödel <kurt@incomplete.example>', 'me@goodturn.example'), ME)
  await refreshStandings(database, owner.workspaceId, NOW)
  const suggestions = async () => [...await sql`select s::text as row from app.suggestion s order by 1`].map(({ row }) => row)
  const before = await suggestions()
  t.ok(before.length > 0)
  await sql`delete from app.outbox`
  await read(mail('after', 'me@goodturn.example', 'Kurt Gödel <kurt@incomplete.example>'), ME)
  t.strictSame(await suggestions(), before)
  t.equal((await sql`select 1 from app.outbox where topic = 'standings.refresh'`).length, 1)
})
