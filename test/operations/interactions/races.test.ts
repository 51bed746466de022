import postgres from 'postgres'
import t from 'tap'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { setCadence } from '../../../src/operations/contacts/set-cadence.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { upsertContacts } from '../../../src/operations/contacts/upsert-contacts.ts'
import { logInteraction, logInteractions } from '../../../src/operations/interactions/log-interactions.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'

const { database, adminUrl, owner } = await firstWorkspace(t)
const admin = postgres(adminUrl, { max: 2, onnotice: () => {} })
t.teardown(() => admin.end({ timeout: 5 }))

const EMAIL = { channel: 'EMAIL', direction: 'INBOUND', occurredAt: NOW - DAY_MS } as const

t.test('a cadence that is set while an interaction changes is the one that the due date follows', async t => {
  const { id: contactId } = await createContact(request(), { name: 'Ada', cadenceDays: 300 })
  const { interaction } = await logInteraction(request(), { ...EMAIL, participants: [{ contactId }] })
  const release = await holdTotals(contactId)
  const cadence = setCadence(request(), { contactId, targetDays: 10 })
  await waiting(1)
  const change = updateInteraction(request(), { id: interaction.id, channel: 'MEAL' })
  await waiting(2)
  await release()
  await Promise.all([cadence, change])
  t.strictSame((await kept()).get(contactId), (await computed()).get(contactId))
  t.equal((await kept()).get(contactId)?.standing.dueAt, new Date(NOW + 9 * DAY_MS).toISOString())
})

t.test('when everybody who shared an interaction is deleted at once, it goes with the last of them', async t => {
  for (let round = 0; round < 5; round++) {
    const contacts = await Promise.all(['Ada', 'Linus', 'Barbara'].map(name => createContact(request(), { name })))
    const participants = contacts.map(({ id }) => ({ contactId: id }))
    await logInteractions(request(), { interactions: Array.from({ length: 20 }, () => ({ ...EMAIL, participants })) })
    await Promise.all(contacts.map(({ id }) => deleteContact(request(), { id })))
    const left = await admin`select i.id from app.interaction i where not exists (select 1 from app.participant x where x.interaction_id = i.id)`
    t.strictSame([...left], [])
  }
})

t.test('an interaction logged while its contact is deleted is refused, or goes with the contact', async t => {
  for (let round = 0; round < 10; round++) {
    const { id: contactId } = await createContact(request(), { name: 'Ada' })
    const [logged, deleted] = await Promise.allSettled([
      logInteraction(request(), { ...EMAIL, participants: [{ contactId }] }), deleteContact(request(), { id: contactId })
    ])
    t.equal(deleted.status, 'fulfilled')
    if (logged.status === 'rejected') t.match(logged.reason, { code: 'NOT_FOUND' })
    t.strictSame([...await admin`select 1 from app.participant where contact_id = ${contactId}`], [])
    t.strictSame([...await admin`select i.id from app.interaction i where not exists (select 1 from app.participant x where x.interaction_id = i.id)`], [])
  }
})

t.test('a stranger whom twenty interactions name at once becomes one contact', async t => {
  const results = await Promise.all(Array.from({ length: 20 }, (_, index) => logInteraction(request(), {
    ...EMAIL, occurredAt: NOW - index * DAY_MS, createMissing: true, participants: [{ identity: { kind: 'EMAIL', value: `Stranger${index % 2 ? '' : '+x'}@Example.org` } }]
  })))
  t.equal(new Set(results.map(({ interaction }) => interaction.id)).size, 20)
  const holders = await admin`select normalized, count(distinct x.interaction_id)::int as interactions from app.identity i join app.participant x on x.contact_id = i.contact_id where normalized like 'stranger%' group by 1 order by 1`
  t.strictSame([...holders], [{ normalized: 'stranger+x@example.org', interactions: 10 }, { normalized: 'stranger@example.org', interactions: 10 }])
})

t.test('an externalId that comes ten times at once makes one interaction', async t => {
  const { id: contactId } = await createContact(request(), { name: 'Ada' })
  const row = { ...EMAIL, source: 'mail', externalId: 'twin', participants: [{ contactId }] }
  const results = await Promise.all(Array.from({ length: 10 }, () => logInteraction(request(), row)))
  t.strictSame(results.map(({ outcome }) => outcome).sort(), ['CREATED', ...Array(9).fill('UNCHANGED')])
  t.equal(new Set(results.map(({ interaction }) => interaction.id)).size, 1)
  t.equal((await kept()).get(contactId)?.totals.touches, 1)
})

t.test('rows that come together in opposite orders wait for each other and do not fail', async t => {
  const people = Array.from({ length: 30 }, (_, index) => ({ name: `P ${index}`, tags: [`t${index % 7}`], identities: [{ kind: 'EMAIL' as const, value: `p${index}@example.org` }] }))
  const all = await Promise.all([people, [...people].reverse(), people.slice(10), [...people].reverse().slice(5)].map(contacts => upsertContacts(request(), { contacts })))
  t.strictSame(all.flat().filter(({ outcome }) => outcome === 'FAILED'), [])
  t.strictSame([...await admin`select count(*)::int as contacts from app.contact where name like 'P %'`], [{ contacts: 30 }])
  const rows = people.map((person, index) => ({ ...EMAIL, source: 'mail', externalId: `opposite ${index}`, participants: [{ identity: person.identities[0] }] }))
  const logged = await Promise.all([rows, [...rows].reverse(), rows].map(interactions => logInteractions(request(), { interactions })))
  t.equal(logged.flat().filter(({ outcome }) => outcome === 'CREATED').length, 30)
  t.strictSame(await kept(), await computed())
})

t.test('changes of one contact at once are all kept, each a version', async t => {
  const { id } = await createContact(request(), { name: 'Ada' })
  await Promise.all(Array.from({ length: 10 }, (_, index) => updateContact(request(), { id, title: `title ${index}` })))
  t.equal((await updateContact(request(), { id, version: 11, tags: ['end'] })).version, 12)
})

function request (): OperationContext {
  return requestOf(t, database, owner)
}

function kept () {
  return keptTotals(database, owner.workspaceId)
}

function computed () {
  return recomputed(database, owner.workspaceId, NOW)
}

/** Takes the totals of a contact as another server might, until it is told to let go. */
async function holdTotals (contactId: string): Promise<() => Promise<void>> {
  const sql = await admin.reserve()
  await sql`begin`
  await sql`select 1 from app.contact_totals where contact_id = ${contactId} for update`
  return async () => {
    await sql`commit`
    sql.release()
  }
}

/** Resolves when so many transactions of the server wait for a lock. */
async function waiting (transactions: number): Promise<void> {
  for (;;) {
    const [row] = await admin`select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (row?.waiting >= transactions) return
    await new Promise(resolve => { setTimeout(resolve, 5) })
  }
}
