import t, { type Test } from 'tap'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { isAnybodyWaiting, searchFor } from '../../../src/database/duplicates/search.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import type { ContactInput } from '../../../src/domain/contacts/contact.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { upsertContacts } from '../../../src/operations/contacts/upsert-contacts.ts'
import { findDuplicates, findUnsearchedWorkspaces } from '../../../src/operations/duplicates/find-duplicates.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { undoMerge } from '../../../src/operations/merges/undo-merge.ts'
import { otherWorkspace } from '../../database/support/two-workspaces.ts'
import { card, giver } from '../imports/support/give-file.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { candidatesOfAll, storedAfterSearch } from './support/candidates.ts'

const { database } = await firstWorkspace(t)
let crowds = 0
const GIVEN = ['Robert', 'Bob', 'Rob', 'R.', 'Ada', 'Åda', 'Adah', 'Grace']
const FAMILY = ['Miller', 'Müller', 'Mueller', 'Muler', 'Lovelace', 'Hopper', 'Lovelace-King', '']
const HOUSES = [null, 'Saltmarsh', 'Saltmarsh Systems Ltd', 'Hooli']
const person = fc.record({
  name: fc.tuple(fc.constantFrom(...GIVEN), fc.constantFrom(...FAMILY)).map(words => words.join(' ').trim()), organization: fc.constantFrom(...HOUSES)
})
const step = fc.record({ act: fc.constantFrom('add', 'add', 'change', 'change', 'delete', 'merge', 'undo', 'search'), person, one: fc.nat(30), other: fc.nat(30) })

t.test('whatever happens to contacts, the candidates are those that a comparison of all of them finds', async t => {
  await fc.assert(fc.asyncProperty(fc.array(person, { minLength: 8, maxLength: 14 }), fc.array(step, { minLength: 4, maxLength: 8 }), async (people, steps) => {
    await lives(t, people, steps)
  }), { numRuns: 8 })
})

t.test('keys that become too common are refined, and again compared whole when they are not', async t => {
  await fc.assert(fc.asyncProperty(fc.array(person, { minLength: 10, maxLength: 16 }), fc.array(step.filter(({ act }) => act !== 'delete' && act !== 'merge'), { minLength: 4, maxLength: 8 }), async (people, steps) => {
    await lives(t, people, steps, 3)
  }), { numRuns: 8 })
})

t.test('a key that all of too many share is no reason to compare them, and is one again when one of them goes', async t => {
  const { database, ctx } = await somewhere(t)
  const search = async (most?: number) => {
    const stored = await storedAfterSearch(database, ctx.actor.workspaceId, most)
    t.strictSame(stored, await candidatesOfAll(database, ctx.actor.workspaceId, most))
    return stored.length
  }
  const ids: string[] = []
  for (const candidates of [0, 1, 3, 0]) {
    ids.push((await createContact(ctx, { name: 'A. Lovelace', organization: 'Saltmarsh' })).id)
    t.equal(await search(3), candidates, `${ids.length} of them`)
  }
  await updateContact(ctx, { id: ids[0]!, name: 'Byron' })
  t.equal(await search(3), 3)
})

t.test('where a namesake is deleted, the others are likelier one person', async t => {
  const { database, ctx } = await somewhere(t)
  const [id = ''] = (await upsertContacts(ctx, { contacts: Array(3).fill({ name: 'Grace Hopper' }) })).flatMap(result => 'contact' in result ? [result.contact.id] : [])
  const before = await storedAfterSearch(database, ctx.actor.workspaceId)
  await deleteContact(ctx, { id })
  const after = await storedAfterSearch(database, ctx.actor.workspaceId)
  t.strictSame(after, await candidatesOfAll(database, ctx.actor.workspaceId))
  t.strictSame([before.length, after.length], [3, 1])
  t.ok(after[0]![1] > before[0]![1])
})

t.test('a search of a workspace finds nobody of another, and the same search again writes nothing', async t => {
  const [here, there] = [await somewhere(t), await somewhere(t)]
  for (const { ctx } of [here, there]) await createContact(ctx, { name: 'Ada Lovelace', organization: 'Saltmarsh' })
  for (const { ctx } of [here, there]) t.strictSame(await storedAfterSearch(database, ctx.actor.workspaceId), [])
  await createContact(here.ctx, { name: 'Lovelace, Ada', organization: 'Saltmarsh' })
  const { workspaceId } = here.ctx.actor
  const rows = () => inWorkspace(database, workspaceId, ({ sql }) => sql`select d.*, d.xmin::text from app.duplicate_candidate d where d.workspace_id = ${workspaceId}`)
  t.equal((await storedAfterSearch(database, workspaceId)).length, 1)
  const before = await rows()
  await inWorkspace(database, workspaceId, db => searchFor(db, before.flatMap(row => [row.contact_id, row.other_id])))
  await storedAfterSearch(database, workspaceId)
  t.strictSame(await rows(), before)
  t.strictSame(await storedAfterSearch(database, there.ctx.actor.workspaceId), [])
})

