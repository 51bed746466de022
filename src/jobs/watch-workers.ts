import { setTimeout as wait } from 'node:timers/promises'
import { Logger, makeWorkerUtils, type WorkerEvents, type WorkerUtils } from 'graphile-worker'

const LOOKS_EVERY_MS = 2000
/** A worker is told of by its server a moment after it may have begun something. */
const TOLD_WITHIN_SECONDS = 5

type Session = Parameters<Parameters<WorkerUtils['withPgClient']>[0]>[0]

/** The workers of this server, as those of all others know that they live. */
export interface WorkerWatch {
  /** Vouches for the workers that come and go by these events. */
  follow (events: WorkerEvents): void
  /** To be called once the queue has its tables. */
  start (): void
  /** Resolves when nothing is looked at any more. */
  stop (): Promise<void>
}

/**
 * Frees what workers had begun whose server died without a word: graphile-worker itself would wait four hours for them, and with them
 * for all that is queued behind. A server vouches for its workers by locks of a session, which PostgreSQL drops when the session ends.
 */
export function watchWorkers (adminUrl: string, logger: Logger, onFailure: (error: unknown) => void): WorkerWatch {
  const living = new Set<string>()
  const closing = new AbortController()
  let running: Promise<void> | undefined

  async function run (): Promise<void> {
    let isFailing = false
    while (!closing.signal.aborted) {
      try {
        const utils = await makeWorkerUtils({ connectionString: adminUrl, maxPoolSize: 1, logger })
        await utils.withPgClient(session => watch(session, () => { isFailing = false })).finally(() => utils.release())
      } catch (error) {
        if (!isFailing) onFailure(error)
        isFailing = true
      }
      await rest()
    }
  }

  /** For as long as the session lives. */
  async function watch (session: Session, onLook: () => void): Promise<void> {
    let vouched: ReadonlySet<string> = new Set()
    while (!closing.signal.aborted) {
      const present = new Set(living)
      for (const id of present) if (!vouched.has(id)) await session.query('select pg_advisory_lock(hashtextextended($1, 0))', [lockOf(id)])
      for (const id of vouched) if (!present.has(id)) await session.query('select pg_advisory_unlock(hashtextextended($1, 0))', [lockOf(id)])
      vouched = present
      await freeDead(session, present)
      onLook()
      await rest()
    }
    await session.query('select pg_advisory_unlock_all()')
  }

  async function rest (): Promise<void> {
    await wait(LOOKS_EVERY_MS, undefined, { signal: closing.signal }).catch(() => {})
  }

  return {
    follow (events) {
      events.on('worker:create', ({ worker }) => { living.add(worker.workerId) })
      events.on('worker:stop', ({ worker }) => { living.delete(worker.workerId) })
    },
    start () { running = run() },
    async stop () {
      closing.abort()
      await running
    }
  }
}

async function freeDead (session: Session, ours: ReadonlySet<string>): Promise<void> {
  const { rows } = await session.query<{ id: string }>(`
    select locked_by as id from graphile_worker._private_jobs where locked_at < now() - interval '${TOLD_WITHIN_SECONDS} seconds'
    union select locked_by from graphile_worker._private_job_queues where locked_at < now() - interval '${TOLD_WITHIN_SECONDS} seconds'`)
  for (const { id } of rows) {
    if (ours.has(id)) continue
    const { rows: [taken] } = await session.query<{ isDead: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as "isDead"', [lockOf(id)])
    if (!taken?.isDead) continue
    await session.query('select graphile_worker.force_unlock_workers(array[$1])', [id])
    await session.query('select pg_advisory_unlock(hashtextextended($1, 0))', [lockOf(id)])
  }
}

function lockOf (workerId: string): string {
  return `goodturn worker ${workerId}`
}
