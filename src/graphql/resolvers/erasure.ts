import type { Erasure } from '../../domain/erasures/erasure.ts'
import type { PageInput } from '../../domain/page.ts'
import { toTypeId } from '../../domain/type-id.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import { eraseContact } from '../../operations/erasures/erase-contact.ts'
import { liftErasure } from '../../operations/erasures/lift-erasure.ts'
import { listErasures } from '../../operations/erasures/list-erasures.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext } from '../context.ts'
import { requireId } from '../ids.ts'

type Input = { readonly input: { readonly id: string } }

/** Who was erased when, and how often they were kept out. */
export const erasureResolvers = {
  Erasure: {
    id: ({ id }: Erasure) => toTypeId('erasure', id),
    by: ({ actor }: Erasure) => actor
  },
  ...connectionResolvers<Erasure, Listing<Erasure>>('Erasure')
}

export const erasureQueries = {
  erasures: (_root: unknown, args: PageInput, ctx: GraphqlContext) => listErasures(ctx, args)
}

export const erasureMutations = {
  eraseContact: async (_root: unknown, { input }: Input, ctx: GraphqlContext) => {
    const { erasedId } = await mutate(ctx, () => eraseContact(ctx, { id: requireId('contact', input.id) }))
    return { erasedId: toTypeId('contact', erasedId) }
  },
  liftErasure: async (_root: unknown, { input }: Input, ctx: GraphqlContext) => ({ erasure: await mutate(ctx, () => liftErasure(ctx, { id: requireId('erasure', input.id) })) })
}
