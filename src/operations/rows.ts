import { invalid, Refusal, type FieldError, type RefusalCode } from '../domain/refusal.ts'

/** How many rows a bulk mutation takes. */
export const MOST_ROWS = 500

/** Why a row was refused. */
export interface RowError {
  readonly code: RefusalCode
  readonly message: string
  readonly fields: readonly FieldError[]
}

export type RowOutcome = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'FAILED'

/** What became of a row of a bulk mutation. */
export type RowResult<T> =
  | { readonly outcome: 'FAILED', readonly error: RowError }
  | { readonly outcome: Exclude<RowOutcome, 'FAILED'> } & T

/** Refuses (INVALID) a bulk mutation with no rows, or too many. */
export function assertRowCount (rows: number, path: string): void {
  if (rows < 1 || rows > MOST_ROWS) throw invalid({ path, message: `are ${rows}; send 1 to ${MOST_ROWS} at a time.` })
}

/** What `work` gives, or why it refuses (`refusal` is what it threw): one bad row never stops the rest. Other errors go through. */
export function attempt<T> (work: () => T): { readonly value: T } | { readonly error: RowError, readonly refusal: Refusal } {
  try {
    return { value: work() }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { error: { code: error.code, message: error.message, fields: error.fields }, refusal: error }
  }
}
