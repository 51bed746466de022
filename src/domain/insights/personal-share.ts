import type { Channel } from '../interactions/interaction.ts'
import { invalid } from '../refusal.ts'
import { isCrumb } from '../quality/totals/touch.ts'

/** Chosen: three years of months. */
export const MOST_MONTHS = 36

/** So many held interactions of a channel in a month; `month` is its first instant (UTC), in epoch milliseconds. */
export interface ChannelCount {
  readonly month: number
  readonly channel: Channel
  readonly interactions: number
}

/** What passed between us and others, by how personal it was. */
export interface PersonalShare {
  /** Meetings, calls, letters, messages: what counts in scores as personal. */
  readonly touches: number
  /** Likes, comments, reshares. */
  readonly crumbs: number
  /** Newsletters and mass mails. */
  readonly bulk: number
  /** Touches among all, 0 to 1; null where there was nothing. */
  readonly share: number | null
}

export interface MonthlyShare extends PersonalShare {
  readonly month: number
}

/** The share of personal touches among these interactions. */
export function personalShare (counts: readonly Pick<ChannelCount, 'channel' | 'interactions'>[]): PersonalShare {
  const sum = { touches: 0, crumbs: 0, bulk: 0 }
  for (const { channel, interactions } of counts) sum[kindOf(channel)] += interactions
  const all = sum.touches + sum.crumbs + sum.bulk
  return { ...sum, share: all === 0 ? null : sum.touches / all }
}

/** The same for each of the months, also for those in which nothing passed. */
export function personalShareByMonth (months: readonly number[], counts: readonly ChannelCount[]): MonthlyShare[] {
  return months.map(month => ({ month, ...personalShare(counts.filter(each => each.month === month)) }))
}

/** The first instants of the months (UTC) that [from, to) touches. Refuses (INVALID) a range that is none, and more than 36 months. */
export function monthsBetween (from: number, to: number): number[] {
  if (!(from < to)) throw invalid({ path: 'to', message: 'does not lie after from.' })
  const first = new Date(from)
  const months: number[] = []
  for (let next = monthAfter(first, 0); next < to; next = monthAfter(first, months.length)) {
    if (months.length === MOST_MONTHS) throw invalid({ path: 'from', message: `makes more than ${MOST_MONTHS} months; choose a shorter time.` })
    months.push(next)
  }
  return months
}

function kindOf (channel: Channel): 'touches' | 'crumbs' | 'bulk' {
  if (channel === 'BULK') return 'bulk'
  return isCrumb(channel) ? 'crumbs' : 'touches'
}

function monthAfter (date: Date, months: number): number {
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
}
