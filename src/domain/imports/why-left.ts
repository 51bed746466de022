import { isAsWritten, type Written } from '../integrations/follow-report.ts'
import type { Interaction } from '../interactions/interaction.ts'
import type { Doing } from './undo.ts'

/** What hangs on a contact that an import has made, by table, where it is not of the import. */
const HOLDS: readonly (readonly [table: string, sentence: string])[] = [
  ['contact_alias', 'Another contact was merged into it since.'],
  ['merge', 'Another contact was merged into it since.'],
  ['import_change', 'Another import has told more of it since.'],
  ['participant', 'It takes part in interactions that stay.'],
  ['favor', 'It has favors that stay.'],
  ['ask', 'It has asks that stay.'],
  ['post', 'It has posts that stay.'],
  ['feed', 'Its feed is followed.'],
  ['substance_override', 'Somebody has judged what it publishes.']
]

/** Why a contact stays that an import has made; null where nobody has touched it since. */
export function whyContactStays (doing: Pick<Doing, 'subjectId' | 'contactId' | 'version'>, present: { readonly version: number }, holds: readonly string[]): string | null {
  if (doing.contactId !== doing.subjectId) return 'It was merged into another contact since.'
  const [, held] = HOLDS.find(([table]) => holds.includes(table)) ?? []
  return held ?? (present.version === doing.version ? null : 'Somebody has changed it since.')
}

/** What is known of the report that an interaction follows. */
export interface FollowedReport {
  readonly written: Written | null
  /** When something new was told of it last, in epoch milliseconds. */
  readonly updatedAt: number
}

/** An interaction as an undoing finds it; without a report where nobody told of it but a member. Instants are epoch milliseconds. */
export interface FoundInteraction {
  readonly present: Interaction
  readonly updatedAt: number
  readonly participants: readonly string[]
  readonly report: FollowedReport | undefined
}

/** Why an interaction stays that an import has made; null where only this import told of it, and nobody has changed it. */
export function whyInteractionStays ({ at }: Pick<Doing, 'at'>, { present, updatedAt, participants, report }: FoundInteraction): string | null {
  if (report && report.updatedAt > at) return 'Others have told of it since.'
  // Time alone changes what is planned: it is held then, as it was told.
  const isUntouched = updatedAt <= at || (report?.written && isAsWritten(present, participants, report.written))
  return isUntouched ? null : 'Somebody has changed it since.'
}

/** Why what an import has changed of a contact stays so, in part. */
export function whyFieldsStay (fields: readonly string[]): string {
  const named = fields.map(field => field === 'targetDays' ? 'cadence' : field)
  const [last = '', ...others] = [...named].reverse()
  return `Somebody has changed its ${others.length > 0 ? `${others.reverse().join(', ')} and ${last}` : last} since.`
}

/** What became of something that was to be undone. */
export interface Undone {
  readonly doing: Doing
  /** Why it stays, in a sentence; null where it does not. */
  readonly reason: string | null
}
