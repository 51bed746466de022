import { groupBy } from '../../domain/group-by.ts'
import { addTouch, isLate, replay } from '../../domain/quality/add-touch.ts'
import { compareTouches, type Touch } from '../../domain/quality/touch.ts'
import type { Totals } from '../../domain/quality/totals.ts'
import { standingOf, type WorkspaceQuestions } from '../../domain/standing.ts'
import { lockTotals, saveTotals, touchesOf, workspaceQuestions, type TotalsOf } from '../../database/totals.ts'
import type { Db } from '../../database/tenancy.ts'

/** A new touch of one contact. */
export interface ContactTouch extends Touch {
  readonly contactId: string
}

/**
 * Brings the totals of the contacts up to new touches, whose rows are written already: folded in where all of them come after
 * the last one applied, replayed from the rows where one is late.
 */
export async function applyTouches (db: Db, touches: readonly ContactTouch[], now: number): Promise<void> {
  const added = groupBy(touches, ({ contactId }) => contactId)
  if (added.size === 0) return
  const locked = await lockTotals(db, added.keys())
  const inOrder = new Map(locked.map(row => [row.contactId, (added.get(row.contactId) ?? []).sort(compareTouches)]))
  const late = locked.filter(({ contactId, totals }) => inOrder.get(contactId)?.some(touch => isLate(totals, touch)))
  const replayed = await replayRows(db, late.map(({ contactId }) => contactId))
  await save(db, locked, row => replayed.get(row.contactId) ?? (inOrder.get(row.contactId) ?? []).reduce(addTouch, row.totals), now)
}

/** Makes the totals of the contacts anew from their rows: after an edit, a change of status, a deletion. */
export async function replayTotals (db: Db, contactIds: readonly string[], now: number): Promise<void> {
  if (contactIds.length === 0) return
  const locked = await lockTotals(db, contactIds)
  const replayed = await replayRows(db, contactIds)
  await save(db, locked, row => replayed.get(row.contactId) ?? row.totals, now)
}

async function replayRows (db: Db, contactIds: readonly string[]): Promise<Map<string, Totals>> {
  if (contactIds.length === 0) return new Map()
  const touches = await touchesOf(db, contactIds, Infinity)
  return new Map(contactIds.map(id => [id, replay(touches.get(id) ?? [])]))
}

async function save (db: Db, rows: readonly TotalsOf[], next: (row: TotalsOf) => Totals, now: number): Promise<void> {
  const workspace: WorkspaceQuestions = await workspaceQuestions(db)
  await saveTotals(db, rows.map(row => {
    const totals = next(row)
    return { contactId: row.contactId, totals, standing: standingOf({ ...row, totals, workspace }, now) }
  }), now)
}
