import fc from 'fast-check'
import postgres from 'postgres'
import t from 'tap'
import { ASK_SIZES, ASK_STATUSES } from '../../../src/domain/asks/ask.ts'
import { FAVOR_DIRECTIONS, FAVOR_KINDS } from '../../../src/domain/favors/favor.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { Refusal } from '../../../src/domain/refusal.ts'
import { createAsk } from '../../../src/operations/asks/create-ask.ts'
import { deleteAsk } from '../../../src/operations/asks/delete-ask.ts'
import { findMoves } from '../../../src/operations/asks/find-asks.ts'
import { updateAsk } from '../../../src/operations/asks/update-ask.ts'
import { updateAskStatus } from '../../../src/operations/asks/update-ask-status.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { deleteFavor } from '../../../src/operations/favors/delete-favor.ts'
import { recordFavor } from '../../../src/operations/favors/record-favor.ts'
import { updateFavor } from '../../../src/operations/favors/update-favor.ts'
import { logInteractions } from '../../../src/operations/interactions/log-interactions.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'

const { database, adminUrl, owner } = await firstWorkspace(t)
const admin = postgres(adminUrl, { max: 2, onnotice: () => {} })
t.teardown(() => admin.end({ timeout: 5 }))

t.test('of two moves at once one wins, and the other is a conflict that says what is open now', async t => {
  for (let round = 0; round < 10; round++) {
    const { id } = await sentAsk()
    const moves = await Promise.allSettled((['ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const).map(status => updateAskStatus(request(), { id, status })))
    const won = moves.flatMap(each => each.status === 'fulfilled' ? [each.value.status] : [])
    const refused = moves.flatMap(each => each.status === 'rejected' ? [each.reason as Refusal] : [])
    // An ACCEPTED ask may still become DECLINED or WITHDRAWN, and a DECLINED one ACCEPTED: then moves follow each other.
    t.ok(won.length >= 1 && won.length + refused.length === 3)
    t.ok(refused.every(({ code, extensions }) => code === 'CONFLICT' && Array.isArray(extensions.openMoves)))
    const history = await movesOf(id)
    t.strictSame(history.map(({ from, to }) => [from, to]).slice(1), history.slice(1).map(({ to }, index) => [history[index]?.to, to]), 'each move begins where the last one ended')
    t.equal(history.length, 1 + won.length)
  }
})

t.test('thanks that two members note at once are noted once', async t => {
  const { id } = await sentAsk()
  await updateAskStatus(request(), { id, status: 'FULFILLED' })
  const thanks = await Promise.allSettled([1, 2, 3, 4].map(() => updateAskStatus(request(), { id, status: 'THANKED' })))
  t.equal(thanks.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const each of thanks) if (each.status === 'rejected') t.match(each.reason, { code: 'CONFLICT', extensions: { status: 'THANKED', openMoves: ['RECIPROCATED'] } })
})

t.test('favors recorded at once all count', async t => {
  const { id: contactId } = await createContact(request(), { name: 'Ada' })
  await Promise.all(Array.from({ length: 12 }, (_, index) => recordFavor(request(), { contactId, direction: index % 3 ? 'RECEIVED' : 'GIVEN', kind: 'ADVICE', occurredAt: NOW - index * DAY_MS })))
  t.strictSame([...await admin`select count(*)::int as favors from app.favor where contact_id = ${contactId}`], [{ favors: 12 }])
  t.strictSame((await kept()).get(contactId), (await computed()).get(contactId))
  t.equal((await kept()).get(contactId)?.standing.ledgerState, 'WE_OWE')
})

t.test('an ask that two gifts return at once is reciprocated once, and both gifts are kept', async t => {
  const { id: askId, contactId } = await sentAsk()
  await updateAskStatus(request(), { id: askId, status: 'FULFILLED' })
  await Promise.all([1, 2].map(days => recordFavor(request(), { contactId, direction: 'GIVEN', kind: 'REVIEW', occurredAt: NOW - days * DAY_MS, askId })))
  const history = await movesOf(askId)
  t.strictSame(history.map(({ to }) => to), ['SENT', 'FULFILLED', 'RECIPROCATED'])
})

t.test('a favor recorded while its contact is deleted is refused, or goes with the contact', async t => {
  for (let round = 0; round < 10; round++) {
    const { id: contactId } = await createContact(request(), { name: 'Ada' })
    const [recorded, asked, deleted] = await Promise.allSettled([
      recordFavor(request(), { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW }), createAsk(request(), { contactId, need: 'x' }), deleteContact(request(), { id: contactId })
    ])
    t.equal(deleted.status, 'fulfilled')
    for (const each of [recorded, asked]) if (each.status === 'rejected') t.match(each.reason, { code: 'NOT_FOUND' })
    t.strictSame([...await admin`select id from app.favor where contact_id = ${contactId} union all select id from app.ask where contact_id = ${contactId}`], [])
  }
})

t.test('an ask and a favor of it that are changed and deleted at once end in one order or the other', async t => {
  for (let round = 0; round < 10; round++) {
    const { id: askId, contactId } = await sentAsk()
    const { id } = await recordFavor(request(), { contactId, direction: 'RECEIVED', kind: 'GIFT', occurredAt: NOW })
    const [linked, deleted] = await Promise.allSettled([updateFavor(request(), { id, askId }), deleteAsk(request(), { id: askId })])
    t.equal(deleted.status, 'fulfilled')
    if (linked.status === 'rejected') t.match(linked.reason, { code: 'NOT_FOUND' })
    t.strictSame([...await admin`select ask_id from app.favor where id = ${id}`], [{ ask_id: null }])
  }
})

t.test('what is refused leaves nothing behind: no favor, no move, no audit', async t => {
  const { id: askId, contactId } = await sentAsk()
  const before = await counts()
  const other = await createContact(request(), { name: 'Grace' })
  const others = await counts()
  await t.rejects(recordFavor(request(), { contactId: other.id, direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW, askId }), { code: 'INVALID', fields: [{ path: 'askId' }] })
  await t.rejects(updateAskStatus(request(), { id: askId, status: 'THANKED' }), { code: 'CONFLICT' })
  await t.rejects(updateAsk(request(), { id: askId, version: 9, need: 'y' }), { code: 'CONFLICT', extensions: { version: 2 } })
  await t.rejects(recordFavor(request(), { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW + DAY_MS }), { code: 'INVALID' })
  t.strictSame(await counts(), others)
  t.equal(others.favors, before.favors)
})

t.test('every change is in the audit, with before and after', async t => {
  const { id: askId, contactId } = await sentAsk()
  const favor = await recordFavor(request(), { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW, askId })
  await updateFavor(request(), { id: favor.id, worth: 3 })
  await updateAskStatus(request(), { id: askId, status: 'FULFILLED', note: 'At last' })
  await updateFavor(request(), { id: favor.id, askId: null })
  await updateFavor(request(), { id: favor.id, askId })
  await deleteAsk(request(), { id: askId })
  await deleteFavor(request(), { id: favor.id })
  const told = await admin`select action, subject_type as type, changes from app.audit where subject_id in (${askId}, ${favor.id}) order by id`
  t.match(told.map(({ action, type, changes }) => [action, type, changes]), [
    ['createAsk', 'ask', { need: { after: 'An hour' }, status: { after: 'DRAFT' } }],
    ['updateAskStatus', 'ask', { status: { before: 'DRAFT', after: 'SENT' }, version: { before: 1, after: 2 } }],
    ['recordFavor', 'favor', { worth: { after: 2 }, askId: { after: askId } }],
    ['updateFavor', 'favor', { worth: { before: 2, after: 3 }, version: { before: 1, after: 2 } }],
    ['updateAskStatus', 'ask', { status: { before: 'SENT', after: 'FULFILLED' }, note: { after: 'At last' } }],
    ['updateFavor', 'favor', { askId: { before: askId, after: null } }],
    ['updateFavor', 'favor', { askId: { before: null, after: askId } }],
    ['updateFavor', 'ask', { status: { before: 'FULFILLED', after: 'RECIPROCATED' } }],
    ['deleteAsk', 'ask', { need: { before: 'An hour' }, history: { before: [{ to: 'SENT' }, { to: 'FULFILLED' }, { to: 'RECIPROCATED' }] } }],
    ['deleteAsk', 'favor', { askId: { before: askId, after: null } }],
    ['deleteFavor', 'favor', { worth: { before: 3 } }]
  ])
})

t.test('a contact that is deleted leaves its favors and asks in the audit, and its posts and scores out of it', async t => {
  const { id: askId, contactId } = await sentAsk()
  const { id } = await recordFavor(request(), { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW, note: 'Tea', askId })
  await deleteContact(request(), { id: contactId })
  const told = await admin`select subject_type as type, changes from app.audit where action = 'deleteContact' and subject_id in (${contactId}, ${id}, ${askId}) order by subject_type`
  t.match(told.map(({ type, changes }) => [type, changes]), [['ask', { need: { before: 'An hour' } }], ['contact', { name: { before: 'Ada' } }], ['favor', { note: { before: 'Tea' } }]])
  t.strictSame(Object.keys(told[1]?.changes).filter(field => ['evidence', 'totals', 'model', 'workspace'].includes(field)), [])
})

t.test('an answer to an ask moves the contact in the order by quality at once', async t => {
  const { id, contactId } = await sentAsk()
  await logInteractions(request(), { interactions: [1, 20, 40].map(days => ({ channel: 'MEAL' as const, direction: 'MUTUAL' as const, occurredAt: NOW - days * DAY_MS, participants: [{ contactId }] })) })
  const ranked = async () => (await kept()).get(contactId)?.standing.quality
  const open = await ranked()
  await updateAskStatus(request(), { id, status: 'NO_ANSWER' })
  const silent = await ranked()
  await updateAskStatus(request(), { id, status: 'DECLINED' })
  const answered = await ranked()
  t.ok(Number(silent) < Number(open) && Number(answered) > Number(silent), `${open}, ${silent}, ${answered}`)
  t.strictSame((await kept()).get(contactId), (await computed()).get(contactId))
})

t.test('what is kept of a contact is what its rows say, whatever is recorded, changed, moved and deleted', async t => {
  const acts = fc.array(fc.oneof(
    fc.record({ act: fc.constant('record' as const), direction: fc.constantFrom(...FAVOR_DIRECTIONS), kind: fc.constantFrom(...FAVOR_KINDS), days: fc.integer({ min: 0, max: 900 }) }),
    fc.record({ act: fc.constant('change' as const), direction: fc.constantFrom(...FAVOR_DIRECTIONS), worth: fc.integer({ min: 1, max: 5 }), which: fc.nat(9) }),
    fc.record({ act: fc.constant('delete' as const), which: fc.nat(9) }),
    fc.record({ act: fc.constant('ask' as const), size: fc.constantFrom(...ASK_SIZES) }),
    fc.record({ act: fc.constant('move' as const), status: fc.constantFrom(...ASK_STATUSES), which: fc.nat(9) }),
    fc.record({ act: fc.constant('unask' as const), which: fc.nat(9) })
  ), { minLength: 4, maxLength: 14 })
  await fc.assert(fc.asyncProperty(acts, async each => {
    const { id: contactId } = await createContact(request(), { name: 'Ada' })
    // With meetings there is a score, and answers to asks move it.
    await logInteractions(request(), { interactions: [1, 20, 40].map(days => ({ channel: 'MEAL' as const, direction: 'MUTUAL' as const, occurredAt: NOW - days * DAY_MS, participants: [{ contactId }] })) })
    const favors: string[] = []
    const asks: string[] = []
    const one = (ids: string[], which: number) => ids[which % Math.max(1, ids.length)] ?? ''
    for (const step of each) {
      await unlessRefused(async () => {
        switch (step.act) {
          case 'record': return favors.push((await recordFavor(request(), { contactId, direction: step.direction, kind: step.kind, occurredAt: NOW - step.days * DAY_MS })).id)
          case 'change': return favors.length > 0 && await updateFavor(request(), { id: one(favors, step.which), direction: step.direction, worth: step.worth })
          case 'delete': return favors.length > 0 && await deleteFavor(request(), { id: one(favors, step.which) })
          case 'ask': return asks.push((await createAsk(request(), { contactId, need: 'x', size: step.size })).id)
          case 'move': return asks.length > 0 && await updateAskStatus(request(), { id: one(asks, step.which), status: step.status })
          case 'unask': return asks.length > 0 && await deleteAsk(request(), { id: one(asks, step.which) })
        }
      })
    }
    t.strictSame((await kept()).get(contactId), (await computed()).get(contactId))
  }), { numRuns: 15 })
})

async function unlessRefused (work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

async function sentAsk () {
  const { id: contactId } = await createContact(request(), { name: 'Ada' })
  const { id } = await createAsk(request(), { contactId, need: 'An hour', offer: 'A review' })
  return updateAskStatus(request(), { id, status: 'SENT' })
}

async function movesOf (askId: string) {
  const ctx = request()
  const [history = []] = await findMoves(ctx, [askId])
  await ctx.reading.end()
  return history
}

async function counts () {
  const [row] = await admin<{ favors: number, moves: number, audits: number }[]>`
    select (select count(*)::int from app.favor) as favors, (select count(*)::int from app.ask_move) as moves, (select count(*)::int from app.audit) as audits`
  return row ?? { favors: 0, moves: 0, audits: 0 }
}

function request (): OperationContext {
  return requestOf(t, database, owner)
}

function kept () {
  return keptTotals(database, owner.workspaceId)
}

function computed () {
  return recomputed(database, owner.workspaceId, NOW)
}
