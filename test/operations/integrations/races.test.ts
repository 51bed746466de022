import postgres from 'postgres'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../../src/database/connect.ts'
import { Refusal } from '../../../src/domain/refusal.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { deleteInteraction } from '../../../src/operations/interactions/delete-interaction.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import { confirmInboxPerson } from '../../../src/operations/inbox/confirm-inbox-person.ts'
import { deleteIntegration } from '../../../src/operations/integrations/delete-integration.ts'
import { dismissInboxPerson } from '../../../src/operations/inbox/dismiss-inbox-person.ts'
import { processDeliveries } from '../../../src/operations/deliveries/process-deliveries.ts'
import { replayDeliveries } from '../../../src/operations/deliveries/replay-deliveries.ts'
import { settleReports } from '../../../src/operations/reports/settle-reports.ts'
import { CIPHER, firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { deliverer, PUBLIC_URL } from './support/deliver.ts'

const [MINUTE, PEOPLE, ROUNDS] = [60_000, 6, 12]
const first = await firstWorkspace(t)
const { database, owner, url } = first
const { sql, integrate, deliver, process } = deliverer(t, first)
const doomed = await integrate()
const [generic, inbox] = [await integrate(), await integrate('GENERIC', { newContacts: 'INBOX' })]
/** Of another server, with connections of its own. */
const other = connect({ url })
t.teardown(() => other.close())
const sessions = postgres(first.adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => sessions.end({ timeout: 5 }))

const faults: string[] = []
const onFault = (_id: string, error: unknown): void => { faults.push(String(error)) }
const ctx = () => requestOf(t, database, owner)
const who = (person: number) => `p${person % PEOPLE}@races.example`
const iso = (at: number) => new Date(at).toISOString()

/** A meeting of two people, told of so often. */
function meeting (thing: number, told: number) {
  const parties = [thing, thing + told].map(person => ({ role: 'attendee', emails: [who(person)], name: `Person ${person % PEOPLE}` }))
  return { source: 'calendar', external_id: `meeting-${thing}`, kind: 'meeting', status: told % 3 === 2 ? 'cancelled' : 'held', occurred_at: iso(NOW - (told + 1) * MINUTE), updated_at: iso(NOW - (100 - told) * MINUTE), parties }
}

function message (id: string, person: number) {
  return { source: 'chat', external_id: id, kind: 'message', direction: 'in', status: 'held', occurred_at: iso(NOW - MINUTE), parties: [{ role: 'from', emails: [who(person)] }] }
}

const stranger = (id: string) => ({ ...message(id, 0), parties: [{ role: 'from', emails: [`${id.split(' ')[0]}@strangers.example`] }] })

/** What a member is told when somebody else was faster is no fault. */
async function attempt (work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => { if (!(error instanceof Refusal)) faults.push(String(error)) })
}

async function some (statement: string): Promise<string> {
  const [row] = await sql.unsafe<{ id: string }[]>(`${statement} order by random() limit 1`)
  return row?.id ?? uuidv7()
}

/** One of each thing that members do, to people and interactions that integrations write at the same time. */
async function member (round: number): Promise<void> {
  const [interaction, contact] = ['select id from app.interaction', 'select id from app.contact']
  const participants = [round, round + 1].map(person => ({ identity: { kind: 'EMAIL' as const, value: who(round % 2 === 0 ? person : -person + 2 * PEOPLE) }, name: 'Person' }))
  await attempt(async () => logInteraction(ctx(), { channel: 'MEAL', direction: 'MUTUAL', occurredAt: NOW - round * MINUTE, participants, createMissing: true }))
  await attempt(async () => updateInteraction(ctx(), { id: await some(interaction), occurredAt: NOW - (round + 50) * MINUTE }))
  await attempt(async () => updateContact(ctx(), { id: await some(contact), notes: `Round ${round}` }))
  await attempt(async () => createContact(ctx(), { name: 'Person', identities: [{ kind: 'EMAIL', value: who(round) }] }))
  await attempt(async () => replayDeliveries(ctx(), { ids: [await some("select id from app.delivery where status <> 'RECEIVED'"), await some('select id from app.delivery')] }))
  await attempt(async () => confirmInboxPerson(ctx(), { id: await some('select id from app.inbox_person') }))
  await attempt(async () => dismissInboxPerson(ctx(), { id: await some("select id from app.inbox_person where name not like 'kept%'") }))
  if (round % 3 === 0) await attempt(async () => deleteInteraction(ctx(), { id: await some(interaction) }))
  if (round % 4 === 0) await attempt(async () => deleteContact(ctx(), { id: await some(contact) }))
}

