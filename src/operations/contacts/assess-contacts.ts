import { invalid } from '../../domain/refusal.ts'
import { replay } from '../../domain/quality/totals/add-touch.ts'
import type { Quality } from '../../domain/quality/assess.ts'
import { historyInstants, qualityHistory, type HistoryStep, type QualityPoint } from '../../domain/quality/history.ts'
import { NOTHING_ASKED } from '../../domain/quality/totals/question.ts'
import type { Totals } from '../../domain/quality/totals/totals.ts'
import { qualityInput, qualityOf, type KnownContact } from '../../domain/contacts/standing.ts'
import { questionsBy } from '../../database/interactions/questions.ts'
import { touchesOf } from '../../database/interactions/totals.ts'
import type { OperationContext } from '../context.ts'

/** How good a contact is now. */
export function assessNow (ctx: OperationContext, contact: KnownContact): Quality {
  return qualityOf(contact, ctx.now)
}

/** How good contacts were at an instant, from what had happened by then. Refuses (INVALID) an instant in the future. */
export async function assessAt (ctx: OperationContext, contacts: readonly KnownContact[], asOf: number): Promise<Quality[]> {
  if (asOf > ctx.now) throw invalid({ path: 'asOf', message: 'lies in the future, and nobody knows what will have happened by then.' })
  const [touches, asked] = await ctx.reading.read(db => Promise.all([
    touchesOf(db, contacts.map(({ id }) => id), asOf),
    questionsBy(db, [asOf])
  ]))
  const workspace = { ...asked.get(asOf) ?? NOTHING_ASKED, at: asOf }
  return contacts.map(contact => qualityOf({ ...contact, workspace, totals: replay(touches.get(contact.id) ?? []) }, asOf))
}

export interface HistoryRange {
  readonly from?: number | null
  readonly to?: number | null
  readonly every: HistoryStep
}

/** How contacts' scores developed. Refuses (INVALID) a range that is no range, ends in the future, or has too many steps. */
export async function assessOver (ctx: OperationContext, contacts: readonly KnownContact[], range: HistoryRange): Promise<(readonly QualityPoint[])[]> {
  const to = range.to ?? ctx.now
  if (to > ctx.now) throw invalid({ path: 'to', message: 'lies in the future, and nobody knows what will have happened by then.' })
  const touches = await ctx.reading.read(db => touchesOf(db, contacts.map(({ id }) => id), to))
  const histories = contacts.map(contact => {
    const own = touches.get(contact.id) ?? []
    const from = range.from ?? own.reduce((first, { at }) => Math.min(first, at), to)
    return { contact, touches: own, instants: historyInstants(from, to, range.every) }
  })
  const asked = await ctx.reading.read(db => questionsBy(db, histories.flatMap(({ instants }) => instants)))
  return histories.map(({ contact, touches, instants }) => {
    const inputAt = (at: number, totals: Totals) => qualityInput({ ...contact, totals, workspace: { ...asked.get(at) ?? NOTHING_ASKED, at } }, at)
    return qualityHistory({ touches, instants, inputAt })
  })
}
