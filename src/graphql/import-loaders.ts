import DataLoader from 'dataloader'
import type { RowOutcome } from '../domain/imports/import.ts'
import type { PageInput } from '../domain/page.ts'
import type { Listing } from '../operations/contacts/find-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import { findImportErrors, leftList, rowList, type ImportedRow, type ImportList, type LeftInPlace, type PlaceInImport } from '../operations/imports/find-imports.ts'
import { byArguments } from './by-arguments.ts'

/** Gathers what is asked of a list of many imports: a page, what lies beyond a place, and a count take one statement each. */
export interface ImportListLoaders<Item> {
  readonly page: (args: PageInput) => DataLoader<string, Pick<Listing<Item>, 'page' | 'cursorOf'>>
  readonly beyond: (question: { readonly after: boolean }) => DataLoader<PlaceInImport, boolean>
  readonly count: DataLoader<string, number>
}

/** What is asked of imports, by their ids. */
export interface ImportLoaders {
  /** At most so many of each. */
  readonly importErrors: (most: number | null) => DataLoader<string, ImportedRow[]>
  readonly importRows: (outcome: RowOutcome | null) => ImportListLoaders<ImportedRow>
  readonly importLeft: ImportListLoaders<LeftInPlace>
}

export function importLoaders (ctx: OperationContext): ImportLoaders {
  return {
    importErrors: byArguments((most: number | null) => new DataLoader(ids => findImportErrors(ctx, ids, most))),
    importRows: byArguments((outcome: RowOutcome | null) => listLoaders(ctx, rowList(outcome))),
    importLeft: listLoaders(ctx, leftList)
  }
}

function listLoaders<Item> (ctx: OperationContext, list: ImportList<Item>): ImportListLoaders<Item> {
  return {
    page: byArguments((args: PageInput) => {
      const request = list.readRequest(ctx, args)
      return new DataLoader(ids => list.of(ctx, ids, request))
    }),
    beyond: byArguments(({ after }) => new DataLoader(places => list.haveBeyond(ctx, places, after))),
    count: new DataLoader(ids => list.countOf(ctx, ids))
  }
}
