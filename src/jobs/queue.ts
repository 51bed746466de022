import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, run, type Runner, type TaskList, type TaskSpec, type WorkerEvents } from 'graphile-worker'
import { loggable } from '../domain/loggable.ts'
import type { JobLogger } from './tasks.ts'
import { watchWorkers } from './watch-workers.ts'

/** Jobs that this server works on at a time; each waits for the database most of its time. One of them may be a file that takes an hour. */
const CONCURRENCY = 3
/** One that listens, one for each worker, one that adds; the one that watches is beside them. */
const CONNECTIONS = CONCURRENCY + 2
const POLL_MS = 2000
/** A job that heeds its signal hears of the end after so long; it is then tried again by whoever runs next. */
const PATIENCE_MS = 2000
const REVIVE_MS = 5000
/** Servers that start at once on a new database make the same schema: the ones that come second are told one of these, and find it made when they look again. */
const MADE_MEANWHILE = ['23505', '42P06', '42P07', '42701', '42710', 'XX000', '40P01']
const MOST_STARTS = 5

export interface QueueOptions {
  /** Connection string of the owner: graphile-worker keeps its tables in a schema of its own, and migrates them. */
  readonly adminUrl: string
  readonly tasks: TaskList
  readonly logger: JobLogger
}

export interface Queue {
  add (task: string, payload: Readonly<Record<string, unknown>>, spec: TaskSpec): Promise<void>
  /** Takes no new job, and resolves when those that run have ended. */
  close (): Promise<void>
}

/** Opens the queue, and works on what is in it. Its workers are started anew where they die, as they do when the database goes away at the wrong moment. */
export async function openQueue ({ adminUrl, tasks, logger }: QueueOptions): Promise<Queue> {
  const closing = new AbortController()
  let reviving: Promise<void> | undefined
  const watch = watchWorkers(adminUrl, quiet(logger), error => {
    logger.error({ err: loggable(error) }, 'what dead workers had begun could not be looked for; it is tried again')
  })
  let runner = await start()
  watch.start()

  async function start (): Promise<Runner> {
    const events: WorkerEvents = new EventEmitter()
    watch.follow(events)
    const started = await runTogether({ adminUrl, tasks, logger }, events)
    started.promise.catch(() => {})
    started.events.on('worker:fatalError', ({ error }) => {
      if (closing.signal.aborted) return
      logger.error({ err: loggable(error) }, 'a worker of the queue has died; starting the queue anew')
      reviving ??= revive(started).finally(() => { reviving = undefined })
    })
    return started
  }

  async function revive (dead: Runner): Promise<void> {
    await dead.stop().catch(() => {})
    for (let isUp = false; !isUp && !closing.signal.aborted;) {
      await wait(REVIVE_MS, undefined, { signal: closing.signal }).catch(() => {})
      if (closing.signal.aborted) return
      isUp = await start().then(started => { runner = started; return true }, error => {
        logger.error({ err: loggable(error) }, 'the queue could not be started anew; trying again')
        return false
      })
    }
  }

  return {
    async add (task, payload, spec) { await runner.addJob(task, payload, spec) },
    async close () {
      closing.abort()
      await reviving
      // Refused where it has stopped already.
      await runner.stop().catch(() => {})
      await watch.stop()
    }
  }
}

async function runTogether ({ adminUrl, tasks, logger }: QueueOptions, events: WorkerEvents): Promise<Runner> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run({
        connectionString: adminUrl,
        concurrency: CONCURRENCY,
        maxPoolSize: CONNECTIONS,
        pollInterval: POLL_MS,
        gracefulShutdownAbortTimeout: PATIENCE_MS,
        noHandleSignals: true,
        events,
        logger: quiet(logger)
      }, tasks, [])
    } catch (error) {
      if (attempt === MOST_STARTS || !MADE_MEANWHILE.includes((error as { code?: string }).code ?? '')) throw error
    }
  }
}

/** graphile-worker's own words, for who looks for a fault in it; what it knows beside them may hold anything. */
function quiet (logger: JobLogger): Logger {
  return new Logger(() => (_level, message) => { logger.debug({ queue: 'graphile-worker' }, message) })
}
