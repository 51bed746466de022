import t from 'tap'
import { updateFavor } from '../../../src/operations/favors/update-favor.ts'
import { deleteInteraction } from '../../../src/operations/interactions/delete-interaction.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import { undoImport } from '../../../src/operations/imports/undo-import.ts'
import { linesOf } from '../exports/support/take.ts'
import { fillWorkspace } from '../exports/support/full-workspace.ts'
import { deliverer } from '../integrations/support/deliver.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { everyRow } from '../merges/support/tables.ts'
import { giver } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { database, owner } = workspace
const { sql, read } = giver(t, workspace)
const { integrate, deliver, process } = deliverer(t, workspace)
const later = requestOf(t, database, owner, { now: NOW + 60_000 })
const me = ['me@us.example']

function mail (id: string, from: string): string {
  return ['From x@y.example Mon Feb  2 10:00:00 2026', `Message-ID: <${id}@mail.example>`, 'Date: Mon, 2 Feb 2026 10:00:00 +0000', `From: ${from}`, 'To: me@us.example', `Subject: ${id}`, '', 'Hello.', '', ''].join('\n')
}

const meetings = () => sql<{ id: string, subject: string, status: string }[]>`select id, subject, status from app.interaction order by subject`
const leftOf = async (id: string, of = sql) => (await of<{ reason: string }[]>`select left_reason as reason from app.import_change where import_id = ${id} order by id`).map(({ reason }) => reason)
async function rows (): Promise<Record<string, string[]>> {
  const { import: _, import_row: _rows, import_change: _changes, delivery: _deliveries, ...rest } = await everyRow(database, owner.workspaceId)
  return rest
}

t.test('mail that was read is gone with its strangers, and is back when it is read again', async t => {
  const before = await rows()
  const box = mail('one', 'Ada <ada@engines.example>') + mail('two', 'Grace <grace@navy.example>')
  const imported = await read(box, { me })
  t.match(imported, { created: 2, contactsCreated: 2, interactionsCreated: 2 })
  t.match(await undoImport(later, { id: imported.id }), { status: 'UNDONE' })
  t.strictSame(await rows(), before)
  const again = await read(box, { me })
  t.match(again, { created: 2, contactsCreated: 2, interactionsCreated: 2 })
  await undoImport(later, { id: again.id })
  const waiting = await read(box, { me, newContacts: 'INBOX' })
  t.equal((await sql`select 1 from app.inbox_person`).length, 2)
  await undoImport(later, { id: waiting.id })
  t.strictSame(await rows(), before, 'nor does anybody wait in the inbox')
})

t.test('an interaction stays that somebody has changed, with who took part; one that was deleted stays deleted', async t => {
  const imported = await read(mail('changed', 'Ada <ada@engines.example>') + mail('deleted', 'Ada <ada@engines.example>') + mail('untouched', 'Ada <ada@engines.example>'), { me })
  const ids = new Map((await meetings()).map(({ id, subject }) => [subject, id]))
  await updateInteraction(later, { id: ids.get('changed') ?? '', summary: 'She is right.' })
  await deleteInteraction(later, { id: ids.get('deleted') ?? '' })
  await undoImport(later, { id: imported.id })
  t.match(await meetings(), [{ subject: 'changed' }])
  t.strictSame(new Set(await leftOf(imported.id)), new Set(['Somebody has changed it since.', 'It takes part in interactions that stay.']))
  await deleteInteraction(later, { id: ids.get('changed') ?? '' })
})

t.test('of what a webhook has told as well nothing is lost', async t => {
  const source = await integrate('GENERIC')
  const meeting = (more: object) => ({ source: 'ical', external_id: 'shared@calendar.example', kind: 'meeting', occurred_at: '2026-02-02T10:00:00Z', status: 'held', title: 'Told by us', parties: [{ role: 'attendee', emails: ['grace@navy.example'], name: 'Grace' }], ...more })
  await deliver(source, meeting({ updated_at: '2026-02-02T11:00:00Z' }))
  await process()
  const before = await rows()
  const [told] = await meetings()
  const stamp = (at: string) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', 'BEGIN:VEVENT', 'UID:shared@calendar.example', `DTSTAMP:${at}`, `LAST-MODIFIED:${at}`, 'DTSTART:20260202T100000Z',
    'DTEND:20260202T110000Z', 'SUMMARY:Told by a file', 'ORGANIZER:mailto:me@us.example', 'ATTENDEE;PARTSTAT=ACCEPTED;CN=Grace:mailto:grace@navy.example', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
  const imported = await read(stamp('20260203T100000Z'), { me })
  t.match(imported, { read: 1, failed: 0, skipped: 0 })
  await undoImport(requestOf(t, database, owner), { id: imported.id })
  t.strictSame([...await meetings()], [told])
  const { report: _, report_key: _keys, ...rest } = await rows()
  const { report: _before, report_key: _keysBefore, ...expected } = before
  t.strictSame(rest, expected)
})

t.test('a workspace that was read from an export of ours is taken back, but for what somebody has changed', async t => {
  const [there, here] = [await firstWorkspace(t), await firstWorkspace(t)]
  const { sql, read } = giver(t, here)
  const later = requestOf(t, here.database, here.owner, { now: NOW + 60_000 })
  await fillWorkspace(t, there)
  const lines = await linesOf(there.database, there.owner)
  const count = async () => {
    const tables = ['contact', 'interaction', 'favor', 'ask', 'post', 'feed', 'substance_override', 'merge', 'contact_alias', 'duplicate_dismissal', 'report', 'inbox_person', 'identity', 'suggestion', 'contact_totals', 'question']
    const found = await Promise.all(tables.map(async table => [table, Number((await sql`select count(*) from ${sql(`app.${table}`)}`)[0]?.['count'])] as const))
    return Object.fromEntries(found)
  }
  const before = await count()
  const first = await read(lines.join('\n'))
  t.match(first, { status: 'DONE', failed: 0 })
  await undoImport(later, { id: first.id })
  t.strictSame(await leftOf(first.id, sql), [])
  t.strictSame(await count(), before)

  const second = await read(lines.join('\n'))
  const [favor] = await sql<{ id: string }[]>`select id from app.favor where ask_id is not null limit 1`
  await updateFavor(later, { id: favor?.id ?? '', note: 'Twice as much, in truth.' })
  await undoImport(later, { id: second.id })
  t.strictSame((await leftOf(second.id, sql)).sort(), ['A favor that stays is for it.', 'It has favors that stay.', 'Somebody has changed it since.'])
  t.match(await count(), { contact: 1, favor: 1, ask: 1, interaction: 0, post: 0, feed: 0, merge: 0, report: 0, inbox_person: 0 })
})
