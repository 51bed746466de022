import type { Rule } from './recurrence.ts'

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
/** Parts that choose by the hour or by the week of a year; calendars of people have none of them. */
const NOT_READ = ['byhour', 'byminute', 'bysecond', 'byweekno'] as const
const MOST_VALUES = 400

/** A rule as ical.js takes it apart (jCal, RFC 7265), or why it is none that we read. */
export function readRule (recur: unknown): Rule | string {
  const parts = recur as Readonly<Record<string, unknown>>
  const frequency = FREQUENCIES.find(each => each === parts['freq'])
  if (!frequency) return 'It repeats more than once a day.'
  const hours = NOT_READ.find(part => listOf(parts[part]).length > (part === 'byweekno' ? 0 : 1))
  if (hours) return `It repeats by ${hours.toUpperCase()}, which is not read.`
  const numbers = (name: string) => listOf(parts[name]).map(Number).filter(number => Number.isInteger(number) && number !== 0)
  const days = listOf(parts['byday']).flatMap(day => {
    const [, nth, weekday = ''] = /^([+-]?\d{1,3})?([A-Z]{2})$/.exec(String(day)) ?? []
    return WEEKDAYS.includes(weekday) ? [{ nth: frequency === 'MONTHLY' || frequency === 'YEARLY' ? Number(nth ?? 0) : 0, weekday: WEEKDAYS.indexOf(weekday) }] : []
  })
  return {
    frequency,
    interval: positive(parts['interval']) ?? 1,
    count: positive(parts['count']),
    days,
    months: numbers('bymonth'),
    monthDays: numbers('bymonthday'),
    yearDays: numbers('byyearday'),
    positions: numbers('bysetpos'),
    weekStart: weekStartOf(parts['wkst'])
  }
}

function listOf (value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value.slice(0, MOST_VALUES) : [value]
}

function positive (value: unknown): number | null {
  const number = Number(value)
  return Number.isInteger(number) && number > 0 && number <= 1e6 ? number : null
}

/** Monday, where nothing is said; ical.js counts from 1, which is a Sunday. */
function weekStartOf (value: unknown): number {
  if (typeof value === 'number' && value >= 1 && value <= 7) return value - 1
  const at = WEEKDAYS.indexOf(String(value))
  return at === -1 ? 1 : at
}
