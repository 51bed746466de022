import { findMember } from '../../database/workspaces/members.ts'
import { findTokenById, insertToken, type TokenRecord } from '../../database/workspaces/tokens.ts'
import { may, type Scope } from '../../domain/actor.ts'
import { changesBetween } from '../../domain/changes.ts'
import { Refusal } from '../../domain/refusal.ts'
import { checkTokenWish, mayManageTokens } from '../../domain/token.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { newSecret } from './secret.ts'

export interface CreateTokenInput {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Epoch milliseconds; without it the token works until it is revoked. */
  readonly expiresAt?: number | null
  /** Whose token it is to be: the actor's own unless told. */
  readonly memberId?: string
}

export interface CreatedToken {
  readonly token: TokenRecord
  /**
   * What the client is to show. It is kept nowhere, so it cannot be had again: null where the request comes a second
   * time under its Idempotency-Key.
   */
  readonly text: string | null
}

/**
 * Makes a token. Refuses an actor without the scope admin and one below the member (FORBIDDEN), a member who is not
 * of this workspace (NOT_FOUND), and what checkTokenWish refuses.
 */
export async function createToken (ctx: OperationContext, input: CreateTokenInput): Promise<CreatedToken> {
  const id = ctx.newId()
  const { text, prefix, hash } = newSecret()
  const token = await transact(ctx, 'createToken', input, async ({ db, audit }) => {
    if (!may(ctx.actor, 'admin')) throw new Refusal('FORBIDDEN', 'Making tokens needs the scope admin.')
    const member = await findMember(db, input.memberId ?? ctx.actor.memberId)
    if (!member) throw new Refusal('NOT_FOUND', 'There is no such member.')
    if (!mayManageTokens(ctx.actor, member.role)) {
      throw new Refusal('FORBIDDEN', `The role ${ctx.actor.role} may not make tokens for a member with the role ${member.role}.`)
    }
    const { name, scopes, expiresAt } = checkTokenWish({ name: input.name, scopes: input.scopes, expiresAt: input.expiresAt ?? null }, member.role, ctx.now)
    await insertToken(db, { id, memberId: member.id, name, scopes: [...scopes], expiresAt, prefix, hash, createdAt: ctx.now })
    audit({ subjectType: 'token', subjectId: id, changes: changesBetween(undefined, { name, prefix, scopes, memberId: member.id, expiresAt }) })
    return await findTokenById(db, id)
  })
  if (!token) throw new Error(`Token ${id} was written, but cannot be read.`)
  return { token, text: token.id === id ? text : null }
}
