import t from 'tap'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { toTypeId } from '../../../src/domain/type-id.ts'
import { createAsk } from '../../../src/operations/asks/create-ask.ts'
import { reviewAsk } from '../../../src/operations/asks/review-ask.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { findContacts } from '../../../src/operations/contacts/find-contacts.ts'
import { setCadence } from '../../../src/operations/contacts/set-cadence.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { recordFavor } from '../../../src/operations/favors/record-favor.ts'
import { followFeed } from '../../../src/operations/feeds/follow-feed.ts'
import { confirmInboxPerson } from '../../../src/operations/inbox/confirm-inbox-person.ts'
import { findParticipants } from '../../../src/operations/interactions/find-interactions.ts'
import { logInteraction, logInteractions } from '../../../src/operations/interactions/log-interactions.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { undoMerge } from '../../../src/operations/merges/undo-merge.ts'
import { erasePosts } from '../../../src/operations/posts/delete-posts.ts'
import { clearSubstanceOverride, overrideSubstance } from '../../../src/operations/posts/override-substance.ts'
import { recordPosts } from '../../../src/operations/posts/record-posts.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'

const { database, owner } = await firstWorkspace(t)
const ctx = requestOf(t, database, owner)
const request = () => requestOf(t, database, owner)
const GIFT = { direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW - 1000 } as const
const CALL = { channel: 'PHONE_CALL', direction: 'MUTUAL', occurredAt: NOW - 1000 } as const

async function merged () {
  const [ada, king] = [await createContact(ctx, { name: 'Ada' }), await createContact(ctx, { name: 'Ada King' })]
  const { mergeId } = await mergeContacts(ctx, { survivorId: ada.id, otherIds: [king.id] })
  return { ada: ada.id, king: king.id, mergeId }
}

t.test('whatever is done for an old id is done for the survivor', async t => {
  const { ada, king: contactId } = await merged()
  const person = ctx.newId()
  await inWorkspace(database, owner.workspaceId, ({ sql, workspaceId }) => sql`
    insert into app.inbox_person (workspace_id, id, name, state, first_seen_at, last_seen_at, reports, created_at) values (${workspaceId}, ${person}, 'Ada', 'PENDING', now(), now(), 1, now())`)
  const post = { network: 'x', externalId: '1', kind: 'POST', publishedAt: NOW - 1000 } as const
  const { interaction } = await logInteraction(ctx, { ...CALL, participants: [{ contactId }, { contactId: ada }] })
  const [row] = await logInteractions(ctx, { interactions: [{ ...CALL, participants: [{ contactId }] }] })
  const done = {
    updateContact: (await updateContact(ctx, { id: contactId, title: 'Countess' })).id,
    setCadence: (await setCadence(ctx, { contactId, targetDays: 30 })).id,
    recordFavor: (await recordFavor(ctx, { contactId, ...GIFT })).contactId,
    createAsk: (await createAsk(ctx, { contactId, need: 'An hour' })).contactId,
    reviewAsk: (await reviewAsk(ctx, { contactId, text: 'May I ask you for an hour?' })).contact?.id,
    followFeed: (await followFeed(ctx, { contactId, url: 'https://looms.example/feed' })).feed.contactId,
    recordPosts: (await recordPosts(ctx, { contactId, posts: [post] })).map(result => result.outcome === 'FAILED' ? '' : result.post.contactId).join(),
    overrideSubstance: (await overrideSubstance(ctx, { contactId, score: 90, reason: 'Wrote the first program.' })).id,
    clearSubstanceOverride: (await clearSubstanceOverride(ctx, { contactId })).id,
    confirmInboxPerson: (await confirmInboxPerson(ctx, { id: person, contactId })).contact.id
  }
  for (const [name, id] of Object.entries(done)) t.equal(id, ada, name)
  t.equal((await erasePosts(ctx, { contactId })).erased, 1)
  t.equal(row?.outcome, 'CREATED')
  t.strictSame((await findParticipants(ctx, [interaction.id])).map(list => list.map(({ id }) => id)), [[ada]], 'who is named twice takes part once')
  t.strictSame((await findContacts(ctx, [contactId, ada, person])).map(contact => contact?.id), [ada, ada, undefined])
  await ctx.reading.end()
  await sameAsRecomputed(t)
})

