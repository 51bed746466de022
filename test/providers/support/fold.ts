import type { NormalizedEvent, Translation } from '../../../src/domain/integrations/normalized-event.ts'
import { byThing } from '../../../src/domain/integrations/same-thing.ts'
import { joined, toldBy, type Told } from '../../../src/domain/integrations/told.ts'

/** What a translation tells, without the fields that it leaves out; a failure where it tells nothing. */
export function eventsOf (translation: Translation | Promise<Translation>): NormalizedEvent[] {
  if (!('events' in translation)) throw new Error(`It was ignored: ${JSON.stringify(translation)}`)
  return JSON.parse(JSON.stringify(translation.events)) as NormalizedEvent[]
}

/** What is known of each thing in the end: its names in order, and the last value of each field. */
export function folded (events: readonly NormalizedEvent[]): { names: string[], fields: Record<string, unknown> }[] {
  return byThing(events.map(event => ({ event })), [])
    .map(({ told, names }) => ({ names: [...new Set(names.map(({ externalId }) => externalId))].sort(), told: told.map(({ event }) => toldBy(event)).reduce(joined, {}) }))
    .map(({ names, told }) => ({ names, fields: valuesOf(told) }))
    .sort((a, b) => (a.names[0] ?? '') < (b.names[0] ?? '') ? -1 : 1)
}

function valuesOf (told: Told): Record<string, unknown> {
  return Object.fromEntries(Object.entries(told).sort(([a], [b]) => a < b ? -1 : 1).map(([field, { value }]) => [field, value]))
}
