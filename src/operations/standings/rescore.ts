import { lockTotals } from '../../database/interactions/totals.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import { saveStandings, type SaveOptions } from './save-standings.ts'

/** Brings what follows from the rows of contacts up to date, after anything but their touches has changed: favors, asks, posts, cadences. */
export async function rescore (db: Db, contactIds: readonly string[], ctx: Pick<OperationContext, 'now'>, options: SaveOptions = {}): Promise<void> {
  if (contactIds.length === 0) return
  await saveStandings(db, await lockTotals(db, contactIds), ctx, options)
}
