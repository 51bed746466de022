import { groupBy } from '../../../domain/group-by.ts'
import type { Doing } from '../../../domain/imports/undo.ts'
import type { Undone } from '../../../domain/imports/why-left.ts'
import { deleteUnnamed } from '../../../database/imports/undo-inbox.ts'
import { deleteUntouched, UNDO_RECORDS, untoldReports, type UndoRecordType } from '../../../database/imports/undo-records.ts'
import type { OperationContext } from '../../context.ts'
import { rescore } from '../../standings/rescore.ts'
import type { Writing } from '../../transact.ts'
import { forgetReports } from './undo-told.ts'

/**
 * Takes back what an export of ours had brought beside contacts and interactions: favors, asks, posts, feeds …; what became of each. What was
 * told, and who waits in the inbox, nobody sees: it goes unless something else rests on it, and no word is lost on that.
 */
export async function undoRecords (ctx: Pick<OperationContext, 'now'>, { db }: Writing, doings: readonly Doing[]): Promise<Undone[]> {
  const byType = groupBy(doings, ({ subjectType }) => subjectType)
  await forgetReports(db, await untoldReports(db, made(byType.get('report'))))
  await deleteUnnamed(db, made(byType.get('inboxPerson')).map(({ id }) => id))
  const reasons = new Map<string, string>()
  const affected = new Set<string>()
  for (const type of Object.keys(UNDO_RECORDS) as UndoRecordType[]) {
    const ofType = byType.get(type)
    if (!ofType) continue
    const { contactIds, left } = await deleteUntouched(db, type, made(ofType))
    for (const id of contactIds) affected.add(id)
    for (const { id, isTouched } of left) reasons.set(`${type} ${id}`, isTouched ? 'Somebody has changed it since.' : 'A favor that stays is for it.')
  }
  await rescore(db, [...affected], ctx, { hasActed: false })
  return doings.map(doing => ({ doing, reason: reasons.get(`${doing.subjectType} ${doing.subjectId}`) ?? null }))
}

function made (doings: readonly Doing[] = []) {
  return doings.map(({ subjectId, at }) => ({ id: subjectId, at }))
}
