import { allMembers, type MemberRecord } from '../../database/workspaces/members.ts'
import { may } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { OperationContext } from '../context.ts'

/** All members of the workspace, the oldest first. Refuses an actor without the scope admin (FORBIDDEN). */
export async function listMembers (ctx: OperationContext): Promise<MemberRecord[]> {
  if (!may(ctx.actor, 'admin')) throw new Refusal('FORBIDDEN', 'Seeing the members of a workspace needs the scope admin.')
  return await ctx.reading.read(allMembers)
}
