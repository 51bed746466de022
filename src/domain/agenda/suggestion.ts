import type { Channel } from '../interactions/interaction.ts'
import type { Reason } from '../quality/factor.ts'

export const SUGGESTION_KINDS = ['REACH_OUT', 'RECIPROCATE', 'THANK', 'FOLLOW_UP', 'REVIVE', 'LET_REST'] as const
export type SuggestionKind = typeof SUGGESTION_KINDS[number]

/** Something worth doing for a contact, now or later. Instants are epoch milliseconds. */
export interface Suggestion {
  readonly kind: SuggestionKind
  /** What it follows from: while it stays the same, it is the same suggestion, and what a person said of it holds. */
  readonly cause: string
  /** From when on it is worth doing. */
  readonly activeAt: number
  readonly dueAt: number | null
  /** 0 to 1, as of now, or of `activeAt` where that is later. */
  readonly priority: number
  /** Told when asked for; the impacts sum to 100 times the priority. */
  readonly reasons: () => readonly Reason[]
  /** Another way to reach out than the one that got no answer; null where any will do, or no other is known. */
  readonly channel: Channel | null
}

/** A suggestion as it is kept, with what became of it; one for each contact and kind. */
export interface KeptSuggestion {
  readonly id: string
  readonly contactId: string
  readonly kind: SuggestionKind
  readonly cause: string
  /** Infinity where nothing asks for it at present. */
  readonly activeAt: number
  readonly dueAt: number | null
  readonly priority: number
  /** -Infinity where it was not put off. */
  readonly snoozedUntil: number
  readonly skippedAt: number | null
  readonly skipReason: string | null
  readonly doneAt: number | null
  /** When it enters the agenda: active, and neither put off nor skipped. Infinity for never. */
  readonly opensAt: number
  /** Whether it was in the agenda when it was ranked last. */
  readonly isReady: boolean
  /** When it was ranked last. */
  readonly asOf: number
}
