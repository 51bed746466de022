import { mergeIds } from '../../domain/merges/unmerge-fields.ts'
import { lockReportNames } from '../../database/merges/merged-rows.ts'
import { participationOf } from '../../database/merges/participation.ts'
import { ownersOf, readRows } from '../../database/merges/rows.ts'
import { MOVED_TABLES, type Moved, type MovedTable, type Snapshot } from '../../database/merges/snapshot.ts'
import type { Db } from '../../database/tenancy.ts'
import type { GatheredMerge } from './gather-merge.ts'

/** All that undoing a merge needs, before anything is done; the contacts and their interactions are taken. What it leaves is not known yet. */
export async function takeSnapshot (db: Db, { contacts: [survivor], otherIds, merged, droppedFeeds, posts }: GatheredMerge): Promise<Snapshot> {
  const ids = [survivor.id, ...otherIds]
  const { name, organization, title, notes, targetDays, paused } = survivor
  const after = { name: merged.name, organization: merged.organization, title: merged.title, notes: merged.notes, targetDays: merged.targetDays, paused: merged.paused }
  const participant = await participationOf(db, otherIds)
  const interactionIds = new Set(participant.map(({ interaction_id: id }) => id))
  const own = await participationOf(db, [survivor.id])
  const reports = await lockReportNames(db, [...interactionIds])
  return {
    otherIds,
    fields: { before: { name, organization, title, notes, targetDays, paused }, after },
    contact: await readRows(db, 'contact', 'id', otherIds),
    identity: await readRows(db, 'identity', 'contact_id', ids),
    contact_tag: await readRows(db, 'contact_tag', 'contact_id', ids),
    substance_override: await readRows(db, 'substance_override', 'contact_id', ids),
    suggestion: await readRows(db, 'suggestion', 'contact_id', ids),
    feed: await readRows(db, 'feed', 'id', droppedFeeds),
    post: await readRows(db, 'post', 'id', posts.dropped),
    left: { substance_override: [], suggestion: [] },
    moved: await movedRows(db, otherIds),
    renamed: posts.renamed.map(({ id, before }) => ({ id, externalId: before })),
    participant,
    shared: own.flatMap(({ interaction_id: id }) => interactionIds.has(id) ? [id] : []),
    reports: reports.map(({ id, contactIds }) => ({ id, before: contactIds, after: mergeIds(contactIds, survivor.id, otherIds) }))
  }
}

async function movedRows (db: Db, otherIds: readonly string[]): Promise<Snapshot['moved']> {
  const moved: Partial<Record<MovedTable, Moved[]>> = {}
  for (const table of MOVED_TABLES) moved[table] = await ownersOf(db, table, otherIds)
  return moved
}
