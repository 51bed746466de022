import { SUGGESTION_KINDS, type SuggestionKind } from './suggestion.ts'

/** How many suggestions a day has where the workspace has not said otherwise; more would be an avalanche. */
export const USUAL_DAILY_SUGGESTIONS = 5
export const MOST_DAILY_SUGGESTIONS = 100

/** All parts that are given have to fit. */
export interface AgendaFilter {
  readonly kind?: readonly SuggestionKind[] | null
  readonly tags?: readonly string[] | null
}

/** What a day has room for. */
export interface AgendaDay {
  /** Most suggestions of a day. */
  readonly daily: number
  /** Done since the day began, by the workspace's clock. */
  readonly done: number
}

/** How many suggestions may still be shown today. */
export function roomLeft ({ daily, done }: AgendaDay): number {
  return Math.max(0, daily - done)
}

/** The kinds that a filter asks for. */
export function kindsOf ({ kind }: AgendaFilter): readonly SuggestionKind[] {
  return kind ? SUGGESTION_KINDS.filter(each => kind.includes(each)) : SUGGESTION_KINDS
}
