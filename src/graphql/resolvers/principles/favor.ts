import type { Favor, NewFavorInput } from '../../../domain/favors/favor.ts'
import type { FavorFilter } from '../../../domain/favors/favor-list.ts'
import { toTypeId } from '../../../domain/type-id.ts'
import type { Listing } from '../../../operations/contacts/find-contacts.ts'
import { deleteFavor } from '../../../operations/favors/delete-favor.ts'
import { favorList } from '../../../operations/favors/list-favors.ts'
import { recordFavor } from '../../../operations/favors/record-favor.ts'
import type { ListInput } from '../../../operations/timeline-list.ts'
import { updateFavor, type UpdateFavorInput } from '../../../operations/favors/update-favor.ts'
import { connectionResolvers } from '../../connection.ts'
import { mutate, type GraphqlContext } from '../../context.ts'
import { requireId, rowId } from '../../ids.ts'

type Input<T> = { readonly input: T }

/** Favor, its lists, and what can be done with favors. */
export const favorResolvers = {
  Favor: {
    id: ({ id }: Favor) => toTypeId('favor', id),
    contact: ({ contactId }: Favor, _args: object, { loaders }: GraphqlContext) => loaders.contact.load(contactId),
    ask: ({ askId }: Favor, _args: object, { loaders }: GraphqlContext) => askId && loaders.ask.load(askId)
  },
  ...connectionResolvers<Favor, Listing<Favor>>('Favor')
}

export const favorQueries = {
  favors: (_root: unknown, args: ListInput<FavorFilter>, ctx: GraphqlContext) => favorList.all(ctx, { ...args, filter: withContactId(args.filter) })
}

export const favorMutations = {
  recordFavor: async (_root: unknown, { input }: Input<NewFavorInput>, ctx: GraphqlContext) =>
    ({ favor: await mutate(ctx, () => recordFavor(ctx, withAskId({ ...input, contactId: requireId('contact', input.contactId) }))) }),
  updateFavor: async (_root: unknown, { input }: Input<UpdateFavorInput>, ctx: GraphqlContext) =>
    ({ favor: await mutate(ctx, () => updateFavor(ctx, withAskId({ ...input, id: requireId('favor', input.id) }))) }),
  deleteFavor: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) => {
    await mutate(ctx, () => deleteFavor(ctx, { id: requireId('favor', input.id) }))
    return { deletedId: input.id }
  }
}

/** A filter by what is no id of a contact finds nothing. */
export function withContactId<Filter extends { readonly contactId?: string | null }> (filter: Filter | null | undefined): Filter | null {
  return filter ? { ...filter, ...typeof filter.contactId === 'string' && { contactId: rowId('contact', filter.contactId) } } : null
}

function withAskId<I extends { readonly askId?: string | null }> (input: I): I {
  return typeof input.askId === 'string' ? { ...input, askId: requireId('ask', input.askId) } : input
}
