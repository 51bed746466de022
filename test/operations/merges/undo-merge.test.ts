import t from 'tap'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { toTypeId } from '../../../src/domain/type-id.ts'
import { createAsk } from '../../../src/operations/asks/create-ask.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { findContacts, findIdentities } from '../../../src/operations/contacts/find-contacts.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { deleteFavor } from '../../../src/operations/favors/delete-favor.ts'
import { findFavors } from '../../../src/operations/favors/find-favors.ts'
import { recordFavor } from '../../../src/operations/favors/record-favor.ts'
import { updateFavor } from '../../../src/operations/favors/update-favor.ts'
import { findParticipants } from '../../../src/operations/interactions/find-interactions.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { undoMerge } from '../../../src/operations/merges/undo-merge.ts'
import { clearSubstanceOverride, overrideSubstance } from '../../../src/operations/posts/override-substance.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'

const { database, owner } = await firstWorkspace(t)
const ctx = requestOf(t, database, owner)
t.afterEach(async () => {
  const [kept, computed] = await Promise.all([keptTotals(database, owner.workspaceId), recomputed(database, owner.workspaceId, NOW)])
  t.strictSame(kept, computed, 'scores are those of the rows')
})

const GIFT = { direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW - 1000 } as const
const CALL = { channel: 'PHONE_CALL', direction: 'MUTUAL', occurredAt: NOW - 1000 } as const
let made = 0

/** Ada, and another contact that is her too; each with an address of her own. */
async function twoAdas () {
  const [mine, other] = [`ada${made}@engines.example`, `king${made++}@engines.example`]
  const ada = await createContact(ctx, { name: 'Ada', notes: 'Met in Berlin.', tags: ['poets'], identities: [{ kind: 'EMAIL', value: mine }] })
  const king = await createContact(ctx, { name: 'Ada King', notes: 'Likes looms.', tags: ['looms', 'poets'], identities: [{ kind: 'EMAIL', value: other }] })
  return { ada: ada.id, king: king.id, mine, other, merge: () => mergeContacts(ctx, { survivorId: ada.id, otherIds: [king.id] }) }
}

async function contactOf (id: string) {
  const [contact] = await fresh(() => findContacts(ctx, [id]))
  if (!contact) throw new Error('There is no such contact.')
  return contact
}

async function fresh<T> (read: () => Promise<T>): Promise<T> {
  await ctx.reading.end()
  return read()
}

t.test('what was added since stays with the survivor, and what each had goes back to it', async t => {
  const { ada, king, mine, other, merge } = await twoAdas()
  const before = await recordFavor(ctx, { contactId: king, ...GIFT })
  const { mergeId } = await merge()
  const since = await recordFavor(ctx, { contactId: ada, ...GIFT })
  const { interaction } = await logInteraction(ctx, { ...CALL, participants: [{ contactId: king }] })
  const notes = `${(await contactOf(ada)).notes}\n\nCalls at noon.`
  await updateContact(ctx, { id: ada, title: 'Countess', notes, tags: ['poets', 'looms', 'navy'], identities: [mine, other, `new-${mine}`].map(value => ({ kind: 'EMAIL', value })) })
  await undoMerge(ctx, { mergeId })
  t.match(await contactOf(ada), { id: ada, name: 'Ada', title: 'Countess', notes: 'Met in Berlin.\n\nCalls at noon.', tags: ['navy', 'poets'], version: 4 })
  t.match(await contactOf(king), { id: king, name: 'Ada King', title: null, notes: 'Likes looms.', tags: ['looms', 'poets'], version: 2 })
  t.strictSame((await fresh(() => findIdentities(ctx, [ada, king]))).map(list => list.map(({ normalized, isPrimary }) => [normalized, isPrimary])), [[[mine, true], [`new-${mine}`, false]], [[other, true]]])
  t.strictSame((await findFavors(ctx, [before.id, since.id])).map(favor => favor?.contactId), [king, ada])
  t.strictSame((await findParticipants(ctx, [interaction.id])).map(list => list.map(({ id }) => id)), [[ada]])
})

t.test('what was removed since stays away, but for the contacts\' own fields', async t => {
  const { ada, king, mine, other, merge } = await twoAdas()
  const gone = await recordFavor(ctx, { contactId: king, ...GIFT })
  const { mergeId } = await merge()
  await deleteFavor(ctx, { id: gone.id })
  await updateContact(ctx, { id: ada, notes: null, tags: [], identities: [{ kind: 'EMAIL', value: mine }] })
  await undoMerge(ctx, { mergeId })
  t.strictSame(await fresh(() => findFavors(ctx, [gone.id])), [undefined])
  t.match(await contactOf(ada), { notes: null, tags: [] })
  t.match(await contactOf(king), { notes: 'Likes looms.', tags: ['looms', 'poets'] })
  t.strictSame((await findIdentities(ctx, [king])).map(list => list.map(({ normalized }) => normalized)), [[other]])
})

t.test('a word on substance that was said, or taken back, since the merge stands', async t => {
  for (const speak of [false, true]) {
    const { ada, king, merge } = await twoAdas()
    await overrideSubstance(ctx, { contactId: king, score: 90, reason: 'Wrote the first program.' })
    await overrideSubstance(ctx, { contactId: ada, score: 10, reason: 'Who is she?' })
    const { mergeId, contact } = await merge()
    t.match(contact, { evidence: { override: { score: 10 } }, notes: /Substance: 90, Wrote the first program\./ })
    await (speak ? overrideSubstance(ctx, { contactId: ada, score: 70, reason: 'Oh, her.' }) : clearSubstanceOverride(ctx, { contactId: ada }))
    await undoMerge(ctx, { mergeId })
    t.equal((await contactOf(ada)).evidence.override?.score, speak ? 70 : undefined)
    t.equal((await contactOf(king)).evidence.override?.score, 90)
  }
})

