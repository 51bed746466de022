import { fileURLToPath } from 'node:url'
import cors from '@fastify/cors'
import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { Config } from './config.ts'
import type { Database } from './database/connect.ts'
import { openReading, type Reading } from './database/tenancy.ts'
import { loggable } from './domain/loggable.ts'
import { graphqlContext } from './graphql/context.ts'
import { graphqlEdge } from './graphql/protocol/plugin.ts'
import { executableSchema } from './graphql/schema.ts'
import { authenticate } from './http/authenticate.ts'
import { graphiql } from './http/graphiql.ts'
import { bodyTimeout } from './http/body-timeout.ts'
import { exports as workspaceExports } from './http/exports.ts'
import { health } from './http/health.ts'
import { imports, type ImportsOptions } from './http/imports.ts'
import { acceptJwts } from './http/oidc.ts'
import { webhooks } from './http/webhooks.ts'
import type { OperationContext } from './operations/context.ts'
import type { Cipher } from './operations/integrations/cipher.ts'
import { noteRejections } from './operations/deliveries/note-rejections.ts'
import type { JudgeByActor } from './operations/deliveries/receive-webhook.ts'
import { noteUses } from './operations/tokens/note-uses.ts'

const GRAPHIQL_FILES = fileURLToPath(new URL('../dist/graphiql', import.meta.url))

export interface AppOptions {
  readonly config: Pick<Config, 'graphiql' | 'rateLimit' | 'oidc' | 'corsOrigins' | 'maxImportBytes'>
  readonly database: Database
  readonly logger: FastifyBaseLogger | false
  /** Seals the secrets of integrations. */
  readonly cipher: Cipher
  /** What the addresses begin with that others are given; asked for once the server listens. */
  readonly publicUrl: () => string
  /** How keys of senders are read from their own servers; without it what they sign is refused. */
  readonly judgeByActor?: JudgeByActor
  /** Epoch milliseconds; a test may stop the clock. */
  readonly now?: () => number
  /** How long a body may take to arrive; and a file that is imported, to go on arriving. */
  readonly patience?: { readonly bodyMs?: number } & Pick<ImportsOptions, 'idleMs' | 'mostAtOnce'>
}

const BODY_MS = 30_000
const HEADERS_MS = 30_000

const refuseAll: JudgeByActor = async () => ({ verdict: { isGenuine: false, reason: 'No keys are read here.' }, document: null })

/** The server with all that it serves, not listening yet. Closing it leaves the database open. */
export async function buildApp ({ config, database, logger, cipher, publicUrl, judgeByActor = refuseAll, now = Date.now, patience: { bodyMs = BODY_MS, ...patience } = {} }: AppOptions): Promise<FastifyInstance> {
  const app = fastify({ ...logger ? { loggerInstance: logger } : {}, http: { headersTimeout: HEADERS_MS } }) as FastifyInstance
  bodyTimeout(app, bodyMs)
  const uses = noteUses(database, error => app.log.error(error, 'The last use of a token could not be noted.'))
  const rejections = noteRejections(database, error => app.log.error({ failure: loggable(error) }, 'Rejected webhooks could not be counted.'))
  const issuer = config.oidc && acceptJwts({ ...config.oidc, now })
  const recognize = authenticate({ database, newId: uuidv7, now, uses, issuer })
  const readings = new WeakMap<FastifyRequest, Reading>()

  async function operation (request: FastifyRequest): Promise<OperationContext> {
    const actor = await recognize(request.headers.authorization, request.id)
    const reading = openReading(database, actor.workspaceId)
    readings.set(request, reading)
    const key = request.headers['idempotency-key']
    return { database, reading, actor, requestId: request.id, idempotencyKey: typeof key === 'string' ? key : null, now: now(), newId: uuidv7, cipher }
  }

  const context = async (request: FastifyRequest) => graphqlContext(await operation(request), { publicUrl: publicUrl() })

  // Nobody waits for a snapshot to be given back, but whoever closes the database after the server.
  const ending = new Set<Promise<void> | undefined>()
  app.addHook('onSend', async request => {
    const end = readings.get(request)?.close().finally(() => { ending.delete(end) })
    if (end) ending.add(end)
  })
  app.addHook('onClose', async () => { await Promise.all([uses.settled(), rejections.settled(), ...ending]) })

  await app.register(webhooks, { database, cipher, publicUrl, judgeByActor, rejections, now, newId: uuidv7 })
  // Apart from webhooks, which no web page sends.
  await app.register(async open => {
    health(open, database.check)
    if (config.corsOrigins.length > 0) {
      await open.register(cors, {
        origin: [...config.corsOrigins],
        methods: ['GET', 'HEAD', 'POST'],
        allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'upload-offset'],
        exposedHeaders: ['x-request-id', 'location', 'upload-offset', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'],
        maxAge: 600
      })
    }
    if (config.graphiql) await open.register(graphiql, { directory: GRAPHIQL_FILES })
    await open.register(imports, { context: operation, mostBytes: config.maxImportBytes, now, ...patience })
    await open.register(workspaceExports, { context: operation })
    await graphqlEdge(open, { schema: executableSchema(), context, rateLimit: config.rateLimit })
  })
  return app
}
