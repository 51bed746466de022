import { canonical } from '../same-value.ts'
import type { NormalizedEvent } from './normalized-event.ts'

/** What of an event is told by it; each of these stands by itself. */
const FIELDS = ['channel', 'occurredAt', 'endedAt', 'status', 'parties', 'subject', 'text', 'url', 'automated'] as const
type Field = typeof FIELDS[number]

/** A value with when it was told: the provider's time in epoch milliseconds, and which of that time. */
export interface Stamped<T> {
  readonly value: T
  readonly at: number
  readonly sequence: number
}

/** All that was told of one thing: of each field what was told last. */
export type Told = { readonly [F in Field]?: Stamped<Exclude<NormalizedEvent[F], undefined>> }

/** What an event tells. */
export function toldBy (event: NormalizedEvent): Told {
  return Object.fromEntries(FIELDS.filter(field => event[field] !== undefined).map(field =>
    [field, { value: event[field], at: event.toldAt, sequence: event.sequence ?? 0 }]))
}

/**
 * Both together, field by field the one that was told later. It does not matter in which order events are joined, nor how often:
 * joining is commutative, associative and idempotent.
 */
export function joined (one: Told, other: Told): Told {
  return Object.fromEntries(FIELDS.flatMap(field => {
    const [a, b]: (Stamped<unknown> | undefined)[] = [one[field], other[field]]
    const last = a && b ? later(a, b) : a ?? b
    return last ? [[field, last]] : []
  }))
}

/** The value that was told last; undefined where none was. */
export function valueOf<F extends Field> (told: Told, field: F): Exclude<NormalizedEvent[F], undefined> | undefined {
  return told[field]?.value as Exclude<NormalizedEvent[F], undefined> | undefined
}

/** All that was told, whenever it was. */
export function valuesOf (told: Told): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(told).map(([field, { value }]) => [field, value]))
}

function later<T> (a: Stamped<T>, b: Stamped<T>): Stamped<T> {
  const order = a.at - b.at || a.sequence - b.sequence
  if (order !== 0) return order > 0 ? a : b
  // Told at the same time, and not the same: the choice is no better than another, but always the same one.
  return canonical(a.value) >= canonical(b.value) ? a : b
}
