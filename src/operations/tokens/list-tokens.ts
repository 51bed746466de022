import { allTokens, type TokenRecord } from '../../database/workspaces/tokens.ts'
import { may } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import { tokenState, type TokenState } from '../../domain/token.ts'
import type { OperationContext } from '../context.ts'

export interface ListedToken extends TokenRecord {
  readonly state: TokenState
}

/** All tokens of the workspace, the oldest first. Refuses an actor without the scope admin (FORBIDDEN). */
export async function listTokens (ctx: OperationContext): Promise<ListedToken[]> {
  if (!may(ctx.actor, 'admin')) throw new Refusal('FORBIDDEN', 'Seeing the tokens of a workspace needs the scope admin.')
  const tokens = await ctx.reading.read(allTokens)
  return tokens.map(token => ({ ...token, state: tokenState(token, ctx.now) }))
}
