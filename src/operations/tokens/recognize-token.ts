import { findToken } from '../../database/workspaces/tokens.ts'
import type { Actor } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import { isTokenText, tokenState } from '../../domain/token.ts'
import type { OperationContext } from '../context.ts'
import { hashOf } from './secret.ts'

/**
 * Who shows this token. Asked anew each time, so that a revoked token is refused from the next request on.
 * Refuses (UNAUTHENTICATED) a mistyped token without asking the database, and an unknown, revoked or expired one.
 */
export async function recognizeToken ({ database, now }: Pick<OperationContext, 'database' | 'now'>, text: string): Promise<Actor> {
  if (!isTokenText(text)) throw new Refusal('UNAUTHENTICATED', 'That is not a token of Goodturn: it is mistyped or not whole.')
  const found = await findToken(database, hashOf(text))
  if (!found) throw new Refusal('UNAUTHENTICATED', 'The token is not known here.')
  const state = tokenState(found, now)
  if (state === 'REVOKED') throw new Refusal('UNAUTHENTICATED', 'The token has been revoked.')
  if (state === 'EXPIRED') throw new Refusal('UNAUTHENTICATED', 'The token has expired.')
  const { tokenId, workspaceId, memberId, memberName: name, role, scopes } = found
  return { workspaceId, memberId, tokenId, name, role, scopes }
}
