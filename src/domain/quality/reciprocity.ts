import { confidenceFrom, NO_SCORE } from './factor.ts'
import type { FactorScore } from './factor.ts'
import type { Ledger } from './ledger.ts'
import type { Reading } from './totals/reading.ts'

/** Fitted: keeps a single message from reading as a one-sided tie. */
const MESSAGE_DAMPING = 2
/** Chosen: favors say more than messages about who gives. */
const FAVOR_SHARE = 0.75
/** Chosen: a generous contact is a good one, but a lopsided tie does not last; so their giving beyond us costs a quarter of ours. */
const THEIR_GIVING_COSTS = 0.25
/** Chosen: a favor is as much evidence as three messages; two messages are the least, six make it half sure. */
const FAVOR_EVIDENCE = 3
const LEAST_EVIDENCE = 2
const HALF_SURE_EVIDENCE = 6

/** Is there give and take, both ways? The balances run from -1 (they give) to 1 (we give). */
export interface Reciprocity extends FactorScore {
  readonly balance: number
  readonly messageBalance: number
  /** How the balance is made up: `messageShare * messageBalance + favorShare * ledger.balance`. */
  readonly favorShare: number
  /** Points that a balance of 1 takes, on the side to which it leans. */
  readonly slope: number
}

/** Reciprocity from messages and favors (scoring.md §4). */
export function reciprocityOf (reading: Reading, ledger: Ledger): Reciprocity {
  const { nIn, nOut } = reading
  const favors = ledger.given.length + ledger.received.length
  const favorShare = favors > 0 ? FAVOR_SHARE : 0
  const messageBalance = (nOut - nIn) / (nIn + nOut + MESSAGE_DAMPING)
  const balance = (1 - favorShare) * messageBalance + favorShare * ledger.balance
  const slope = balance > 0 ? 100 : 100 * THEIR_GIVING_COSTS
  const evidence = nIn + nOut + FAVOR_EVIDENCE * favors
  const parts = { balance, messageBalance, favorShare, slope }
  if (evidence < LEAST_EVIDENCE) return { ...NO_SCORE, ...parts }
  return { score: 100 - slope * Math.abs(balance), confidence: confidenceFrom(evidence, HALF_SURE_EVIDENCE), ...parts }
}
