import type { Translation } from '../../domain/integrations/normalized-event.ts'
import { keyOf } from '../delivery-key.ts'
import { fieldsOf, isUrlEncoded } from '../form-fields.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from '../provider.ts'
import { objectAt, readJson, textAt, type Json } from '../read-json.ts'
import { faultOfCopied, urlSafeSecret } from '../secret.ts'
import { signedBy } from '../signatures.ts'
import { GESTURES } from './gestures.ts'
import type { Telling } from './telling.ts'
import { WRITINGS } from './writings.ts'

/** What GitHub sends at most. */
const LIMIT_BYTES = 25 * 1024 * 1024

const TELLINGS: ReadonlyMap<string, Telling> = new Map([...WRITINGS, ...GESTURES])

/** Webhooks of a repository, an organization, a sponsored account or an app. */
export const github: ProviderAdapter = {
  provider: 'GITHUB',
  limit: LIMIT_BYTES,
  secret: 'EITHER',
  faultOfSecret: faultOfCopied,
  makeSecret: urlSafeSecret,
  verify: signedBy('GITHUB'),
  deliveryKey: ({ headers, body }) => keyOf(headers['x-github-delivery'], body),
  keepsHeaders: ['x-github-event'],
  translate
}

function translate (webhook: Webhook): Translation {
  const name = webhook.headers['x-github-event'] ?? ''
  if (!/^[a-z0-9_]{1,60}$/.test(name)) throw new Unreadable('The header x-github-event names no event.')
  const payload = payloadOf(webhook)
  if (name === 'ping') return { ignored: 'It only tries whether webhooks arrive.' }
  const action = /^[a-z0-9_-]{1,60}$/.exec(textAt(payload, 'action') ?? '')?.[0]
  const event = action ? `${name}.${action}` : name
  const telling = TELLINGS.get(event)
  if (!telling) return { ignored: `${event} is not something between people.` }
  const told = telling(payload, webhook.receivedAt)
  return typeof told === 'string' ? { ignored: told } : { events: [told] }
}

/** The JSON that is the body, or that is in the field `payload` of a form: a webhook is set to either. */
function payloadOf (webhook: Webhook): Json {
  const payload = isUrlEncoded(webhook) ? readForm(webhook) : readJson(webhook.body)
  if (objectAt(payload, '') === null) throw new Unreadable('The payload is not an object.')
  return payload
}

function readForm (webhook: Webhook): Json {
  const payload = fieldsOf(webhook, ['payload']).get('payload')
  if (payload === undefined) throw new Unreadable('The form has no field payload.')
  return readJson(Buffer.from(payload), 'The field payload')
}
