import type { JobHelpers, TaskList, TaskSpec } from 'graphile-worker'
import type { ReadFeed } from '../domain/feeds/reading.ts'
import { loggable } from '../domain/loggable.ts'
import { toTypeId } from '../domain/type-id.ts'
import type { OperationContext } from '../operations/context.ts'
import type { Cipher } from '../operations/integrations/cipher.ts'
import { findDueFeeds, pollFeed } from '../operations/feeds/poll-feed.ts'
import { forgetKeys } from '../operations/idempotency/forget-keys.ts'
import { dropUnfinishedUploads } from '../operations/imports/receive/drop-unfinished-uploads.ts'
import { countPastBands, lacksPastBands } from '../operations/insights/count-past-bands.ts'
import { dropOldDeliveries } from '../operations/deliveries/drop-old-deliveries.ts'
import { findWaitingWorkspaces, processDeliveries } from '../operations/deliveries/process-deliveries.ts'
import { dropOldImports } from '../operations/imports/drop-old-imports.ts'
import { findUnread, runImport } from '../operations/imports/run-import.ts'
import { continueUndo } from '../operations/imports/undo-import.ts'
import { findDuplicates, findUnsearchedWorkspaces } from '../operations/duplicates/find-duplicates.ts'
import { settleReports } from '../operations/reports/settle-reports.ts'
import { findStaleWorkspaces } from '../operations/standings/find-stale-workspaces.ts'
import { refreshStandings } from '../operations/standings/refresh-standings.ts'
import { rescoreTag } from '../operations/tags/rescore-tag.ts'

/** Standings that are older are refreshed, though nobody has asked for it. */
const STALE_MS = 60 * 60 * 1000

/** What jobs say of themselves; a pino logger is one. */
export interface JobLogger {
  debug (fields: object, message: string): void
  info (fields: object, message: string): void
  error (fields: object, message: string): void
}

export interface TaskOptions {
  readonly database: OperationContext['database']
  readonly logger: JobLogger
  /** Epoch milliseconds. */
  readonly now: () => number
  /** A new UUIDv7. */
  readonly newId: () => string
  readonly readFeed: ReadFeed
  /** What secrets in the database are sealed with. */
  readonly cipher: Cipher
  /** What the addresses of integrations begin with. */
  readonly publicUrl: string
}

