import { DAY_MS, daysBetween, halved } from './totals/decay.ts'

/** Chosen: a favor given is forgotten in years; one received is owed until it is answered. */
const CREDIT_HALF_LIFE_DAYS = 365
/** Chosen: keeps a single small favor from reading as a lopsided tie. */
const DAMPING = 2
/** Chosen: from here on the balance has a name. */
const LOPSIDED = 0.3
const ONLY_TAKE_FROM = 2
const ONLY_GIVE_FROM = 3

export const LEDGER_STATES = ['NO_HISTORY', 'BALANCED', 'WE_GIVE_MORE', 'WE_OWE', 'ONLY_WE_GIVE', 'ONLY_WE_TAKE'] as const
export type LedgerState = typeof LEDGER_STATES[number]

/** A favor as the ledger sees it: something in kind, worth 1 to 5. `at` is in epoch milliseconds. */
export interface LedgerFavor {
  readonly id: string
  readonly at: number
  readonly direction: 'GIVEN' | 'RECEIVED'
  readonly worth: number
  /** INTRODUCTION, ADVICE, ...: for the sentence that names it. */
  readonly kind: string
}

/** A favor received of which something is still owed. */
export interface OpenDebt {
  readonly favor: LedgerFavor
  readonly owed: number
}

/** Who owes whom, from favors alone. */
export interface Ledger {
  readonly state: LedgerState
  /** -1 (we only take) to 1 (we only give). */
  readonly balance: number
  /** What we gave beyond what came back, as much of it as time has left. */
  readonly credit: number
  readonly debt: number
  readonly given: readonly LedgerFavor[]
  readonly received: readonly LedgerFavor[]
  /** What makes up the debt, oldest first. */
  readonly debts: readonly OpenDebt[]
}

/** Settles favors in time order as of an instant; those that lie after it are left out (scoring.md §4). */
export function settleLedger (favors: readonly LedgerFavor[], at: number): Ledger {
  const past = favors.filter(favor => favor.at <= at).sort(compareFavors)
  let credit = 0
  let creditAt = at
  let debts: readonly OpenDebt[] = []
  for (const favor of past) {
    credit *= halved(daysBetween(creditAt, favor.at), CREDIT_HALF_LIFE_DAYS)
    creditAt = favor.at
    if (favor.direction === 'GIVEN') {
      const settled = payBack(debts, favor.worth)
      credit += settled.left
      debts = settled.debts
    } else {
      const used = Math.min(credit, favor.worth)
      credit -= used
      if (favor.worth > used) debts = [...debts, { favor, owed: favor.worth - used }]
    }
  }
  credit *= halved(daysBetween(creditAt, at), CREDIT_HALF_LIFE_DAYS)
  const debt = debts.reduce((sum, { owed }) => sum + owed, 0)
  const balance = (credit - debt) / (credit + debt + DAMPING)
  const given = past.filter(({ direction }) => direction === 'GIVEN')
  const received = past.filter(({ direction }) => direction === 'RECEIVED')
  return { state: stateOf(given.length, received.length, balance), balance, credit, debt, given, received, debts }
}

/**
 * When WE_GIVE_MORE becomes BALANCED if nothing happens, in epoch milliseconds, for a ledger settled at `at`: what we gave fades,
 * what we owe does not, so that no other state ends by itself. Infinity in every other state. A millisecond late, for rounding may make it one early,
 * and whoever looks then would see it last.
 */
export function givesMoreUntil ({ state, credit, debt }: Pick<Ledger, 'state' | 'credit' | 'debt'>, at: number): number {
  if (state !== 'WE_GIVE_MORE') return Infinity
  const least = (debt + LOPSIDED * (debt + DAMPING)) / (1 - LOPSIDED)
  return at + Math.ceil(CREDIT_HALF_LIFE_DAYS * DAY_MS * Math.log2(credit / least)) + 1
}

function compareFavors (a: LedgerFavor, b: LedgerFavor): number {
  if (a.at !== b.at) return a.at - b.at
  return a.id < b.id ? -1 : 1
}

/** The oldest debt is answered first. */
function payBack (debts: readonly OpenDebt[], worth: number): { debts: readonly OpenDebt[], left: number } {
  let left = worth
  const open: OpenDebt[] = []
  for (const { favor, owed } of debts) {
    const paid = Math.min(owed, left)
    left -= paid
    if (owed > paid) open.push({ favor, owed: owed - paid })
  }
  return { debts: open, left }
}

function stateOf (given: number, received: number, balance: number): LedgerState {
  if (given + received === 0) return 'NO_HISTORY'
  if (given === 0 && received >= ONLY_TAKE_FROM) return 'ONLY_WE_TAKE'
  if (received === 0 && given >= ONLY_GIVE_FROM) return 'ONLY_WE_GIVE'
  if (balance <= -LOPSIDED) return 'WE_OWE'
  return balance >= LOPSIDED ? 'WE_GIVE_MORE' : 'BALANCED'
}
