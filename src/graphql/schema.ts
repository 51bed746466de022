import { readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphQLSchema } from 'graphql'
import { agendaMutations, agendaQueries, agendaResolvers } from './resolvers/principles/agenda.ts'
import { pageInfoResolvers } from './connection.ts'
import { askMutations, askQueries, askResolvers } from './resolvers/principles/ask.ts'
import { contactMutations, contactQueries, contactResolvers, markDefaultOrder } from './resolvers/contact.ts'
import { deliveryMutations, deliveryQueries, deliveryResolvers } from './resolvers/delivery.ts'
import { duplicateMutations, duplicateQueries, duplicateResolvers } from './resolvers/duplicate.ts'
import { feedMutations, feedResolvers } from './resolvers/principles/feed.ts'
import { erasureMutations, erasureQueries, erasureResolvers } from './resolvers/erasure.ts'
import { favorMutations, favorQueries, favorResolvers } from './resolvers/principles/favor.ts'
import { importMutations, importQueries, importResolvers } from './resolvers/import.ts'
import { inboxMutations, inboxQueries, inboxResolvers } from './resolvers/inbox.ts'
import { insightsQueries, insightsResolvers } from './resolvers/principles/insights.ts'
import { integrationMutations, integrationQueries, integrationResolvers } from './resolvers/integration.ts'
import { interactionMutations, interactionQueries, interactionResolvers } from './resolvers/interaction.ts'
import { ledgerResolvers } from './resolvers/principles/ledger.ts'
import { mergeMutations, mergeQueries } from './resolvers/merge.ts'
import { nodeQueries, nodeResolvers } from './resolvers/node.ts'
import { postMutations, postResolvers } from './resolvers/principles/post.ts'
import { qualityResolvers } from './resolvers/principles/quality.ts'
import { readinessResolvers } from './resolvers/principles/readiness.ts'
import { reviewQueries, reviewResolvers } from './resolvers/principles/review.ts'
import { DateTime, EmailAddress, URL as WebAddress } from './scalars.ts'
import { scoringModelMutations, scoringModelQueries, scoringModelResolvers } from './resolvers/principles/scoring-model.ts'
import { tagMutations, tagQueries, tagResolvers } from './resolvers/tag.ts'
import { timelineResolvers } from './resolvers/timeline.ts'
import { viewerQueries, viewerResolvers } from './resolvers/viewer.ts'

const SCHEMA_FILE = new URL('../../schema.graphql', import.meta.url)

/** The schema of schema.graphql with its resolvers. */
export function executableSchema (): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: readFileSync(SCHEMA_FILE, 'utf8'),
    resolvers: {
      DateTime,
      URL: WebAddress,
      EmailAddress,
      Query: { ...nodeQueries, ...viewerQueries, ...contactQueries, ...interactionQueries, ...favorQueries, ...askQueries, ...reviewQueries, ...insightsQueries, ...scoringModelQueries, ...agendaQueries, ...tagQueries, ...integrationQueries, ...deliveryQueries, ...inboxQueries, ...importQueries, ...mergeQueries, ...erasureQueries, ...duplicateQueries },
      Mutation: { ...contactMutations, ...interactionMutations, ...postMutations, ...feedMutations, ...favorMutations, ...askMutations, ...scoringModelMutations, ...agendaMutations, ...tagMutations, ...integrationMutations, ...deliveryMutations, ...inboxMutations, ...importMutations, ...mergeMutations, ...erasureMutations, ...duplicateMutations },
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
      ...timelineResolvers,
      ...readinessResolvers,
      ...qualityResolvers,
      ...agendaResolvers,
      ...tagResolvers,
      ...reviewResolvers,
      ...insightsResolvers,
      ...scoringModelResolvers,
      ...integrationResolvers,
      ...deliveryResolvers,
      ...erasureResolvers,
      ...importResolvers,
      ...duplicateResolvers,
      ...inboxResolvers
    },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' }
  })
  markDefaultOrder(schema)
  return schema
}
