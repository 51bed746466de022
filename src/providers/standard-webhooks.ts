import { keyOf } from './delivery-key.ts'
import { readNormalized } from './normalized-json.ts'
import type { ProviderAdapter } from './provider.ts'
import { instantAt, readJson, textAt } from './read-json.ts'
import { signedBy, standardKey } from './signatures.ts'
import { bytesAfter } from './signatures/checks.ts'

const LIMIT_BYTES = 1024 * 1024
const PUBLIC_KEY_BYTES = 32
/** What is sent to see whether we are there. */
const TRIALS = ['ping', 'webhook.test']

/** A sender by Standard Webhooks 1.0.0: `{type, timestamp, data}`, of which the data is in our own format. */
export const standardWebhooks: ProviderAdapter = {
  provider: 'STANDARD_WEBHOOKS',
  limit: LIMIT_BYTES,
  secret: 'EITHER',
  faultOfSecret: secret => standardKey(secret) || bytesAfter('whpk_', secret)?.length === PUBLIC_KEY_BYTES
    ? null
    : 'is neither whsec_ with 24 bytes or more in base64, nor whpk_ with a public key of 32 bytes in base64.',
  makeSecret: random => `whsec_${random.toString('base64')}`,
  verify: signedBy('STANDARD_WEBHOOKS'),
  deliveryKey: ({ headers, body }) => keyOf(headers['webhook-id'] || headers['svix-id'], body),
  keepsHeaders: [],
  translate: ({ body, receivedAt }) => {
    const payload = readJson(body)
    if (TRIALS.includes(textAt(payload, 'type') ?? '')) return { ignored: 'It only tries whether webhooks arrive.' }
    const events = readNormalized(payload, 'data', { source: 'standard_webhooks', toldAt: instantAt(payload, 'timestamp') ?? receivedAt })
    return events.length > 0 ? { events } : { ignored: 'There are no events in it.' }
  }
}
