import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteInteraction } from '../../../src/operations/interactions/delete-interaction.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import { settleReports } from '../../../src/operations/integrations/settle-reports.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { deliverer } from './support/deliver.ts'

const MINUTE = 60_000
const first = await firstWorkspace(t)
const { database, owner } = first
const { sql, integrate, deliver, process } = deliverer(t, first)
const generic = await integrate()
const ctx = () => requestOf(t, database, owner)

function iso (at: number): string {
  return new Date(at).toISOString()
}

function party (role: string, email: string, name?: string) {
  return { role, emails: [email], ...name && { name } }
}

/** A message of somebody who is in no other test. */
function message (id: string, more: object = {}) {
  return { source: 'chat', external_id: id, kind: 'message', direction: 'in', occurred_at: iso(NOW - MINUTE), status: 'held', parties: [party('from', `${id}@engines.example`, `Ada ${id}`)], ...more }
}

function meeting (id: string, more: object = {}) {
  const parties = [party('attendee', `${id}@engines.example`, `Ada ${id}`)]
  return { source: 'calendar', external_id: id, kind: 'meeting', status: 'planned', occurred_at: iso(NOW - 40 * MINUTE), ended_at: iso(NOW - 10 * MINUTE), updated_at: iso(NOW - 90 * MINUTE), parties, ...more }
}

async function delivered (...ids: string[]) {
  return await sql<{ status: string, reason: string | null, attempts: number, interaction_ids: string[], next_attempt_at: Date }[]>`
    select status, reason, attempts, interaction_ids, next_attempt_at from app.delivery where id = any(${ids}) order by id`
}

async function interactionOf (externalId: string) {
  return [...await sql<{ id: string, status: string, subject: string | null, summary: string | null, occurred_at: Date, names: string[] }[]>`
    select i.id, i.status, i.subject, i.summary, i.occurred_at, array(
      select c.name from app.participant x join app.contact c on c.id = x.contact_id where x.interaction_id = i.id order by c.name) as names
    from app.interaction i where i.external_id = ${externalId}`]
}

async function totalsAreRight (t: Test): Promise<void> {
  t.strictSame(await keptTotals(database, owner.workspaceId), await recomputed(database, owner.workspaceId, NOW))
}

t.test('what is told becomes an interaction with a contact made for it, and the delivery says so', async t => {
  const [id = ''] = await deliver(generic, message('m1', { subject: 'Engines' }))
  t.equal(await process(), 1)
  const [interaction] = await interactionOf('m1')
  t.match(interaction, { status: 'HELD', subject: 'Engines', summary: 'From Ada m1', names: ['Ada m1'] })
  t.match(await delivered(id), [{ status: 'PROCESSED', reason: null, attempts: 1, interaction_ids: [interaction?.id] }])
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
  t.equal((await interactionOf('mail@engines.example')).length, 1)
  t.strictSame(new Set((await delivered(...ids)).map(row => `${row.status} ${row.interaction_ids.length}`)), new Set(['PROCESSED 1']))
})

