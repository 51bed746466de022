import { standingOf } from '../../domain/contacts/standing.ts'
import { saveTotals, workspaceQuestions, type TotalsOf } from '../../database/interactions/totals.ts'
import type { Db } from '../../database/tenancy.ts'
import { keepAgenda } from '../agenda/keep-agenda.ts'
import type { OperationContext } from '../context.ts'

/** How standings are saved. */
export interface SaveOptions {
  /** Whether somebody has done something: what that takes from the agenda is done. Not where only a wish was changed. */
  readonly hasActed?: boolean
  /** Leaves the agenda to the refresh that follows: so an import, which would bring it up to date again and again, and is no act of the day. */
  readonly leavesAgenda?: boolean
}

/** Saves totals that lockTotals has taken, and all that follows from them and from the evidence beside them as of now. */
export async function saveStandings (
  db: Db, rows: readonly TotalsOf[], { now }: Pick<OperationContext, 'now'>, { hasActed = true, leavesAgenda = false }: SaveOptions = {}
): Promise<void> {
  const workspace = await workspaceQuestions(db)
  await saveTotals(db, rows.map(row => ({ ...row, standing: standingOf({ ...row, workspace }, now) })), now)
  if (!leavesAgenda) await keepAgenda(db, rows, { workspace, now, hasActed })
}
