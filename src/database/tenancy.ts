import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { PostgresJsSession, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import type postgres from 'postgres'
import type { Database } from './connect.ts'

/** A transaction that sees one workspace. Everything in database/ takes it first. */
export interface Db {
  readonly workspaceId: string
  readonly sql: postgres.ReservedSql
  /** Drizzle on the same transaction. */
  readonly orm: Orm
}

type Orm = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>

/**
 * Runs `work` in one transaction of the workspace: committed when it is done, rolled back when it throws.
 * Never wait for anything but the database in it.
 */
export async function inWorkspace<T> (database: Database, workspaceId: string, work: (db: Db) => Promise<T>): Promise<T> {
  const open = await begin(database, workspaceId, 'begin')
  try {
    const result = await work(open.db)
    await open.finish('commit')
    return result
  } catch (error) {
    await open.finish('rollback').catch(() => {})
    throw await open.failure() ?? error
  }
}

/** Runs `work` in a transaction that is open, and takes back what it has written; what it found stays. */
export async function tryOut<T> ({ sql }: Db, work: () => Promise<T>): Promise<T> {
  await sql.unsafe('savepoint tried_out')
  const found = await work()
  await sql.unsafe('rollback to savepoint tried_out')
  return found
}

/**
 * Runs one statement in a transaction of its own, opened and committed in the same round trip. `send` gives the query and does not
 * wait for it.
 */
export async function sendInWorkspace<T extends readonly postgres.MaybeRow[]> (database: Database, workspaceId: string, send: (db: Db) => postgres.PendingQuery<T>): Promise<T> {
  const open = await begin(database, workspaceId, 'begin')
  const [told, ended] = await Promise.allSettled([send(open.db).execute(), open.finish('commit', 'at once')])
  if (told.status === 'rejected') throw await open.failure() ?? told.reason
  if (ended.status === 'rejected') throw ended.reason
  return told.value
}

/** One snapshot of a workspace for all reads of a request; opened by the first of them. */
export interface Reading {
  readonly read: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  /** Gives the connection back. What is read later opens another snapshot. */
  readonly end: () => Promise<void>
  /** Gives the connection back for good: a request that was answered (it took too long) may still want to read, and would keep it. */
  readonly close: () => Promise<void>
}

/** A reading costs nothing until something is read; then it takes one round trip together with the first statement. */
export function openReading (database: Database, workspaceId: string): Reading {
  let opening: ReturnType<typeof begin> | undefined
  let isClosed = false
  async function end (): Promise<void> {
    const ending = opening
    opening = undefined
    if (ending) await ending.then(open => open.finish('commit')).catch(() => {})
  }
  return {
    async read (work) {
      if (isClosed) throw new Error('The request is over; nothing more is read for it.')
      opening ??= begin(database, workspaceId, 'begin isolation level repeatable read read only')
      const open = await opening
      open.assertAlive()
      try {
        return await work(open.db)
      } catch (error) {
        throw await open.failure() ?? error
      }
    },
    end,
    close () {
      isClosed = true
      return end()
    }
  }
}

const dialect = new PgDialect()

async function begin (database: Database, workspaceId: string, statement: string) {
  const reserved = await database.sql.reserve()
  let lost: unknown
  const assertAlive = () => { if (lost !== undefined) throw lost }
  const sql = refusing(reserved, assertAlive)
  // Not awaited: both ride in the same round trip as the first statement of the work. If one fails, so does that.
  const opened = Promise.all([
    reserved.unsafe(statement, [], onLoss(error => { lost = error })).execute(), reserved`select app.set_workspace(${workspaceId})`.execute()
  ])
  let failed: unknown
  let isReleased = false
  const settled = opened.catch(error => { failed = error })
  const orm = new PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>(
    dialect, new PostgresJsSession(sql as never, dialect, undefined, {}) as never, undefined
  )
  return {
    db: { workspaceId, sql, orm },
    assertAlive,
    /** What made the opening fail: it explains the error of the statement behind it. */
    failure: async () => { await settled; return failed },
    finish: async (end: 'commit' | 'rollback', when: 'opened' | 'at once' = 'opened') => {
      if (isReleased) return
      try {
        if (when === 'opened') await settled
        const { command } = await sql.unsafe(end)
        // PostgreSQL answers the commit of a failed transaction with a rollback and no error.
        if (end === 'commit' && command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back.')
      } finally {
        isReleased = true
        // A connection that was lost is the pool's again already, which opens it anew.
        if (lost === undefined) reserved.release()
      }
    }
  }
}

/** Has `note` told when the connection that a statement is sent over is lost; postgres.js tells nobody else who has reserved it. */
function onLoss (note: (error: unknown) => void): postgres.UnsafeQueryOptions {
  const onexecute = (connection: { onclose: (error: unknown) => void }): true => {
    connection.onclose = note
    return true
  }
  return { onexecute } as postgres.UnsafeQueryOptions
}

/** The same connection, but that a statement after its loss is refused: postgres.js would write to a socket that is gone, outside of any promise. */
function refusing (sql: postgres.ReservedSql, assertAlive: () => void): postgres.ReservedSql {
  return new Proxy(sql, {
    apply (target, self, given) {
      assertAlive()
      return Reflect.apply(target, self, given)
    },
    get (target, name, self) {
      if (name === 'unsafe') assertAlive()
      return Reflect.get(target, name, self) as unknown
    }
  })
}
