import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteInteraction } from '../../../src/operations/interactions/delete-interaction.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import { settleReports } from '../../../src/operations/reports/settle-reports.ts'
import { CIPHER, firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { deliverer } from './support/deliver.ts'
import { delivered, interactionOf, iso, meeting, message, party } from './support/told.ts'

const MINUTE = 60_000
const first = await firstWorkspace(t)
const { database, owner } = first
const { sql, integrate, deliver, process } = deliverer(t, first)
const generic = await integrate()
const ctx = () => requestOf(t, database, owner)

async function totalsAreRight (t: Test): Promise<void> {
  t.strictSame(await keptTotals(database, owner.workspaceId), await recomputed(database, owner.workspaceId, NOW))
}

t.test('what is told becomes an interaction with a contact made for it, and the delivery says so', async t => {
  const [id = ''] = await deliver(generic, message('m1', { subject: 'Engines' }))
  t.equal(await process(), 1)
  const [interaction] = await interactionOf(sql, 'm1')
  t.match(interaction, { status: 'HELD', subject: 'Engines', summary: 'From Ada m1', names: ['Ada m1'] })
  t.match(await delivered(sql, id), [{ status: 'PROCESSED', reason: null, attempts: 1, interaction_ids: [interaction?.id] }])
  const audited = await sql`select actor, action from app.audit where subject_id = ${interaction?.id ?? ''}`
  t.strictSame([...audited], [{ actor: 'integration My GENERIC', action: 'processDeliveries' }])
  t.equal(await process(), 0, 'and is not read again')
})

t.test('fifty deliveries cost hardly more statements than one', async t => {
  const count = async (prefix: string, most: number): Promise<number> => {
    await deliver(generic, ...Array.from({ length: most }, (_, index) => message(`${prefix}${index}`)))
    first.statements.length = 0
    await process()
    return first.statements.length
  }
  const one = await count('one', 1)
  t.ok(await count('many', 49) <= one + 4, `${one} statements for one`)
  t.ok(one <= 45, `${one} statements`)
})

t.test('the same told again, and by another integration, is one interaction', async t => {
  const mail = { ...message('mail'), source: 'email', kind: 'email', external_id: '<mail@engines.example>' }
  const other = await integrate()
  const ids = [...await deliver(generic, mail, mail), ...await deliver(other, mail)]
  await process()
  t.equal((await interactionOf(sql, 'mail@engines.example')).length, 1)
  t.strictSame(new Set((await delivered(sql, ...ids)).map(row => `${row.status} ${row.interaction_ids.length}`)), new Set(['PROCESSED 1']))
})

t.test('whoever knows the Message-ID of a mail does not write over what is kept of it', async t => {
  const mail = (sender: string, at: number, subject: string) => ({ ...message(sender, { subject, updated_at: iso(at) }), source: 'email', kind: 'email', external_id: 'forged@engines.example' })
  await deliver(generic, mail('f1', NOW - 2000, 'Engines'))
  await process()
  const [forged = ''] = await deliver(generic, mail('f2', NOW - 1000, 'Owned'))
  await process()
  t.match(await interactionOf(sql, 'forged@engines.example'), [{ subject: 'Engines', names: ['Ada f1'] }])
  t.match(await delivered(sql, forged), [{ status: 'PROCESSED' }])
})

t.test('a person whom nobody knows is made a contact, left out, or asked about, as the integration has it', async t => {
  const [known, inbox] = [await integrate('GENERIC', { newContacts: 'ONLY_KNOWN' }), await integrate('GENERIC', { newContacts: 'INBOX' })]
  await createContact(ctx(), { name: 'Known Person', identities: [{ kind: 'EMAIL', value: 'p2@engines.example' }] })
  const [left = '', taken = ''] = await deliver(known, message('p1'), message('p2'))
  const [asked = ''] = await deliver(inbox, message('p3'))
  await process()
  t.match(await delivered(sql, left, taken, asked), [
    { status: 'IGNORED', reason: /only known people/ },
    { status: 'PROCESSED' },
    { status: 'PROCESSED', reason: /^Ada p3 is nobody's contact/, interaction_ids: [] }
  ])
  t.strictSame((await interactionOf(sql, 'p2')).map(({ names }) => names), [['Known Person']])
  const people = await sql`select name, state, reports from app.inbox_person`
  t.strictSame([...people], [{ name: 'Ada p3', state: 'PENDING', reports: 1 }])
  await deliver(inbox, message('p3 again', { parties: [party('from', 'p3@engines.example')] }))
  await process()
  t.strictSame([...await sql`select reports from app.inbox_person`], [{ reports: 2 }])
})

t.test('one meeting is one interaction, however often it is moved', async t => {
  await deliver(generic, meeting('v1'), meeting('v1', { status: 'cancelled', updated_at: iso(NOW - 80 * MINUTE) }))
  await process()
  t.match(await interactionOf(sql, 'v1'), [{ status: 'CANCELLED' }])
  await deliver(generic, meeting('v1', { status: 'planned', occurred_at: iso(NOW + MINUTE), ended_at: iso(NOW + 31 * MINUTE), updated_at: iso(NOW - 70 * MINUTE) }))
  await process()
  t.match(await interactionOf(sql, 'v1'), [{ status: 'PLANNED', occurred_at: new Date(NOW + MINUTE), names: ['Ada v1'] }])
  await totalsAreRight(t)
})

t.test('a meeting that is over is taken to have been held', async t => {
  await deliver(generic, meeting('over'))
  await process()
  t.match(await interactionOf(sql, 'over'), [{ status: 'PLANNED' }])
  const later = { database, newId: uuidv7, cipher: CIPHER, now: NOW + 60 * MINUTE }
  t.ok(await settleReports(later) >= 1)
  t.match(await interactionOf(sql, 'over'), [{ status: 'HELD' }])
  t.equal(await settleReports(later), 0, 'once')
  await totalsAreRight(t)
})

t.test('guests of a meeting come and go', async t => {
  const guests = (...names: string[]) => names.map(name => party('attendee', `${name}@guests.example`, name))
  await deliver(generic, meeting('guests', { parties: guests('a', 'b') }))
  await process()
  await deliver(generic, meeting('guests', { parties: guests('b', 'c'), updated_at: iso(NOW - 80 * MINUTE), status: 'held' }))
  await process()
  t.match(await interactionOf(sql, 'guests'), [{ status: 'HELD', names: ['b', 'c'] }])
  await totalsAreRight(t)
})

t.test('what a member has changed stays, and what a member has deleted stays deleted', async t => {
  await deliver(generic, meeting('mine', { subject: 'Lunch' }))
  await process()
  const [{ id = '' } = {}] = await interactionOf(sql, 'mine')
  await updateInteraction(ctx(), { id, subject: 'Long lunch' })
  await deliver(generic, meeting('mine', { subject: 'Dinner', status: 'held', updated_at: iso(NOW - 5 * MINUTE) }))
  await process()
  t.match(await interactionOf(sql, 'mine'), [{ subject: 'Long lunch', status: 'HELD' }])
  await deleteInteraction(ctx(), { id })
  const [again = ''] = await deliver(generic, meeting('mine', { subject: 'Supper', updated_at: iso(NOW - 4 * MINUTE) }))
  await process()
  t.strictSame(await interactionOf(sql, 'mine'), [])
  t.match(await delivered(sql, again), [{ status: 'IGNORED', reason: /stays deleted/, interaction_ids: [] }])
})

t.test('what somebody had logged under the same name is theirs', async t => {
  await logInteraction(ctx(), {
    channel: 'EMAIL',
    direction: 'OUTBOUND',
    occurredAt: NOW - 5 * MINUTE,
    subject: 'Mine',
    source: 'chat',
    externalId: 'logged',
    participants: [{ identity: { kind: 'EMAIL', value: 'luigi@engines.example' }, name: 'Luigi' }],
    createMissing: true
  })
  const [id = ''] = await deliver(generic, message('logged', { subject: 'Theirs' }))
  await process()
  await deliver(generic, message('logged', { subject: 'Theirs again', updated_at: iso(NOW - 1) }))
  await process()
  const [interaction] = await interactionOf(sql, 'logged')
  t.match(interaction, { subject: 'Mine', names: ['Luigi'] })
  t.match(await delivered(sql, id), [{ status: 'PROCESSED', interaction_ids: [interaction?.id] }])
})
