import { instanceName, untilOf, type Meeting } from './meeting.ts'
import { timesOf } from './properties.ts'
import { DAY_MS, repetitions } from './recurrence.ts'
import { readRule } from './rule.ts'
import type { Zones } from './zones.ts'

/** One time that a meeting which repeats takes place. */
export interface Instance {
  readonly name: string
  readonly at: number
}

/** The instances that are told, in their order, and how many are not, being too many; or why none can be. */
export type Instances = { readonly told: readonly Instance[], readonly untold: number } | { readonly fault: string }

/** The instances that matter: who met longer ago is a stranger again, and what is far ahead will be in the next export. */
const DAYS_BACK = 3_653
const DAYS_AHEAD = 60
const MOST_INSTANCES = 500
const MOST_DATES = 1_000

/** Whether it has instances at all. */
export function repeats ({ properties, replaces }: Meeting): boolean {
  return replaces === null && properties.some(({ name }) => name === 'rrule' || name === 'rdate')
}

/** The days that are looked at for the instances, as what they cost. */
export function daysOf ({ start, properties }: Meeting, now: number): number {
  const isCounted = properties.some(({ name, values: [rule] }) => name === 'rrule' && (rule as { readonly count?: number }).count !== undefined)
  return isCounted ? Math.max(0, now / DAY_MS + DAYS_AHEAD - start.wall / DAY_MS) : DAYS_BACK + DAYS_AHEAD
}

/** The instances of a meeting from ten years before `now` to 60 days after it, but for those excluded, and for `replaced`, which tell of themselves. */
export function instancesOf (meeting: Meeting, now: number, zones: Zones, replaced: ReadonlySet<string>): Instances {
  const { uid, start, properties } = meeting
  const all = (name: string) => properties.filter(property => property.name === name)
  const [from, to] = [now - DAYS_BACK * DAY_MS, now + DAYS_AHEAD * DAY_MS]
  const times = [start, ...all('rdate').flatMap(timesOf).slice(0, MOST_DATES)].map(time => ({ time, at: zones.instantOf(time) }))
  const recur = all('rrule')[0]?.values[0]
  if (recur !== undefined) {
    const rule = readRule(recur)
    if (typeof rule === 'string') return { fault: rule }
    const until = untilOf(recur, start, zones)
    for (const wall of repetitions(rule, start.wall, from - DAY_MS, to + DAY_MS)) {
      const time = { ...start, wall }
      const at = zones.instantOf(time)
      if (at > until) break
      times.push({ time, at })
    }
  }
  const excluded = all('exdate').flatMap(timesOf).slice(0, MOST_DATES)
  const names = new Set(excluded.filter(({ isDay }) => isDay === start.isDay).map(time => instanceName(uid, time, zones.instantOf(time))))
  const days = new Set(excluded.filter(({ isDay }) => isDay).map(({ wall }) => wall))
  const found = new Map<string, Instance>()
  for (const { time, at } of times) {
    const name = instanceName(uid, time, at)
    const isOut = at < from || at > to || names.has(name) || replaced.has(name) || days.has(Math.floor(time.wall / DAY_MS) * DAY_MS)
    if (!isOut) found.set(name, { name, at })
  }
  const sorted = [...found.values()].sort((a, b) => a.at - b.at)
  return { told: sorted.slice(-MOST_INSTANCES), untold: Math.max(0, sorted.length - MOST_INSTANCES) }
}
