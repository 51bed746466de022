import type { Actor } from '../../domain/actor.ts'
import { toTypeId } from '../../domain/type-id.ts'
import { findWorkspaceLedger } from '../../operations/favors/find-workspace-ledger.ts'
import { countAllContacts, countAllInteractions, findWorkspace, type Workspace } from '../../operations/viewer/find-viewer.ts'
import { findScoringModel } from '../../operations/scoring-models/find-scoring-models.ts'
import { findDailySuggestions, findDeliveryDays } from '../../operations/workspaces/update-workspace.ts'
import { findOwnIdentities } from '../../operations/integrations/remove-own-identity.ts'
import type { GraphqlContext } from '../context.ts'

/** Who asks, and their workspace. */
export const viewerResolvers = {
  Viewer: {
    actor: ({ name }: Actor) => name,
    workspace: (_actor: Actor, _args: object, ctx: GraphqlContext) => findWorkspace(ctx)
  },
  Workspace: {
    id: ({ id }: Workspace) => toTypeId('workspace', id),
    scoringModel: (_workspace: Workspace, _args: object, ctx: GraphqlContext) => findScoringModel(ctx),
    dailySuggestions: (_workspace: Workspace, _args: object, ctx: GraphqlContext) => findDailySuggestions(ctx),
    deliveryDays: (_workspace: Workspace, _args: object, ctx: GraphqlContext) => findDeliveryDays(ctx),
    ownIdentities: (_workspace: Workspace, _args: object, ctx: GraphqlContext) => findOwnIdentities(ctx),
    ledger: (_workspace: Workspace, _args: object, ctx: GraphqlContext) => findWorkspaceLedger(ctx),
    contactCount: (_workspace: Workspace, _args: object, ctx: GraphqlContext) => countAllContacts(ctx),
    interactionCount: (_workspace: Workspace, _args: object, ctx: GraphqlContext) => countAllInteractions(ctx)
  }
}

export const viewerQueries = {
  viewer: (_root: unknown, _args: object, { actor }: GraphqlContext) => actor
}
