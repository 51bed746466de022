import { may, ROLES, SCOPES, type Actor, type Role, type Scope } from './actor.ts'
import { invalid, type FieldError } from './refusal.ts'
import { cleanText } from './text.ts'

/** Random bytes in a token: so many that it can be looked up by a fast hash. */
export const TOKEN_BYTES = 32

const START = 'goodturn_'
// 43 characters hold the 32 bytes, 6 the checksum.
const SHAPE = /^goodturn_[\w-]{49}$/
const CHECKSUM_LENGTH = 6
const PREFIX_LENGTH = 16
const LONGEST_NAME = 100

/** What a client shows: `goodturn_`, the bytes in base64url, and a checksum that gives a mistyped token away. */
export function tokenText (random: Uint8Array): string {
  const body = START + Buffer.from(random).toString('base64url')
  return body + checksum(body)
}

/** Whether the text can be a token at all. Says nothing of whether there is such a token. */
export function isTokenText (text: string): boolean {
  return SHAPE.test(text) && text.endsWith(checksum(text.slice(0, -CHECKSUM_LENGTH)))
}

/** The first characters, by which a person knows the token again; too few to be of use to anybody else. */
export function tokenPrefix (text: string): string {
  return text.slice(0, PREFIX_LENGTH)
}

export type TokenState = 'ACTIVE' | 'EXPIRED' | 'REVOKED'

/** Instants are epoch milliseconds. A token works up to the instant at which it expires. */
export interface TokenLife {
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

export function tokenState ({ expiresAt, revokedAt }: TokenLife, now: number): TokenState {
  if (revokedAt !== null) return 'REVOKED'
  return expiresAt !== null && expiresAt <= now ? 'EXPIRED' : 'ACTIVE'
}

/** What a new token is to be called, and what it is for. */
export interface TokenWish {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Null for a token that works until it is revoked. */
  readonly expiresAt: number | null
}

/**
 * The wish as it is kept: trimmed, each scope once. Refuses (INVALID) a missing or overlong name, no scope,
 * a scope that the member's role does not reach, and an end that has passed.
 */
export function checkTokenWish (wish: TokenWish, role: Role, now: number): TokenWish {
  const errors: FieldError[] = []
  const name = cleanText(wish.name, { path: 'name', max: LONGEST_NAME }, errors)
  if (!name) errors.push({ path: 'name', message: 'is empty.' })
  const scopes = SCOPES.filter(scope => wish.scopes.includes(scope))
  if (scopes.length === 0) errors.push({ path: 'scopes', message: `has to name at least one of ${SCOPES.join(', ')}.` })
  const beyond = scopes.find(scope => !may({ role, scopes: ['admin'] }, scope))
  if (beyond) errors.push({ path: 'scopes', message: `“${beyond}” is more than the role ${role} allows.` })
  if (wish.expiresAt !== null && !(wish.expiresAt > now)) errors.push({ path: 'expiresAt', message: 'has passed.' })
  if (errors.length > 0) throw invalid(...errors)
  return { name: name as string, scopes, expiresAt: wish.expiresAt }
}

/** Whether the actor may make and revoke the tokens of a member with this role: never of one above its own. */
export function mayManageTokens (actor: Pick<Actor, 'role' | 'scopes'>, role: Role): boolean {
  return may(actor, 'admin') && ROLES.indexOf(actor.role) <= ROLES.indexOf(role)
}

// CRC-32 (IEEE 802.3), over ASCII.
function checksum (text: string): string {
  let crc = 0xffffffff
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(~crc >>> 0)
  return bytes.toString('base64url')
}
