import { readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphQLSchema } from 'graphql'
import { agendaMutations, agendaQueries, agendaResolvers } from './agenda.ts'
import { pageInfoResolvers } from './connection.ts'
import { askMutations, askQueries, askResolvers } from './ask.ts'
import { contactMutations, contactQueries, contactResolvers, markDefaultOrder } from './contact.ts'
import { feedMutations, feedResolvers } from './feed.ts'
import { favorMutations, favorQueries, favorResolvers } from './favor.ts'
import { insightsQueries, insightsResolvers } from './insights.ts'
import { interactionMutations, interactionQueries, interactionResolvers } from './interaction.ts'
import { ledgerResolvers } from './ledger.ts'
import { nodeQueries, nodeResolvers } from './node.ts'
import { postMutations, postResolvers } from './post.ts'
import { qualityResolvers } from './quality.ts'
import { readinessResolvers } from './readiness.ts'
import { reviewQueries, reviewResolvers } from './review.ts'
import { DateTime, URL as WebAddress } from './scalars.ts'
import { scoringModelMutations, scoringModelQueries, scoringModelResolvers } from './scoring-model.ts'
import { tagMutations, tagQueries, tagResolvers } from './tag.ts'
import { viewerQueries, viewerResolvers } from './viewer.ts'

const SCHEMA_FILE = new URL('../../schema.graphql', import.meta.url)

/** The schema of schema.graphql with its resolvers. */
export function executableSchema (): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: readFileSync(SCHEMA_FILE, 'utf8'),
    resolvers: {
      DateTime,
      URL: WebAddress,
      Query: { ...nodeQueries, ...viewerQueries, ...contactQueries, ...interactionQueries, ...favorQueries, ...askQueries, ...reviewQueries, ...insightsQueries, ...scoringModelQueries, ...agendaQueries, ...tagQueries },
      Mutation: { ...contactMutations, ...interactionMutations, ...postMutations, ...feedMutations, ...favorMutations, ...askMutations, ...scoringModelMutations, ...agendaMutations, ...tagMutations },
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
      ...scoringModelResolvers
    },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' }
  })
  markDefaultOrder(schema)
  return schema
}
