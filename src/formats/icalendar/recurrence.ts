import type { WallClock } from '../local-time.ts'

/** How something repeats (RFC 5545, 3.3.10), by whole days. */
export interface Rule {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval: number
  readonly count: number | null
  readonly days: readonly { readonly nth: number, readonly weekday: number }[]
  readonly months: readonly number[]
  readonly monthDays: readonly number[]
  readonly yearDays: readonly number[]
  readonly positions: readonly number[]
  readonly weekStart: number
}

export const DAY_MS = 86_400_000

/**
 * The times of a rule that begins at `start`, between `from` and `to`, in their order. Without a count no day before `from` is looked at,
 * and no day after `to` ever: what a rule asks for need not exist. (The iterator of ical.js goes on until it has found some.)
 */
export function * repetitions (rule: Rule, start: WallClock, from: WallClock, to: WallClock): Generator<WallClock> {
  const first = Math.floor(start / DAY_MS)
  const timeOfDay = start - first * DAY_MS
  const last = Math.floor((to - timeOfDay) / DAY_MS)
  const matches = matcher(rule, first)
  let left = rule.count ?? Infinity
  const skipped = rule.count === null ? Math.max(0, Math.floor((Math.floor(from / DAY_MS) - first) / (LONGEST[rule.frequency] * rule.interval)) - 1) : 0
  for (let index = skipped; ; index++) {
    const period = periodOf(rule, first, index * rule.interval)
    if (period.from > last) return
    for (const day of positioned(daysOf(period, matches), rule.positions)) {
      if (day < first) continue
      if (day > last || left-- <= 0) return
      const time = day * DAY_MS + timeOfDay
      if (time >= from) yield time
    }
  }
}

/** In days. */
const LONGEST: Readonly<Record<Rule['frequency'], number>> = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }

interface Period {
  readonly from: number
  readonly to: number
}

function periodOf ({ frequency, weekStart }: Rule, first: number, steps: number): Period {
  const { year, month } = dateOf(first)
  switch (frequency) {
    case 'DAILY': return { from: first + steps, to: first + steps + 1 }
    case 'WEEKLY': {
      const from = first - (weekdayOf(first) - weekStart + 7) % 7 + 7 * steps
      return { from, to: from + 7 }
    }
    case 'MONTHLY': return { from: dayOf(year, month + steps), to: dayOf(year, month + steps + 1) }
    case 'YEARLY': return { from: dayOf(year + steps, 0), to: dayOf(year + steps + 1, 0) }
  }
}

function daysOf ({ from, to }: Period, matches: (day: number) => boolean): number[] {
  const found: number[] = []
  for (let day = from; day < to; day++) if (matches(day)) found.push(day)
  return found
}

function positioned (days: readonly number[], positions: readonly number[]): readonly number[] {
  if (positions.length === 0) return days
  return [...new Set(positions.flatMap(position => days.at(position > 0 ? position - 1 : position) ?? []))].sort((a, b) => a - b)
}

/** Whether a day is one of the rule's; what the rule leaves open is as on its first day. */
function matcher ({ frequency, days, months, monthDays, yearDays }: Rule, first: number): (day: number) => boolean {
  const begin = dateOf(first)
  const isOpen = days.length === 0 && monthDays.length === 0 && yearDays.length === 0
  const wanted = {
    months: new Set(isOpen && frequency === 'YEARLY' && months.length === 0 ? [begin.month + 1] : months),
    monthDays: new Set(isOpen && (frequency === 'MONTHLY' || frequency === 'YEARLY') ? [begin.date] : monthDays),
    weekdays: isOpen && frequency === 'WEEKLY' ? [{ nth: 0, weekday: weekdayOf(first) }] : days
  }
  const byYear = frequency === 'YEARLY' && months.length === 0
  return day => {
    const { year, month, date } = dateOf(day)
    const end = dayOf(year, month + 1)
    if (wanted.months.size > 0 && !wanted.months.has(month + 1)) return false
    if (wanted.monthDays.size > 0 && !wanted.monthDays.has(date) && !wanted.monthDays.has(day - end)) return false
    if (yearDays.length > 0 && !yearDays.includes(day - dayOf(year, 0) + 1) && !yearDays.includes(day - dayOf(year + 1, 0))) return false
    if (wanted.weekdays.length === 0) return true
    const [low, high] = byYear ? [day - dayOf(year, 0), dayOf(year + 1, 0) - 1 - day] : [date - 1, end - 1 - day]
    return wanted.weekdays.some(({ nth, weekday }) => weekday === weekdayOf(day) &&
      (nth === 0 || (nth > 0 ? Math.floor(low / 7) + 1 === nth : -Math.floor(high / 7) - 1 === nth)))
  }
}

function dateOf (day: number): { readonly year: number, readonly month: number, readonly date: number } {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), date: date.getUTCDate() }
}

/** The day on which a month begins, from 1 January 1970. */
function dayOf (year: number, month: number): number {
  return Date.UTC(year, month) / DAY_MS
}

/** From 0, which is a Sunday. */
function weekdayOf (day: number): number {
  return ((day + 4) % 7 + 7) % 7
}
