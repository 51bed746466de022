import { readPage, toCursor, type PageInput } from '../../domain/page.ts'
import type { Import } from '../../domain/imports/import.ts'
import { countImports, hasImportsBeyond, listImports } from '../../database/imports/import-list.ts'
import { findImports as findRows } from '../../database/imports/imports.ts'
import { countOf, haveBeyond, leftOf, listOfImports, rowsOf, type ImportedRow, type LeftInPlace, type ListOfImport } from '../../database/imports/row-list.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'
import { ownedList, type OwnedList } from '../owned-list.ts'

export type { ImportedRow, LeftInPlace } from '../../database/imports/row-list.ts'

/** How many errors of an import are told at once. */
const MOST_ERRORS = 500

/** The imports with these ids, in their order; undefined for each that is not there. */
export async function findImports ({ reading }: OperationContext, ids: readonly string[]): Promise<(Import | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(imported => [imported.id, imported]))
  return ids.map(id => found.get(id))
}

/** A page of the workspace's imports, newest first. Refuses INVALID pages and cursors. */
export async function listAllImports ({ reading, actor }: OperationContext, input: PageInput): Promise<Listing<Import>> {
  const list = listName(actor, 'imports')
  const request = readPage(input, list, 'instant')
  return {
    page: await reading.read(db => listImports(db, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasImportsBeyond(db, place, after)),
    count: () => reading.read(db => countImports(db))
  }
}

/** What became of the records of files, each in the order of its file; those of one outcome, where one is named. */
export function rowList (outcome: ImportedRow['outcome'] | null): OwnedList<ImportedRow> {
  return importList(rowsOf(outcome), `import rows ${outcome ?? ''}`)
}

/** What undoing has left in place. */
export const leftList: OwnedList<LeftInPlace> = importList(leftOf, 'import left')

/** The records of each of these imports that could not be taken, in the order of the file; at most `most`, or 500. */
export async function findImportErrors ({ reading }: OperationContext, importIds: readonly string[], most: number | null): Promise<ImportedRow[][]> {
  const pages = await reading.read(db => listOfImports(db, rowsOf('FAILED'), importIds, { size: most ?? MOST_ERRORS, fromEnd: false, after: null, before: null }))
  return importIds.map(id => pages.get(id)?.items.map(({ item }) => item) ?? [])
}

/** `name` keeps its cursors from other lists. */
function importList<Item> (list: ListOfImport<Item>, name: string): OwnedList<Item> {
  return ownedList({
    list: (db, importIds, request) => listOfImports(db, list, importIds, request),
    haveBeyond: (db, places, after) => haveBeyond(db, list, places, after),
    count: (db, importIds) => countOf(db, list, importIds)
  }, name, 'number')
}
