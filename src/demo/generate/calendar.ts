import { DAY_MS } from '../../domain/quality/totals/decay.ts'
import type { Random } from './random.ts'

const HOUR_MS = 3_600_000
const QUARTER_MS = 15 * 60_000

/**
 * Hours of the day, in UTC. The made-up workspace is in London, one hour ahead in summer: what lies in these hours lies in
 * office hours there all year round.
 */
export const OFFICE_HOURS = { from: 8, to: 17 }
const LUNCH_HOURS = { from: 11.5, to: 12.75 }
const EVENING_HOURS = { from: 17.5, to: 20 }
const AWAKE_HOURS = { from: 7, to: 21 }

interface Hours {
  readonly from: number
  readonly to: number
}

/** Days of the year on which nobody works, as month and day. */
const HOLIDAYS = ['12-25', '12-26', '01-01']

/** An instant in office hours on the day of `at`, or on the last working day before it. */
export function officeTime (random: Random, at: number): number {
  return within(random, workingDay(at), OFFICE_HOURS)
}

/** As officeTime, on a quarter of an hour, and early enough for an hour's meeting. */
export function meetingTime (random: Random, at: number): number {
  return onQuarter(within(random, workingDay(at), { from: OFFICE_HOURS.from + 0.5, to: OFFICE_HOURS.to - 1 }))
}

/** Noon on a working day. */
export function lunchTime (random: Random, at: number): number {
  return onQuarter(within(random, workingDay(at), LUNCH_HOURS))
}

/** After work, on any day of the week. */
export function eveningTime (random: Random, at: number): number {
  return onQuarter(within(random, dayStart(at), EVENING_HOURS))
}

/** Some time when people are up, on any day of the week. */
export function awakeTime (random: Random, at: number): number {
  return within(random, dayStart(at), AWAKE_HOURS)
}

/** When somebody answers who takes about so many hours: now and then three times as long, and never at night or on a day off. */
export function answerTime (random: Random, at: number, hours: number): number {
  const ready = at + Math.round(hours * 3600 * random.between(0.2, 1.8) * (random.chance(0.1) ? 3 : 1)) * 1000
  const day = nextWorkingDay(ready)
  if (day === dayStart(ready) && hourOf(ready) >= OFFICE_HOURS.from && hourOf(ready) < OFFICE_HOURS.to) return ready
  const morning = day === dayStart(ready) && hourOf(ready) >= OFFICE_HOURS.to ? nextWorkingDay(day + DAY_MS) : day
  return within(random, morning, { from: OFFICE_HOURS.from, to: OFFICE_HOURS.from + 3 })
}

/** Whether it is in office hours on a working day. */
export function isOfficeTime (at: number): boolean {
  return workingDay(at) === dayStart(at) && hourOf(at) >= OFFICE_HOURS.from && hourOf(at) < OFFICE_HOURS.to
}

/** Instants about `everyDays` apart, from so many days ago until so many days ago. */
export function rhythm (random: Random, now: number, { fromDaysAgo, untilDaysAgo, everyDays }: { fromDaysAgo: number, untilDaysAgo: number, everyDays: number }): number[] {
  const instants: number[] = []
  for (let daysAgo = fromDaysAgo; daysAgo >= untilDaysAgo; daysAgo -= everyDays * random.between(0.6, 1.4)) {
    instants.push(daysBefore(now, daysAgo))
  }
  return instants
}

/** So many days before `now`; a negative number lies ahead. */
export function daysBefore (now: number, days: number): number {
  return Math.round(now - days * DAY_MS)
}

function within (random: Random, start: number, { from, to }: Hours): number {
  return start + Math.floor(random.between(from, to) * 3600) * 1000
}

function onQuarter (at: number): number {
  return at - at % QUARTER_MS
}

function workingDay (at: number): number {
  return isDayOff(at) ? workingDay(at - DAY_MS) : dayStart(at)
}

function nextWorkingDay (at: number): number {
  return isDayOff(at) ? nextWorkingDay(at + DAY_MS) : dayStart(at)
}

function isDayOff (at: number): boolean {
  return weekday(at) > 4 || HOLIDAYS.includes(new Date(at).toISOString().slice(5, 10))
}

function dayStart (at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS
}

/** 0 on Monday, 6 on Sunday: 1 January 1970 was a Thursday. */
function weekday (at: number): number {
  return (Math.floor(at / DAY_MS) + 3) % 7
}

function hourOf (at: number): number {
  return (at - dayStart(at)) / HOUR_MS
}
