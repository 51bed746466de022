import { createHmac, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { isSame, type Check } from './scheme.ts'

/** HMAC by a key that is read out of the secret: its characters, where nothing else is said. */
export function hmac (hash: 'sha1' | 'sha256', encoding: 'hex' | 'base64', keyOf: (secret: string) => string | Buffer | null = secret => secret): Check {
  return secret => {
    const key = keyOf(secret)
    if (key === null) return null
    return base => {
      const hmac = createHmac(hash, key)
      for (const piece of base) hmac.update(piece)
      const code = hmac.digest(encoding)
      // Compared as written: a decoder would let different spellings of the same bytes through.
      return signature => isSame(code, signature)
    }
  }
}

/** Ed25519 by a public key as Standard Webhooks writes it: `whpk_` and 32 bytes in base64. */
export const ed25519: Check = secret => {
  const x = bytesAfter('whpk_', secret)
  if (x?.length !== 32) return null
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') }, format: 'jwk' })
  return base => {
    const signed = joined(base)
    return signature => isVerified(signature, bytes => verify(null, signed, key, bytes))
  }
}

/** ECDSA on P-256 with SHA-256, by a public key in SPKI DER in base64; the signature in DER in base64. */
export const ecdsa: Check = secret => {
  const key = publicKey(fromBase64(secret))
  if (key?.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return null
  return base => {
    const signed = joined(base)
    return signature => isVerified(signature, bytes => verify('sha256', signed, { key, dsaEncoding: 'der' }, bytes))
  }
}

/** The secret itself is what was sent; never a public key, however it was copied, which anybody can send. */
export const staticSecret: Check = secret =>
  publicKey(Buffer.from(secret, 'base64')) || secret.startsWith('whpk_') ? null : () => sent => isSame(secret, sent)

/** The bytes that follow a prefix in base64; null where the rest is not base64. */
export function bytesAfter (prefix: string, secret: string): Buffer | null {
  return secret.startsWith(prefix) ? fromBase64(secret.slice(prefix.length)) : null
}

/** Strict, as Buffer is not: it skips what it cannot read, so that one key or signature would have many spellings. */
function fromBase64 (text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null
}

function isVerified (signature: string, by: (bytes: Buffer) => boolean): boolean {
  const bytes = fromBase64(signature)
  return bytes !== null && by(bytes)
}

/** Of any kind, in SPKI DER. */
function publicKey (bytes: Buffer | null): KeyObject | null {
  try {
    return bytes && createPublicKey({ key: bytes, format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

function joined (base: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(base.map(piece => Buffer.from(piece as string)))
}