t.test('an identity that somebody else has by now stands in the way', async t => {
  const { ada, mine, other, merge } = await twoAdas()
  const { mergeId } = await merge()
  await updateContact(ctx, { id: ada, identities: [{ kind: 'EMAIL', value: mine }] })
  const grace = await createContact(ctx, { name: 'Grace', identities: [{ kind: 'EMAIL', value: other }] })
  await t.rejects(undoMerge(ctx, { mergeId }), { code: 'CONFLICT', extensions: { contactId: toTypeId('contact', grace.id) } })
  await updateContact(ctx, { id: grace.id, identities: [] })
  t.equal((await undoMerge(ctx, { mergeId })).contact.id, ada)
})

t.test('a later merge stands in the way, of whichever side, and is named', async t => {
  const { ada, king, merge } = await twoAdas()
  const { mergeId } = await merge()
  const [third, fourth] = [await createContact(ctx, { name: 'Lovelace' }), await createContact(ctx, { name: 'Byron' })]
  const into = await mergeContacts(ctx, { survivorId: king, otherIds: [third.id] })
  t.equal(into.contact.id, ada, 'an old id stands for the survivor here too')
  await t.rejects(undoMerge(ctx, { mergeId }), { code: 'CONFLICT', extensions: { mergeId: toTypeId('merge', into.mergeId) } })
  const away = await mergeContacts(ctx, { survivorId: fourth.id, otherIds: [ada] })
  for (const id of [mergeId, into.mergeId]) await t.rejects(undoMerge(ctx, { mergeId: id }), { code: 'CONFLICT', extensions: { mergeId: toTypeId('merge', away.mergeId) } })
  t.equal((await contactOf(king)).id, fourth.id)
  for (const id of [away.mergeId, into.mergeId, mergeId]) await undoMerge(ctx, { mergeId: id })
  for (const id of [ada, king, third.id, fourth.id]) t.equal((await contactOf(id)).id, id)
})

t.test('what was undone, or whose contact is deleted, cannot be undone; and nothing of a deleted contact is kept', async t => {
  const first = await twoAdas()
  const { mergeId } = await first.merge()
  await undoMerge(ctx, { mergeId })
  await t.rejects(undoMerge(ctx, { mergeId }), { code: 'CONFLICT', message: /undone already/ })
  await t.rejects(undoMerge(ctx, { mergeId: first.ada }), { code: 'NOT_FOUND' })
  const again = await first.merge()
  await deleteContact(ctx, { id: first.ada })
  await t.rejects(undoMerge(ctx, { mergeId: again.mergeId }), { code: 'CONFLICT', message: /deleted since/ })
  t.strictSame(await fresh(() => findContacts(ctx, [first.king])), [undefined])
  t.strictSame(await rowsOf(`select id from app.merge where snapshot::text like '%${first.other}%'`), [])
})

t.test('a favor goes where the ask goes that it is for; one that was tied across stands in the way', async t => {
  const { ada, king, merge } = await twoAdas()
  const [hers, kings] = [await createAsk(ctx, { contactId: ada, need: 'An hour' }), await createAsk(ctx, { contactId: king, need: 'A day' })]
  const favor = await recordFavor(ctx, { contactId: ada, ...GIFT })
  const { mergeId } = await merge()
  const since = await recordFavor(ctx, { contactId: ada, ...GIFT, askId: kings.id })
  await updateFavor(ctx, { id: favor.id, askId: kings.id })
  await undoMerge(ctx, { mergeId })
  t.strictSame((await fresh(() => findFavors(ctx, [favor.id, since.id]))).map(each => each?.contactId), [king, king])

  const second = await mergeContacts(ctx, { survivorId: ada, otherIds: [king] })
  await updateFavor(ctx, { id: since.id, askId: hers.id })
  await t.rejects(undoMerge(ctx, { mergeId: second.mergeId }), { code: 'CONFLICT', extensions: { favorId: toTypeId('favor', since.id), askId: toTypeId('ask', hers.id) } })
  await updateFavor(ctx, { id: since.id, askId: null })
  await undoMerge(ctx, { mergeId: second.mergeId })
  t.strictSame((await fresh(() => findFavors(ctx, [since.id]))).map(each => each?.contactId), [king])
})

t.test('who merged and who undid it is written down', async t => {
  const { ada, king, merge } = await twoAdas()
  const { mergeId } = await merge()
  await undoMerge(ctx, { mergeId })
  const rows = await rowsOf(`select action, subject_type, subject_id, changes from app.audit where action in ('mergeContacts', 'undoMerge') and subject_id in ('${ada}', '${king}', '${mergeId}') order by id`)
  t.match(rows, [
    { action: 'mergeContacts', subject_type: 'merge', changes: { survivorId: { after: ada }, otherIds: { after: [king] } } },
    { action: 'mergeContacts', subject_id: ada, changes: { notes: { before: 'Met in Berlin.', after: 'Met in Berlin.\n\nLikes looms.\n\nName: Ada King' }, tags: {}, version: { before: 1, after: 2 } } },
    { action: 'mergeContacts', subject_id: king, changes: { mergedInto: { after: ada } } },
    { action: 'undoMerge', subject_type: 'merge', changes: { undone: { before: false, after: true } } },
    { action: 'undoMerge', subject_id: ada, changes: { notes: { after: 'Met in Berlin.' }, version: { before: 2, after: 3 } } },
    { action: 'undoMerge', subject_id: king, changes: { mergedInto: { before: ada } } }
  ])
})

function rowsOf (query: string) {
  return inWorkspace(database, owner.workspaceId, async ({ sql }) => [...await sql.unsafe(query)])
}
