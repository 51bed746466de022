import { uuidv7 } from 'uuidv7'
import { connect } from '../../../src/database/connect.ts'
import { inWorkspace, openReading, type Db } from '../../../src/database/tenancy.ts'
import type { Actor } from '../../../src/domain/actor.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { cipherOf } from '../../../src/operations/integrations/cipher.ts'
import { readPlan, type Ran } from './plans.ts'

/** What a request does. */
export type Work<T = unknown> = (ctx: OperationContext) => Promise<T>

/** What a work has come to, and the statements on the project's tables that it has sent. */
export interface Run<T> {
  readonly result: T
  readonly statements: readonly Ran[]
}

/** One connection to a database that tells its plans. */
export interface Runs {
  /** Runs what a request does, as of `now` (epoch milliseconds). */
  readonly read: <T>(actor: Actor, work: Work<T>, now?: number) => Promise<Run<T>>
  /** Runs what a transaction does. */
  readonly write: <T>(actor: Actor, work: (db: Db) => Promise<T>) => Promise<Run<T>>
  readonly close: () => Promise<void>
}

const CIPHER = cipherOf([Buffer.alloc(32)])

/** A statement that is run for the sixth time may be planned without a look at its parameters. */
export const RUNS_UNTIL_PLANS_SETTLE = 6

/** Connects as the server does, with the role that row-level security holds for. */
export function openRuns (url: string): Runs {
  const told: Ran[] = []
  const database = connect({
    url,
    max: 1,
    statementTimeoutMs: 60_000,
    onNotice (notice) {
      const ran = readPlan(notice)
      if (ran) told.push(ran)
    }
  })
  async function run<T> (work: () => Promise<T>): Promise<Run<T>> {
    told.length = 0
    const result = await work()
    return { result, statements: told.filter(({ text }) => /\bapp\.(?!set_workspace)/.test(text)) }
  }
  return {
    read: (actor, work, now = Date.now()) => run(async () => {
      const reading = openReading(database, actor.workspaceId)
      try {
        return await work({ database, reading, actor, requestId: 'r', idempotencyKey: null, now, newId: uuidv7, cipher: CIPHER })
      } finally {
        // The plan of a statement is told when the next one comes, or the end.
        await reading.end()
      }
    }),
    write: (actor, work) => run(() => inWorkspace(database, actor.workspaceId, work)),
    close: database.close
  }
}
