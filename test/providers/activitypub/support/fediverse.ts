import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { makeActorKey, publicKeyOf } from '../../../../src/providers/activitypub/actor-key.ts'
import { signer } from '../../../../src/providers/activitypub/signer.ts'
import type { Webhook } from '../../../../src/providers/provider.ts'

export const NOW = Date.parse('2026-03-02T12:00:00Z')
export const US = 'https://goodturn.example/webhooks/integration_01h455vb4pex5vsknk084sn02q'
export const ADA = 'https://social.example/users/ada'
export const ADA_KEY_ID = `${ADA}#main-key`
export const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public'

const pem = makeActorKey()
export const ADA_KEY = createPrivateKey(pem)
export const ADA_DOCUMENT = {
  id: ADA,
  type: 'Person',
  preferredUsername: 'ada',
  name: 'Ada Lovelace',
  publicKey: { id: ADA_KEY_ID, owner: ADA, publicKeyPem: publicKeyOf(pem) }
}
export const ED25519 = generateKeyPairSync('ed25519')
export const ED25519_PEM = ED25519.publicKey.export({ type: 'spki', format: 'pem' }).toString()

export const LIKE = { id: `${ADA}#likes/1`, type: 'Like', actor: ADA, object: `${US}/posts/1` }

/** A webhook as the server has it: unsigned. */
export function webhook (activity: unknown, headers: Record<string, string> = {}, receivedAt = NOW): Webhook {
  return { url: US, headers, body: Buffer.from(typeof activity === 'string' ? activity : JSON.stringify(activity)), receivedAt }
}

export interface Signing {
  readonly key?: KeyObject
  readonly keyId?: string
  /** What is signed, in its order. */
  readonly names?: readonly string[]
  readonly url?: string
  readonly signedAt?: number
  /** Parameters beside those that are always there, as they are written. */
  readonly more?: string
  /** Headers that are sent, and signed where their name is. */
  readonly headers?: Record<string, string>
}

const CAVAGE_NAMES = ['(request-target)', 'host', 'date', 'digest']

/** The webhook as Mastodon has signed it up to its release 4.4. */
export function signCavage (activity: unknown, { key = ADA_KEY, keyId = ADA_KEY_ID, names = CAVAGE_NAMES, url = US, signedAt = NOW, more = ',algorithm="rsa-sha256"', headers = {} }: Signing = {}): Webhook {
  const { body } = webhook(activity)
  const { host, pathname } = new URL(url)
  const sent: Record<string, string> = { host, date: new Date(signedAt).toUTCString(), digest: `SHA-256=${sha256(body)}`, ...headers }
  const values: Record<string, string> = { ...sent, '(request-target)': `post ${pathname}`, '(created)': String(signedAt / 1000) }
  const base = names.map(name => `${name}: ${values[name]}`).join('\n')
  const signature = sign('sha256', Buffer.from(base), key).toString('base64')
  return { ...webhook(activity), headers: { ...sent, signature: `keyId="${keyId}",headers="${names.join(' ')}"${more},signature="${signature}"` } }
}

const RFC9421_NAMES = ['@method', '@target-uri', 'content-digest']

/** The webhook as Mastodon has signed it since its release 4.5. */
export function signRfc9421 (activity: unknown, { key = ADA_KEY, keyId = ADA_KEY_ID, names = RFC9421_NAMES, url = US, signedAt = NOW, more = '', headers = {} }: Signing = {}): Webhook {
  const { body } = webhook(activity)
  const { host, pathname, search } = new URL(url)
  const sent: Record<string, string> = { host, 'content-digest': `sha-256=:${sha256(body)}:`, ...headers }
  const values: Record<string, string> = { ...sent, '@method': 'POST', '@target-uri': url, '@authority': host, '@path': pathname, '@query': search || '?', '@scheme': 'https', '@request-target': pathname + search }
  const input = `(${names.map(name => `"${name}"`).join(' ')});created=${signedAt / 1000};keyid="${keyId}"${more}`
  const base = [...names.map(name => `"${name}": ${values[name]}`), `"@signature-params": ${input}`].join('\n')
  const signature = sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', Buffer.from(base), key).toString('base64')
  return { ...webhook(activity), headers: { ...sent, 'signature-input': `sig1=${input}`, signature: `sig1=:${signature}:` } }
}

/** Why the webhook is not genuine by what is known of the key; null where it is. */
export function fault (sent: Webhook, document: unknown = ADA_DOCUMENT): string | null {
  const verdict = signer.verify(sent, document)
  return verdict.isGenuine ? null : verdict.reason
}

/** Ada's document, with this of her key. */
export function adaWith (publicKey: object): object {
  return { ...ADA_DOCUMENT, publicKey: { ...ADA_DOCUMENT.publicKey, ...publicKey } }
}

function sha256 (body: Buffer): string {
  return createHash('sha256').update(body).digest('base64')
}
