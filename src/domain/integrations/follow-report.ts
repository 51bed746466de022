import type { Interaction } from '../interactions/interaction.ts'
import type { ReportedFields } from './read-report.ts'

/** What was last written of a report: its fields, and the contacts that it named. */
export type Written = ReportedFields & { readonly contactIds: readonly string[] }

const FIELDS = ['channel', 'direction', 'status', 'occurredAt', 'durationMinutes', 'subject', 'summary'] as const

/**
 * The interaction as the report has it now. What a member has changed since it was last written stays as they have it: nothing that a
 * person entered is ever lost. Where it was never written, the interaction is a member's own, and stays whole.
 */
export function followReport (present: Interaction, written: Written | null, reported: ReportedFields): Interaction {
  if (!written) return present
  const followed = Object.fromEntries(FIELDS.filter(field => present[field] === written[field]).map(field => [field, reported[field]]))
  const changed = { ...present, ...followed }
  // Only what goes out can carry an ask.
  return changed.direction === 'OUTBOUND' ? changed : { ...changed, carriesAsk: false }
}

/** Whether an interaction is still what was last written of its report: then nothing is lost with it that a person entered. */
export function isAsWritten (present: Interaction, participants: readonly string[], written: Written): boolean {
  const before = new Set(written.contactIds)
  return !present.carriesAsk && FIELDS.every(field => present[field] === written[field]) &&
    participants.length === before.size && participants.every(id => before.has(id))
}

/** Whether a report comes to what was last written of it. */
export function isSameWritten (one: Written, other: Written): boolean {
  return FIELDS.every(field => one[field] === other[field]) && one.contactIds.join() === other.contactIds.join()
}

/** The contacts who take part now: those of the report, and whoever was added by somebody else. Nobody is left alone with nobody. */
export function followParticipants (present: readonly string[], written: Written | null, reported: readonly string[]): readonly string[] {
  const before = new Set(written?.contactIds ?? [])
  const others = present.filter(id => !before.has(id))
  const followed = [...new Set([...reported, ...others])]
  return followed.length > 0 ? followed : present
}
