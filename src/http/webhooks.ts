import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { loggable } from '../domain/loggable.ts'
import { uuidOf } from '../domain/type-id.ts'
import type { Cipher } from '../operations/integrations/cipher.ts'
import { receiversOf } from '../operations/deliveries/find-receiver.ts'
import { webhookUrlOf } from '../operations/deliveries/read-delivery.ts'
import { receiveWebhook, type ReceiveContext } from '../operations/deliveries/receive-webhook.ts'
import { answerGet } from '../operations/integrations/verify-token.ts'
import { publicKeyOf } from '../providers/activitypub/actor-key.ts'
import { adapterOf } from '../providers/adapters.ts'
import { Unreadable, type Handshake } from '../providers/provider.ts'
import { activityPub, type FediverseActor } from './activitypub.ts'
import { readBody, roomsFor } from './webhook-body.ts'
import { WebhookRefused } from './webhook-refused.ts'

const PATH = '/webhooks/:id'
/** Twice the longest body has room in it; each is several times as large while it is written down. */
const MOST_BYTES_AT_ONCE = 96 * 1024 * 1024
/** Longer than a body may take to arrive, and no sender waits so long. */
const HANDLER_TIMEOUT_MS = 45_000

export interface WebhooksOptions extends Pick<ReceiveContext, 'database' | 'newId' | 'rejections' | 'judgeByActor'> {
  readonly cipher: Cipher
  /** What the addresses of integrations begin with. */
  readonly publicUrl: () => string
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Of bodies, held in memory together; half of it those of one integration. */
  readonly mostBytesAtOnce?: number
}

type Request = FastifyRequest<{ Params: { id: string } }>

/** What the log keeps of a request: in the query there may be a secret. */
const logSerializers = { req: ({ method, url, ip }: FastifyRequest) => `${method} ${url.split('?')[0]} from ${ip}` }

/**
 * `POST /webhooks/{id}` keeps what a provider sends to an integration, and answers at once: 200 without a body, for a delivery that was kept
 * before as well, since some providers take any other answer for a failure or read the body. Register it as a plugin.
 */
export async function webhooks (app: FastifyInstance, { publicUrl, now, cipher, mostBytesAtOnce = MOST_BYTES_AT_ONCE, ...options }: WebhooksOptions): Promise<void> {
  const receivers = receiversOf({ database: options.database, cipher, now })
  const roomOf = roomsFor(mostBytesAtOnce)

  async function receive (request: Request, reply: FastifyReply): Promise<FastifyReply> {
    const found = await receivers.find(idIn(request)) ?? nobody()
    const { receiver } = found
    const onFailure = (error: unknown): void => {
      if (!(error instanceof Unreadable)) request.log.error({ requestId: request.id, integration: receiver.id, failure: loggable(error) }, 'A webhook was kept as it came.')
    }
    const query = queryOf(request)
    const body = await readBody(request.raw, adapterOf(receiver.provider).limit, roomOf(receiver.id))
    try {
      const outcome = await receiveWebhook({ ...options, receivers, onFailure }, found, {
        url: webhookUrlOf(publicUrl(), receiver.id) + (query && `?${query}`), headers: headersOf(request), body: body.bytes, receivedAt: now()
      })
      switch (outcome.type) {
        case 'UNKNOWN': return nobody()
        case 'REJECTED':
          request.log.info({ integration: receiver.id, reason: outcome.reason }, 'A webhook was rejected.')
          throw new WebhookRefused(401, 'UNAUTHENTICATED', 'This is not from who may send here.')
        case 'ANSWERED': return hand(reply, outcome.answer)
        default: return reply.code(200).header('x-delivery', outcome.type.toLowerCase()).send()
      }
    } finally {
      body.release()
    }
  }

  async function findActor (typeId: string): Promise<FediverseActor | null> {
    const { receiver } = await receivers.find(uuidOf('integration', typeId) ?? nobody()) ?? {}
    // Its own name is nobody's business.
    return receiver?.provider === 'ACTIVITYPUB' ? { name: 'Goodturn', publicKeyPem: publicKeyOf(receiver.secret) } : null
  }

  async function answer (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { receiver } = await receivers.find(idIn(request as Request)) ?? nobody()
    return hand(reply, answerGet(receiver, Object.fromEntries(new URLSearchParams(queryOf(request))), now()) ?? nobody())
  }

  app.setGenReqId(() => randomUUID())
  app.addHook('onRequest', async (request, reply) => { dress(request, reply) })
  app.setErrorHandler(refuse)
  app.removeAllContentTypeParsers()
  // The handler reads the body itself: how long it may be depends on the provider.
  app.addContentTypeParser('*', (_request, _payload, done) => { done(null) })
  // Fastify would refuse a content type that is none, before anybody could say whether the webhook is genuine.
  app.addHook('preParsing', async request => { delete request.headers['content-type'] })
  app.post(PATH, { handlerTimeout: HANDLER_TIMEOUT_MS, logSerializers }, receive)
  await app.register(activityPub, { publicUrl, findActor, otherwise: answer, logSerializers })
  app.route({
    url: PATH,
    logSerializers,
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    onRequest: async () => { throw new WebhookRefused(405, 'INVALID', 'Webhooks are received by POST.', { allow: 'GET, POST' }) },
    handler: () => undefined
  })
}

function idIn ({ params }: Request): string {
  return uuidOf('integration', params.id) ?? nobody()
}

function nobody (): never {
  throw new WebhookRefused(404, 'NOT_FOUND', 'Nobody receives at this address.')
}

function queryOf ({ raw }: FastifyRequest): string {
  const { url = '' } = raw
  const from = url.indexOf('?')
  return from < 0 ? '' : url.slice(from + 1)
}

/** All values of each header: Node keeps of some the first only, which need not be the one that a proxy or a provider judged by. */
function headersOf ({ raw: { rawHeaders } }: FastifyRequest): Record<string, string> {
  const headers = new Map<string, string>()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, value] = [(rawHeaders[at] as string).toLowerCase(), rawHeaders[at + 1] as string]
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(headers)
}

function hand (reply: FastifyReply, { status, contentType, body }: Handshake): FastifyReply {
  return reply.code(status).type(contentType).send(body)
}

function dress (request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'", 'x-request-id': request.id })
}

function refuse (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  dress(request, reply)
  reply.type('application/json; charset=utf-8')
  if (error instanceof WebhookRefused) return reply.code(error.statusCode).headers(error.headers).send({ errors: [{ message: error.message, extensions: { code: error.code } }] })
  request.log.error({ requestId: request.id, failure: loggable(error) }, 'A webhook could not be received.')
  const isTimeout = (error as { code?: unknown }).code === 'FST_ERR_HANDLER_TIMEOUT'
  return reply.code(isTimeout ? 503 : 500).send({ errors: [{ message: isTimeout ? 'The request took too long and was stopped.' : 'Internal error', extensions: { code: 'INTERNAL', requestId: request.id } }] })
}
