import type { Identity, IdentityInput } from '../../domain/contacts/contact.ts'
import type { PageInput } from '../../domain/page.ts'
import { toTypeId } from '../../domain/type-id.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import { addOwnIdentities } from '../../operations/integrations/add-own-identities.ts'
import { createIntegration, type CreateIntegrationInput, type ToldSecret } from '../../operations/integrations/create-integration.ts'
import { deleteIntegration } from '../../operations/integrations/delete-integration.ts'
import { assessIntegration, listAllIntegrations, type IntegrationRecord } from '../../operations/integrations/find-integrations.ts'
import { webhookUrlOf } from '../../operations/deliveries/read-delivery.ts'
import { removeOwnIdentity } from '../../operations/integrations/remove-own-identity.ts'
import { rotateIntegrationSecret, type RotateSecretInput } from '../../operations/integrations/rotate-integration-secret.ts'
import { updateIntegration, type UpdateIntegrationInput } from '../../operations/integrations/update-integration.ts'
import { verifyTokenOf } from '../../operations/integrations/verify-token.ts'
import { adapterOf } from '../../providers/adapters.ts'
import { nextSteps } from '../../providers/next-steps.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext } from '../context.ts'
import { requireId } from '../ids.ts'

type Input<T> = { readonly input: T }

const toldResolvers = {
  // Where each sender has a key of their own, the secret is ours alone.
  secret: ({ integration: { provider }, secret }: ToldSecret) => adapterOf(provider).signer ? null : secret,
  verifyToken: ({ integration: { id, provider }, secret }: ToldSecret) => adapterOf(provider).answerGet ? verifyTokenOf(secret, id) : null,
  nextSteps: ({ integration: { provider } }: ToldSecret, _args: object, { publicUrl }: GraphqlContext) => nextSteps(provider, publicUrl)
}

/** Integration with its health, its list, what can be done with integrations, and who we are. */
export const integrationResolvers = {
  Integration: {
    id: ({ id }: IntegrationRecord) => toTypeId('integration', id),
    webhookUrl: ({ id }: IntegrationRecord, _args: object, { publicUrl }: GraphqlContext) => webhookUrlOf(publicUrl, id),
    lastDeliveryAt: async ({ id }: IntegrationRecord, _args: object, { loaders }: GraphqlContext) => (await loaders.activity.load(id)).lastDeliveryAt,
    received: ({ id }: IntegrationRecord, _args: object, { loaders }: GraphqlContext) => loaders.received.load(id),
    failed: async ({ id }: IntegrationRecord, _args: object, { loaders }: GraphqlContext) => (await loaders.unread.load(id)).failed,
    health: (integration: IntegrationRecord) => integration
  },
  IntegrationHealth: {
    state: async (integration: IntegrationRecord, _args: object, ctx: GraphqlContext) => assessIntegration(ctx, integration, await ctx.loaders.activity.load(integration.id), ctx.cipher).state,
    reason: async (integration: IntegrationRecord, _args: object, ctx: GraphqlContext) => assessIntegration(ctx, integration, await ctx.loaders.activity.load(integration.id), ctx.cipher).reason,
    failed: async ({ id }: IntegrationRecord, _args: object, { loaders }: GraphqlContext) => (await loaders.unread.load(id)).failed,
    waiting: async ({ id }: IntegrationRecord, _args: object, { loaders }: GraphqlContext) => (await loaders.unread.load(id)).waiting,
    oldestWaitingAt: async ({ id }: IntegrationRecord, _args: object, { loaders }: GraphqlContext) => (await loaders.activity.load(id)).oldestWaitingAt
  },
  CreateIntegrationPayload: toldResolvers,
  RotateIntegrationSecretPayload: toldResolvers,
  ...connectionResolvers<IntegrationRecord, Listing<IntegrationRecord>>('Integration')
}

export const integrationQueries = {
  integrations: (_root: unknown, args: PageInput, ctx: GraphqlContext) => listAllIntegrations(ctx, args)
}

export const integrationMutations = {
  createIntegration: (_root: unknown, { input }: Input<CreateIntegrationInput>, ctx: GraphqlContext) => mutate(ctx, () => createIntegration(ctx, input, ctx.cipher)),
  updateIntegration: async (_root: unknown, { input }: Input<UpdateIntegrationInput>, ctx: GraphqlContext) =>
    ({ integration: await mutate(ctx, () => updateIntegration(ctx, withId(input))) }),
  rotateIntegrationSecret: (_root: unknown, { input }: Input<RotateSecretInput>, ctx: GraphqlContext) => mutate(ctx, () => rotateIntegrationSecret(ctx, withId(input), ctx.cipher)),
  deleteIntegration: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) => {
    await mutate(ctx, () => deleteIntegration(ctx, withId(input)))
    return { deletedId: input.id }
  },
  addOwnIdentities: async (_root: unknown, { input }: Input<{ identities: IdentityInput[] }>, ctx: GraphqlContext) =>
    ({ ownIdentities: await mutate(ctx, () => addOwnIdentities(ctx, input)) }),
  removeOwnIdentity: async (_root: unknown, { input }: Input<Pick<Identity, 'kind' | 'value'>>, ctx: GraphqlContext) =>
    ({ ownIdentities: await mutate(ctx, () => removeOwnIdentity(ctx, input)) })
}

function withId<I extends { readonly id: string }> (input: I): I {
  return { ...input, id: requireId('integration', input.id) }
}