t.test('members and two servers that read deliveries meet each other at every step, and nothing is lost, doubled or stuck', async t => {
  const bodies = Array.from({ length: ROUNDS * 8 }, (_, at) => at % 2 === 0 ? meeting(Math.floor(at / 8), at % 8) : message(`message-${at}`, at))
  const strangers = Array.from({ length: ROUNDS * 2 }, (_, at) => stranger(`${at % 2 === 0 ? 'kept' : 'met'}${at % 5} ${at}`))
  await deliver(doomed, ...Array.from({ length: 10 }, (_, at) => message(`doomed-${at}`, at)))
  const over = new AbortController()
  const read = async (server: typeof database) => {
    while (!over.signal.aborted) await attempt(() => processDeliveries({ database: server, newId: uuidv7, cipher: CIPHER, publicUrl: PUBLIC_URL, now: () => NOW, onFault }, owner.workspaceId))
  }
  const arrive = async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await deliver(generic, ...bodies.slice(round * 8, round * 8 + 8))
      await deliver(inbox, ...strangers.slice(round * 2, round * 2 + 2))
    }
  }
  const members = Array.from({ length: 3 }, async (_, place) => { for (let round = 0; round < ROUNDS; round++) await member(round * 3 + place) })
  const gone = attempt(() => deleteIntegration(ctx(), { id: doomed }))
  const settling = attempt(async () => { for (let time = 0; time < 3; time++) await settleReports({ database: other, newId: uuidv7, cipher: CIPHER, now: NOW }) })
  const reading = [read(database), read(other)]
  await Promise.all([arrive(), gone, settling, ...members])
  over.abort()
  await Promise.all(reading)
  await process()

  t.strictSame(faults, [])
  t.strictSame([...await sql`select status, count(*)::integer from app.delivery where status not in ('PROCESSED', 'IGNORED') group by status`], [])
  t.strictSame([...await sql`select source, external_id from app.interaction where external_id is not null group by source, external_id having count(*) > 1`], [])
  t.strictSame([...await sql`select r.id from app.report r join app.report_key k on k.report_id = r.id group by r.id having count(*) > 1`], [], 'one report of each thing')
  const [told] = await sql<{ count: number }[]>`select count(*)::integer as count from app.report_key where source in ('calendar', 'chat') and external_id !~ '^doomed'`
  t.equal(told?.count, ROUNDS + ROUNDS * 4 + ROUNDS * 2, 'each thing was read')
  t.strictSame([...await sql`select i.id from app.interaction i where i.source = 'chat' and not exists (select from app.participant x where x.interaction_id = i.id)`], [], 'nobody is left alone with nobody')
  t.strictSame(await keptTotals(database, owner.workspaceId), await recomputed(database, owner.workspaceId, NOW))
})

t.test('whoever is dismissed while somebody reads of them stays dismissed', async t => {
  await deliver(inbox, stranger('again 1'))
  await process()
  const [{ id = '' } = {}] = await sql<{ id: string }[]>`select id from app.inbox_person where name like 'again%'`
  await deliver(inbox, stranger('again 2'))
  let both: Promise<unknown> = Promise.resolve()
  await sessions.begin(async sql => {
    // Where whoever reads waits, having seen who is in the inbox.
    await sql`lock table app.inbox_report in exclusive mode`
    const reading = process()
    await untilWaiting(sql, 1)
    const dismissing = dismissInboxPerson(ctx(), { id })
    both = Promise.all([reading, dismissing])
    await Promise.race([dismissing, untilWaiting(sql, 2)])
  })
  await both
  t.strictSame([...await sql`select state from app.inbox_person where id = ${id}`], [{ state: 'DISMISSED' }])
})

t.test('who deletes an integration waits for whoever reads its deliveries, and not the other way round as well', async t => {
  const [{ id = '' } = {}] = await sql<{ id: string }[]>`select id from app.integration order by id limit 1`
  await deliver(id, message('last', 1))
  let reading: Promise<number> | undefined
  await sessions.begin(async sql => {
    await sql`select 1 from app.integration where id = ${id} for update`
    reading = process()
    await untilWaiting(sql, 1)
    await sql`set local lock_timeout = '500ms'`
    t.equal((await sql`delete from app.delivery where integration_id = ${id} and status = 'RECEIVED'`).count, 1)
  })
  t.equal(await reading, 0)
})

/** Until so many transactions wait for another one. */
async function untilWaiting (sql: postgres.TransactionSql, count: number): Promise<void> {
  for (let turn = 0; turn < 500; turn++) {
    const [row] = await sql<{ waiting: number }[]>`select count(*)::integer as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if ((row?.waiting ?? 0) >= count) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error('Nobody waits.')
}
