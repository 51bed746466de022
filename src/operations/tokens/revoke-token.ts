import { findTokenById, markRevoked, type TokenRecord } from '../../database/workspaces/tokens.ts'
import { may } from '../../domain/actor.ts'
import { changesBetween } from '../../domain/changes.ts'
import { Refusal } from '../../domain/refusal.ts'
import { mayManageTokens } from '../../domain/token.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'

/**
 * Makes a token useless from the next request on, for good; revoking it again changes nothing. Refuses an actor without
 * the scope admin and one below the token's member (FORBIDDEN), and a token that is not of this workspace (NOT_FOUND).
 */
export function revokeToken (ctx: OperationContext, { id }: { readonly id: string }): Promise<TokenRecord> {
  return transact(ctx, 'revokeToken', { id }, async ({ db, audit }) => {
    if (!may(ctx.actor, 'admin')) throw new Refusal('FORBIDDEN', 'Revoking tokens needs the scope admin.')
    const token = await findTokenById(db, id)
    if (!token) throw new Refusal('NOT_FOUND', 'There is no such token.')
    if (!mayManageTokens(ctx.actor, token.role)) {
      throw new Refusal('FORBIDDEN', `The role ${ctx.actor.role} may not revoke a token of a member with the role ${token.role}.`)
    }
    if (token.revokedAt !== null) return token
    const revokedAt = ctx.now
    await markRevoked(db, id, revokedAt)
    audit({ subjectType: 'token', subjectId: id, changes: changesBetween({ revokedAt: token.revokedAt }, { revokedAt }) })
    return { ...token, revokedAt }
  })
}
