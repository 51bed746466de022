import ICAL from 'ical.js'
import type { WallClock } from '../local-time.ts'

/** A property, as ical.js takes it apart: its name in lower case, its parameters by their names in lower case, its values by their type. */
export interface Property {
  readonly name: string
  readonly parameters: Readonly<Record<string, string | readonly string[]>>
  readonly values: readonly unknown[]
}

/** A time as a calendar writes it: what a clock shows in a zone; null is the zone of whoever reads. A day without a time begins at midnight. */
export interface CalendarTime {
  readonly wall: WallClock
  readonly zone: string | null
  readonly isDay: boolean
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(?:::|(\d\d):(\d\d):(\d\d)(Z?)))?$/
/** No program writes more; a hostile file has as many as it likes. */
const MOST_PROPERTIES = 2_000

/** The properties of a component; those that cannot be read are passed over, for the rest of them still says something. */
export function readProperties (lines: readonly string[]): readonly Property[] {
  return lines.slice(0, MOST_PROPERTIES).flatMap(line => {
    try {
      const [name, parameters, , ...values] = ICAL.parse.property(line) as [string, Property['parameters'], string, ...unknown[]]
      return [{ name, parameters, values }]
    } catch {
      return []
    }
  })
}

/** The first property of that name. */
export function first (properties: readonly Property[], name: string): Property | undefined {
  return properties.find(property => property.name === name)
}

/** Its text, trimmed and cut; null where there is none. */
export function textOf (property: Property | undefined, most: number): string | null {
  const value = property?.values[0]
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return String(value).slice(0, most).replace(/[\ud800-\udbff]$/, '').trim() || null
}

/** A parameter as text; of several values the first. */
export function parameter (property: Property, name: string): string {
  const value = property.parameters[name]
  return (typeof value === 'string' ? value : value?.[0] ?? '').trim()
}

/** The times that a property names; of a period its beginning. */
export function timesOf (property: Property | undefined): readonly CalendarTime[] {
  return (property?.values ?? []).flatMap(value => {
    const zone = parameter(property as Property, 'tzid') || null
    return readTime(Array.isArray(value) ? value[0] : value, zone) ?? []
  })
}

/** A time as ical.js writes it (`2026-02-28T09:00:00Z`); null where there is no such time. */
export function readTime (value: unknown, zone: string | null): CalendarTime | null {
  const found = typeof value === 'string' ? TIME.exec(value) : null
  if (!found) return null
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(group => Number(found[group] ?? 0)) as [number, number, number, number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)))
  const isReal = year >= 1900 && year < 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? { wall: date.getTime(), zone: found[7] === 'Z' ? 'UTC' : zone, isDay: found[4] === undefined } : null
}
