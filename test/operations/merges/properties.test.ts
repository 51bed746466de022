import fc from 'fast-check'
import t from 'tap'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { previewMerge } from '../../../src/operations/merges/preview-merge.ts'
import { undoMerge } from '../../../src/operations/merges/undo-merge.ts'
import { qualityOf } from '../../../src/domain/contacts/standing.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { arrange, people } from './support/people.ts'
import { everyRow } from './support/tables.ts'

const { database, owner } = await firstWorkspace(t)
const ctx = requestOf(t, database, owner)
const RUNS = { interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true }

t.test('whoever is merged, and undone, is as before, and between them scores are those of all together', async t => {
  await fc.assert(fc.asyncProperty(people, async given => {
    const ids = await arrange(ctx, given)
    const [ada = '', second = '', third = ''] = ids
    const before = await everyRow(database, owner.workspaceId)
    const preview = await previewMerge(ctx, { survivorId: ada, otherIds: [second, third] })
    await ctx.reading.end()

    const { mergeId, contact } = await mergeContacts(ctx, { survivorId: ada, otherIds: [second, third] })
    await keptAsRecomputed()
    t.strictSame(preview.quality, qualityOf(contact, NOW), 'as it was foretold')
    t.strictSame([preview.name, preview.notes, preview.tags, preview.favors, preview.asks], [contact.name, contact.notes, contact.tags, contact.evidence.favors.length, contact.evidence.asks.length])

    await undoMerge(ctx, { mergeId })
    await keptAsRecomputed()
    t.strictSame(await everyRow(database, owner.workspaceId), before)
    for (const id of ids) await deleteContact(ctx, { id })
  }), { numRuns: 25, ...RUNS })
})

t.test('merges upon merges are undone from the last to the first', async t => {
  await fc.assert(fc.asyncProperty(people, async given => {
    const [ada = '', second = '', third = ''] = await arrange(ctx, given)
    const states = [await everyRow(database, owner.workspaceId)]
    const first = await mergeContacts(ctx, { survivorId: second, otherIds: [third] })
    states.push(await everyRow(database, owner.workspaceId))
    const last = await mergeContacts(ctx, { survivorId: ada, otherIds: [second] })
    await t.rejects(undoMerge(ctx, { mergeId: first.mergeId }), { code: 'CONFLICT' })
    for (const { mergeId } of [last, first]) {
      await undoMerge(ctx, { mergeId })
      t.strictSame(await everyRow(database, owner.workspaceId), states.pop())
    }
    for (const id of [ada, second, third]) await deleteContact(ctx, { id })
  }), { numRuns: 8, ...RUNS })
})

t.test('in whatever order three are made one, the totals are the same', async t => {
  await fc.assert(fc.asyncProperty(people, async given => {
    const ids = await arrange(ctx, given)
    const found: object[] = []
    for (const [a, b, c] of [[0, 1, 2], [2, 0, 1], [1, 2, 0]] as const) {
      const [one = '', two = '', three = ''] = [ids[a], ids[b], ids[c]]
      const merges = [await mergeContacts(ctx, { survivorId: two, otherIds: [three] }), await mergeContacts(ctx, { survivorId: one, otherIds: [two] })]
      const { totals, standing } = (await keptAsRecomputed()).get(one)!
      found.push({ totals, ledger: standing.ledgerState, lastInteractionAt: standing.lastInteractionAt })
      for (const { mergeId } of merges.reverse()) await undoMerge(ctx, { mergeId })
    }
    t.strictSame(found, found.map(() => found[0]))
    for (const id of ids) await deleteContact(ctx, { id })
  }), { numRuns: 6, ...RUNS })
})

async function keptAsRecomputed () {
  const [kept, computed] = await Promise.all([keptTotals(database, owner.workspaceId), recomputed(database, owner.workspaceId, NOW)])
  t.strictSame(kept, computed)
  return kept
}
