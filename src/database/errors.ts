/** SQLSTATEs that operations act on; a cluster's errors carry no constraint names, so these are told by code and detail. */
const UNIQUE_VIOLATION = '23505'
const RETRYABLE = ['40001', '40P01']

/** Whether a unique key named with these columns stood against it. */
export function isUniqueViolation (error: unknown, columns: string): boolean {
  const { code, detail } = asDatabaseError(error)
  return code === UNIQUE_VIOLATION && detail?.includes(columns) === true
}

/** Whether the same transaction may well succeed when it is tried again: a deadlock, or a conflict of snapshots. */
export function isRetryable (error: unknown): boolean {
  return RETRYABLE.includes(asDatabaseError(error).code ?? '')
}

// Drizzle wraps the driver's error, and its message would hold the parameters.
function asDatabaseError (error: unknown): { code?: string, detail?: string } {
  const found = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return found instanceof Error ? found as { code?: string, detail?: string } : {}
}
