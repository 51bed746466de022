import { ASK_MOVES, type Ask, type MoveInput } from '../../../domain/asks/ask.ts'
import type { AskFilter } from '../../../domain/favors/favor-list.ts'
import { toTypeId } from '../../../domain/type-id.ts'
import { createAsk, type CreateAskInput } from '../../../operations/asks/create-ask.ts'
import { deleteAsk } from '../../../operations/asks/delete-ask.ts'
import { askList } from '../../../operations/asks/list-asks.ts'
import { updateAsk, type UpdateAskInput } from '../../../operations/asks/update-ask.ts'
import { updateAskStatus } from '../../../operations/asks/update-ask-status.ts'
import type { Listing } from '../../../operations/contacts/find-contacts.ts'
import type { ListInput } from '../../../operations/timeline-list.ts'
import { connectionResolvers } from '../../connection.ts'
import { mutate, type GraphqlContext } from '../../context.ts'
import { withContactId } from './favor.ts'
import { requireId } from '../../ids.ts'

type Input<T> = { readonly input: T }

/** Ask, its lists, and what can be done with asks. */
export const askResolvers = {
  Ask: {
    id: ({ id }: Ask) => toTypeId('ask', id),
    contact: ({ contactId }: Ask, _args: object, { loaders }: GraphqlContext) => loaders.contact.load(contactId),
    openMoves: ({ status }: Ask) => ASK_MOVES[status],
    history: ({ id }: Ask, _args: object, { loaders }: GraphqlContext) => loaders.moves.load(id),
    favors: ({ id }: Ask, _args: object, { loaders }: GraphqlContext) => loaders.favorsOfAsk.load(id)
  },
  ...connectionResolvers<Ask, Listing<Ask>>('Ask')
}

export const askQueries = {
  asks: (_root: unknown, args: ListInput<AskFilter>, ctx: GraphqlContext) => askList.all(ctx, { ...args, filter: withContactId(args.filter) })
}

export const askMutations = {
  createAsk: async (_root: unknown, { input }: Input<CreateAskInput>, ctx: GraphqlContext) =>
    ({ ask: await mutate(ctx, () => createAsk(ctx, { ...input, contactId: requireId('contact', input.contactId) })) }),
  updateAsk: async (_root: unknown, { input }: Input<UpdateAskInput>, ctx: GraphqlContext) =>
    ({ ask: await mutate(ctx, () => updateAsk(ctx, { ...input, id: requireId('ask', input.id) })) }),
  updateAskStatus: async (_root: unknown, { input }: Input<MoveInput & { id: string }>, ctx: GraphqlContext) =>
    ({ ask: await mutate(ctx, () => updateAskStatus(ctx, { ...input, id: requireId('ask', input.id) })) }),
  deleteAsk: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) => {
    await mutate(ctx, () => deleteAsk(ctx, { id: requireId('ask', input.id) }))
    return { deletedId: input.id }
  }
}
