import { Refusal } from '../domain/refusal.ts'
import { uuidOf, type IdType } from '../domain/type-id.ts'

/** No record has it: what is no id of its type is looked for under it, and not found. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

/** The UUID of an id that a client gave. Refuses (NOT_FOUND) what is no id of that type. */
export function requireId (type: IdType, id: string): string {
  const uuid = uuidOf(type, id)
  if (!uuid) throw new Refusal('NOT_FOUND', `There is no such ${type}.`)
  return uuid
}

/** The same for a row of many: what is no id is not found in its own row. */
export function rowId (type: IdType, id: string): string {
  return uuidOf(type, id) ?? NO_ID
}
