/** SQLSTATEs that operations act on; a cluster's errors carry no constraint names. */
const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'

// The second look finds what another transaction has added or taken away meanwhile, and the operation refuses in words.
const RETRYABLE = [SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION]

/** Whether the same transaction may well end otherwise when it is tried again: it met another one's changes. */
export function isRetryable (error: unknown): boolean {
  return RETRYABLE.includes(asDatabaseError(error).code ?? '')
}

/** Whether the database broke off a statement that took too long. */
export function isTimeout (error: unknown): boolean {
  return asDatabaseError(error).code === '57014'
}

/** Whether the database could not be asked, or not just now: nothing is wrong with what it was asked. */
export function isOutage (error: unknown): boolean {
  return /^(?:08|53|57P|58|CONNECT|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/.test(asDatabaseError(error).code ?? '')
}

// Drizzle wraps the driver's error, and its message would hold the parameters.
function asDatabaseError (error: unknown): { code?: string } {
  const found = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return found instanceof Error ? found as { code?: string } : {}
}
