import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { takeDeliveries } from '../../../src/database/integrations/deliveries.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { confirmInboxPerson } from '../../../src/operations/inbox/confirm-inbox-person.ts'
import { readDelivery } from '../../../src/operations/deliveries/read-delivery.ts'
import { settleReports } from '../../../src/operations/reports/settle-reports.ts'
import { CIPHER, firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { deliverer } from './support/deliver.ts'

const first = await firstWorkspace(t)
const { database, owner } = first
const { sql, integrate, deliver, process } = deliverer(t, first)

function message (id: string) {
  return { source: 'chat', external_id: id, kind: 'message', direction: 'in', status: 'held', occurred_at: new Date(NOW - 60_000).toISOString(), parties: [{ role: 'from', emails: ['often@writes.example'] }] }
}

t.test('however many large bodies wait, they are not in memory together, and all are read', async t => {
  const generic = await integrate()
  const body = (letter: string) => letter.repeat(100)
  const ids = await deliver(generic, body('a'), body('b'), body('c'), body('d'))
  const taken = (most: number, mostBytes: number) => inWorkspace(database, owner.workspaceId, db => takeDeliveries(db, NOW, { most, mostBytes }))
  for (const [most, mostBytes, count] of [[50, 1, 1], [50, 100, 1], [50, 101, 2], [50, 300, 3], [50, 1_000, 4], [2, 1_000, 2]] as const) {
    const found = await taken(most, mostBytes)
    t.strictSame(found.map(({ id }) => id), ids.slice(0, count), `${most} of ${mostBytes} bytes`)
    t.match(found[0], { integrationId: generic, integrationName: 'My GENERIC', provider: 'GENERIC', newContacts: 'CREATE', keepText: false, receivedAt: NOW, attempts: 0, query: '', headers: { 'content-type': 'application/json' } })
    t.equal(found[0]?.body.toString(), body('a'))
  }
  await sql`update app.delivery set body = convert_to(repeat('x', 17000000), 'UTF8') where id = ${ids[0] ?? ''}`
  first.statements.length = 0
  t.equal(await process(), 4)
  t.equal(first.statements.filter(text => text.includes('for update of d skip locked')).length, 2, 'in two transactions')
  t.strictSame([...await sql`select status, count(*)::integer from app.delivery group by status`], [{ status: 'FAILED', count: 4 }])
})

t.test('one delivery names a thousand people at the most, in however many events', async t => {
  const attendees = Array.from({ length: 100 }, (_, at) => ({ role: 'attendee', emails: [`p${at}@engines.example`] }))
  const read = (count: number) => readDelivery({
    id: 'd',
    integrationId: uuidv7(),
    integrationName: 'x',
    provider: 'GENERIC',
    newContacts: 'CREATE',
    keepText: false,
    receivedAt: NOW,
    attempts: 0,
    query: '',
    headers: {},
    body: Buffer.from(JSON.stringify({ events: Array.from({ length: count }, (_, at) => ({ ...message(`e${at}`), direction: undefined, parties: attendees })) }))
  }, 'https://goodturn.example')
  t.match(await read(10), { outcome: 'TOLD' })
  t.strictSame(await read(11), { outcome: 'UNREADABLE', reason: 'It names 1100 people, and one delivery can name 1000: send fewer events at a time.' })
})

t.test('who has written hundreds of times is confirmed at once, and the rest of it is recorded soon', async t => {
  const inbox = await integrate('GENERIC', { newContacts: 'INBOX' })
  for (let from = 0; from < 260; from += 65) await deliver(inbox, { events: Array.from({ length: 65 }, (_, at) => message(`often-${from + at}`)) })
  await process()
  const [person] = await sql<{ id: string, reports: number }[]>`select id, reports from app.inbox_person`
  t.equal(person?.reports, 260)
  await confirmInboxPerson(requestOf(t, database, owner), { id: person?.id ?? '' })
  const recorded = async () => (await sql`select i.id from app.interaction i join app.participant x on x.interaction_id = i.id where i.external_id like 'often-%'`).length
  t.equal(await recorded(), 200)
  await settleReports({ database, newId: uuidv7, cipher: CIPHER, now: NOW })
  t.equal(await recorded(), 260)
  t.equal(await settleReports({ database, newId: uuidv7, cipher: CIPHER, now: NOW }), 0)
})
