import type { AddressInfo } from 'node:net'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { buildApp } from './app.ts'
import { greeting } from './cli/greeting.ts'
import { openDatabase } from './cli/open-database.ts'
import { keepOwnerToken } from './cli/owner-token.ts'
import { publicUrlOf, type Config } from './config.ts'
import type { Database } from './database/connect.ts'
import { Refusal } from './domain/refusal.ts'
import { startJobs, type Jobs } from './jobs/start-jobs.ts'
import { safeFetch } from './outside/fetch-safely.ts'
import { actorReader } from './outside/read-actor.ts'
import { feedReader } from './outside/read-feed.ts'
import { cipherOf } from './operations/integrations/cipher.ts'
import { prepareReviews } from './operations/asks/review-ask.ts'
import { firstStart, type FirstStart } from './operations/workspaces/first-start.ts'
import { findSecretKeys } from './secret-keys.ts'

/** How long requests in flight may take to finish once we are told to stop. */
const DRAIN_LIMIT_MS = 10_000
const SWEEP_MS = 50
/** The drain, the pool, and PostgreSQL writing to disk what it holds in memory. */
const CLOSE_LIMIT_MS = 90_000
/** npm passes a terminal's Ctrl-C on to a process that has it from the terminal already. */
const SAME_SIGNAL_MS = 300

export interface ServeOptions {
  /** What the first workspace is to be, where there is none yet. */
  readonly firstWorkspace?: Pick<FirstStart, 'name' | 'locale' | 'timeZone'>
  /** Done to the open database before anybody is let in. */
  readonly prepare?: (database: Database) => Promise<void>
  /** Asked for once the server is up: what the greeting ends with. */
  readonly note?: () => string
}

/**
 * Runs the server until SIGINT or SIGTERM, then ends in order: jobs, requests, pool, PostgreSQL. A second signal ends it
 * at once. Rejects, with everything closed again, when it cannot start.
 */
export async function serve (config: Config, options: ServeOptions = {}): Promise<void> {
  // Logs go to stderr, so that stdout is left to what a person reads.
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const closers: (() => Promise<void>)[] = []
  let abandon = (): void => {}
  let isClosing = false

  async function start (): Promise<number> {
    const open = await openDatabase(config, { purpose: 'serve', onLost })
    abandon = open.abandon
    closers.push(open.close)
    const token = await firstStart(open.database, { ...options.firstWorkspace, now: Date.now(), newId: uuidv7 })
    if (token) await keepOwnerToken(config, token).catch(error => console.log(`The owner token could not be kept (${error.message}); it is ${token}`))
    await options.prepare?.(open.database)
    const { keys, isOwn } = await findSecretKeys(config)
    if (isOwn && config.databaseUrl) logger.warn('SECRET_KEY is not set: secrets are sealed with a key in DATA_DIR, and other servers of this database cannot open them')
    const read = safeFetch(config.fetch)
    let { port } = config
    const publicUrl = () => publicUrlOf(config, port)
    const cipher = cipherOf(keys)
    const app = await buildApp({ config, database: open.database, logger, cipher, publicUrl, judgeByActor: actorReader({ fetch: read, now: Date.now }) })
    const background: { jobs?: Jobs } = {}
    // Together: while a job ends in its own time, nobody new is let in.
    closers.push(async () => { await Promise.all([drain(app), background.jobs?.stop()]) })
    port = await listen(app, config)
    background.jobs = await startJobs({
      database: open.database, adminUrl: open.adminUrl, logger, now: Date.now, newId: uuidv7, readFeed: feedReader(read), cipher, publicUrl: publicUrl()
    })
    prepareReviews()
    return port
  }

  async function close (): Promise<void> {
    for (let next = closers.pop(); next; next = closers.pop()) await next()
  }

  const starting = start()
  const grace = closeWithGrace({ delay: CLOSE_LIMIT_MS, logger, skip: ['SIGINT', 'SIGTERM'] }, async ({ err }) => {
    isClosing = true
    if (err) logger.fatal({ err }, 'ending after an error')
    await starting.catch(() => {})
    await close()
  })
  onStopSignal(signal => {
    logger.info({ signal }, 'stopping')
    grace.close()
  }, () => {
    abandon()
    process.exit(1)
  })
  try {
    const port = await starting
    if (!isClosing) console.log([await greeting(config, port), ...options.note ? [options.note()] : []].join('\n'))
  } catch (error) {
    if (isClosing) return
    grace.uninstall()
    await close()
    throw error
  }
}

/** Calls `stop` at the first SIGINT or SIGTERM, and `stopNow` at another one. */
function onStopSignal (stop: (signal: string) => void, stopNow: () => void): void {
  let firstAt: number | null = null
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      const now = performance.now()
      if (firstAt === null) {
        firstAt = now
        stop(signal)
      } else if (now - firstAt > SAME_SIGNAL_MS) {
        stopNow()
      }
    })
  }
}

/** Ends the process the way any other fault does. */
function onLost (): void {
  setImmediate(() => { throw new Error('PostgreSQL has stopped, and does not come back.') })
}

async function listen (app: FastifyInstance, { host, port }: Config): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Refusal('CONFLICT', `Port ${port} of ${host} is in use: stop what uses it, or set PORT to another.`)
  }
  return (app.server.address() as AddressInfo).port
}

/** Takes no new request and lets those in flight finish; the ones that are still open after the limit are cut off. */
async function drain (app: FastifyInstance): Promise<void> {
  // A connection that is kept alive after its last answer would hold everything up until it times out.
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  const limit = setTimeout(() => app.server.closeAllConnections(), DRAIN_LIMIT_MS)
  await app.close()
  clearInterval(sweep)
  clearTimeout(limit)
}
