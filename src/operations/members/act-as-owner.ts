import { allMembers } from '../../database/workspaces/members.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { findWorkspaceId } from '../../database/workspaces/workspaces.ts'
import type { Actor } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { OperationContext } from '../context.ts'

/**
 * The oldest owner of a workspace, for who works on the machine itself: whoever can log in to the database may do all.
 * Refuses a workspace that is not here, or that has no owner (NOT_FOUND).
 */
export async function actAsOwner ({ database }: Pick<OperationContext, 'database'>, workspaceSlug: string): Promise<Actor> {
  const workspaceId = await findWorkspaceId(database, workspaceSlug)
  if (!workspaceId) throw new Refusal('NOT_FOUND', `There is no workspace “${workspaceSlug}” here.`)
  const members = await inWorkspace(database, workspaceId, allMembers)
  const owner = members.find(({ role }) => role === 'OWNER')
  if (!owner) throw new Refusal('NOT_FOUND', `The workspace “${workspaceSlug}” has no owner.`)
  return { workspaceId, memberId: owner.id, tokenId: null, name: owner.name, role: 'OWNER', scopes: ['admin'] }
}