t.test('a report names the survivor, so that what it tells next moves nobody', async t => {
  const [ada, king] = [await createContact(ctx, { name: 'Ada' }), await createContact(ctx, { name: 'Ada King' })]
  const { interaction } = await logInteraction(ctx, { ...CALL, participants: [{ contactId: king.id }, { contactId: ada.id }] })
  const [id, written] = [ctx.newId(), JSON.stringify({ subject: 'Looms', contactIds: [king.id, ada.id] })]
  await inWorkspace(database, owner.workspaceId, ({ sql, workspaceId }) => sql`
    insert into app.report (workspace_id, id, told, interaction_id, written, updated_at) values (${workspaceId}, ${id}, '{}', ${interaction.id}, ${written}::jsonb, now())`)
  await mergeContacts(ctx, { survivorId: ada.id, otherIds: [king.id] })
  const [report] = await inWorkspace(database, owner.workspaceId, ({ sql }) => sql`select r.written from app.report r where r.id = ${id}`)
  t.strictSame(report?.['written'], { subject: 'Looms', contactIds: [ada.id] })
})

t.test('who holds an old id does not delete the survivor by it', async t => {
  const { ada, king } = await merged()
  await t.rejects(deleteContact(ctx, { id: king }), { code: 'CONFLICT', extensions: { contactId: toTypeId('contact', ada) } })
  t.equal((await deleteContact(ctx, { id: ada })).deletedId, ada)
  await t.rejects(deleteContact(ctx, { id: king }), { code: 'NOT_FOUND' })
})

t.test('who is one already is not merged again, and who is not there at all is not found', async t => {
  const { ada, king } = await merged()
  await t.rejects(mergeContacts(ctx, { survivorId: ada, otherIds: [king] }), { code: 'CONFLICT' })
  await t.rejects(mergeContacts(ctx, { survivorId: ada, otherIds: [ctx.newId()] }), { code: 'NOT_FOUND' })
})

t.test('what happens while contacts are merged, and undone, is nobody\'s loss', async t => {
  for (let round = 0; round < 3; round++) {
    const [ada, king] = [await createContact(ctx, { name: 'Ada' }), await createContact(ctx, { name: 'Ada King' })]
    const call = (contactId: string, index: number) => logInteraction(request(), { ...CALL, occurredAt: NOW - index * 1000, participants: [{ contactId }] })
    const [merge] = await Promise.all([
      mergeContacts(request(), { survivorId: ada.id, otherIds: [king.id] }),
      ...Array.from({ length: 6 }, (_, index) => call(index % 2 === 0 ? king.id : ada.id, index)),
      recordFavor(request(), { contactId: king.id, ...GIFT })
    ])
    t.match(await touchesOf(ada.id), { touches: 6, favors: 1 })
    await sameAsRecomputed(t)
    await Promise.all([undoMerge(request(), { mergeId: merge.mergeId }), ...Array.from({ length: 4 }, (_, index) => call(king.id, index))])
    const [own, other] = [await touchesOf(ada.id), await touchesOf(king.id)]
    t.equal(own.touches + other.touches, 10)
    await sameAsRecomputed(t)
  }
})

t.test('two merges of the same contacts at once end as one', async t => {
  const [ada, king] = [await createContact(ctx, { name: 'Ada' }), await createContact(ctx, { name: 'Ada King' })]
  const outcomes = await Promise.allSettled([
    mergeContacts(request(), { survivorId: ada.id, otherIds: [king.id] }), mergeContacts(request(), { survivorId: king.id, otherIds: [ada.id] })
  ])
  t.strictSame(outcomes.map(outcome => outcome.status === 'fulfilled' ? 'merged' : outcome.reason.code).sort(), ['CONFLICT', 'merged'])
  await sameAsRecomputed(t)
})

t.test('a merge that is undone while its survivor is merged ends with one of the two, or both', async t => {
  const { ada, mergeId } = await merged()
  const byron = await createContact(ctx, { name: 'Byron' })
  const [undone, away] = await Promise.allSettled([undoMerge(request(), { mergeId }), mergeContacts(request(), { survivorId: byron.id, otherIds: [ada] })])
  t.equal(away.status, 'fulfilled')
  if (undone.status === 'rejected') t.equal(undone.reason.code, 'CONFLICT')
  await sameAsRecomputed(t)
})

async function touchesOf (id: string) {
  const reading = request()
  const [contact] = await findContacts(reading, [id])
  await reading.reading.end()
  return { touches: contact?.totals.touches ?? NaN, favors: contact?.evidence.favors.length }
}

async function sameAsRecomputed (t: { strictSame: (found: unknown, wanted: unknown) => unknown }) {
  const [kept, computed] = await Promise.all([keptTotals(database, owner.workspaceId), recomputed(database, owner.workspaceId, NOW)])
  t.strictSame(kept, computed)
}
