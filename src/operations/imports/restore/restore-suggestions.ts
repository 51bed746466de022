import { opened, suggestionId } from '../../../domain/agenda/keep-suggestions.ts'
import type { KeptSuggestion } from '../../../domain/agenda/suggestion.ts'
import { saveSuggestions, suggestionsOfContacts } from '../../../database/agenda/suggestions.ts'
import { findWhoIs } from '../../../database/exports/places.ts'
import { lockTotals } from '../../../database/interactions/totals.ts'
import { contactOf, NOT_HERE, type Step } from './restoring.ts'

/** What people said of suggestions; it holds once the agenda is brought up to date, where that suggests the same for the same cause. */
export const restoreSuggestions: Step<'suggestion'> = async ({ ctx: { now }, writing: { db }, settle }, items) => {
  const whoIs = await findWhoIs(db, new Set(items.map(({ values }) => values.contactId)))
  await lockTotals(db, new Set(whoIs.values()))
  const kept = new Map((await suggestionsOfContacts(db, new Set(whoIs.values()))).map(suggestion => [suggestion.id, suggestion]))
  const said = new Map<string, KeptSuggestion>()
  for (const item of items) {
    const { kind, cause, skippedAt, skipReason } = item.values
    const contactId = whoIs.get(item.values.contactId)
    if (contactId === undefined) {
      settle(item, { outcome: 'SKIPPED', reason: NOT_HERE })
      continue
    }
    const id = suggestionId(contactId, kind)
    const present = said.get(id) ?? kept.get(id)
    const isOpen = present === undefined || (present.cause === cause && present.skippedAt === null && present.snoozedUntil === -Infinity)
    settle(item, { outcome: isOpen ? 'CREATED' : 'UNCHANGED', subject: contactOf(contactId) })
    if (!isOpen) continue
    const unknown = { id, contactId, kind, cause, activeAt: Infinity, dueAt: null, priority: 0, doneAt: null, opensAt: Infinity, isReady: false, asOf: now }
    said.set(id, opened({ ...present ?? unknown, snoozedUntil: item.values.snoozedUntil ?? -Infinity, skippedAt, skipReason }, now))
  }
  await saveSuggestions(db, [...said.values()])
}
