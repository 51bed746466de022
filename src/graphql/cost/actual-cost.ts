import type { Plan, PlannedField } from './plan.ts'

/**
 * What an answer cost, by the rules that its estimate followed, with the items that really came in place of page sizes.
 * Never more than `requested`: lists without a page size may turn out longer than they were taken to be, and that is
 * not the client's doing. Scalars are never looked at, so a large page costs microseconds.
 */
export function actualCost (plan: Plan, data: unknown, requested: number): number {
  const points = data == null ? 0 : countFields(plan.fields, data as Answer)
  return Math.min(requested, Math.max(1, Math.ceil(points)))
}

type Answer = Readonly<Record<string, unknown>>

function countFields (fields: readonly PlannedField[], object: Answer): number {
  let points = 0
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as PlannedField
    const value = object[field.key]
    if (value == null) continue
    if (!Array.isArray(value)) points += field.weight + countBelow(field, value as Answer)
    else if (field.below.length === 0) points += field.weight * value.length
    else for (const item of value) if (item != null) points += field.weight + countBelow(field, item as Answer)
  }
  return points
}

/** An object may be of several kinds; the keys that it has tell which, so the dearest reading is the right one. */
function countBelow (field: PlannedField, object: Answer): number {
  if (field.below.length === 1) return countFields(field.below[0] as readonly PlannedField[], object)
  let most = 0
  for (const fields of field.below) most = Math.max(most, countFields(fields, object))
  return most
}
