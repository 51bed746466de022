import { keyOf } from './delivery-key.ts'
import { readNormalized } from './normalized-json.ts'
import type { ProviderAdapter } from './provider.ts'
import { readJson } from './read-json.ts'
import { signedBy } from './signatures.ts'

/** A hundred events, with their texts. */
const LIMIT_BYTES = 2 * 1024 * 1024

/** Anything that can POST JSON: Zapier, n8n, Make, a script. It sends our own format, by a password or signed as in Standard Webhooks. */
export const generic: ProviderAdapter = {
  provider: 'GENERIC',
  limit: LIMIT_BYTES,
  secret: 'MADE',
  // Hexadecimal is base64 as well, and needs no escape in an address: one secret for a bearer, a password and a key of Standard Webhooks.
  makeSecret: random => `whsec_${random.toString('hex')}`,
  verify: signedBy('GENERIC'),
  deliveryKey: ({ headers, body }) => keyOf(headers['idempotency-key'] || headers['webhook-id'], body),
  keepsHeaders: [],
  translate: ({ body, receivedAt }) => {
    const events = readNormalized(readJson(body), '', { source: 'generic', toldAt: receivedAt })
    return events.length > 0 ? { events } : { ignored: 'There are no events in it.' }
  }
}
