import type { Reason } from '../quality/factor.ts'
import { settleLedger, type Ledger, type LedgerFavor, type LedgerState } from '../quality/ledger.ts'
import { debtReason, ledgerReason } from '../quality/reasons/reciprocity-reasons.ts'
import { dateOf, favorNoun } from '../quality/reasons/words.ts'

/** Who owes whom, as a member sees it. */
export interface ToldLedger {
  readonly state: LedgerState
  /** Worth of all favors given, and of all received. */
  readonly given: number
  readonly received: number
  /** What we gave beyond what came back, as much of it as time has left. */
  readonly credit: number
  /** What we received and have not answered yet. */
  readonly debt: number
  /** -1 (we only take) to 1 (we only give). */
  readonly balance: number
  /** That we owe comes before that they do. */
  readonly reasons: readonly Reason[]
}

/** The ledger of these favors as of `now`. */
export function tellLedger (favors: readonly LedgerFavor[], now: number): ToldLedger {
  const ledger = settleLedger(favors, now)
  const { state, credit, debt, balance, given, received } = ledger
  return { state, given: worthOf(given), received: worthOf(received), credit, debt, balance, reasons: reasonsOf(ledger, now) }
}

function reasonsOf (ledger: Ledger, now: number): readonly Reason[] {
  const { state, debt, credit, given } = ledger
  const last = given.at(-1)
  return [
    ...debt > 0 && state !== 'WE_OWE' ? [debtReason(ledger, now)] : [],
    ledgerReason(ledger, now),
    ...credit > 0 && last ? [lastGiven(last, now)] : []
  ].map(({ code, text, evidence }) => ({ code, text, impact: 0, evidence }))
}

function lastGiven (favor: LedgerFavor, now: number): Omit<Reason, 'impact'> {
  return {
    code: 'FAVORS_LAST_GIVEN',
    text: `The last that you gave was the ${favorNoun(favor.kind)} of ${dateOf(favor.at, now)}`,
    evidence: [{ type: 'favor', id: favor.id }]
  }
}

function worthOf (favors: readonly LedgerFavor[]): number {
  return favors.reduce((sum, { worth }) => sum + worth, 0)
}
