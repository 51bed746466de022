import { feedState, type Feed } from '../../../domain/feeds/feed.ts'
import { toTypeId } from '../../../domain/type-id.ts'
import { followFeed, unfollowFeed } from '../../../operations/feeds/follow-feed.ts'
import { mutate, type GraphqlContext } from '../../context.ts'
import { requireId } from '../../ids.ts'

type Input<T> = { readonly input: T }

/** Feed, and what can be done with feeds. */
export const feedResolvers = {
  Feed: {
    id: ({ id }: Feed) => toTypeId('feed', id),
    contact: ({ contactId }: Feed, _args: object, { loaders }: GraphqlContext) => loaders.contact.load(contactId),
    state: feedState,
    nextPollAt: ({ nextPollAt }: Feed) => nextPollAt === Infinity ? null : nextPollAt
  }
}

export const feedMutations = {
  followFeed: (_root: unknown, { input }: Input<{ contactId: string, url: string }>, ctx: GraphqlContext) =>
    mutate(ctx, () => followFeed(ctx, { ...input, contactId: requireId('contact', input.contactId) })),
  unfollowFeed: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) => {
    await mutate(ctx, () => unfollowFeed(ctx, { id: requireId('feed', input.id) }))
    return { deletedId: input.id }
  }
}
