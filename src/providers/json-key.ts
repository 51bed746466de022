import { keyOf, sha256 } from './delivery-key.ts'
import { maybeJson } from './maybe-json.ts'
import type { ProviderAdapter } from './provider.ts'
import type { Json } from './read-json.ts'

/** The key that `read` finds in a body of JSON; that of the body itself where it finds none, and where it is no JSON. */
export function keyedBy (read: (json: Json) => string | null): ProviderAdapter['deliveryKey'] {
  return ({ body }) => {
    const json = maybeJson(body)
    return keyOf(json === undefined ? null : read(json), body)
  }
}

/** One key for all the names together, in their order. */
export function keyOfNames (names: readonly (string | null)[]): string {
  return sha256(JSON.stringify(names))
}
