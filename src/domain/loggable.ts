const SQLSTATE = /^[0-9A-Z]{5}$/
/** Messages of this class ("data exception") quote the value at fault. */
const DATA_EXCEPTION = /^22/
const DEEPEST_CAUSE = 5

/** What the log keeps of a failure. */
export interface LoggedFailure {
  readonly type: string
  readonly message?: string
  readonly code?: string
  readonly statement?: string
  readonly constraint?: string
  readonly table?: string
  readonly stack?: string
  readonly cause?: LoggedFailure
}

/**
 * A failure as the log may keep it: whole, but for the values of a database statement. A failed query is told by its
 * statement with placeholders, its SQLSTATE, table and constraint; parameters, details and quoted values stay out.
 */
export function loggable (error: unknown, depth = 0): LoggedFailure {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const cause = error.cause === undefined || depth >= DEEPEST_CAUSE ? {} : { cause: loggable(error.cause, depth + 1) }
  const { code, query, severity_local: severity, constraint_name: constraint, table_name: table } = error as Error & DatabaseTraces
  if (typeof query === 'string' || (severity !== undefined && SQLSTATE.test(String(code)))) {
    const quotes = typeof query === 'string' || DATA_EXCEPTION.test(String(code))
    return withoutGaps({
      type: error.name, message: quotes ? undefined : error.message, code, statement: query, constraint, table, stack: frames(error), ...cause
    })
  }
  return withoutGaps({ type: error.name, message: error.message, code: typeof code === 'string' ? code : undefined, stack: error.stack, ...cause })
}

interface DatabaseTraces {
  readonly code?: string
  readonly query?: string
  readonly severity_local?: string
  readonly constraint_name?: string
  readonly table_name?: string
}

/** The stack without the message that it begins with. */
function frames (error: Error): string {
  return (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)).join('\n')
}

function withoutGaps (failure: { [key in keyof LoggedFailure]: LoggedFailure[key] | undefined }): LoggedFailure {
  return Object.fromEntries(Object.entries(failure).filter(([, value]) => value !== undefined)) as unknown as LoggedFailure
}
