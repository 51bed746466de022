import { monthsBetween, personalShare, personalShareByMonth, type MonthlyShare, type PersonalShare } from '../../domain/insights/personal-share.ts'
import { channelCounts } from '../../database/insights/channel-counts.ts'
import type { OperationContext } from '../context.ts'

/** Epoch milliseconds. */
export interface ShareRange {
  readonly from?: number | null
  readonly to?: number | null
}

export interface PersonalShareOverTime extends PersonalShare {
  readonly months: readonly MonthlyShare[]
}

/**
 * How much of what was held in [from, to) was personal, as a whole and by month; the month of `to` and the eleven before it where
 * nobody says from when. What lies in the future was not held. Refuses (INVALID) what monthsBetween refuses.
 */
export async function findPersonalShare ({ reading, now }: OperationContext, range: ShareRange): Promise<PersonalShareOverTime> {
  // What happens at this very instant has happened.
  const to = range.to ?? now + 1
  const from = range.from ?? yearBefore(to - 1)
  const months = monthsBetween(from, to)
  const counts = await reading.read(db => channelCounts(db, from, to))
  return { ...personalShare(counts), months: personalShareByMonth(months, counts) }
}

/** The first instant of the eleventh month before that of `at`. */
function yearBefore (at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 11, 1)
}
