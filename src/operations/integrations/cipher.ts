import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Seals secrets, so that whoever reads the database alone cannot. */
export interface Cipher {
  /** `text` sealed for one place (`about`, such as the id of its row): it opens nowhere else. */
  readonly seal: (text: string, about: string) => string
  /** Throws where it was sealed with another key, for another place, or was changed. */
  readonly open: (sealed: string, about: string) => string
  /** Whether it is sealed with the key that new secrets are sealed with. */
  readonly isCurrent: (sealed: string) => boolean
  /** The name of the key that a secret was sealed with, which tells nothing of it. */
  readonly keyOf: (sealed: string) => string
  /** Whether the key of this name is among ours. */
  readonly hasKey: (name: string) => boolean
}

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM with keys of 32 bytes: the first seals, all of them open, so that a key can be followed by another.
 * Sealed text names its key by the start of the key's SHA-256: `v1.<key>.<iv, tag and text in base64url>`.
 */
export function cipherOf (keys: readonly [Buffer, ...Buffer[]]): Cipher {
  const byName = new Map(keys.map(key => [nameOf(key), key]))
  const [current] = keys
  const prefix = `v1.${nameOf(current)}.`
  return {
    seal (text, about) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(ALGORITHM, current, iv).setAAD(Buffer.from(about))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return prefix + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open (sealed, about) {
      const [version, name = '', data = ''] = sealed.split('.')
      const key = byName.get(name)
      if (version !== 'v1' || !key) throw new Error('A secret was sealed with another SECRET_KEY: give that one too, behind the new one.')
      const bytes = Buffer.from(data, 'base64url')
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    },
    isCurrent: sealed => sealed.startsWith(prefix),
    keyOf,
    hasKey: name => byName.has(name)
  }
}

function keyOf (sealed: string): string {
  return sealed.split('.')[1] ?? ''
}

function nameOf (key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}
