import { keepSuggestions } from '../../domain/agenda/keep-suggestions.ts'
import { suggestionsOf } from '../../domain/agenda/suggestions-of.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { WorkspaceQuestions } from '../../domain/contacts/standing.ts'
import type { KeptSuggestion } from '../../domain/agenda/suggestion.ts'
import type { TotalsOf } from '../../database/interactions/totals.ts'
import { colleaguesOf, saveSuggestions, suggestionsOfContacts } from '../../database/agenda/suggestions.ts'
import type { Db } from '../../database/tenancy.ts'

/** How the agenda is brought up to date. */
export interface KeepingAgenda {
  readonly workspace: WorkspaceQuestions
  /** Epoch milliseconds. */
  readonly now: number
  /** Whether what goes from the agenda was done, by somebody who acted. */
  readonly hasActed: boolean
  /** A priority that moves by less is not written. */
  readonly leastMove?: number
}

/** Brings the suggestions of contacts whose totals this transaction has taken up to `now`, in three statements at most. */
export async function keepAgenda (db: Db, rows: readonly TotalsOf[], keeping: KeepingAgenda): Promise<void> {
  const { workspace, now } = keeping
  const found = rows.map(row => ({ row, suggestions: suggestionsOf({ ...row, id: row.contactId, workspace }, now) }))
  const revived = found.filter(({ suggestions }) => suggestions.some(({ kind }) => kind === 'REVIVE')).map(({ row }) => row.contactId)
  const colleagues = await colleaguesOf(db, revived)
  const present = groupBy(await suggestionsOfContacts(db, rows.map(({ contactId }) => contactId)), ({ contactId }) => contactId)
  await saveSuggestions(db, found.flatMap(({ row, suggestions }) => {
    const others = colleagues.get(row.contactId)
    const told = others === undefined ? suggestions : suggestionsOf({ ...row, id: row.contactId, workspace }, now, others)
    return changesOf(row, present.get(row.contactId) ?? [], told, keeping)
  }))
}

/** What would be written of a contact, as far as it can be told without knowing its colleagues. */
export function agendaChanges (row: TotalsOf, present: readonly KeptSuggestion[], keeping: KeepingAgenda): readonly KeptSuggestion[] {
  return changesOf(row, present, suggestionsOf({ ...row, id: row.contactId, workspace: keeping.workspace }, keeping.now), keeping)
}

function changesOf (
  { contactId, paused, totals }: TotalsOf, present: readonly KeptSuggestion[], found: ReturnType<typeof suggestionsOf>, { now, hasActed, leastMove = 0 }: KeepingAgenda
): readonly KeptSuggestion[] {
  return keepSuggestions(present, found, { contactId, now, hasActed: hasActed && !paused, lastTouchAt: totals.lastTouchAt, leastMove })
}
