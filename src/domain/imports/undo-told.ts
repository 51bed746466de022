import { isSameValue } from '../same-value.ts'
import type { Told } from '../integrations/told.ts'

/**
 * What was told of a thing without what an import has told of it: each field is what it was before, where nobody has told another since.
 * What was told later has taken the place of the import's word, and would have taken that of the one before it.
 */
export function withoutTold (present: Told, before: Told, after: Told): Told {
  const rest: Record<string, unknown> = { ...present }
  for (const field of Object.keys(after) as (keyof Told)[]) {
    if (isSameValue(before[field], after[field]) || !isSameValue(present[field], after[field])) continue
    if (before[field] === undefined) delete rest[field]
    else rest[field] = before[field]
  }
  return rest
}
