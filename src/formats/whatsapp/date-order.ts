/** In which order a chat writes its dates. */
export type DateOrder = 'DMY' | 'MDY' | 'YMD'

/** What the first number, the second and the third of a date are. */
export type DateParts = readonly [number, number, number]

/**
 * The order of day and month in these dates: by what can be no month, else by which order keeps the chat running forward in time, and not
 * beyond `now`. Where neither tells, a clock of twelve hours is American; else the day stands first, as nearly everywhere, and `isSure` is false.
 */
export function dateOrderOf (dates: readonly DateParts[], hasHalfDays: boolean, now: number): { readonly order: DateOrder, readonly isSure: boolean } {
  if (dates.some(([first]) => first > 31)) return { order: 'YMD', isSure: true }
  if (dates.some(([first]) => first > 12)) return { order: 'DMY', isSure: true }
  if (dates.some(([, second]) => second > 12)) return { order: 'MDY', isSure: true }
  const days = (order: DateOrder) => dates.map(date => atNoon(date, order))
  const faults = (order: DateOrder) => days(order).filter((day, at, all) => day > now + 86_400_000 || (at > 0 && day < (all[at - 1] as number))).length
  const [dayFirst, monthFirst] = [faults('DMY'), faults('MDY')]
  if (dayFirst !== monthFirst) return { order: dayFirst < monthFirst ? 'DMY' : 'MDY', isSure: true }
  const isSame = dates.every(([first, second]) => first === second)
  return { order: hasHalfDays ? 'MDY' : 'DMY', isSure: isSame }
}

/** Year, month and day; null where there is no such day. */
export function dayOf ([first, second, third]: DateParts, order: DateOrder): { readonly year: number, readonly month: number, readonly day: number } | null {
  const [year, month, day] = order === 'YMD' ? [first, second, third] : order === 'DMY' ? [third, second, first] : [third, first, second]
  const full = year < 100 ? 2000 + year : year
  const date = new Date(Date.UTC(full, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && full >= 2009 && full < 2200 ? { year: full, month, day } : null
}

function atNoon (date: DateParts, order: DateOrder): number {
  const found = dayOf(date, order)
  return found ? Date.UTC(found.year, found.month - 1, found.day, 12) : Infinity
}
