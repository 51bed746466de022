import type { PageInput } from '../../domain/page.ts'
import { toTypeId } from '../../domain/type-id.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import { dismissDuplicate } from '../../operations/duplicates/dismiss-duplicate.ts'
import { listDuplicates, type DuplicateCandidate } from '../../operations/duplicates/list-duplicates.ts'
import { restoreDuplicate } from '../../operations/duplicates/restore-duplicate.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext } from '../context.ts'
import { requireId } from '../ids.ts'

type Input<T> = { readonly input: T }

/** Two contacts that may be one person, their list, and what a member can say of them. */
export const duplicateResolvers = {
  DuplicateCandidate: {
    id: ({ id }: DuplicateCandidate) => toTypeId('duplicate', id),
    contacts: ({ contactIds }: DuplicateCandidate, _args: object, { loaders }: GraphqlContext) => loaders.contact.loadMany(contactIds)
  },
  ...connectionResolvers<DuplicateCandidate, Listing<DuplicateCandidate>>('DuplicateCandidate')
}

export const duplicateQueries = {
  duplicateCandidates: (_root: unknown, args: PageInput, ctx: GraphqlContext) => listDuplicates(ctx, args)
}

export const duplicateMutations = {
  dismissDuplicate: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) =>
    ({ dismissedId: input.id, contacts: await mutate(ctx, () => dismissDuplicate(ctx, { id: requireId('duplicate', input.id) })) }),
  restoreDuplicate: async (_root: unknown, { input }: Input<{ contactIds: readonly string[] }>, ctx: GraphqlContext) =>
    ({ contacts: await mutate(ctx, () => restoreDuplicate(ctx, { contactIds: input.contactIds.map(id => requireId('contact', id)) })) })
}
