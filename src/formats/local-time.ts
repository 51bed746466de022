/** A time on the wall, as the epoch milliseconds at which it is read in UTC. */
export type WallClock = number

/** A zone with the offsets of the days that were asked for, at their beginning: a question to Intl costs as much as hundreds to a Map. */
interface Zone {
  readonly format: Intl.DateTimeFormat
  readonly days: Map<number, number>
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const MOST_ZONES = 500
const MOST_DAYS = 20_000
const zones = new Map<string, Zone | null>()

/** Whether there is an IANA time zone of this name. */
export function isTimeZone (name: string): boolean {
  return zoneOf(name) !== null
}

/**
 * The instant at which a clock in an IANA time zone shows this. A time that was skipped in spring is as far after the change as it would
 * have been; of one that came twice in autumn the first. In a zone that nobody knows, UTC.
 */
export function instantIn (timeZone: string, wall: WallClock): number {
  const zone = zoneOf(timeZone)
  return zone ? settle(wall, instant => offsetMs(zone, instant)) : wall
}

/** The same, where `offset` says by how much the clock is ahead of UTC at an instant. */
export function settle (wall: WallClock, offset: (instant: number) => number): number {
  // A zone's clock is changed by less than a day, and not twice within two.
  const [before, after] = [offset(wall - DAY_MS), offset(wall + DAY_MS)]
  if (before === after) return wall - before
  const [first, last] = [wall - Math.max(before, after), wall - Math.min(before, after)]
  if (first + offset(first) === wall) return first
  return last + offset(last) === wall ? last : wall - before
}

function offsetMs (zone: Zone, instant: number): number {
  const day = Math.floor(instant / DAY_MS)
  const [begin, end] = [offsetOfDay(zone, day), offsetOfDay(zone, day + 1)]
  return begin === end ? begin : shownMinus(zone.format, instant)
}

function offsetOfDay ({ format, days }: Zone, day: number): number {
  const known = days.get(day)
  if (known !== undefined) return known
  if (days.size >= MOST_DAYS) days.clear()
  const offset = shownMinus(format, day * DAY_MS)
  days.set(day, offset)
  return offset
}

function shownMinus (format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const [year, month, day, hour, minute, second] = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map(type => parts.get(type)) as [number, number, number, number, number, number]
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - instant) / MINUTE_MS) * MINUTE_MS
}

function zoneOf (timeZone: string): Zone | null {
  const known = zones.get(timeZone)
  if (known !== undefined) return known
  let zone: Zone | null = null
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'
    })
    zone = { format, days: new Map() }
  } catch {}
  // Names come out of files, which have as many as they like.
  if (zones.size === MOST_ZONES) zones.clear()
  zones.set(timeZone, zone)
  return zone
}