t.test('a person whom nobody knows is made a contact, left out, or asked about, as the integration has it', async t => {
  const [known, inbox] = [await integrate('GENERIC', { newContacts: 'ONLY_KNOWN' }), await integrate('GENERIC', { newContacts: 'INBOX' })]
  await createContact(ctx(), { name: 'Known Person', identities: [{ kind: 'EMAIL', value: 'p2@engines.example' }] })
  const [left = '', taken = ''] = await deliver(known, message('p1'), message('p2'))
  const [asked = ''] = await deliver(inbox, message('p3'))
  await process()
  t.match(await delivered(left, taken, asked), [
    { status: 'IGNORED', reason: /only known people/ },
    { status: 'PROCESSED' },
    { status: 'PROCESSED', reason: /^Ada p3 is nobody's contact/, interaction_ids: [] }
  ])
  t.strictSame((await interactionOf('p2')).map(({ names }) => names), [['Known Person']])
  const people = await sql`select name, state, reports from app.inbox_person`
  t.strictSame([...people], [{ name: 'Ada p3', state: 'PENDING', reports: 1 }])
  await deliver(inbox, message('p3 again', { parties: [party('from', 'p3@engines.example')] }))
  await process()
  t.strictSame([...await sql`select reports from app.inbox_person`], [{ reports: 2 }])
})

t.test('one meeting is one interaction, however often it is moved', async t => {
  await deliver(generic, meeting('v1'), meeting('v1', { status: 'cancelled', updated_at: iso(NOW - 80 * MINUTE) }))
  await process()
  t.match(await interactionOf('v1'), [{ status: 'CANCELLED' }])
  await deliver(generic, meeting('v1', { status: 'planned', occurred_at: iso(NOW + MINUTE), ended_at: iso(NOW + 31 * MINUTE), updated_at: iso(NOW - 70 * MINUTE) }))
  await process()
  t.match(await interactionOf('v1'), [{ status: 'PLANNED', occurred_at: new Date(NOW + MINUTE), names: ['Ada v1'] }])
  await totalsAreRight(t)
})

t.test('a meeting that is over is taken to have been held', async t => {
  await deliver(generic, meeting('over'))
  await process()
  t.match(await interactionOf('over'), [{ status: 'PLANNED' }])
  const later = { database, newId: uuidv7, now: NOW + 60 * MINUTE }
  t.ok(await settleReports(later) >= 1)
  t.match(await interactionOf('over'), [{ status: 'HELD' }])
  t.equal(await settleReports(later), 0, 'once')
  await totalsAreRight(t)
})

t.test('guests of a meeting come and go', async t => {
  const guests = (...names: string[]) => names.map(name => party('attendee', `${name}@guests.example`, name))
  await deliver(generic, meeting('guests', { parties: guests('a', 'b') }))
  await process()
  await deliver(generic, meeting('guests', { parties: guests('b', 'c'), updated_at: iso(NOW - 80 * MINUTE), status: 'held' }))
  await process()
  t.match(await interactionOf('guests'), [{ status: 'HELD', names: ['b', 'c'] }])
  await totalsAreRight(t)
})

t.test('what a member has changed stays, and what a member has deleted stays deleted', async t => {
  await deliver(generic, meeting('mine', { subject: 'Lunch' }))
  await process()
  const [{ id = '' } = {}] = await interactionOf('mine')
  await updateInteraction(ctx(), { id, subject: 'Long lunch' })
  await deliver(generic, meeting('mine', { subject: 'Dinner', status: 'held', updated_at: iso(NOW - 5 * MINUTE) }))
  await process()
  t.match(await interactionOf('mine'), [{ subject: 'Long lunch', status: 'HELD' }])
  await deleteInteraction(ctx(), { id })
  const [again = ''] = await deliver(generic, meeting('mine', { subject: 'Supper', updated_at: iso(NOW - 4 * MINUTE) }))
  await process()
  t.strictSame(await interactionOf('mine'), [])
  t.match(await delivered(again), [{ status: 'IGNORED', reason: /stays deleted/, interaction_ids: [] }])
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
  const [interaction] = await interactionOf('logged')
  t.match(interaction, { subject: 'Mine', names: ['Luigi'] })
  t.match(await delivered(id), [{ status: 'PROCESSED', interaction_ids: [interaction?.id] }])
})

t.test('a delivery that nobody can read fails for good, and keeps no other waiting', async t => {
  const ids = await deliver(generic, message('before'), 'not JSON', message('after'))
  await process()
  t.match(await delivered(...ids), [{ status: 'PROCESSED' }, { status: 'FAILED', reason: /is not JSON/ }, { status: 'PROCESSED' }])
})

t.test('a delivery that fails without our doing is tried again, and rests once that has not helped', async t => {
  await sql`create function app.refuse() returns trigger language plpgsql as $$ begin raise exception 'disk of the moon'; end $$`
  await sql`create trigger refuse before insert on app.interaction for each row when (new.external_id = 'poison') execute function app.refuse()`
  const ids = await deliver(generic, message('healthy'), message('poison'), message('sound'))
  const faults: string[] = []
  const onFault = (id: string, error: unknown): void => { faults.push(`${id} ${(error as Error).message}`) }
  await process({ onFault })
  const [healthy, poison, sound] = await delivered(...ids)
  t.strictSame([healthy?.status, poison?.status, poison?.attempts, sound?.status], ['PROCESSED', 'RECEIVED', 1, 'PROCESSED'])
  t.ok((poison?.next_attempt_at.getTime() ?? 0) > NOW)
  t.strictSame(faults, [`${ids[1]} disk of the moon`])
  for (let day = 1; day <= 5; day++) await process({ onFault, now: () => NOW + day * 86_400_000 })
  t.match(await delivered(ids[1] ?? ''), [{ status: 'FAILED', attempts: 6, reason: /the server's log names it/ }])
  await sql`drop trigger refuse on app.interaction`
})

t.test('what arrives while an integration is paused is read once it goes on', async t => {
  const paused = await integrate('GENERIC', { paused: true })
  const [id = ''] = await deliver(paused, message('paused'))
  t.equal(await process(), 0)
  await sql`update app.integration set paused = false where id = ${paused}`
  t.equal(await process(), 1)
  t.match(await delivered(id), [{ status: 'PROCESSED' }])
})

t.test('the words are kept only where the integration says so', async t => {
  const keeping = await integrate('GENERIC', { keepText: true })
  await deliver(generic, message('short', { text: 'A secret.' }))
  await deliver(keeping, message('long', { text: 'Come and see.' }))
  await process()
  t.match(await interactionOf('short'), [{ summary: 'From Ada short' }])
  t.match(await interactionOf('long'), [{ summary: 'Come and see.' }])
  t.strictSame([...await sql`select count(*)::integer as n from app.report where told::text like '%A secret%'`], [{ n: 0 }], 'not even in what it is made from')
})
