import type { Author } from '../../../database/audit.ts'
import type { Import, ImportChange, RowResult } from '../../../domain/imports/import.ts'
import type { OperationContext } from '../../context.ts'
import type { MadeContact, Rehearsal } from './rehearsal.ts'

export interface RunImportContext extends Pick<OperationContext, 'database' | 'newId' | 'cipher'> {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Told of a row that failed for a reason that nobody foresaw; 0 where it is the whole file. */
  readonly onFault: (row: number, error: unknown) => void
  /** Told how it stands after each batch. */
  readonly onProgress?: (imported: Import) => void
}

/** An import that is under way. */
export interface Run {
  readonly ctx: RunImportContext
  readonly workspaceId: string
  /** As it was when this began. */
  readonly imported: Import
  readonly author: Author
  /** The keys of all identities that are ours, the workspace's and those that were given with the file. */
  readonly ours: ReadonlySet<string>
  /** Of a dry run. */
  readonly rehearsal: Rehearsal | null
  /** Contacts that a row of this file has come to already: it takes the place of what was there before, and not of what it says itself. */
  readonly seen: Set<string>
}

/** What rows of a batch have come to, each in its place. */
export interface Outcome {
  readonly results: readonly RowResult[]
  readonly changes: readonly ImportChange[]
  readonly made: readonly MadeContact[]
  /** Contacts that rows came to. */
  readonly seen: readonly string[]
  /** The names of things of which interactions were made. */
  readonly told: readonly string[]
}

/** A row that comes to nothing. */
export function nothing (outcome: 'SKIPPED' | 'FAILED', reason: string): RowResult {
  return { outcome, reason, subject: null }
}
