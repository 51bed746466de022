export const SUGGESTION_KINDS = ['REACH_OUT', 'RECIPROCATE', 'THANK', 'FOLLOW_UP', 'REVIVE', 'LET_REST'] as const
export type SuggestionKind = typeof SUGGESTION_KINDS[number]
