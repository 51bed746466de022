import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { loggable } from '../domain/loggable.ts'
import { Refusal, type RefusalCode } from '../domain/refusal.ts'
import { UploadRefused } from './upload-refused.ts'

const STATUS_OF: Readonly<Record<RefusalCode, number>> = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, INVALID: 400, CONFLICT: 409, TOO_COMPLEX: 400, RATE_LIMITED: 429
}

export interface FileEdge {
  /** What the log says of an error that nobody foresaw. */
  readonly failure: string
  readonly retryAfterSeconds: string
  /** The status of a refusal that is not that of its code. */
  readonly statusOf?: (refusal: Refusal) => number | undefined
}

/** How files come in and go out: no answer is kept or shown by a browser, and each refusal says in JSON what was wrong. */
export function fileEdge (app: FastifyInstance, { failure, retryAfterSeconds, statusOf = () => undefined }: FileEdge): void {
  function refuse (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    dress(request, reply)
    reply.removeHeader('content-disposition').type('application/json; charset=utf-8')
    if (error instanceof Refusal) {
      if (error.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer')
      if (error.code === 'RATE_LIMITED') reply.header('retry-after', retryAfterSeconds)
      if (error instanceof UploadRefused) reply.headers(error.headers)
      const status = error instanceof UploadRefused ? error.statusCode : statusOf(error) ?? STATUS_OF[error.code]
      const fields = error.fields.length > 0 ? { fields: error.fields } : {}
      return reply.code(status).send({ errors: [{ message: error.message, extensions: { ...error.extensions, code: error.code, ...fields } }] })
    }
    request.log.error({ requestId: request.id, failure: loggable(error) }, failure)
    const outageSeconds = (error as { retryAfterSeconds?: unknown }).retryAfterSeconds
    const isOutage = typeof outageSeconds === 'number'
    if (isOutage) reply.header('retry-after', String(outageSeconds))
    const message = isOutage ? 'Something that the server needs does not answer; try again soon.' : 'Internal error'
    return reply.code(isOutage ? 503 : 500).send({ errors: [{ message, extensions: { code: 'INTERNAL', requestId: request.id } }] })
  }

  app.setGenReqId(() => randomUUID())
  app.addHook('onRequest', async (request, reply) => { dress(request, reply) })
  app.setErrorHandler(refuse)
}

function dress (request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'", 'x-request-id': request.id })
}
