import { createHash, randomBytes } from 'node:crypto'
import { TOKEN_BYTES, tokenPrefix, tokenText } from '../../domain/token.ts'

/** A new token: `text` for its owner alone, and what is kept of it. */
export interface Secret {
  readonly text: string
  readonly prefix: string
  readonly hash: string
}

export function newSecret (): Secret {
  const text = tokenText(randomBytes(TOKEN_BYTES))
  return { text, prefix: tokenPrefix(text), hash: hashOf(text) }
}

/** SHA-256 in hex. There is no way from it to a text of 256 random bits, so it needs neither salt nor slowness. */
export function hashOf (text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
