import { changesBetween } from '../../domain/changes.ts'
import type { Contact } from '../../domain/contacts/contact.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import type { MergedFields } from '../../domain/merges/merge-fields.ts'
import { mergeSuggestions } from '../../domain/merges/merge-suggestions.ts'
import type { MergeInput } from '../../domain/merges/merge.ts'
import { saveSuggestions, suggestionsOfContacts } from '../../database/agenda/suggestions.ts'
import { deleteContacts, lockContacts, saveSearch, updateContact } from '../../database/contacts/contacts.ts'
import { takeTurn } from '../../database/integrations/reports.ts'
import { orderIdentities, renamePosts, saveReportNames } from '../../database/merges/merged-rows.ts'
import { insertMerge } from '../../database/merges/merges.ts'
import { lockInteractionsOf, uniteRows } from '../../database/merges/participation.ts'
import { deleteRows, moveRows, readRows } from '../../database/merges/rows.ts'
import { MOVED_TABLES, type Snapshot } from '../../database/merges/snapshot.ts'
import { deleteOverride, moveOverride } from '../../database/posts/overrides.ts'
import type { Db } from '../../database/tenancy.ts'
import { searchRow } from '../contacts/add-contacts.ts'
import { known } from '../contacts/create-contact.ts'
import type { OperationContext } from '../context.ts'
import { requestDuplicates } from '../duplicates/request-duplicates.ts'
import { replayTotals } from '../interactions/apply-touches.ts'
import { transact, type Writing } from '../transact.ts'
import { gatherMerge, type GatheredMerge } from './gather-merge.ts'
import { orderedIdentities } from './ordered-identities.ts'
import { takeSnapshot } from './take-snapshot.ts'

/** What a merge, or its undoing, has made. */
export interface MergeResult {
  readonly mergeId: string
  readonly contact: KnownContact
}

/**
 * Makes one contact of several: all that the others have is the survivor's from now on, its scores are those of all together, and their
 * ids stand for it. Refuses NOT_FOUND; INVALID ids; and (CONFLICT) who are one already, or together have more than a contact can have.
 */
export function mergeContacts (ctx: OperationContext, input: MergeInput): Promise<MergeResult> {
  return transact(ctx, 'mergeContacts', input, async writing => {
    const { db } = writing
    // Reports that are read at the same time would name contacts that are gone.
    await takeTurn(db)
    const gathered = await gatherMerge(db, input, lockContacts)
    const { contacts: [survivor], otherIds, merged } = gathered
    await lockInteractionsOf(db, otherIds)
    const snapshot = await takeSnapshot(db, gathered)
    await moveAll(db, gathered, snapshot)
    const mergeId = ctx.newId()
    const contact = { ...survivor, ...merged, version: survivor.version + 1, updatedAt: ctx.now }
    await updateContact(db, contact)
    await saveSearch(db, [searchRow(contact, merged.identities)])
    await replayTotals(db, [survivor.id], ctx, { hasActed: false })
    const left = { substance_override: await readRows(db, 'substance_override', 'contact_id', [survivor.id]), suggestion: await readRows(db, 'suggestion', 'contact_id', [survivor.id]) }
    await insertMerge(db, { id: mergeId, survivorId: survivor.id, version: contact.version, snapshot: { ...snapshot, left } }, { memberId: ctx.actor.memberId, at: ctx.now })
    await requestDuplicates(db, ctx)
    writeDown(writing, gathered, contact, mergeId)
    return { mergeId, contact: await known(db, survivor.id) }
  })
}

async function moveAll (db: Db, gathered: GatheredMerge, snapshot: Snapshot): Promise<void> {
  const { contacts: [survivor], otherIds, merged, posts } = gathered
  await deleteRows(db, 'feed', 'id', gathered.droppedFeeds)
  await deleteRows(db, 'post', 'id', posts.dropped)
  await renamePosts(db, posts.renamed)
  for (const table of MOVED_TABLES) await moveRows(db, table, otherIds, survivor.id)
  await orderIdentities(db, orderedIdentities(snapshot.identity, [survivor.id, ...otherIds]))
  await uniteRows(db, survivor.id, otherIds)
  if (merged.overrideOf !== null && merged.overrideOf !== survivor.id) {
    await deleteOverride(db, survivor.id)
    await moveOverride(db, merged.overrideOf, survivor.id)
  }
  const suggestions = await suggestionsOfContacts(db, otherIds)
  const inOrder = otherIds.flatMap(id => suggestions.filter(({ contactId }) => contactId === id))
  await saveSuggestions(db, mergeSuggestions(survivor.id, await suggestionsOfContacts(db, [survivor.id]), inOrder))
  await saveReportNames(db, snapshot.reports.map(({ id, after }) => ({ id, contactIds: after })))
  await deleteContacts(db, otherIds)
}

function writeDown ({ audit }: Writing, { contacts: [survivor, ...others], identities, merged }: GatheredMerge, after: Contact, mergeId: string): void {
  const fields = ({ name, organization, title, notes, tags, targetDays, paused }: MergedFields & Pick<Contact, 'tags'>) =>
    ({ name, organization, title, notes, tags, targetDays, paused })
  audit(
    { subjectType: 'merge', subjectId: mergeId, changes: changesBetween(undefined, { survivorId: survivor.id, otherIds: others.map(({ id }) => id) }) },
    {
      subjectType: 'contact',
      subjectId: survivor.id,
      changes: changesBetween({ ...fields(survivor), identities, version: survivor.version }, { ...fields(merged), identities: merged.identities, version: after.version })
    },
    ...others.map(({ id }) => ({ subjectType: 'contact', subjectId: id, changes: { mergedInto: { after: survivor.id } } }))
  )
}
