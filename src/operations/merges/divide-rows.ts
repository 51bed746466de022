import { withPrimaries } from '../../domain/contacts/contact.ts'
import { unmergeIds } from '../../domain/merges/unmerge-fields.ts'
import { searchFor } from '../../database/duplicates/search.ts'
import { insertTotals } from '../../database/interactions/totals.ts'
import { favorsFollowAsks, findReportNames, orderIdentities, renamePosts, saveReportNames } from '../../database/merges/merged-rows.ts'
import { divideParticipants, removeTags } from '../../database/merges/participation.ts'
import { deleteRows, putRows, readRows, returnRows } from '../../database/merges/rows.ts'
import { MOVED_TABLES, type Moved, type Row, type Snapshot } from '../../database/merges/snapshot.ts'
import type { Db } from '../../database/tenancy.ts'
import type { IdentityRow } from './ordered-identities.ts'

/** Gives the others of a merge their rows back; but for the survivor's fields, and for what is made anew from rows. */
export async function divideRows (db: Db, survivorId: string, snapshot: Snapshot, now: number): Promise<void> {
  const { otherIds, moved, renamed } = snapshot
  await putRows(db, 'contact', snapshot.contact.map(row => ({ ...row, version: Number(row['version']) + 1, updated_at: new Date(now).toISOString() })))
  await searchFor(db, otherIds)
  await insertTotals(db, otherIds, now)
  await divideIdentities(db, survivorId, snapshot)
  await divideTags(db, survivorId, snapshot)
  await divideParticipants(db, survivorId, snapshot)
  await renamePosts(db, renamed)
  for (const table of MOVED_TABLES) await returnRows(db, table, survivorId, moved[table] ?? [])
  await favorsFollowAsks(db, idsOf(moved.ask), idsOf(moved.favor))
  await putRows(db, 'feed', snapshot.feed)
  await putRows(db, 'post', snapshot.post)
  await divideChosen(db, 'substance_override', survivorId, snapshot, ['score', 'reason', 'member_id', 'at'])
  await divideChosen(db, 'suggestion', survivorId, snapshot, ['snoozed_until', 'skipped_at', 'skip_reason', 'done_at'])
  await divideReports(db, survivorId, snapshot)
}

/** The others' identities go back as they were, whatever became of them; the survivor's own stay as they are by now, one of each kind primary. */
async function divideIdentities (db: Db, survivorId: string, { identity, otherIds }: Snapshot): Promise<void> {
  const isOthers = (row: Row) => otherIds.includes(String(row['contact_id']))
  const keyOf = (row: Row) => `${String(row['kind'])} ${String(row['normalized'])}`
  const others = identity.filter(isOthers)
  const keys = new Set(others.map(keyOf))
  const present = (await readRows(db, 'identity', 'contact_id', [survivorId])).sort((a, b) => Number(a['position']) - Number(b['position']))
  await deleteRows(db, 'identity', 'id', present.filter(row => keys.has(keyOf(row))).map(row => String(row['id'])))
  await putRows(db, 'identity', others)
  const own = present.filter(row => !keys.has(keyOf(row))) as unknown[] as readonly IdentityRow[]
  await orderIdentities(db, withPrimaries(own.map(({ id, kind, position, is_primary: isPrimary }) => ({ id, kind, position, isPrimary })))
    .map(({ id, position, isPrimary }) => ({ id, position, is_primary: isPrimary })))
}

async function divideTags (db: Db, survivorId: string, snapshot: Snapshot): Promise<void> {
  const own = new Set(snapshot.contact_tag.filter(row => row['contact_id'] === survivorId).map(row => row['tag_id']))
  const others = snapshot.contact_tag.filter(row => row['contact_id'] !== survivorId)
  await putRows(db, 'contact_tag', others)
  await removeTags(db, survivorId, others.map(row => String(row['tag_id'])).filter(id => !own.has(id)))
}

/** Of what a contact has one of (of a kind): the others' come back, and so does the survivor's own where what the merge left stands unchanged. */
async function divideChosen (db: Db, table: 'substance_override' | 'suggestion', survivorId: string, snapshot: Snapshot, said: readonly string[]): Promise<void> {
  const isSame = (a: Row | undefined, b: Row | undefined) => said.every(column => a?.[column] === b?.[column])
  const ofKind = (rows: readonly Row[], { kind }: Row) => rows.find(row => row['contact_id'] === survivorId && row['kind'] === kind)
  const left = snapshot.left[table]
  const present = await readRows(db, table, 'contact_id', [survivorId])
  const unchanged = present.filter(row => isSame(row, ofKind(left, row)))
  const back = snapshot[table].filter(row => row['contact_id'] === survivorId && ofKind(unchanged, row))
  await deleteRows(db, table, 'contact_id', [survivorId])
  await putRows(db, table, [...present.filter(row => !unchanged.includes(row)), ...back])
  await putRows(db, table, snapshot[table].filter(row => row['contact_id'] !== survivorId))
}

async function divideReports (db: Db, survivorId: string, { reports }: Snapshot): Promise<void> {
  const present = new Map((await findReportNames(db, reports.map(({ id }) => id))).map(({ id, contactIds }) => [id, contactIds]))
  await saveReportNames(db, reports.flatMap(({ id, before, after }) => {
    const names = present.get(id)
    return names ? [{ id, contactIds: unmergeIds(names, before, after, survivorId) }] : []
  }))
}

function idsOf (moved: readonly Moved[] = []): string[] {
  return moved.map(({ id }) => id)
}
