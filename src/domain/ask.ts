import type { FavorKind } from './favor.ts'

export const ASK_SIZES = ['SMALL', 'MEDIUM', 'LARGE'] as const
export type AskSize = typeof ASK_SIZES[number]

export const ASK_STATUSES = ['DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'NO_ANSWER', 'FULFILLED', 'THANKED', 'RECIPROCATED', 'WITHDRAWN'] as const
export type AskStatus = typeof ASK_STATUSES[number]

export const ASK_WARNING_CODES = ['NO_OFFER', 'WE_OWE', 'COLD_TIE', 'NEVER_TALKED', 'TOO_SOON_AFTER_LAST_ASK', 'UNANSWERED_STREAK'] as const
export type AskWarningCode = typeof ASK_WARNING_CODES[number]

/** What stood against asking, told when the ask was created. Never a refusal. */
export interface AskWarning {
  readonly code: AskWarningCode
  readonly text: string
}

/** A plain request, with what is offered in return. Instants are epoch milliseconds. */
export interface Ask {
  readonly id: string
  readonly contactId: string
  readonly need: string
  readonly offer: string | null
  readonly offerKind: FavorKind | null
  readonly size: AskSize
  readonly status: AskStatus
  readonly deadline: number | null
  readonly warnings: readonly AskWarning[]
  readonly createdAt: number
}

/** A step of an ask from one status to the next. */
export interface AskMove {
  readonly id: string
  readonly askId: string
  readonly from: AskStatus
  readonly to: AskStatus
  readonly at: number
  readonly note: string | null
}
