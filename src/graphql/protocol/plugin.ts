import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parse, type GraphQLSchema } from 'graphql'
import { mercurius } from 'mercurius'
import { assertPlainDefaults } from './compilable.ts'
import { createDocumentKeeper, type DocumentKeeper } from './kept-documents.ts'
import { MAX_TOKENS, MAX_VALIDATION_ERRORS, StaysWithinLimits } from '../cost/limits.ts'
import { ChargeRefused, createMeter, type Meter } from '../cost/metering.ts'
import { OperationCanRun } from './operation-name.ts'
import { createBuckets, rateLimitOf } from '../cost/rate-limit.ts'
import { addRoutes, turnOf } from './routes.ts'
import { coerceVariables } from './variables.ts'

/** Documents that are kept parsed and compiled, and as many that were refused; each cache may hold twice as many for a while. */
const CACHED_DOCUMENTS = 128
// mercurius hands these to graphql-js, whose types know more of them than its own.
const VALIDATE_OPTIONS: { maxErrors: number, hideSuggestions: boolean } = { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions: true }
/** Fields of an operation that is compiled, its fragments spread. Compiling takes longer than the square of them. */
const LARGEST_COMPILED = 400
/** What runs in place of an operation that is refused. */
const NOTHING = parse('{ __typename }')
const HANDLER_TIMEOUT_MS = 10_000

export interface GraphqlEdgeOptions {
  /** Executable, as of makeExecutableSchema; without subscriptions. */
  readonly schema: GraphQLSchema
  /** Makes a new object for each request, which the resolvers get. May refuse (UNAUTHENTICATED …). */
  readonly context: (request: FastifyRequest, reply: FastifyReply) => object | Promise<object>
  /** Points per second that a caller may spend; 20 seconds of them can be saved up. */
  readonly rateLimit: number | 'off'
  /** Whose bucket pays: by default the token's, else the member's, else the address's. */
  readonly bucketOf?: (context: object, request: FastifyRequest) => string
  readonly handlerTimeoutMs?: number
  /** Milliseconds since 1970, by which buckets fill. */
  readonly nowMs?: () => number
  readonly logger?: FastifyBaseLogger
}

/**
 * Serves the schema at POST and GET /graphql, by the GraphQL-over-HTTP specification. mercurius parses, validates,
 * compiles and executes; its own routes, which are laxer than the specification, are not used.
 */
export async function graphqlEdge (app: FastifyInstance, options: GraphqlEdgeOptions): Promise<void> {
  assertPlainDefaults(options.schema)
  const { schema, rateLimit, bucketOf = payerOf, handlerTimeoutMs = HANDLER_TIMEOUT_MS, nowMs = Date.now, logger = app.log } = options
  const meter = createMeter(schema, rateLimit === 'off' ? null : createBuckets(rateLimitOf(rateLimit)), nowMs)
  const keeper = createDocumentKeeper(schema)
  await app.register(async edge => {
    await registerMercurius(edge, schema, meter, keeper)
    addRoutes(edge, { context: options.context, bucketOf, handlerTimeoutMs, logger, meter, keeper })
  })
}

async function registerMercurius (edge: FastifyInstance, schema: GraphQLSchema, meter: Meter, keeper: DocumentKeeper): Promise<void> {
  await edge.register(mercurius, {
    schema,
    routes: false,
    cache: CACHED_DOCUMENTS,
    // Compiles a document on its third use. The form that waits for an idle moment never compiles what it first meets
    // under load, when it matters most. This one skips the validation of variables where it compiles, so the edge
    // validates them itself, each time.
    jit: 2,
    graphql: { parseOptions: { maxTokens: MAX_TOKENS }, validateOptions: VALIDATE_OPTIONS },
    validationRules: [OperationCanRun, StaysWithinLimits],
    // The route maps the errors; mercurius hands them on.
    errorFormatter: execution => ({ statusCode: 200, response: execution })
  })

  edge.graphql.addHook('preValidation', async (_schema, document, { reply }) => {
    keeper.admit(document)
    turnOf(reply.request).parsed = document
  })

  edge.graphql.addHook('preExecution', async (_schema, cached, { reply }) => {
    const turn = turnOf(reply.request)
    turn.parsed = null
    const { document, isKept, mayCompile } = keeper.take(cached)
    const { operationName, variables, key } = turn
    try {
      const coerced = coerceVariables(schema, document, operationName, variables)
      const plan = meter.plan(document, operationName, coerced, isKept)
      turn.charge = meter.charge(plan, coerced, key)
      // mercurius neither compiles a document that a hook hands back, nor runs it compiled.
      return mayCompile && plan.steps <= LARGEST_COMPILED ? { variables } : { variables, document }
    } catch (refusal) {
      turn.refusal = refusal
      if (refusal instanceof ChargeRefused) turn.charge = refusal.charge
      // Not thrown here: mercurius would take this use for the one that compiles, and never compile the document.
      return { document: NOTHING }
    }
  })
}

function payerOf (context: object, request: FastifyRequest): string {
  const { actor } = context as { actor?: { tokenId?: string | null, memberId?: string } | null }
  return actor?.tokenId ?? actor?.memberId ?? request.ip
}
