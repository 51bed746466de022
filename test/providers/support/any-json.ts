import * as fc from 'fast-check'
import { Unreadable, type ProviderAdapter } from '../../../src/providers/provider.ts'
import { arrived } from './senders.ts'

/**
 * Finds no body that the adapter fails on: any JSON, and any of `samples` with one of its values, at any depth, put in place of by another,
 * is translated, ignored or Unreadable, and has a key of 1 to 200 characters that is the same when it is sent again.
 */
export function surviveAnything (adapter: ProviderAdapter, samples: readonly unknown[]): void {
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(null, 0, -1, 1e308, '', ' ', '\u0000', '\ud800', [], {}, [[]], [null], 'x'.repeat(30_000), '__proto__', 'constructor', true))
  const broken = fc.tuple(fc.constantFrom(...samples), fc.nat(), odd).map(([sample, place, value]) => {
    const copy = { root: structuredClone(sample) }
    const places = placesIn(copy)
    const { parent, key } = places[place % places.length] as Place
    parent[key] = value
    return copy.root
  })
  fc.assert(fc.property(fc.oneof({ weight: 5, arbitrary: broken }, odd), json => {
    const webhook = arrived(JSON.stringify(json) ?? 'null', {})
    const key = adapter.deliveryKey(webhook)
    if (key.length < 1 || key.length > 200 || key !== adapter.deliveryKey(webhook)) throw new Error(`The key is ${key}`)
    adapter.handshake?.(webhook, 'secret')
    try {
      const translation = adapter.translate(webhook)
      if ('events' in translation && !translation.events.every(isWhole)) throw new Error(JSON.stringify(translation))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
    }
  }), { numRuns: 500 })
}

interface Place { readonly parent: Record<string, unknown>, readonly key: string }

function placesIn (value: object): Place[] {
  return Object.entries(value).flatMap(([key, inside]: [string, unknown]) =>
    [{ parent: value as Record<string, unknown>, key }, ...inside !== null && typeof inside === 'object' ? placesIn(inside) : []])
}

/** Of the right types, with a name, and at times that exist. */
function isWhole (event: { externalId: unknown, toldAt: unknown, occurredAt?: unknown, endedAt?: unknown, text?: unknown, subject?: unknown, parties?: unknown }): boolean {
  const isTime = (at: unknown) => at === undefined || at === null || (typeof at === 'number' && Number.isSafeInteger(at))
  const isText = (text: unknown) => text === undefined || text === null || (typeof text === 'string' && text.length <= 20_000)
  const names = typeof event.externalId === 'string' && event.externalId.length > 0 && event.externalId.length <= 500
  return names && typeof event.toldAt === 'number' && isTime(event.toldAt) && isTime(event.occurredAt) && isTime(event.endedAt) && isText(event.text) && isText(event.subject)
}
