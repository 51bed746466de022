import type { MergedFields } from './merge-fields.ts'

/** What a merge found and what it made, of the survivor. */
export interface MergeOfFields {
  readonly before: MergedFields
  readonly after: MergedFields
}

/**
 * What the survivor has after a merge is undone: what it had before, but for what was changed since, which stays. Of notes that were
 * changed, what the merge had added goes where it still stands as it was.
 */
export function unmergeFields (present: MergedFields, { before, after }: MergeOfFields): MergedFields {
  const back = <F extends keyof MergedFields>(field: F): MergedFields[F] => present[field] === after[field] ? before[field] : present[field]
  return {
    name: back('name'),
    organization: back('organization'),
    title: back('title'),
    notes: present.notes === after.notes ? before.notes : unmergeNotes(present.notes, before.notes, after.notes),
    targetDays: back('targetDays'),
    paused: back('paused')
  }
}

function unmergeNotes (present: string | null, before: string | null, after: string | null): string | null {
  if (present === null || after === null) return present
  if (before === null) return present.replace(after, () => '').trim() || null
  if (after.startsWith(before)) return present.replace(after.slice(before.length), () => '').trim() || null
  // Others' notes were chosen, and were written on since: the survivor's own come back above them.
  return `${before}\n\n${present}`
}

/** Whom a report names after a merge is undone: those whom it named before, where the survivor still stands for them. */
export function unmergeIds (present: readonly string[], before: readonly string[], after: readonly string[], survivorId: string): readonly string[] {
  const others = before.filter(id => !after.includes(id))
  if (!present.includes(survivorId)) return present
  const kept = present.filter(id => id !== survivorId || before.includes(id))
  return [...before.filter(id => kept.includes(id) || others.includes(id)), ...kept.filter(id => !before.includes(id))]
}

/** Whom a report names once these contacts are one. */
export function mergeIds (ids: readonly string[], survivorId: string, otherIds: readonly string[]): readonly string[] {
  return [...new Set(ids.map(id => otherIds.includes(id) ? survivorId : id))]
}