t.test('the number for calls and the one on WhatsApp make a candidate with a clear reason', async t => {
  const { database, ctx } = await somewhere(t)
  await createContact(ctx, { name: 'Ada Lovelace', identities: [{ kind: 'PHONE', value: '+49 30 1234567' }] })
  await createContact(ctx, { name: 'Ada', identities: [{ kind: 'WHATSAPP', value: '+49 30 1234567' }] })
  t.match(await storedAfterSearch(database, ctx.actor.workspaceId), [[/./, Number, ['Both are called Ada', 'The same number for calls and on WhatsApp']]])
})

t.test('a search that is told to end is gone on with by the next one', async t => {
  const { database, ctx } = await somewhere(t)
  await upsertContacts(ctx, { contacts: [{ name: 'Ada Lovelace' }, { name: 'Ada Lovelace' }] })
  await t.rejects(findDuplicates({ database, newId: ctx.newId, now: () => NOW }, ctx.actor.workspaceId, AbortSignal.abort()), { name: 'AbortError' })
  t.ok((await findUnsearchedWorkspaces(database)).includes(ctx.actor.workspaceId))
  t.equal((await storedAfterSearch(database, ctx.actor.workspaceId)).length, 1)
  t.equal((await findUnsearchedWorkspaces(database)).includes(ctx.actor.workspaceId), false)
})

/** A workspace of a test's own, and who acts in it. */
async function somewhere (t: Test) {
  return { database, ctx: requestOf(t, database, await otherWorkspace(database, `crowd-${crowds++}`)) }
}

/** Lets contacts be added and changed in a workspace of their own, with searches now and then, and compares what is found in the end. */
async function lives (t: Test, people: readonly ContactInput[], steps: readonly { act: string, person: ContactInput, one: number, other: number }[], mostInBlock?: number): Promise<void> {
  const { ctx } = await somewhere(t)
  const { actor } = ctx
  let ids = (await upsertContacts(ctx, { contacts: people })).flatMap(result => 'contact' in result ? [result.contact.id] : [])
  const merges: { mergeId: string, otherId: string }[] = []
  for (const { act, person, one, other } of steps) {
    const [id, second] = [ids[one % ids.length], ids[other % ids.length]]
    if (act === 'add') ids.push((await createContact(ctx, person)).id)
    else if (act === 'search') await storedAfterSearch(database, actor.workspaceId, mostInBlock)
    else if (id && act === 'change') await updateContact(ctx, { id, ...person })
    else if (id && act === 'delete') {
      await deleteContact(ctx, { id })
      ids = ids.filter(each => each !== id)
      merges.length = 0
    } else if (id && second && id !== second && act === 'merge') {
      merges.push({ mergeId: (await mergeContacts(ctx, { survivorId: id, otherIds: [second] })).mergeId, otherId: second })
      ids = ids.filter(each => each !== second)
    } else if (act === 'undo') {
      const merge = merges.pop()
      if (merge) {
        await undoMerge(ctx, { mergeId: merge.mergeId })
        ids.push(merge.otherId)
      }
    }
  }
  const stored = await storedAfterSearch(database, actor.workspaceId, mostInBlock)
  t.strictSame(stored, await candidatesOfAll(database, actor.workspaceId, mostInBlock))
  t.equal(await inWorkspace(database, actor.workspaceId, isAnybodyWaiting), false)
}

t.test('while a file is read nobody is compared; when it has been, a search is asked for, though nothing came of it', async t => {
  const workspace = await firstWorkspace(t)
  const { give, run, sql } = giver(t, workspace)
  const ctx = requestOf(t, workspace.database, workspace.owner)
  const search = () => findDuplicates({ database: workspace.database, newId: uuidv7, now: () => NOW }, workspace.owner.workspaceId)
  const importId = await give(card(['FN:Grace Hopper']), { dryRun: true })
  await createContact(ctx, { name: 'Ada Lovelace' })
  await createContact(ctx, { name: 'Lovelace, Ada' })
  t.equal(await search(), 0)
  await sql`delete from app.outbox where topic = 'duplicates.find'`
  t.equal((await run(importId)).created, 1)
  t.equal((await sql`select 1 from app.outbox where topic = 'duplicates.find'`).length, 1)
  t.equal(await search(), 2)
})
