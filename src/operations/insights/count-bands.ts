import { totalOf } from '../../domain/insights/band-counts.ts'
import { dayOf } from '../../domain/insights/ties-over-time.ts'
import { rankedAt } from '../../database/contacts/contact-list.ts'
import { rankedBands, saveBandCounts } from '../../database/insights/band-counts.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'

/**
 * Counts how many contacts stand in each band, for the day (UTC) of `now`; a later count of the same day takes the place of this one.
 * Nothing where there is nobody to count, or where the standings are newer than `now`.
 */
export async function countBands (database: OperationContext['database'], workspaceId: string, now: number): Promise<void> {
  await inWorkspace(database, workspaceId, async db => {
    const [counts, refreshedAt] = await Promise.all([rankedBands(db), rankedAt(db)])
    if (totalOf(counts) > 0 && refreshedAt <= now) await saveBandCounts(db, { day: dayOf(now), counts })
  })
}
