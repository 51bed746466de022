import { groupBy } from '../../domain/group-by.ts'
import type { WorkspaceQuestions } from '../../domain/contacts/standing.ts'
import type { TotalsOf } from '../../database/interactions/totals.ts'
import { suggestionsOfContacts, takeUnchanged } from '../../database/agenda/suggestions.ts'
import type { Db } from '../../database/tenancy.ts'
import { agendaChanges, keepAgenda } from './keep-agenda.ts'

/** Of a priority: what moves less changes hardly any order. */
const LEAST_MOVE = 0.005

/** A contact as a refresh has read it. */
export type ReadContact = TotalsOf & { readonly rankedAt: number }

/**
 * Brings the agenda of contacts that were read without being taken up to the instant of `workspace`, though nothing has happened to
 * them. Only those whose agenda has changed are taken; who was written since, or is being written, is left to whoever does.
 */
export async function refreshAgenda (db: Db, contacts: readonly ReadContact[], workspace: WorkspaceQuestions): Promise<void> {
  const keeping = { workspace, now: workspace.at, hasActed: false, leastMove: LEAST_MOVE }
  const present = groupBy(await suggestionsOfContacts(db, contacts.map(({ contactId }) => contactId)), ({ contactId }) => contactId)
  const changed = contacts.filter(row => agendaChanges(row, present.get(row.contactId) ?? [], keeping).length > 0)
  const taken = await takeUnchanged(db, changed)
  if (taken.size > 0) await keepAgenda(db, changed.filter(({ contactId }) => taken.has(contactId)), keeping)
}
