import type { KeptSuggestion, Suggestion } from './suggestion.ts'
import { wishedDays, type AgendaContact } from './agenda-contact.ts'
import { followUp } from './follow-up.ts'
import { letRest } from './let-rest.ts'
import { reachOut } from './reach-out.ts'
import { reciprocate } from './reciprocate.ts'
import { revive } from './revive.ts'
import { thank } from './thank.ts'

/**
 * What is worth doing for a contact as of `now`, or will be if nothing happens: at most one of each kind. A touch is suggested once:
 * where nobody wished for a cadence, reviving the tie, or letting it rest, takes the place of reaching out.
 */
export function suggestionsOf (contact: AgendaContact, now: number, colleagues?: number): readonly Suggestion[] {
  const rest = letRest(contact, now)
  const revived = rest ? null : revive(contact, now, colleagues)
  const isReplaced = wishedDays(contact) === null && (rest !== null || (revived !== null && revived.activeAt <= now))
  const touch = reachOut(contact, now)
  return [
    thank(contact, now),
    followUp(contact, now),
    reciprocate(contact, now),
    isReplaced && touch?.cause === 'cadence' ? null : touch,
    revived,
    rest
  ].filter(suggestion => suggestion !== null)
}

/** A kept suggestion in words: as it stands now, or as it stood when it was ranked last; null where nothing asks for it any more. */
export function toldSuggestion (contact: AgendaContact, { kind, asOf }: Pick<KeptSuggestion, 'kind' | 'asOf'>, now: number): Suggestion | null {
  const isSame = (suggestion: Suggestion) => suggestion.kind === kind
  return suggestionsOf(contact, now).find(isSame) ?? suggestionsOf(contact, asOf).find(isSame) ?? null
}
