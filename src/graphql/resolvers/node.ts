import { invalid } from '../../domain/refusal.ts'
import { parseTypeId } from '../../domain/type-id.ts'
import { findWorkspace } from '../../operations/viewer/find-viewer.ts'
import type { GraphqlContext } from '../context.ts'

const MOST_NODES = 100

/** Records by id alone. What is not there, or not this workspace's, is null without a hint. */
export const nodeQueries = {
  node: (_root: unknown, { id }: { id: string }, ctx: GraphqlContext) => findNode(id, ctx),
  nodes (_root: unknown, { ids }: { ids: readonly string[] }, ctx: GraphqlContext) {
    if (ids.length > MOST_NODES) throw invalid({ path: 'ids', message: `are ${ids.length}; at most ${MOST_NODES} at a time.` })
    return ids.map(id => findNode(id, ctx))
  }
}

export const nodeResolvers = {
  Node: {
    __resolveType (record: object) {
      if ('totals' in record) return 'Contact'
      if ('worth' in record) return 'Favor'
      if ('need' in record) return 'Ask'
      if ('snoozedUntil' in record) return 'Suggestion'
      if ('lexicon' in record) return 'Post'
      if ('nextPollAt' in record) return 'Feed'
      if ('dryRun' in record) return 'Import'
      if ('deliveryKey' in record) return 'Delivery'
      if ('newContacts' in record) return 'Integration'
      if ('firstSeenAt' in record) return 'InboxPerson'
      if ('foundAt' in record) return 'DuplicateCandidate'
      if ('mergedAt' in record) return 'Merge'
      return 'channel' in record ? 'Interaction' : 'Workspace'
    }
  }
}

async function findNode (id: string, ctx: GraphqlContext): Promise<object | null> {
  const parsed = parseTypeId(id)
  switch (parsed?.type) {
    case 'contact': return await ctx.loaders.contact.load(parsed.uuid) ?? null
    case 'favor': return await ctx.loaders.favor.load(parsed.uuid) ?? null
    case 'ask': return await ctx.loaders.ask.load(parsed.uuid) ?? null
    case 'interaction': return await ctx.loaders.interaction.load(parsed.uuid) ?? null
    case 'suggestion': return await ctx.loaders.suggestion.load(parsed.uuid) ?? null
    case 'post': return await ctx.loaders.post.load(parsed.uuid) ?? null
    case 'feed': return await ctx.loaders.feed.load(parsed.uuid) ?? null
    case 'integration': return await ctx.loaders.integration.load(parsed.uuid) ?? null
    case 'delivery': return await ctx.loaders.delivery.load(parsed.uuid) ?? null
    case 'import': return await ctx.loaders.import.load(parsed.uuid) ?? null
    case 'duplicate': return await ctx.loaders.duplicate.load(parsed.uuid) ?? null
    case 'person': return await ctx.loaders.person.load(parsed.uuid) ?? null
    case 'merge': return await ctx.loaders.merge.load(parsed.uuid) ?? null
    case 'workspace': return parsed.uuid === ctx.actor.workspaceId ? await findWorkspace(ctx) : null
    default: return null
  }
}
