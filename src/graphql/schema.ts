import { readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphQLSchema } from 'graphql'
import { agendaMutations, agendaQueries, agendaResolvers } from './resolvers/agenda.ts'
import { pageInfoResolvers } from './connection.ts'
import { askMutations, askQueries, askResolvers } from './resolvers/ask.ts'
import { contactMutations, contactQueries, contactResolvers, markDefaultOrder } from './resolvers/contact.ts'
import { deliveryMutations, deliveryQueries, deliveryResolvers } from './resolvers/delivery.ts'
import { feedMutations, feedResolvers } from './resolvers/feed.ts'
import { favorMutations, favorQueries, favorResolvers } from './resolvers/favor.ts'
import { inboxMutations, inboxQueries, inboxResolvers } from './resolvers/inbox.ts'
import { insightsQueries, insightsResolvers } from './resolvers/insights.ts'
import { integrationMutations, integrationQueries, integrationResolvers } from './resolvers/integration.ts'
import { interactionMutations, interactionQueries, interactionResolvers } from './resolvers/interaction.ts'
import { ledgerResolvers } from './resolvers/ledger.ts'
import { mergeMutations, mergeQueries } from './resolvers/merge.ts'
import { nodeQueries, nodeResolvers } from './resolvers/node.ts'
import { postMutations, postResolvers } from './resolvers/post.ts'
import { qualityResolvers } from './resolvers/quality.ts'
import { readinessResolvers } from './resolvers/readiness.ts'
import { reviewQueries, reviewResolvers } from './resolvers/review.ts'
import { DateTime, URL as WebAddress } from './scalars.ts'
import { scoringModelMutations, scoringModelQueries, scoringModelResolvers } from './resolvers/scoring-model.ts'
import { tagMutations, tagQueries, tagResolvers } from './resolvers/tag.ts'
import { viewerQueries, viewerResolvers } from './resolvers/viewer.ts'

const SCHEMA_FILE = new URL('../../schema.graphql', import.meta.url)

/** The schema of schema.graphql with its resolvers. */
export function executableSchema (): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: readFileSync(SCHEMA_FILE, 'utf8'),
    resolvers: {
      DateTime,
      URL: WebAddress,
      Query: { ...nodeQueries, ...viewerQueries, ...contactQueries, ...interactionQueries, ...favorQueries, ...askQueries, ...reviewQueries, ...insightsQueries, ...scoringModelQueries, ...agendaQueries, ...tagQueries, ...integrationQueries, ...deliveryQueries, ...inboxQueries, ...mergeQueries },
      Mutation: { ...contactMutations, ...interactionMutations, ...postMutations, ...feedMutations, ...favorMutations, ...askMutations, ...scoringModelMutations, ...agendaMutations, ...tagMutations, ...integrationMutations, ...deliveryMutations, ...inboxMutations, ...mergeMutations },
      ...nodeResolvers,
      ...pageInfoResolvers,
      ...viewerResolvers,
      ...contactResolvers,
      ...interactionResolvers,
      ...postResolvers,
      ...feedResolvers,
      ...favorResolvers,
      ...askResolvers,
      ...ledgerResolvers,
      ...readinessResolvers,
      ...qualityResolvers,
      ...agendaResolvers,
      ...tagResolvers,
      ...reviewResolvers,
      ...insightsResolvers,
      ...scoringModelResolvers,
      ...integrationResolvers,
      ...deliveryResolvers,
      ...inboxResolvers
    },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' }
  })
  markDefaultOrder(schema)
  return schema
}
