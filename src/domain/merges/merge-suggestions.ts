import { suggestionId } from '../agenda/keep-suggestions.ts'
import type { KeptSuggestion } from '../agenda/suggestion.ts'

/**
 * The others' suggestions that become the survivor's, before they are brought up to date: of kinds that it has none of, and of those of
 * which a member said something to one of the others and nothing to it. The first of the others goes before the next.
 */
export function mergeSuggestions (survivorId: string, own: readonly KeptSuggestion[], others: readonly KeptSuggestion[]): readonly KeptSuggestion[] {
  const present = new Map(own.map(suggestion => [suggestion.kind, suggestion]))
  const taken = new Map<string, KeptSuggestion>()
  for (const suggestion of others) {
    const { kind } = suggestion
    const before = taken.get(kind) ?? present.get(kind)
    if (before === undefined || (isSaid(suggestion) && !isSaid(before))) taken.set(kind, { ...suggestion, contactId: survivorId, id: suggestionId(survivorId, kind) })
  }
  return [...taken.values()]
}

function isSaid ({ snoozedUntil, skippedAt }: KeptSuggestion): boolean {
  return snoozedUntil !== -Infinity || skippedAt !== null
}
