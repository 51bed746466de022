import { groupBy } from '../../domain/group-by.ts'
import { LEDGER_STATES, settleLedger, type LedgerState } from '../../domain/quality/ledger.ts'
import { invalid } from '../../domain/refusal.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { findContacts } from '../../database/contacts/contacts.ts'
import { contactsByLedgerState, favorsOwed, favorSums } from '../../database/favors/workspace-ledger.ts'
import type { OperationContext } from '../context.ts'

/** Give and take of the whole workspace: worth of all favors, and how many contacts stand where. */
export interface WorkspaceLedger {
  readonly given: number
  readonly received: number
  readonly states: readonly { readonly state: LedgerState, readonly contacts: number }[]
}

const TOLD_FIRST: readonly LedgerState[] = ['WE_OWE', 'ONLY_WE_TAKE']
const MOST_OWED = 100

/** The ledger of the workspace as of now; that we owe comes before that they do. */
export async function findWorkspaceLedger ({ reading, now }: OperationContext): Promise<WorkspaceLedger> {
  const [sums, contacts] = await reading.read(db => Promise.all([favorSums(db, now), contactsByLedgerState(db, now)]))
  const states = [...TOLD_FIRST, ...LEDGER_STATES.filter(state => !TOLD_FIRST.includes(state))]
  return {
    given: sums.get('GIVEN')?.worth ?? 0,
    received: sums.get('RECEIVED')?.worth ?? 0,
    states: states.map(state => ({ state, contacts: contacts.get(state) ?? 0 }))
  }
}

/** The contacts to whom we owe most, most first; who has waited longer first where it is the same. Refuses (INVALID) a number outside 1 to 100. */
export async function findOwed ({ reading, now }: OperationContext, { first }: { readonly first: number }): Promise<KnownContact[]> {
  if (first < 1 || first > MOST_OWED) throw invalid({ path: 'first', message: `is ${first}; it can be from 1 to ${MOST_OWED}.` })
  const favors = groupBy(await reading.read(db => favorsOwed(db, now)), ({ contactId }) => contactId)
  const owed = [...favors].map(([contactId, rows]) => ({ contactId, ...settleLedger(rows, now) }))
    .sort((a, b) => b.debt - a.debt || (a.debts[0]?.favor.at ?? 0) - (b.debts[0]?.favor.at ?? 0))
    .slice(0, first).map(({ contactId }) => contactId)
  const contacts = new Map((await reading.read(db => findContacts(db, owed))).map(contact => [contact.id, contact]))
  return owed.flatMap(id => contacts.get(id) ?? [])
}
