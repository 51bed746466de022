import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { deliverer } from './support/deliver.ts'

const MINUTE = 60_000
const first = await firstWorkspace(t)
const { database, owner } = first
const { sql, integrate, deliver, process } = deliverer(t, first)
const [generic, known] = [await integrate(), await integrate('GENERIC', { newContacts: 'ONLY_KNOWN' })]
const ctx = () => requestOf(t, database, owner)

const us = { role: 'attendee', emails: ['we@us.example'], is_us: true }
const minutesAgo = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString()

/** What is told of a meeting, so many minutes ago. */
function told (id: string, minutes: number, more: object) {
  return { source: 'calendar', external_id: id, updated_at: minutesAgo(minutes), ...more }
}

const booked = (id: string) => told(id, 90, {
  kind: 'meeting', status: 'held', occurred_at: minutesAgo(100), subject: 'Engines', parties: [us, { role: 'attendee', name: `Ada ${id}`, emails: [`${id}@engines.example`] }]
})
const left = (id: string) => told(id, 80, { parties: [us] })

async function interactionsOf (externalId: string) {
  return [...await sql<{ id: string, status: string, subject: string | null, names: string[] }[]>`
    select i.id, i.status, i.subject, array(
      select c.name from app.participant x join app.contact c on c.id = x.contact_id where x.interaction_id = i.id order by c.name) as names
    from app.interaction i where i.external_id = ${externalId}`]
}

async function totalsAreRight (t: Test): Promise<void> {
  t.strictSame(await keptTotals(database, owner.workspaceId), await recomputed(database, owner.workspaceId, NOW))
}

t.test('a meeting that everybody but us has left is none, in whatever order that is told', async t => {
  for (const [id, ...bodies] of [['straight', booked('straight'), left('straight')], ['turned', left('turned'), booked('turned')]] as const) {
    for (const body of bodies) {
      await deliver(generic, body)
      await process()
    }
    t.strictSame(await interactionsOf(id), [], id)
  }
  const [last] = await sql`select status, reason, interaction_ids from app.delivery order by id desc limit 1`
  t.match(last, { status: 'IGNORED', reason: /^Nobody but us/, interaction_ids: [] })
  await totalsAreRight(t)
})

t.test('a guest who comes back is met again', async t => {
  await deliver(generic, booked('back'))
  await process()
  await deliver(generic, left('back'))
  await process()
  await deliver(generic, told('back', 70, { parties: [us, { role: 'attendee', emails: ['back@engines.example'] }], status: 'cancelled' }))
  await process()
  t.match(await interactionsOf('back'), [{ status: 'CANCELLED', names: ['Ada back'] }])
  await totalsAreRight(t)
})

t.test('what a member has changed is theirs, and stays', async t => {
  await deliver(generic, booked('changed'))
  await process()
  const [{ id = '' } = {}] = await interactionsOf('changed')
  await updateInteraction(ctx(), { id, subject: 'What we agreed on' })
  await deliver(generic, left('changed'))
  await process()
  t.match(await interactionsOf('changed'), [{ id, subject: 'What we agreed on', names: ['Ada changed'] }])
  await totalsAreRight(t)
})

t.test('a meeting is called off though its guest is known by another address by now', async t => {
  const contact = await createContact(ctx(), { name: 'Grace', identities: [{ kind: 'EMAIL', value: 'moved@engines.example' }] })
  await deliver(known, booked('moved'))
  await process()
  await updateContact(ctx(), { id: contact.id, identities: [{ kind: 'EMAIL', value: 'grace@navy.example' }] })
  await deliver(known, told('moved', 80, { status: 'cancelled' }))
  await process()
  t.match(await interactionsOf('moved'), [{ status: 'CANCELLED', names: ['Grace'] }])
  await deliver(known, told('moved', 70, { subject: 'Called off' }))
  await process()
  t.match(await interactionsOf('moved'), [{ subject: 'Called off', names: ['Grace'] }])
  await totalsAreRight(t)
})

t.test('who is known by a number is known by it on WhatsApp too', async t => {
  const contact = await createContact(ctx(), { name: 'Luigi', identities: [{ kind: 'PHONE', value: '+49 30 901820' }] })
  const message = { source: 'chat', external_id: uuidv7(), kind: 'message', status: 'held', occurred_at: minutesAgo(1) }
  await deliver(generic, { ...message, parties: [{ role: 'from', name: 'L.', handles: [{ network: 'whatsapp', id: '4930901820' }] }] })
  await process()
  t.match(await interactionsOf(message.external_id), [{ names: ['Luigi'] }])
  t.strictSame([...await sql`select kind from app.identity where contact_id = ${contact.id}`], [{ kind: 'PHONE' }])
  await totalsAreRight(t)
})
