import type { PageInput } from '../../domain/page.ts'
import type { Tag, TagCadence } from '../../domain/contacts/tag.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import { listAllTags } from '../../operations/tags/list-tags.ts'
import { setTagCadence } from '../../operations/tags/set-tag-cadence.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext } from '../context.ts'

/** Tag, its list, and the cadence of whoever has it. */
export const tagResolvers = {
  Tag: {
    contactCount: ({ id }: Tag, _args: object, { loaders }: GraphqlContext) => loaders.taggedCount.load(id)
  },
  ...connectionResolvers<Tag, Listing<Tag>>('Tag')
}

export const tagQueries = {
  tags: (_root: unknown, args: PageInput, ctx: GraphqlContext) => listAllTags(ctx, args)
}

export const tagMutations = {
  setTagCadence: (_root: unknown, { input: { tag, targetDays = null } }: { input: { tag: string, targetDays?: number | null } }, ctx: GraphqlContext) =>
    mutate(ctx, () => setTagCadence(ctx, { tag, targetDays } satisfies TagCadence))
}
