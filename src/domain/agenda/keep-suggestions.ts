import { SUGGESTION_KINDS, type KeptSuggestion, type Suggestion, type SuggestionKind } from './suggestion.ts'

/** How suggestions are brought up to date. */
export interface Keeping {
  readonly contactId: string
  /** Epoch milliseconds. */
  readonly now: number
  /** Whether what has gone from the agenda was done: not where time alone has passed, or a wish was changed. */
  readonly hasActed: boolean
  /** The last touch: what only a touch can do was done then, though it be told of days later. */
  readonly lastTouchAt: number | null
  /** A priority that moves by less is not worth a write. */
  readonly leastMove: number
}

const DONE_BY_TOUCH: readonly SuggestionKind[] = ['REACH_OUT', 'REVIVE', 'LET_REST']

/**
 * The rows that have to be written for `found` to be what is kept of a contact, beside what a person said: a snooze holds until its
 * instant, a skip too, both no longer than the cause. What was in the agenda and has gone, because somebody acted, is done.
 */
export function keepSuggestions (present: readonly KeptSuggestion[], found: readonly Suggestion[], keeping: Keeping): readonly KeptSuggestion[] {
  const kinds = new Set(found.map(({ kind }) => kind))
  const gone = present.filter(({ kind, activeAt }) => !kinds.has(kind) && activeAt !== Infinity)
  return [
    ...found.flatMap(suggestion => {
      const before = present.find(({ kind }) => kind === suggestion.kind)
      const after = ranked({ ...before ?? unknown(keeping.contactId, suggestion.kind), ...saidOf(before, suggestion), ...factsOf(suggestion) }, before, keeping)
      return before && isSame(before, after, keeping.leastMove) ? [] : [after]
    }),
    ...gone.map(before => ranked({ ...before, activeAt: Infinity, dueAt: null }, before, keeping))
  ]
}

/** A kept suggestion as it stands at `now` by what was said of it. */
export function opened (kept: KeptSuggestion, now: number): KeptSuggestion {
  const { kind, activeAt, snoozedUntil, skippedAt } = kept
  // To be skipped is, for a touch, to be put off until the next one is wanted.
  const opensAt = skippedAt !== null && kind !== 'REACH_OUT' ? Infinity : Math.max(activeAt, snoozedUntil)
  return { ...kept, opensAt, isReady: opensAt <= now, asOf: now }
}

/**
 * The id of a contact's suggestion of a kind: there is one, so it need not be made up. It is the contact's with other bits at the
 * head of its random part, which no two contacts share: three bits stand for six kinds and the contact itself.
 */
export function suggestionId (contactId: string, kind: SuggestionKind): string {
  const place = 15
  const bits = parseInt(contactId.charAt(place), 16) ^ ((SUGGESTION_KINDS.indexOf(kind) + 1) << 1)
  return contactId.slice(0, place) + bits.toString(16) + contactId.slice(place + 1)
}

function factsOf ({ cause, activeAt, dueAt, priority }: Suggestion) {
  return { cause, activeAt, dueAt, priority }
}

function saidOf (before: KeptSuggestion | undefined, { cause }: Suggestion): Pick<KeptSuggestion, 'snoozedUntil' | 'skippedAt' | 'skipReason'> {
  if (before?.cause !== cause) return { snoozedUntil: -Infinity, skippedAt: null, skipReason: null }
  const { snoozedUntil, skippedAt, skipReason } = before
  return { snoozedUntil, skippedAt, skipReason }
}

function ranked (kept: KeptSuggestion, before: KeptSuggestion | undefined, { now, hasActed, lastTouchAt }: Keeping): KeptSuggestion {
  const after = opened(kept, now)
  const actedAt = DONE_BY_TOUCH.includes(kept.kind) ? Math.min(now, lastTouchAt ?? now) : now
  const wasOpen = before !== undefined && before.opensAt <= now
  // What comes back, because the touch was a mistake, is not done.
  return { ...after, doneAt: after.isReady ? null : wasOpen && hasActed ? actedAt : after.doneAt }
}

function isSame (before: KeptSuggestion, after: KeptSuggestion, leastMove: number): boolean {
  const KEYS = ['cause', 'activeAt', 'dueAt', 'opensAt', 'isReady', 'doneAt'] as const
  return KEYS.every(key => before[key] === after[key]) && Math.abs(before.priority - after.priority) <= leastMove
}

function unknown (contactId: string, kind: SuggestionKind) {
  return {
    id: suggestionId(contactId, kind), contactId, kind, doneAt: null, opensAt: Infinity, isReady: false, asOf: -Infinity
  }
}
