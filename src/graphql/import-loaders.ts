import DataLoader from 'dataloader'
import type { RowOutcome } from '../domain/imports/import.ts'
import type { OperationContext } from '../operations/context.ts'
import { findImportErrors, leftList, rowList, type ImportedRow, type LeftInPlace } from '../operations/imports/find-imports.ts'
import { byArguments } from './by-arguments.ts'
import { listLoaders, type ListLoaders } from './owned-list.ts'

/** What is asked of imports, by their ids. */
export interface ImportLoaders {
  /** At most so many of each. */
  readonly importErrors: (most: number | null) => DataLoader<string, ImportedRow[]>
  readonly importRows: (outcome: RowOutcome | null) => ListLoaders<ImportedRow>
  readonly importLeft: ListLoaders<LeftInPlace>
}

export function importLoaders (ctx: OperationContext): ImportLoaders {
  return {
    importErrors: byArguments((most: number | null) => new DataLoader(ids => findImportErrors(ctx, ids, most))),
    importRows: byArguments((outcome: RowOutcome | null) => listLoaders(ctx, rowList(outcome))),
    importLeft: listLoaders(ctx, leftList)
  }
}
