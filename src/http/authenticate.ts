import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import type { OperationContext } from '../operations/context.ts'
import { recognizeMember } from '../operations/members/recognize-member.ts'
import { recognizeToken } from '../operations/tokens/recognize-token.ts'
import type { UseNotes } from '../operations/tokens/note-uses.ts'
import type { JwtIssuer } from './oidc.ts'

export interface AuthenticateOptions extends Pick<OperationContext, 'database' | 'newId'> {
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly uses: Pick<UseNotes, 'note'>
  /** Whose JWTs are accepted besides our own tokens; null for nobody's. */
  readonly issuer: JwtIssuer | null
}

/** Takes the header as it came. The id of the request goes into the audit where a JWT makes or changes a member. */
export type Authenticate = (authorization: string | undefined, requestId?: string) => Promise<Actor>

/**
 * Who sends this `authorization` header. Refuses (UNAUTHENTICATED) what proves nobody, with a sentence that says what
 * to do about it, and (FORBIDDEN) a person who is no member. Throws IssuerUnreachable where a JWT cannot be checked now.
 */
export function authenticate ({ database, newId, now, uses, issuer }: AuthenticateOptions): Authenticate {
  return async (authorization, requestId = '') => {
    const text = bearerOf(authorization)
    const ctx = { database, newId, now: now(), requestId }
    if (!isJwt(text)) {
      const actor = await recognizeToken(ctx, text)
      uses.note(actor, ctx.now)
      return actor
    }
    if (!issuer) throw new Refusal('UNAUTHENTICATED', 'That is a JWT, and this server accepts none: send a token of Goodturn.')
    const actor = await recognizeMember(ctx, await issuer.verify(text))
    if (!actor) throw new Refusal('FORBIDDEN', `The token makes nobody a member here: it has no claim “${issuer.roleClaim}” that names a role.`)
    return actor
  }
}

// Schemes are case-insensitive, credentials are a token68 (RFC 9110, 11.1 and 11.2).
const BEARER = /^bearer +([\w~+/.-]+=*) *$/i

function bearerOf (authorization: string | undefined): string {
  if (!authorization) throw new Refusal('UNAUTHENTICATED', 'A token is needed: send it in the header “authorization: Bearer <token>”.')
  const [, text] = BEARER.exec(authorization) ?? []
  if (!text) throw new Refusal('UNAUTHENTICATED', 'The header has to be “authorization: Bearer <token>”.')
  return text
}

function isJwt (text: string): boolean {
  return text.split('.').length === 3
}
