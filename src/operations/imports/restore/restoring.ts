import type { RecordType, ValuesOfType } from '../../../domain/exports/record-fields.ts'
import type { ImportChange, RowResult } from '../../../domain/imports/import.ts'
import type { OperationContext } from '../../context.ts'
import type { ContactTouch } from '../../interactions/apply-touches.ts'
import type { Writing } from '../../transact.ts'

export type RestoreContext = Pick<OperationContext, 'now' | 'newId' | 'cipher'>

/** A record that was read, and which of the batch it is. */
export interface Item<T extends RecordType> {
  readonly place: number
  readonly values: ValuesOfType<T>
}

/** A batch of records on their way into a workspace. */
export interface Restoring {
  readonly ctx: RestoreContext
  readonly writing: Writing
  readonly settle: (item: { readonly place: number }, result: Partial<RowResult> & Pick<RowResult, 'outcome'>) => void
  /** Notes what was made or changed, for the import's undoing. */
  readonly note: (...changes: ImportChange[]) => void
  /** Contacts whose scores rest on something new, beside touches. */
  readonly affected: Set<string>
  readonly touches: ContactTouch[]
}

/** How the records of a type are written. */
export type Step<T extends RecordType> = (restoring: Restoring, items: readonly Item<T>[]) => Promise<void>

/** That something was made that belongs to a contact, or to none. */
export function created (subjectType: string, subjectId: string): ImportChange {
  return { kind: 'CREATED', subjectType, subjectId, contactId: null, version: null, changes: null }
}

export function contactOf (id: string): RowResult['subject'] {
  return { type: 'contact', id }
}

export const NOT_HERE = 'The contact that it belongs to is not here: it was not taken, or is gone.'
