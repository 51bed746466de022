import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Whoever asks gives up after a few seconds; we answer before that. */
const CHECK_LIMIT_MS = 2_000

// SQLSTATEs of a table or schema that is not there.
const NOT_MIGRATED = ['42P01', '3F000']

/**
 * `GET /live`: the process answers. `GET /ready`: it can do its work, since `check` resolves; 503 with the reason
 * where it throws or takes too long. Neither asks for a token, so neither tells more than that.
 */
export function health (app: FastifyInstance, check: () => Promise<void>): void {
  const quiet = { logLevel: 'warn' } as const
  const ready = shared(check)

  app.get('/live', quiet, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'live' }
  })

  app.get('/ready', quiet, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const reason = await trouble(ready)
    if (!reason) return { status: 'ready' }
    request.log.warn({ reason }, 'not ready')
    return reply.code(503).send({ status: 'not ready', reason })
  })
}

async function trouble (check: () => Promise<void>): Promise<string | null> {
  const timer = new AbortController()
  try {
    return await Promise.race([
      check().then(() => null),
      sleep(CHECK_LIMIT_MS, `The database does not answer within ${CHECK_LIMIT_MS / 1000} seconds.`, { signal: timer.signal })
    ])
  } catch (error) {
    const isMissing = NOT_MIGRATED.includes((error as { code?: string }).code ?? '')
    return isMissing ? 'The database is not migrated: run goodturn migrate.' : 'The database does not answer.'
  } finally {
    timer.abort()
  }
}

/** While one check waits for a database that hangs, further ones wait with it and take no connection of their own. */
function shared (check: () => Promise<void>): () => Promise<void> {
  let pending: Promise<void> | undefined
  return () => {
    pending ??= check().finally(() => { pending = undefined })
    return pending
  }
}
