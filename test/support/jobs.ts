import pino from 'pino'
import { uuidv7 } from 'uuidv7'
import type { Test } from 'tap'
import type { Database } from '../../src/database/connect.ts'
import { startJobs, type Jobs, type JobsOptions } from '../../src/jobs/start-jobs.ts'
import { CIPHER, PUBLIC_URL } from './app.ts'

export interface TestJobs extends Jobs {
  /** What was logged, line by line. */
  readonly lines: string[]
}

/** What runs in the background of a server, at a pace for tests, until it is told to stop or the test ends. */
export async function testJobs (t: Pick<Test, 'teardown'>, { database, adminUrl }: { readonly database: Database, readonly adminUrl: string }, now: () => number, given: Partial<JobsOptions> = {}): Promise<TestJobs> {
  const lines: string[] = []
  const logger = pino({ level: 'debug' }, { write: line => { lines.push(line) } })
  const readFeed: JobsOptions['readFeed'] = async () => ({ outcome: 'GONE' })
  const jobs = await startJobs({ database, adminUrl, logger, now, newId: uuidv7, cipher: CIPHER, readFeed, publicUrl: PUBLIC_URL, pace: { pollMs: 50, settleMs: 0 }, ...given })
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => { stopping ??= jobs.stop(); return stopping }
  t.teardown(stop)
  return { stop, lines }
}
