import { parseRfc3339 } from '../../domain/rfc-3339.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Hours from UTC, of the names that RFC 822 had for zones; of any other name the time is taken as UTC (RFC 5322, 4.3). */
const ZONES: ReadonlyMap<string, number> = new Map([['est', -5], ['edt', -4], ['cst', -6], ['cdt', -5], ['mst', -7], ['mdt', -6], ['pst', -8], ['pdt', -7]])
const DATE = /^(?:[a-z]{2,9}\.?,?\s{1,5})?(\d{1,2})[\s-]{1,5}([a-z]{3})[a-z]{0,6}[\s-]{1,5}(\d{4}|\d{2})\s{1,5}(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s{0,5}([+-]\d{4}|[a-z]{1,5})?(?:\s{0,5}\(.*)?$/i
/** RFC 822 is of this year: an earlier date is that of a clock that was never set. */
const EARLIEST_MS = Date.UTC(1982, 0)
const LATEST_MS = Date.UTC(2200, 0)

/** The instant of a Date header (RFC 5322, also as it was written before) in epoch milliseconds; null where it is none that a mail can have. */
export function readMailDate (text: string): number | null {
  const trimmed = text.slice(0, 100).trim()
  const at = fromRfc5322(trimmed) ?? parseRfc3339(trimmed)
  return at !== null && at >= EARLIEST_MS && at < LATEST_MS ? at : null
}

function fromRfc5322 (text: string): number | null {
  const parts = DATE.exec(text)
  if (!parts) return null
  const [day, year, hour, minute, second] = [1, 3, 4, 5, 6].map(group => Number(parts[group] ?? 0)) as [number, number, number, number, number]
  const month = MONTHS.indexOf((parts[2] as string).toLowerCase())
  // Two digits: RFC 5322, 4.3.
  const fullYear = year >= 100 ? year : year + (year < 50 ? 2000 : 1900)
  const local = new Date(Date.UTC(fullYear, month, day, hour, minute, Math.min(second, 59)))
  const isReal = month >= 0 && local.getUTCDate() === day && hour < 24 && minute < 60 && second <= 60
  return isReal ? local.getTime() - offsetMs(parts[7] ?? '') : null
}

function offsetMs (zone: string): number {
  const digits = /^([+-])(\d\d)(\d\d)$/.exec(zone)
  const hours = digits ? Number(digits[2]) + Number(digits[3]) / 60 : ZONES.get(zone.toLowerCase()) ?? 0
  return (digits?.[1] === '-' ? -hours : hours) * 3_600_000
}
