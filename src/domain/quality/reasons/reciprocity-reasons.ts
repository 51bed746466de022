import type { Ledger, OpenDebt } from '../ledger.ts'
import type { FactorReason } from '../factor.ts'
import type { QualityInput, QualityScore } from '../score.ts'
import type { Totals } from '../totals/totals.ts'
import { counted, dateOf, favorNoun, firstRows, interactions, lastRows, times, touchNoun } from './words.ts'

/** What messages and what favors make of it; together reciprocity - 50. */
export function reciprocityReasons (input: QualityInput, scored: QualityScore): readonly FactorReason[] {
  const { totals, now } = input
  const { ledger, factors } = scored
  const { score, balance, messageBalance, favorShare, slope } = factors.reciprocity
  if (score === null) return [whyNone(totals)]
  const lean = Math.sign(balance)
  const fromFavors = totals.touches === 0 ? score - 50 : favorShare * (50 - slope * lean * ledger.balance)
  const fromMessages = (1 - favorShare) * (50 - slope * lean * messageBalance)
  return [
    ...(totals.touches === 0 ? [] : [{ ...messages(totals), points: fromMessages }]),
    ...(favorShare === 0 ? [] : [{ ...ledgerReason(ledger, now), points: fromFavors }])
  ]
}

/** Where the ledger stands, in a sentence, with the favors that it rests on. */
export function ledgerReason (ledger: Ledger, now: number): Omit<FactorReason, 'points'> {
  if (ledger.state === 'WE_OWE') return debtReason(ledger, now)
  const all = [...ledger.given, ...ledger.received].sort((a, b) => a.at - b.at)
  return { code: `FAVORS_${ledger.state}`, text: ledgerText(ledger), evidence: lastRows('favor', all) }
}

/** What we owe for, the oldest favor by name; for a ledger with a debt. */
export function debtReason ({ debts }: Pick<Ledger, 'debts'>, now: number): Omit<FactorReason, 'points'> {
  return { code: 'FAVORS_WE_OWE', text: `You owe for ${debtsText(debts, now)}`, evidence: firstRows('favor', debts.map(({ favor }) => favor)) }
}

function ledgerText ({ state, given, received }: Ledger): string {
  switch (state) {
    case 'ONLY_WE_TAKE': return `You received ${counted(received.length, 'favor')} and gave none`
    case 'ONLY_WE_GIVE': return `You gave ${counted(given.length, 'favor')} and received none`
    case 'WE_GIVE_MORE': return `You gave more than you received: ${counted(given.length, 'favor')} given, ${received.length} received`
    case 'BALANCED': return `Favors are about even: ${given.length} given, ${received.length} received`
    default: return 'No favor known yet'
  }
}

/** The oldest favor that is owed for, and how many more: "the introduction of 3 March and 2 later favors". */
export function debtsText (debts: readonly OpenDebt[], now: number): string {
  const oldest = debts.slice(0, 1).map(({ favor }) => `the ${favorNoun(favor.kind)} of ${dateOf(favor.at, now)}`)
  const later = debts.length > 1 ? [counted(debts.length - 1, 'later favor')] : []
  return [...oldest, ...later].join(' and ')
}

function messages (totals: Totals): Omit<FactorReason, 'points'> {
  const { inbound, outbound, mutual, recent } = totals
  const met = `ou met or spoke ${times(mutual)}`
  const text = mutual === 0 ? wrote(totals) : inbound + outbound === 0 ? `Y${met}` : `${wrote(totals)}, and y${met}`
  return { code: 'RECIPROCITY_MESSAGES', text, evidence: interactions([...new Set([...recent.in, ...recent.out])]) }
}

function wrote ({ inbound, outbound }: Totals): string {
  if (inbound === 0) return `You reached out ${times(outbound)}, they never did`
  return `They reached out ${times(inbound)}, you ${outbound === 0 ? 'never did' : times(outbound)}`
}

function whyNone ({ touches, lastTouchChannel, recent }: Totals): FactorReason {
  const code = touches === 0 ? 'RECIPROCITY_NOTHING_KNOWN' : 'RECIPROCITY_TOO_LITTLE'
  const text = touches === 0
    ? 'No message and no favor known yet'
    : touches === 1
      ? `Only 1 ${touchNoun(lastTouchChannel)} so far; give and take needs more messages, or a favor`
      : 'Too little has passed between you lately to see who gives and who takes'
  return { code, text, points: 0, evidence: interactions(recent.any) }
}
