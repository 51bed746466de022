import { changesBetween } from '../../domain/changes.ts'
import { snooze } from '../../domain/agenda/put-off.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { KeptSuggestion } from '../../domain/agenda/suggestion.ts'
import { lockTotals, type TotalsOf } from '../../database/interactions/totals.ts'
import { findSuggestions, saveSuggestions } from '../../database/agenda/suggestions.ts'
import type { OperationContext } from '../context.ts'
import { transact, type Writing } from '../transact.ts'

export interface SnoozeInput {
  readonly id: string
  /** Epoch milliseconds. */
  readonly until: number
}

/** Puts a suggestion off, and gives its id. Refuses NOT_FOUND, and an instant (INVALID) that is past, or more than a year ahead. */
export function snoozeSuggestion (ctx: OperationContext, input: SnoozeInput): Promise<string> {
  return transact(ctx, 'snoozeSuggestion', input, async writing => {
    const { suggestion } = await takeSuggestion(writing, input.id)
    return saveSaid(writing, suggestion, snooze(suggestion, input.until, ctx.now))
  })
}

/** Takes a suggestion, and the contact that it is about, for this transaction. Refuses NOT_FOUND. */
export async function takeSuggestion ({ db }: Writing, id: string): Promise<{ suggestion: KeptSuggestion, contact: TotalsOf }> {
  const [found] = await findSuggestions(db, [id])
  const [contact] = found ? await lockTotals(db, [found.contactId]) : []
  // Read again: whoever held the contact may have changed it.
  const [suggestion] = contact ? await findSuggestions(db, [id]) : []
  if (!suggestion || !contact) throw new Refusal('NOT_FOUND', 'There is no such suggestion.')
  return { suggestion, contact }
}

/** Saves what somebody said of a suggestion, and writes it down; gives its id, since what is kept of it is no plain JSON. */
export async function saveSaid ({ db, audit }: Writing, before: KeptSuggestion, after: KeptSuggestion): Promise<string> {
  await saveSuggestions(db, [after])
  audit({ subjectType: 'suggestion', subjectId: after.id, changes: changesBetween(said(before), said(after)) })
  return after.id
}

function said ({ snoozedUntil, skippedAt, skipReason }: KeptSuggestion) {
  return { snoozedUntil: Number.isFinite(snoozedUntil) ? snoozedUntil : null, skippedAt, skipReason }
}
