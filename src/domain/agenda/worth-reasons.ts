import type { Reason } from '../quality/factor.ts'
import { interactions } from '../quality/reasons/words.ts'
import type { AgendaContact } from './agenda-contact.ts'

/** How warm the tie was at its best; `peak` is 0 to 1. */
export function strengthReason ({ totals }: AgendaContact, peak: number): Omit<Reason, 'impact'> {
  return { code: 'ONCE_WARM', text: `Warmth was ${Math.round(100 * peak)} at its best of the last two years`, evidence: interactions(totals.recent.any) }
}

/** How good a contact it is, where that is known. */
export function qualityReason (score: number | null): Omit<Reason, 'impact'> {
  return { code: 'AGENDA_QUALITY', text: score === null ? 'How good a contact it is, is not known yet' : `A contact of quality ${Math.round(score)}`, evidence: [] }
}
