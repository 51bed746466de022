import { groupBy } from '../../domain/group-by.ts'
import { isLate } from '../../domain/quality/totals/add-touch.ts'
import { addTouches, type Grown } from '../../domain/quality/totals/add-touches.ts'
import { compareTouches, type Touch } from '../../domain/quality/totals/touch.ts'
import { emptyTotals } from '../../domain/quality/totals/totals.ts'
import { lockTotals, touchesOf, type TotalsOf } from '../../database/interactions/totals.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import { saveStandings, type SaveOptions } from '../standings/save-standings.ts'
import { keepQuestions } from './keep-questions.ts'

type Clock = Pick<OperationContext, 'now' | 'newId'>

/** A new touch of one contact. */
export interface ContactTouch extends Touch {
  readonly contactId: string
}

/**
 * Brings the totals and questions of the contacts up to new touches, whose rows are written already: folded in where all of
 * them come after the last one applied, replayed from the rows where one is late.
 */
export async function applyTouches (db: Db, touches: readonly ContactTouch[], ctx: Clock, options: SaveOptions = {}): Promise<void> {
  const added = groupBy(touches, ({ contactId }) => contactId)
  if (added.size === 0) return
  const locked = await lockTotals(db, added.keys())
  const inOrder = new Map(locked.map(row => [row.contactId, (added.get(row.contactId) ?? []).sort(compareTouches)]))
  const late = locked.filter(({ contactId, totals }) => inOrder.get(contactId)?.some(touch => isLate(totals, touch)))
  const replayed = await replayRows(db, late.map(({ contactId }) => contactId))
  const grown = locked.map(row => replayed.get(row.contactId) ?? addTouches(row.totals, inOrder.get(row.contactId) ?? []))
  await save(db, locked, grown, replayed.keys(), ctx, options)
}

/** Makes totals and questions of the contacts anew from their rows: after an edit, a change of status, a deletion. */
export async function replayTotals (db: Db, contactIds: readonly string[], ctx: Clock, options: SaveOptions = {}): Promise<void> {
  if (contactIds.length === 0) return
  const locked = await lockTotals(db, contactIds)
  const replayed = await replayRows(db, locked.map(({ contactId }) => contactId))
  await save(db, locked, [...replayed.values()], replayed.keys(), ctx, options)
}

async function replayRows (db: Db, contactIds: readonly string[]): Promise<Map<string, Grown>> {
  if (contactIds.length === 0) return new Map()
  const touches = await touchesOf(db, contactIds, Infinity)
  return new Map(contactIds.map(id => [id, addTouches(emptyTotals(), (touches.get(id) ?? []).sort(compareTouches))]))
}

/** `grown` is what becomes of each row in its place; of the contacts in `replayed` it holds every question there is. */
async function save (
  db: Db, rows: readonly TotalsOf[], grown: readonly Grown[], replayed: Iterable<string>, ctx: Clock, options: SaveOptions = {}
): Promise<void> {
  const saved = rows.map((row, index) => ({ ...row, ...grown[index] as Grown }))
  await saveStandings(db, saved, ctx, options)
  const questions = saved.flatMap(({ contactId, questions }) => questions.map(question => ({ ...question, contactId })))
  await keepQuestions(db, questions, new Set(replayed))
}
