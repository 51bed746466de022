import { first, readProperties, textOf, timesOf, type Property } from './properties.ts'
import { repetitions, type Rule } from './recurrence.ts'
import { readRule } from './rule.ts'

/** A stretch in which a zone of a calendar keeps one offset (STANDARD or DAYLIGHT). Offsets are milliseconds ahead of UTC. */
export interface Observance {
  /** The times, by the clock before, at which it begins; those of its rule besides. */
  readonly onsets: readonly number[]
  readonly rule: Rule | null
  /** Until when the rule holds, in epoch milliseconds. */
  readonly until: number
  readonly before: number
  readonly after: number
}

/** Of hand-written zones the longest have a few dozen. */
const MOST_OBSERVANCES = 100
const MOST_ONSETS = 300
/** At the same time two rules hold, mostly. */
const MOST_RULES = 10
const OFFSET = /^([+-]?)(\d\d):(\d\d)/

/** The observances in the lines of a VTIMEZONE; those that cannot be read are passed over. */
export function observancesOf (lines: readonly string[]): readonly Observance[] {
  const found: Observance[] = []
  let open: string[] | null = null
  for (const line of lines) {
    if (/^BEGIN:/i.test(line)) open = []
    else if (/^END:/i.test(line)) {
      const observance = open && found.length < MOST_OBSERVANCES ? readObservance(readProperties(open)) : null
      if (observance) found.push(observance)
      open = null
    } else open?.push(line)
  }
  return found
}

interface Change {
  readonly at: number
  readonly offset: number
}

/** The offset at an instant: that of the observance which began last, and before all of them that from which the first one changed. */
export function offsetsOf (observances: readonly Observance[]): (instant: number) => number {
  const years = new Map<number, readonly Change[]>()
  return instant => {
    const year = new Date(instant).getUTCFullYear()
    const changes = years.get(year) ?? changesAround(observances, year)
    years.set(year, changes)
    let offset = (changes[0] as Change).offset
    for (const change of changes) if (change.at <= instant) offset = change.offset
    return offset
  }
}

/** In their order; the first is from ever on. A rule of every year has begun again in the year before. */
function changesAround (observances: readonly Observance[], year: number): readonly Change[] {
  const [from, to] = [Date.UTC(year - 1, 0), Date.UTC(year + 1, 0)]
  const ruled = observances.filter(({ rule, until, onsets: [start = 0] }) => rule && until >= from && start < to).slice(0, MOST_RULES)
  const changes = observances.flatMap(each => {
    const repeated = each.rule && ruled.includes(each) ? [...repetitions(each.rule, each.onsets[0] as number, from, to)].filter(onset => onset - each.before <= each.until) : []
    return [...each.onsets, ...repeated].map(onset => ({ at: onset - each.before, offset: each.after, before: each.before }))
  }).sort((a, b) => a.at - b.at)
  return [{ at: -Infinity, offset: changes[0]?.before ?? 0 }, ...changes]
}

function readObservance (properties: readonly Property[]): Observance | null {
  const [before, after] = [offsetOf(first(properties, 'tzoffsetfrom')), offsetOf(first(properties, 'tzoffsetto'))]
  const start = timesOf(first(properties, 'dtstart'))[0]
  if (before === null || after === null || !start) return null
  const recur = first(properties, 'rrule')?.values[0]
  const rule = recur === undefined ? null : readRule(recur)
  const until = /\d{4}-\d\d-\d\dT[\d:]{8}/.exec(String((recur as { until?: string } | undefined)?.until ?? ''))?.[0]
  return {
    onsets: [start.wall, ...properties.filter(({ name }) => name === 'rdate').flatMap(timesOf).slice(0, MOST_ONSETS).map(({ wall }) => wall)],
    // Every day or week no clock is changed.
    rule: typeof rule === 'string' || rule?.frequency !== 'YEARLY' ? null : rule,
    until: until === undefined ? Infinity : Date.parse(`${until}Z`),
    before,
    after
  }
}

function offsetOf (property: Property | undefined): number | null {
  const [, sign, hours, minutes] = OFFSET.exec(textOf(property, 20) ?? '') ?? []
  return hours === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
