import { instantIn, isTimeZone, settle } from '../local-time.ts'
import { observancesOf, offsetsOf } from './observances.ts'
import { first, readProperties, textOf, type CalendarTime } from './properties.ts'
import { windowsZone } from './windows-zones.ts'

/** The zones of a calendar: those that the world knows by name, and those that the calendar describes itself. */
export interface Zones {
  /** Takes a VTIMEZONE, by its lines. */
  readonly define: (lines: readonly string[]) => void
  readonly instantOf: (time: CalendarTime) => number
}

/** More zones are of no calendar of people. */
const MOST_ZONES = 30
const LONGEST_NAME = 200

/**
 * Zones by their IANA name, also as the end of a longer one (`/freeassociation.sourceforge.net/Europe/Berlin`), go by the tables of this
 * machine: what calendars say of these is often only how it is this year. Then come what Windows calls them, what the calendar describes, and an offset
 * in the name; of any other zone, and of none, the times are those of `timeZone`.
 */
export function zonesOf (timeZone: string): Zones {
  const described = new Map<string, (instant: number) => number>()
  const found = new Map<string, (wall: number) => number>()

  function reader (name: string): (wall: number) => number {
    const iana = ianaOf(name) ?? windowsZone(name)
    if (iana !== null) return wall => instantIn(iana, wall)
    const offsetAt = described.get(name)
    if (offsetAt) return wall => settle(wall, offsetAt)
    const offset = offsetIn(name)
    return offset === null ? wall => instantIn(timeZone, wall) : wall => wall - offset
  }

  return {
    define: lines => {
      const name = textOf(first(readProperties(lines), 'tzid'), LONGEST_NAME)
      const observances = observancesOf(lines)
      if (name === null || observances.length === 0 || described.size === MOST_ZONES) return
      described.set(name, offsetsOf(observances))
      found.delete(name)
    },
    instantOf: ({ wall, zone }) => {
      if (zone === 'UTC') return wall
      const name = (zone ?? timeZone).slice(0, LONGEST_NAME)
      const read = found.get(name) ?? reader(name)
      if (found.size < MOST_ZONES) found.set(name, read)
      return read(wall)
    }
  }
}

function ianaOf (name: string): string | null {
  const parts = name.split('/').filter(part => part !== '')
  // A name of one word (EST, Israel) may be somebody's own.
  return [[...parts], parts.slice(-3), parts.slice(-2)].map(each => each.join('/')).find(each => each.includes('/') && isTimeZone(each)) ??
    (/^(?:UTC|GMT|Z|Etc\/UTC)$/i.test(name) ? 'UTC' : null)
}

/** `(UTC-05:00) Somewhere`, `GMT+0200`: in milliseconds ahead of UTC. */
function offsetIn (name: string): number | null {
  const [, sign, hours, minutes = '0'] = /(?:UTC|GMT)\s?([+-])(\d{1,2}):?(\d\d)?/i.exec(name) ?? []
  return hours === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
