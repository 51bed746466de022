import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { may } from '../domain/actor.ts'
import type { Import } from '../domain/imports/import.ts'
import { Refusal } from '../domain/refusal.ts'
import { toTypeId, uuidOf } from '../domain/type-id.ts'
import type { OperationContext } from '../operations/context.ts'
import { findImports } from '../operations/imports/find-imports.ts'
import { findUpload } from '../operations/imports/receive/find-upload.ts'
import { receiveImport } from '../operations/imports/receive/receive-import.ts'
import { TooLarge } from '../operations/imports/receive/store-upload.ts'
import { fileEdge } from './file-edge.ts'
import { letGoBy, uploadBytes } from './upload-body.ts'
import { UploadRefused } from './upload-refused.ts'

const PATH = '/imports'
/** Each holds about two pieces of a megabyte in memory, and now and then a connection to the database. */
const MOST_AT_ONCE = 8
/** Of them, of one workspace: whoever sends slowly leaves room to others. */
const SHARE = 0.5
const IDLE_MS = 60_000
const RETRY_AFTER_SECONDS = '10'

export interface ImportsOptions {
  /** Who asks, and of which workspace; may refuse. */
  readonly context: (request: FastifyRequest) => Promise<OperationContext>
  /** Of one file. */
  readonly mostBytes: number
  /** Epoch milliseconds. */
  readonly now: () => number
  /** How many files may arrive at the same time, of one workspace half of that. */
  readonly mostAtOnce?: number
  /** How long a file may stop arriving. */
  readonly idleMs?: number
}

type Found = FastifyRequest<{ Params: { id: string } }>

/** What the log keeps of a request: in the query there are names and addresses. */
const logSerializers = { req: ({ method, url, ip }: FastifyRequest) => `${method} ${url.split('?')[0]} from ${ip}` }

/**
 * `POST /imports` takes a file as the body, as it is, and answers 202 with the import's id once it is whole; `HEAD /imports` says how much of a file
 * has arrived under an Idempotency-Key; `GET /imports/{id}` how an import stands. Register it as a plugin.
 */
export async function imports (app: FastifyInstance, { context, mostBytes, now, mostAtOnce = MOST_AT_ONCE, idleMs = IDLE_MS }: ImportsOptions): Promise<void> {
  const arriving: string[] = []

  async function receive (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { headers, raw } = request
    const ctx = await context(request)
    const { workspaceId } = ctx.actor
    const isFull = arriving.length >= mostAtOnce || arriving.filter(each => each === workspaceId).length >= mostAtOnce * SHARE
    if (isFull) throw new UploadRefused(503, 'RATE_LIMITED', 'Too many files arrive at once; send it again soon.', { 'retry-after': RETRY_AFTER_SECONDS })
    arriving.push(workspaceId)
    try {
      const id = await receiveImport(ctx, {
        parameters: new URLSearchParams(queryOf(request)),
        bytes: uploadBytes(raw, idleMs),
        offset: offsetOf(headers['upload-offset'], ctx),
        declaredBytes: headers['content-length'] === undefined ? null : Number(headers['content-length']),
        mostBytes,
        clock: now
      })
      return reply.code(202).header('location', placeOf(id)).send({ id: toTypeId('import', id) })
    } finally {
      arriving.splice(arriving.indexOf(workspaceId), 1)
    }
  }

  async function tellOffset (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const found = await findUpload(await context(request))
    if (!found) return reply.code(404).send()
    return reply.code(200).headers({ 'upload-offset': String(found.size), ...found.uploadedAt !== null && { location: placeOf(found.id) } }).send()
  }

  async function tell (request: Found, reply: FastifyReply): Promise<FastifyReply> {
    const ctx = await context(request)
    if (!may(ctx.actor, 'read')) throw new Refusal('FORBIDDEN', 'This token may not read; it needs the scope read.')
    const uuid = uuidOf('import', request.params.id)
    const [found] = uuid ? await findImports(ctx, [uuid]) : []
    if (!found) throw new Refusal('NOT_FOUND', 'There is no import with this id.')
    return reply.send(told(found))
  }

  fileEdge(app, { failure: 'A file could not be received.', retryAfterSeconds: RETRY_AFTER_SECONDS, statusOf: error => error instanceof TooLarge ? 413 : undefined })
  app.addHook('onRequest', async request => { assertPlain(request) })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => { done(null) })
  // Whatever a file is called, it is recognized by its content; and Fastify would refuse a content type that is none.
  app.addHook('preParsing', async request => { delete request.headers['content-type'] })
  app.addHook('onResponse', async ({ raw }) => { letGoBy(raw) })
  app.post(PATH, { config: { body: 'slow' }, logSerializers }, receive)
  app.head(PATH, { logSerializers }, tellOffset)
  app.get(`${PATH}/:id`, { logSerializers }, tell)
}

/** Refuses (415) a body that is not the file itself. */
function assertPlain ({ method, headers }: FastifyRequest): void {
  if (method !== 'POST') return
  if (/^\s*multipart\//i.test(headers['content-type'] ?? '')) {
    throw new UploadRefused(415, 'INVALID', 'A form is not taken: send the file itself as the body (curl --data-binary @FILE, or -T FILE -X POST), and what is to be said of it in the query.')
  }
  if (!['', 'identity'].includes(headers['content-encoding']?.toLowerCase() ?? '')) {
    throw new UploadRefused(415, 'INVALID', 'Send a zipped file as it is, without content-encoding: it is recognized.', { 'accept-encoding': 'identity' })
  }
}

function offsetOf (header: string | string[] | undefined, { idempotencyKey }: OperationContext): number | null {
  if (header === undefined) return null
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) throw new UploadRefused(400, 'INVALID', 'Upload-Offset is how many bytes have arrived, as HEAD /imports told it.')
  if (idempotencyKey === null) throw new UploadRefused(400, 'INVALID', 'A file goes on under the Idempotency-Key that it began with.')
  return Number(header)
}

function queryOf ({ raw: { url = '' } }: FastifyRequest): string {
  const from = url.indexOf('?')
  return from < 0 ? '' : url.slice(from + 1)
}

function placeOf (id: string): string {
  return `${PATH}/${toTypeId('import', id)}`
}

function told ({ id, fileName, format, size, dryRun, status, reason, read, created, updated, unchanged, skipped, failed, contactsCreated, interactionsCreated, createdAt, finishedAt }: Import): object {
  const counts = { read, created, updated, unchanged, skipped, failed, contactsCreated, interactionsCreated }
  const instants = { createdAt: new Date(createdAt).toISOString(), finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString() }
  return { id: toTypeId('import', id), fileName, format, size, dryRun, status, reason, ...counts, ...instants }
}
