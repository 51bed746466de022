import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { loggable } from '../domain/loggable.ts'
import { Refusal } from '../domain/refusal.ts'
import { toTypeId, uuidOf } from '../domain/type-id.ts'
import type { OperationContext } from '../operations/context.ts'
import type { ExportContext } from '../operations/exports/begin-export.ts'
import { exportContact } from '../operations/exports/export-contact.ts'
import { exportContacts } from '../operations/exports/export-contacts.ts'
import { exportWorkspace } from '../operations/exports/export-workspace.ts'
import { fileEdge } from './file-edge.ts'
import { streamPieces } from './stream-pieces.ts'

const PATH = '/exports'
/** Each holds a connection to the database for as long as its reader takes; a workspace has one of them at most. */
const MOST_AT_ONCE = 3
const IDLE_MS = 60_000
/** For so long nothing that is deleted meanwhile can be cleared away. */
const MOST_MS = 60 * 60_000
const RETRY_AFTER_SECONDS = '30'

export interface ExportsOptions {
  /** Who asks, and of which workspace; may refuse. */
  readonly context: (request: FastifyRequest) => Promise<OperationContext>
  /** How many may be under way, of different workspaces. */
  readonly mostAtOnce?: number
  /** How long a reader may take for a piece of 256 KB. */
  readonly idleMs?: number
  /** How long a reader may take for all. */
  readonly mostMs?: number
  /** How long the database may take for an answer. */
  readonly answerMs?: number
}

/** A file to be: what it is called after, and how it is read. */
interface Wanted {
  readonly mediaType: string
  readonly nameOf: (day: string) => string
  readonly piecesOf: (ctx: ExportContext) => Promise<AsyncGenerator<string, void>>
}

const WORKSPACE: Wanted = { mediaType: 'application/x-ndjson; charset=utf-8', nameOf: day => `goodturn-workspace-${day}.jsonl`, piecesOf: ctx => exportWorkspace(ctx) }
const VCARD: Wanted = { mediaType: 'text/vcard; charset=utf-8', nameOf: day => `goodturn-contacts-${day}.vcf`, piecesOf: ctx => exportContacts(ctx, 'vcard') }
const CSV: Wanted = { mediaType: 'text/csv; charset=utf-8; header=present', nameOf: day => `goodturn-contacts-${day}.csv`, piecesOf: ctx => exportContacts(ctx, 'csv') }

/**
 * `GET /exports/workspace.jsonl`, `/exports/contacts.vcf` and `/exports/contacts.csv` send as much as is read, from one snapshot and no faster
 * than it is taken; what fails in between ends the connection, so that nobody takes a part for the whole. `GET /exports/contacts/{id}.json`
 * has all that is known of one person. Register it as a plugin.
 */
export async function exports (app: FastifyInstance, { context, mostAtOnce = MOST_AT_ONCE, idleMs = IDLE_MS, mostMs = MOST_MS, ...patience }: ExportsOptions): Promise<void> {
  const underWay = new Set<string>()

  function begin ({ actor: { workspaceId } }: OperationContext): () => void {
    if (underWay.has(workspaceId)) throw new Refusal('RATE_LIMITED', 'An export of this workspace is under way; take the next when it is done.')
    if (underWay.size >= mostAtOnce) throw new Refusal('RATE_LIMITED', 'Too many exports are under way; try again soon.')
    underWay.add(workspaceId)
    return () => { underWay.delete(workspaceId) }
  }

  function sends ({ mediaType, nameOf, piecesOf }: Wanted) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const ctx = await context(request)
      const end = begin(ctx)
      try {
        const stream = streamPieces(await piecesOf({ ...ctx, ...patience }), idleMs, mostMs)
        stream.once('close', end)
        stream.once('error', failure => request.log.error({ requestId: request.id, failure: loggable(failure) }, 'An export was not sent to its end.'))
        // Whoever has gone before anything was sent would be waited for.
        if (request.raw.destroyed) stream.destroy()
        return reply.type(mediaType).header('content-disposition', `attachment; filename="${nameOf(dayOf(ctx))}"`).send(stream)
      } catch (error) {
        end()
        throw error
      }
    }
  }

  async function sendContact (request: FastifyRequest<{ Params: { file: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const ctx = await context(request)
    const id = uuidOf('contact', /^(.+)\.json$/.exec(request.params.file)?.[1] ?? '')
    if (!id) throw new Refusal('NOT_FOUND', 'There is no such contact.')
    const end = begin(ctx)
    try {
      const { contactId, document } = await exportContact(ctx, id)
      const name = `goodturn-${toTypeId('contact', contactId)}.json`
      return reply.type('application/json; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`).send(JSON.stringify(document, null, 2))
    } finally {
      end()
    }
  }

  fileEdge(app, { failure: 'An export failed.', retryAfterSeconds: RETRY_AFTER_SECONDS })
  const route = { exposeHeadRoute: false }
  app.get(`${PATH}/workspace.jsonl`, route, sends(WORKSPACE))
  app.get(`${PATH}/contacts.vcf`, route, sends(VCARD))
  app.get(`${PATH}/contacts.csv`, route, sends(CSV))
  app.get(`${PATH}/contacts/:file`, route, sendContact)
}

function dayOf ({ now }: OperationContext): string {
  return new Date(now).toISOString().slice(0, 10)
}
