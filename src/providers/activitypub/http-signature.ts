import { constants, createHash, createPublicKey, timingSafeEqual, verify, type KeyObject } from 'node:crypto'

/** A signature whose request is what it says, as far as that can be known without the key: it covers all that it has to, in time. */
export interface HttpSignature {
  /** The address of the key, as the sender writes it. */
  readonly keyId: string
  readonly base: Buffer
  readonly signature: Buffer
  /** The kinds of key that can have made it. */
  readonly kinds: readonly KeyKind[]
}

export type KeyKind = 'rsa' | 'ed25519'

/** As Mastodon has it: what a server could not deliver at once is delivered hours later, and not signed anew by all of them. */
const OLDEST_MS = 12 * 3_600_000
const AHEAD_MS = 3_600_000
const LONGEST_PEM = 10_000
/** Smaller ones have been broken; larger ones take long to verify with. */
const [FEWEST_RSA_BITS, MOST_RSA_BITS] = [1_024, 8_192]

/** Whether the key, in PEM, has made the signature. */
export function isMadeWith (pem: string, { base, signature, kinds }: HttpSignature): boolean {
  const key = keyIn(pem)
  const kind = kinds.find(kind => kind === key?.asymmetricKeyType)
  if (!key || !kind) return false
  return kind === 'rsa' ? verify('sha256', base, { key, padding: constants.RSA_PKCS1_PADDING }, signature) : verify(null, base, key, signature)
}

/** Why what was signed at one of these times (epoch milliseconds; NaN where it was none) is not taken at `now`; null where it is. */
export function faultOfTimes (signedAt: readonly number[], expires: string | undefined, now: number): string | null {
  if (!signedAt.every(at => now - at <= OLDEST_MS && at - now <= AHEAD_MS)) return 'It was signed too long ago, or lies in the future.'
  // A clock that is ahead of ours by as much as we bear says so with both of its times.
  return expires === undefined || fromSeconds(expires) >= now - AHEAD_MS ? null : 'Its signature has expired.'
}

/** Epoch milliseconds of epoch seconds in digits; NaN where the text is something else. */
export function fromSeconds (text: string | undefined): number {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) * 1_000 : NaN
}

/** Whether `base64` is the SHA-256 of the body. */
export function isDigestOf (body: Buffer, base64: string | undefined): boolean {
  const told = base64Bytes(base64)
  return told?.length === 32 && timingSafeEqual(told, createHash('sha256').update(body).digest())
}

/** Null where the text is not base64. */
export function base64Bytes (text: string | undefined): Buffer | null {
  return text !== undefined && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null
}

function keyIn (pem: string): KeyObject | null {
  if (pem.length > LONGEST_PEM || !/^-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem.trimStart())) return null
  try {
    const key = createPublicKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? FEWEST_RSA_BITS
    return bits >= FEWEST_RSA_BITS && bits <= MOST_RSA_BITS ? key : null
  } catch {
    return null
  }
}
