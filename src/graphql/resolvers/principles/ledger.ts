import { findOwed, type WorkspaceLedger } from '../../../operations/favors/find-workspace-ledger.ts'
import type { Resolver } from '../../context.ts'

const oweFirst: Resolver<WorkspaceLedger, { readonly first?: number | null }> = (_ledger, { first }, ctx) => findOwed(ctx, { first: first ?? 10 })

/** Who owes whom, over the whole workspace; a contact's own ledger is on the contact. */
export const ledgerResolvers = {
  WorkspaceLedger: { oweFirst }
}