/** What can be queued, by name. Any job may be done twice: each looks at what there is, and not at what there was when it was queued. */
export function tasksOf ({ database, logger, now, newId, readFeed, publicUrl, cipher }: TaskOptions): TaskList {
  const tasks: Record<string, (payload: unknown, helpers: JobHelpers) => Promise<void>> = {
    async refresh_standings (payload, { abortSignal, addJob }) {
      const { workspaceId } = payload as { workspaceId: string }
      const moved = await refreshStandings(database, workspaceId, now(), abortSignal)
      logger.debug({ workspaceId, moved }, 'standings refreshed')
      if (await lacksPastBands(database, workspaceId, now())) {
        await addJob('count_past_bands', { workspaceId }, { jobKey: `count_past_bands ${workspaceId}` })
      }
    },
    async count_past_bands (payload, { abortSignal }) {
      const { workspaceId } = payload as { workspaceId: string }
      const days = await countPastBands(database, workspaceId, now(), abortSignal)
      logger.debug({ workspaceId, days }, 'past bands counted')
    },
    async rescore_tag (payload, { abortSignal }) {
      const { workspaceId, tagId } = payload as { workspaceId: string, tagId: string }
      const contacts = await rescoreTag(database, workspaceId, tagId, now(), abortSignal)
      logger.debug({ workspaceId, contacts }, 'contacts of a tag rescored')
    },
    async refresh_stale_standings (_payload, { addJob }) {
      for (const workspaceId of await findStaleWorkspaces(database, now() - STALE_MS)) {
        await addJob('refresh_standings', { workspaceId }, { jobKey: refreshKey(workspaceId) })
      }
    },
    async poll_due_feeds (_payload, { addJob }) {
      for (const { workspaceId, feedId } of await findDueFeeds({ database, now })) await addJob('poll_feed', { workspaceId, feedId }, pollSpec(feedId))
    },
    async poll_feed (payload, { abortSignal }) {
      const { workspaceId, feedId } = payload as { workspaceId: string, feedId: string }
      const polled = await pollFeed({ database, now, newId, readFeed }, workspaceId, feedId, abortSignal)
      logger.debug({ workspaceId, feedId, ...polled }, 'feed polled')
    },
    async process_deliveries (payload, { abortSignal, addJob }) {
      const { workspaceId } = payload as { workspaceId: string }
      const onFault = (delivery: string, error: unknown): void => { logger.error({ workspaceId, delivery, err: loggable(error) }, 'a delivery could not be read') }
      const { finished, nextAt } = await processDeliveries({ database, now, newId, cipher, publicUrl, onFault }, workspaceId, abortSignal)
      logger.debug({ workspaceId, finished }, 'deliveries processed')
      if (nextAt !== null) {
        await addJob('process_deliveries', { workspaceId }, {
          jobKey: deliveriesKey(workspaceId), jobKeyMode: 'preserve_run_at', runAt: new Date(nextAt)
        })
      }
    },
    async process_waiting_deliveries (_payload, { addJob }) {
      for (const workspaceId of await findWaitingWorkspaces({ database, now: now() })) {
        await addJob('process_deliveries', { workspaceId }, { jobKey: deliveriesKey(workspaceId) })
      }
    },
    async find_duplicates (payload, { abortSignal }) {
      const { workspaceId } = payload as { workspaceId: string }
      const compared = await findDuplicates({ database, now, newId }, workspaceId, abortSignal)
      logger.debug({ workspaceId, compared }, 'duplicates looked for')
    },
    async find_waiting_duplicates (_payload, { addJob }) {
      for (const workspaceId of await findUnsearchedWorkspaces(database)) await addJob('find_duplicates', { workspaceId }, duplicatesSpec(workspaceId, now()))
    },
    async settle_reports (_payload, { abortSignal }) {
      const settled = await settleReports({ database, now: now(), newId, cipher }, abortSignal)
      logger.debug({ settled }, 'meetings that are over settled')
    },
    async drop_old_deliveries (_payload, { abortSignal }) {
      const dropped = await dropOldDeliveries({ database, now: now() }, abortSignal)
      logger.debug({ dropped }, 'old deliveries dropped')
    },
    async run_import (payload, { abortSignal }) {
      const { workspaceId, importId } = payload as { workspaceId: string, importId: string }
      const onFault = (row: number, error: unknown): void => { logger.error({ workspaceId, import: toTypeId('import', importId), row, err: loggable(error) }, 'a row of an import could not be taken') }
      const { status, read } = await runImport({ database, now, newId, cipher, onFault }, workspaceId, importId, abortSignal)
      logger.debug({ workspaceId, importId, status, read }, 'file imported')
    },
    async run_waiting_imports (_payload, { addJob }) {
      for (const { workspaceId, importId } of await findUnread({ database })) {
        // One that waits for its next try, or is at work, is left as it is.
        await addJob('run_import', { workspaceId, importId }, { ...importSpec(importId), jobKeyMode: 'unsafe_dedupe' })
      }
    },
    async undo_import (payload, { abortSignal }) {
      const { workspaceId, ...undoing } = payload as { workspaceId: string } & Parameters<typeof continueUndo>[2]
      await continueUndo({ database, newId, cipher, now }, workspaceId, undoing, abortSignal)
      if (abortSignal?.aborted) throw new Error('The server stops; the rest is undone by who runs next.')
    },
    async drop_old_imports (_payload, { abortSignal }) {
      const dropped = await dropOldImports({ database, now: now() }, abortSignal)
      logger.debug({ dropped }, 'details of old imports dropped')
    },
    async drop_unfinished_uploads () {
      const dropped = await dropUnfinishedUploads({ database, now: now() })
      logger.debug({ dropped }, 'files that never became whole dropped')
    },
    async forget_keys () {
      await forgetKeys(database, now())
    }
  }
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, guarded(name, task, logger)]))
}

/** One refresh of a workspace waits at a time, whoever asked for it. */
export function refreshKey (workspaceId: string): string {
  return `refresh_standings ${workspaceId}`
}

/** One file is read at a time, so that there is room for all else. */
export function importSpec (importId: string): TaskSpec {
  return { jobKey: `run_import ${importId}`, queueName: 'imports' }
}

/** One such job of a workspace waits at a time; deliveries that arrive while it runs are read by the next. */
export function deliveriesKey (workspaceId: string): string {
  return `process_deliveries ${workspaceId}`
}

/** One search of a workspace waits at a time, and of all workspaces one runs: it takes a minute where very many contacts are new. */
export function duplicatesSpec (workspaceId: string, runAt: number): TaskSpec {
  return { jobKey: `find_duplicates ${workspaceId}`, jobKeyMode: 'preserve_run_at', runAt: new Date(runAt), queueName: 'duplicates' }
}

/** Of one feed one poll waits at a time, and of all feeds one runs: servers that take their time hold up nothing but other feeds. */
export function pollSpec (feedId: string): TaskSpec {
  return { jobKey: `poll_feed ${feedId}`, queueName: 'feeds', maxAttempts: 3 }
}

/** Logs a failure as every other is logged. The queue, which keeps what it is told in a table and tries again, learns its kind only. */
function guarded (name: string, task: (payload: unknown, helpers: JobHelpers) => Promise<void>, logger: JobLogger) {
  return async (payload: unknown, helpers: JobHelpers) => {
    const { job: { id, attempts }, abortSignal } = helpers
    try {
      await task(payload, helpers)
    } catch (error) {
      const told = { job: id, task: name, attempt: attempts }
      if (abortSignal?.aborted) logger.info(told, 'job ended early: the server stops; it is tried again')
      else logger.error({ ...told, err: loggable(error) }, 'job failed; it is tried again')
      const { type, code } = loggable(error)
      throw new Error([name, type, code].filter(part => part !== undefined).join(' '))
    }
  }
}
