import { readPage, toCursor, type PageInput, type PageRequest, type Place } from '../../domain/page.ts'
import type { Import } from '../../domain/imports/import.ts'
import { countImports, hasImportsBeyond, listImports } from '../../database/imports/import-list.ts'
import { findImports as findRows } from '../../database/imports/imports.ts'
import { countOf, haveBeyond, leftOf, listOfImports, rowsOf, type ImportedRow, type LeftInPlace, type ListOfImport } from '../../database/imports/row-list.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'

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
  const list = `${actor.workspaceId.slice(-8)} imports`
  const request = readPage(input, list, 'instant')
  return {
    page: await reading.read(db => listImports(db, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasImportsBeyond(db, place, after)),
    count: () => reading.read(db => countImports(db))
  }
}

/** A place in a list of an import. */
export type PlaceInImport = Place & { readonly importId: string }

/** A list of imports, as it is read for many of them at once. */
export interface ImportList<Item> {
  /** Refuses (INVALID) what is no page. */
  readonly readRequest: (ctx: OperationContext, input: PageInput) => PageRequest
  readonly of: (ctx: OperationContext, importIds: readonly string[], request: PageRequest) => Promise<Pick<Listing<Item>, 'page' | 'cursorOf'>[]>
  /** Whether anything comes after (or before) each of these places in the list of its import. */
  readonly haveBeyond: (ctx: OperationContext, places: readonly PlaceInImport[], after: boolean) => Promise<boolean[]>
  readonly countOf: (ctx: OperationContext, importIds: readonly string[]) => Promise<number[]>
}

/** What became of the records of files, each in the order of its file; those of one outcome, where one is named. */
export function rowList (outcome: ImportedRow['outcome'] | null): ImportList<ImportedRow> {
  return importList(rowsOf(outcome), `import rows ${outcome ?? ''}`)
}

/** What undoing has left in place. */
export const leftList: ImportList<LeftInPlace> = importList(leftOf, 'import left')

/** The records of each of these imports that could not be taken, in the order of the file; at most `most`, or 500. */
export async function findImportErrors ({ reading }: OperationContext, importIds: readonly string[], most: number | null): Promise<ImportedRow[][]> {
  const pages = await reading.read(db => listOfImports(db, rowsOf('FAILED'), importIds, { size: most ?? MOST_ERRORS, fromEnd: false, after: null, before: null }))
  return importIds.map(id => pages.get(id)?.items.map(({ item }) => item) ?? [])
}

/** `name` keeps its cursors from other lists. */
function importList<Item> (list: ListOfImport<Item>, name: string): ImportList<Item> {
  const nameIn = ({ actor }: OperationContext) => `${actor.workspaceId.slice(-8)} ${name}`
  return {
    readRequest: (ctx, input) => readPage(input, nameIn(ctx), 'number'),
    async of (ctx, importIds, request) {
      const pages = await ctx.reading.read(db => listOfImports(db, list, importIds, request))
      const cursorOf = (place: Place) => toCursor(nameIn(ctx), place)
      return importIds.map(id => ({ page: pages.get(id) ?? { items: [], hasMore: false, request }, cursorOf }))
    },
    haveBeyond: ({ reading }, places, after) => reading.read(db => haveBeyond(db, list, places, after)),
    countOf: ({ reading }, importIds) => reading.read(db => countOf(db, list, importIds))
  }
}
