import type { AgendaContact } from '../../../../src/domain/agenda/agenda-contact.ts'
import { suggestionsOf } from '../../../../src/domain/agenda/suggestions-of.ts'
import type { AskStatus } from '../../../../src/domain/asks/ask.ts'
import { NO_EVIDENCE, type Evidence, type KnownAsk } from '../../../../src/domain/contacts/evidence.ts'
import { replay } from '../../../../src/domain/quality/totals/add-touch.ts'
import type { Touch } from '../../../../src/domain/quality/totals/touch.ts'
import type { Suggestion, SuggestionKind } from '../../../../src/domain/agenda/suggestion.ts'
import { day } from '../../quality/support/touches.ts'

export const ADA = '01890a5d-ac96-774b-bcce-b302099a8057'

type Given = Partial<Omit<AgendaContact, 'totals' | 'evidence'>> & { readonly touches?: readonly Touch[], readonly evidence?: Partial<Evidence> }

/** A contact added on day 0, of whom no more is known than a test says. */
export function known ({ touches = [], evidence, ...given }: Given = {}): AgendaContact {
  return {
    id: ADA,
    totals: replay(touches),
    targetDays: null,
    tagDays: null,
    paused: false,
    createdAt: day(0),
    workspace: { asked: 0, answered: 0, at: 0 },
    evidence: { ...NO_EVIDENCE, ...evidence },
    ...given
  }
}

/** What is suggested of a kind on a day. */
export function suggested (kind: SuggestionKind, contact: AgendaContact, days: number): Suggestion | undefined {
  return suggestionsOf(contact, day(days)).find(each => each.kind === kind)
}

/** The codes of its reasons. */
export function codes (suggestion: Suggestion | undefined): readonly string[] {
  return suggestion?.reasons().map(({ code }) => code) ?? []
}

/** An ask created on a day, that took these steps on later days. */
export function ask (createdOn: number, moves: Partial<Record<AskStatus, number>>, change: Partial<KnownAsk> = {}): KnownAsk {
  return {
    id: `ask-${createdOn}`,
    size: 'SMALL',
    createdAt: day(createdOn),
    deadline: null,
    moves: Object.entries(moves).map(([to, days]) => ({ to: to as AskStatus, at: day(days) })),
    ...change
  }
}
