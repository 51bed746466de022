import type { Database } from '../../database/connect.ts'
import { countRejected } from '../../database/integrations/receive.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { groupBy } from '../../domain/group-by.ts'

const WRITTEN_EVERY_MS = 1_000
/** Integrations whose rejections wait at most; those of further ones are not counted. */
const MOST_WAITING = 10_000

/** Counts webhooks that were from nobody who may send any, without anybody waiting for it. */
export interface RejectionNotes {
  /** Returns at once and never throws. */
  note (integration: { readonly workspaceId: string, readonly id: string }, now: number): void
  /** Resolves when all that was noted is written or has failed: for a server that is about to close its database. */
  settled (): Promise<void>
}

/** However many come, a workspace costs one statement a second. `onFailure` is told of what could not be written. */
export function noteRejections (database: Database, onFailure: (error: unknown) => void): RejectionNotes {
  const waiting = new Map<string, { readonly workspaceId: string, count: number, lastAt: number }>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  /** One transaction at a time, so that this never takes more than one connection from the requests. */
  async function writeAll (): Promise<void> {
    const byWorkspace = groupBy(waiting, ([, { workspaceId }]) => workspaceId)
    waiting.clear()
    for (const [workspaceId, noted] of byWorkspace) {
      const rejected = noted.map(([integrationId, { count, lastAt }]) => ({ integrationId, count, lastAt }))
      await inWorkspace(database, workspaceId, db => countRejected(db, rejected)).catch(onFailure)
    }
  }

  function flush (): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = (writing ?? Promise.resolve()).then(writeAll)
    return writing
  }

  return {
    note ({ workspaceId, id }, now) {
      const noted = waiting.get(id)
      if (noted) {
        noted.count++
        noted.lastAt = now
      } else if (waiting.size < MOST_WAITING) {
        waiting.set(id, { workspaceId, count: 1, lastAt: now })
      }
      timer ??= setTimeout(flush, WRITTEN_EVERY_MS).unref()
    },
    settled: flush
  }
}
