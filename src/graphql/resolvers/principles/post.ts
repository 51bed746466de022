import type { Post, PostInput } from '../../../domain/posts/post.ts'
import { toTypeId } from '../../../domain/type-id.ts'
import type { Listing } from '../../../operations/contacts/find-contacts.ts'
import { deletePost, erasePosts } from '../../../operations/posts/delete-posts.ts'
import { clearSubstanceOverride, overrideSubstance, type OverrideSubstanceInput } from '../../../operations/posts/override-substance.ts'
import { ratePost } from '../../../operations/posts/rate-post.ts'
import { recordPosts } from '../../../operations/posts/record-posts.ts'
import { connectionResolvers } from '../../connection.ts'
import { mutate, type GraphqlContext } from '../../context.ts'
import { requireId } from '../../ids.ts'

type Input<T> = { readonly input: T }
type OfContact = { readonly contactId: string }

/** Post, its lists, and what can be done with posts and with the substance that follows from them. */
export const postResolvers = {
  Post: {
    id: ({ id }: Post) => toTypeId('post', id),
    contact: ({ contactId }: Post, _args: object, { loaders }: GraphqlContext) => loaders.contact.load(contactId),
    // Where no word list could judge, nobody says that it is civil either.
    isUncivil: ({ isUncivil, lexicon }: Post) => lexicon === null ? null : isUncivil
  },
  ...connectionResolvers<Post, Listing<Post>>('Post')
}

export const postMutations = {
  recordPosts: async (_root: unknown, { input }: Input<OfContact & { posts: PostInput[] }>, ctx: GraphqlContext) =>
    ({ results: await mutate(ctx, () => recordPosts(ctx, ofContact(input))) }),
  deletePost: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) => {
    await mutate(ctx, () => deletePost(ctx, { id: requireId('post', input.id) }))
    return { deletedId: input.id }
  },
  erasePosts: (_root: unknown, { input }: Input<OfContact>, ctx: GraphqlContext) => mutate(ctx, () => erasePosts(ctx, ofContact(input))),
  ratePost: async (_root: unknown, { input }: Input<{ id: string, rating?: number | null }>, ctx: GraphqlContext) =>
    ({ post: await mutate(ctx, () => ratePost(ctx, { id: requireId('post', input.id), rating: input.rating ?? null })) }),
  overrideSubstance: async (_root: unknown, { input }: Input<OverrideSubstanceInput>, ctx: GraphqlContext) =>
    ({ contact: await mutate(ctx, () => overrideSubstance(ctx, ofContact(input))) }),
  clearSubstanceOverride: async (_root: unknown, { input }: Input<OfContact>, ctx: GraphqlContext) =>
    ({ contact: await mutate(ctx, () => clearSubstanceOverride(ctx, ofContact(input))) })
}

function ofContact<T extends OfContact> (input: T): T {
  return { ...input, contactId: requireId('contact', input.contactId) }
}
