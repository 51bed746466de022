import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/** The server's pool of connections, all of them under the role that owns nothing. */
export interface Database {
  readonly sql: postgres.Sql
  /** Throws where the database does not answer, or is not yet migrated. */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface ConnectOptions {
  readonly url: string
  /** Connections at most. */
  readonly max?: number
  /** A statement that takes longer is cancelled. */
  readonly statementTimeoutMs?: number
  /** Told of each statement's text as it is sent: for tests that count them. */
  readonly onStatement?: (text: string) => void
  /** Told what PostgreSQL says beside its answers: for tests that listen to its plans. */
  readonly onNotice?: (message: string) => void
}

/** Opens the pool; it connects at the first statement. The login needs the role `goodturn_server` (migrate grants it). */
export function connect ({ url, max = 10, statementTimeoutMs = 10_000, onStatement, onNotice }: ConnectOptions): Database {
  const sql = postgres(url, {
    max,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: ({ message }) => onNotice?.(message ?? ''),
    connection: {
      application_name: 'goodturn',
      role: 'goodturn_server',
      TimeZone: 'UTC',
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: 60_000
    } as Record<string, string | number>,
    ...onStatement && { debug: (_connection: number, text: string) => onStatement(text) }
  })
  // Sets the client's types once: times come back as text, JSON goes out as it is given.
  drizzle(sql)
  return {
    sql,
    check: async () => { await sql`select 1 from app.workspace limit 1` },
    close: () => sql.end({ timeout: 5 })
  }
}
