/** What a contact's timeline has entries of. */
export const TIMELINE_KINDS = ['INTERACTION', 'FAVOR', 'ASK', 'POST', 'MERGE', 'IMPORT'] as const
export type TimelineKind = typeof TIMELINE_KINDS[number]

/** Something in the timeline of a contact, by what it is and when it was. `id` is that of the record itself. */
export interface TimelineEntry {
  readonly kind: TimelineKind
  /** Epoch milliseconds. */
  readonly at: number
  readonly id: string
}

/** The kinds that are wanted, each once and in one order; all where nobody says. */
export function wantedKinds (kinds: readonly TimelineKind[] | null | undefined): readonly TimelineKind[] {
  return TIMELINE_KINDS.filter(kind => !kinds || kinds.includes(kind))
}
