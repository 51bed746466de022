import { readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphQLSchema } from 'graphql'
import { pageInfoResolvers } from './connection.ts'
import { contactMutations, contactQueries, contactResolvers, markDefaultOrder } from './contact.ts'
import { interactionMutations, interactionQueries, interactionResolvers } from './interaction.ts'
import { nodeQueries, nodeResolvers } from './node.ts'
import { qualityResolvers } from './quality.ts'
import { DateTime } from './scalars.ts'
import { viewerQueries, viewerResolvers } from './viewer.ts'

const SCHEMA_FILE = new URL('../../schema.graphql', import.meta.url)

/** The schema of schema.graphql with its resolvers. */
export function executableSchema (): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: readFileSync(SCHEMA_FILE, 'utf8'),
    resolvers: {
      DateTime,
      Query: { ...nodeQueries, ...viewerQueries, ...contactQueries, ...interactionQueries },
      Mutation: { ...contactMutations, ...interactionMutations },
      ...nodeResolvers,
      ...pageInfoResolvers,
      ...viewerResolvers,
      ...contactResolvers,
      ...interactionResolvers,
      ...qualityResolvers
    },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' }
  })
  markDefaultOrder(schema)
  return schema
}
