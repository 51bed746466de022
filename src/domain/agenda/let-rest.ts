import { settleLedger } from '../quality/ledger.ts'
import { ledgerReason } from '../quality/reasons/reciprocity-reasons.ts'
import type { Suggestion } from './suggestion.ts'
import { scoreAt, type AgendaContact } from './agenda-contact.ts'
import { qualityReason } from './worth-reasons.ts'

/** Chosen (scoring.md §8). */
const PRIORITY = 0.2

/** A tie in which only we give, and that is of low quality otherwise too. */
export function letRest (contact: AgendaContact, now: number): Suggestion | null {
  const { evidence, paused } = contact
  if (paused || !evidence || evidence.favors.length === 0) return null
  const ledger = settleLedger(evidence.favors, now)
  const last = ledger.given.at(-1)
  if (ledger.state !== 'ONLY_WE_GIVE' || !last) return null
  const { score, band } = scoreAt(contact, now)
  if (band !== 'LOW') return null
  return {
    kind: 'LET_REST',
    cause: last.id,
    activeAt: last.at,
    dueAt: null,
    priority: PRIORITY,
    reasons: () => [
      { ...ledgerReason(ledger, now), impact: 100 * PRIORITY },
      { ...qualityReason(score), impact: 0 }
    ],
    channel: null
  }
}
