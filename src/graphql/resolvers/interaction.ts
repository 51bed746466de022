import type { Interaction, InteractionInput } from '../../domain/interactions/interaction.ts'
import { toTypeId } from '../../domain/type-id.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import { deleteInteraction } from '../../operations/interactions/delete-interaction.ts'
import { listAllInteractions, type ListInteractionsInput } from '../../operations/interactions/find-interactions.ts'
import { logInteraction, logInteractions, type LogInteractionInput } from '../../operations/interactions/log-interactions.ts'
import { updateInteraction } from '../../operations/interactions/update-interaction.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext } from '../context.ts'
import { requireId, rowId } from '../ids.ts'

type Input<T> = { readonly input: T }

/** Interaction, its lists, and what can be asked of and done with interactions. */
export const interactionResolvers = {
  Interaction: {
    id: ({ id }: Interaction) => toTypeId('interaction', id),
    participants: ({ id }: Interaction, _args: object, { loaders }: GraphqlContext) => loaders.participants.load(id)
  },
  ...connectionResolvers<Interaction, Listing<Interaction>>('Interaction')
}

export const interactionQueries = {
  interactions: (_root: unknown, args: ListInteractionsInput, ctx: GraphqlContext) => listAllInteractions(ctx, args)
}

export const interactionMutations = {
  logInteraction: (_root: unknown, { input }: Input<LogInteractionInput>, ctx: GraphqlContext) =>
    mutate(ctx, () => logInteraction(ctx, withIds(input))),
  logInteractions: async (_root: unknown, { input }: Input<{ interactions: LogInteractionInput[] }>, ctx: GraphqlContext) =>
    ({ results: await mutate(ctx, () => logInteractions(ctx, { interactions: input.interactions.map(withIds) })) }),
  updateInteraction: (_root: unknown, { input }: Input<InteractionInput & { id: string }>, ctx: GraphqlContext) =>
    mutate(ctx, () => updateInteraction(ctx, { ...input, id: requireId('interaction', input.id) })),
  deleteInteraction: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) => {
    await mutate(ctx, () => deleteInteraction(ctx, { id: requireId('interaction', input.id) }))
    return { deletedId: input.id }
  }
}

function withIds (input: LogInteractionInput): LogInteractionInput {
  return {
    ...input,
    participants: input.participants.map(each => each.contactId ? { ...each, contactId: rowId('contact', each.contactId) } : each)
  }
}
