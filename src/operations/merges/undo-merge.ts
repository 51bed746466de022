import { changesBetween } from '../../domain/changes.ts'
import type { Identity } from '../../domain/contacts/contact.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { unmergeFields } from '../../domain/merges/unmerge-fields.ts'
import { Refusal } from '../../domain/refusal.ts'
import { toTypeId } from '../../domain/type-id.ts'
import { findContacts, lockContacts, saveSearch, updateContact } from '../../database/contacts/contacts.ts'
import { findHolders, identitiesOf } from '../../database/contacts/identities.ts'
import { takeTurn } from '../../database/integrations/reports.ts'
import { favorsForOthersAsks } from '../../database/merges/merged-rows.ts'
import { closeMerge, lockMerge, mergeAfter, survivorOf, type Merge } from '../../database/merges/merges.ts'
import { lockInteractionsOf } from '../../database/merges/participation.ts'
import type { Snapshot } from '../../database/merges/snapshot.ts'
import type { Db } from '../../database/tenancy.ts'
import { groupBy } from '../../domain/group-by.ts'
import { searchRow } from '../contacts/add-contacts.ts'
import { known } from '../contacts/create-contact.ts'
import type { OperationContext } from '../context.ts'
import { refuseErased } from '../erasures/guard.ts'
import { requestDuplicates } from '../duplicates/request-duplicates.ts'
import { replayTotals } from '../interactions/apply-touches.ts'
import { transact } from '../transact.ts'
import type { MergeResult } from './merge-contacts.ts'
import { divideRows } from './divide-rows.ts'

/**
 * Makes the contacts of a merge several again: the others come back as they were, with what came from them and is still there. What was
 * added or changed since stays with the survivor. Refuses NOT_FOUND, and (CONFLICT) where something stands in the way.
 */
export function undoMerge (ctx: OperationContext, { mergeId }: { mergeId: string }): Promise<MergeResult> {
  return transact(ctx, 'undoMerge', { mergeId }, async ({ db, audit }) => {
    await takeTurn(db)
    const survivorId = await survivorOf(db, mergeId)
    // Contacts are taken before what is theirs, by everybody: whoever merges this one too is done, or waits.
    const [present] = survivorId === undefined ? [] : await lockContacts(db, [survivorId])
    const merge = await lockMerge(db, mergeId)
    if (!merge) throw new Refusal('NOT_FOUND', 'There is no such merge.')
    const snapshot = await undoable(db, merge)
    if (!present) throw new Error(`Merge ${mergeId} has no contact.`)
    await refuseTaken(db, snapshot, present.id)
    await refuseErased(ctx, db, identitiesOfOthers(snapshot))
    await lockInteractionsOf(db, [present.id])
    await divideRows(db, present.id, snapshot, ctx.now)
    await refuseDivided(db, [present.id, ...snapshot.otherIds])
    const contact = { ...present, ...unmergeFields(present, snapshot.fields), version: present.version + 1, updatedAt: ctx.now }
    await updateContact(db, contact)
    await replayTotals(db, [present.id, ...snapshot.otherIds], ctx, { hasActed: false })
    await saveWords(db, [present.id, ...snapshot.otherIds])
    await closeMerge(db, mergeId, ctx.now)
    await requestDuplicates(db, ctx)
    const after = await known(db, present.id)
    audit(
      { subjectType: 'merge', subjectId: mergeId, changes: { undone: { before: false, after: true } } },
      { subjectType: 'contact', subjectId: present.id, changes: changesBetween(written(present), written(after)) },
      ...snapshot.otherIds.map(id => ({ subjectType: 'contact', subjectId: id, changes: { mergedInto: { before: present.id } } }))
    )
    return { mergeId, contact: after }
  })
}

/** What there is to undo. Refuses (CONFLICT) what was undone, whose contact is gone, and what another merge was built upon. */
async function undoable (db: Db, merge: Merge): Promise<Snapshot> {
  if (merge.isUndone) throw new Refusal('CONFLICT', 'This merge was undone already.')
  if (!merge.snapshot) throw new Refusal('CONFLICT', 'Nothing is left to undo it with: the contact that they were merged into was deleted since, or came from an export.')
  const after = await mergeAfter(db, merge)
  if (after) {
    const mergeId = toTypeId('merge', after)
    throw new Refusal('CONFLICT', `The contact was merged again since, by ${mergeId}; undo that one first.`, { extensions: { mergeId } })
  }
  return merge.snapshot
}

/** Refuses (CONFLICT) where somebody else has an identity by now that one of the others had. */
async function refuseTaken (db: Db, snapshot: Snapshot, survivorId: string): Promise<void> {
  const taken = (await findHolders(db, identitiesOfOthers(snapshot))).find(({ contactId }) => contactId !== survivorId)
  if (!taken) return
  const contactId = toTypeId('contact', taken.contactId)
  throw new Refusal('CONFLICT', `${taken.normalized} was an identity of one of them, and is one of another contact by now, ${contactId}; take it from that one first.`, {
    extensions: { contactId }
  })
}

/** The identities that the others had. */
function identitiesOfOthers ({ identity, otherIds }: Snapshot): Pick<Identity, 'kind' | 'normalized'>[] {
  return identity.filter(row => otherIds.includes(String(row['contact_id']))).map(({ kind, normalized }) => ({ kind, normalized })) as Pick<Identity, 'kind' | 'normalized'>[]
}

/** Refuses (CONFLICT) where a favor would be one contact's, and the ask that it is for another's. */
async function refuseDivided (db: Db, contactIds: readonly string[]): Promise<void> {
  const [favor] = await favorsForOthersAsks(db, contactIds)
  if (!favor) return
  const [favorId, askId] = [toTypeId('favor', favor.id), toTypeId('ask', favor.askId)]
  throw new Refusal('CONFLICT', `${favorId} was said to be for ${askId} since, and they are of two of the contacts; take the ask from the favor first.`, {
    extensions: { favorId, askId }
  })
}

async function saveWords (db: Db, ids: readonly string[]): Promise<void> {
  const held = groupBy(await identitiesOf(db, ids), ({ contactId }) => contactId)
  await saveSearch(db, (await findContacts(db, ids)).map(contact => searchRow(contact, held.get(contact.id) ?? [])))
}

function written ({ name, organization, title, notes, tags, targetDays, paused, version }: KnownContact) {
  return { name, organization, title, notes, tags, targetDays, paused, version }
}
