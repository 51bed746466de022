import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { DocumentNode } from 'graphql'
import { fieldErrors, ownErrors, requestErrors, RequestErrors, type ErrorScene } from './errors.ts'
import type { DocumentKeeper } from './kept-documents.ts'
import { loggable } from '../../domain/loggable.ts'
import type { Charge, CostExtension, Meter } from '../cost/metering.ts'
import { markOperation } from './operation-name.ts'
import { bodyParameters, GRAPHQL_RESPONSE, JSON_RESPONSE, negotiate, ProtocolRefusal, urlParameters, type MediaType, type Parameters } from './protocol.ts'

const PATH = '/graphql'
// 500 rows of a bulk mutation, 4 KiB each. What is kept of a request, its query, has a limit of its own.
const BODY_LIMIT = 2 * 1024 * 1024

export interface RouteOptions {
  readonly context: (request: FastifyRequest, reply: FastifyReply) => object | Promise<object>
  readonly bucketOf: (context: object, request: FastifyRequest) => string
  readonly handlerTimeoutMs: number
  readonly logger: FastifyBaseLogger
  readonly meter: Meter
  readonly keeper: DocumentKeeper
}

/** What is known of a request while it runs. */
export interface Turn {
  readonly operationName: string | undefined
  /** As they came. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Whose bucket pays. */
  readonly key: string
  charge: Charge | null
  /** Why the operation did not run, where it was taken in and then refused. */
  refusal: unknown
  /** The document, from when it is parsed until it is found valid. */
  parsed: DocumentNode | null
}

const turns = new WeakMap<FastifyRequest, Turn>()

/** The turn of a request that is being executed. */
export function turnOf (request: FastifyRequest): Turn {
  const turn = turns.get(request)
  if (!turn) throw new Error('The request was not taken in by the route.')
  return turn
}

/** Adds POST and GET /graphql, with what holds for every answer there: media type, headers, request id, the map of errors. */
export function addRoutes (edge: FastifyInstance, options: RouteOptions): void {
  edge.setGenReqId(() => randomUUID())
  edge.addHook('onRequest', async (request, reply) => dress(request, reply))
  edge.setErrorHandler((error, request, reply) => refuse(options, error, request, reply))
  // Only JSON comes in: whatever else the server reads elsewhere is 415 here, and with it any form a browser can send.
  edge.removeAllContentTypeParsers()
  edge.addContentTypeParser('application/json', { parseAs: 'string' }, edge.getDefaultJsonParser('error', 'error'))

  const limits = { bodyLimit: BODY_LIMIT, handlerTimeout: options.handlerTimeoutMs }
  edge.post(PATH, limits, (request, reply) => answer(options, bodyParameters(request.body), request, reply))
  // A HEAD route would not count as a GET, and would run mutations.
  edge.get(PATH, { ...limits, exposeHeadRoute: false }, (request, reply) => answer(options, urlParameters(request.query), request, reply))
  edge.route({
    url: PATH,
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE'],
    onRequest: async () => { throw new ProtocolRefusal(405, 'GraphQL is served by POST and GET.') },
    handler: () => undefined
  })
}

async function answer (options: RouteOptions, { query, operationName, variables }: Parameters, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const context = await options.context(request, reply)
  const turn: Turn = { operationName, variables, key: options.bucketOf(context, request), charge: null, refusal: null, parsed: null }
  turns.set(request, turn)
  const { data, errors } = await reply.graphql(markOperation(query, operationName), context, undefined, operationName)
  if (turn.refusal) throw turn.refusal
  if (data === undefined) throw new RequestErrors(errors ?? [])
  if (turn.charge) options.meter.settle(turn.charge, data)
  const told = errors && fieldErrors(errors, sceneOf(options, request))
  return JSON.stringify({ errors: told, data, extensions: chargeOf(options, turn, reply) })
}

async function refuse (options: RouteOptions, error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  // Once more: Fastify takes the content type off an error, and the hooks before ours may throw too.
  dressAs(mediaOf(request), request, reply)
  const parsed = turns.get(request)?.parsed
  const invalid = parsed && ownErrors(error)
  if (invalid) options.keeper.forget(parsed, invalid)
  const { statusCode, errors, retryAfterSeconds } = requestErrors(error, sceneOf(options, request))
  if (statusCode === 401) reply.header('www-authenticate', 'Bearer')
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  if (statusCode === 405) reply.header('allow', request.method === 'GET' ? 'POST' : 'GET, POST')
  reply.code(statusCode)
  return JSON.stringify({ errors, extensions: chargeOf(options, turns.get(request), reply) })
}

function dress (request: FastifyRequest, reply: FastifyReply): void {
  dressAs(mediaOf(request), request, reply)
  if (!negotiate(request.headers.accept)) throw new ProtocolRefusal(406, `The answer is ${GRAPHQL_RESPONSE} or ${JSON_RESPONSE}.`)
}

function mediaOf (request: FastifyRequest): MediaType {
  return negotiate(request.headers.accept) ?? JSON_RESPONSE
}

function dressAs (media: MediaType, request: FastifyRequest, reply: FastifyReply): void {
  const vary = String(reply.getHeader('vary') ?? '')
  reply.headers({
    'content-type': `${media}; charset=utf-8`,
    vary: vary === '' ? 'Accept' : /\bAccept\s*(,|$)/i.test(vary) ? vary : `${vary}, Accept`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
    'x-request-id': request.id
  })
}

function sceneOf ({ logger }: RouteOptions, request: FastifyRequest): ErrorScene {
  const requestId = request.id
  return {
    requestId,
    isStrict: mediaOf(request) === GRAPHQL_RESPONSE,
    log: (failure, path) => logger.error({ requestId, path, operationName: turns.get(request)?.operationName, failure: loggable(failure) }, 'A GraphQL request failed.')
  }
}

/** The cost of what was asked, for the answer's extensions and its headers; nothing where it did not come to that. */
function chargeOf ({ meter }: RouteOptions, turn: Turn | undefined, reply: FastifyReply): { cost: CostExtension } | undefined {
  if (!turn?.charge) return undefined
  reply.headers(meter.headers(turn.charge))
  return { cost: meter.extension(turn.charge) }
}
