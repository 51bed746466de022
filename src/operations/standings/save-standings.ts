import { standingOf } from '../../domain/standing.ts'
import { saveTotals, workspaceQuestions, type TotalsOf } from '../../database/interactions/totals.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'

/** Saves totals that lockTotals has taken, and all that follows from them and from the evidence beside them as of now. */
export async function saveStandings (db: Db, rows: readonly TotalsOf[], { now }: Pick<OperationContext, 'now' | 'newId'>): Promise<void> {
  const workspace = await workspaceQuestions(db)
  await saveTotals(db, rows.map(row => ({ ...row, standing: standingOf({ ...row, workspace }, now) })), now)
}
