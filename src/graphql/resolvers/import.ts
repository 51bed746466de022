import type { PageInput } from '../../domain/page.ts'
import type { Import, RowOutcome } from '../../domain/imports/import.ts'
import { undoableUntil } from '../../domain/imports/undo.ts'
import { uuidOf, toTypeId } from '../../domain/type-id.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import { listAllImports, type ImportedRow, type LeftInPlace } from '../../operations/imports/find-imports.ts'
import { undoImport } from '../../operations/imports/undo-import.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext } from '../context.ts'
import { requireId } from '../ids.ts'
import { listingOf } from '../owned-list.ts'

type Input<T> = { readonly input: T }

/** Import with its rows, errors, and what its undoing has left; how to find imports, and to undo one. */
export const importResolvers = {
  Import: {
    id: ({ id }: Import) => toTypeId('import', id),
    progress: ({ status, finishedAt, position, size }: Import) => status !== 'RUNNING' || finishedAt !== null ? 1 : size === 0 ? 0 : Math.min(1, position / size),
    errors: ({ id }: Import, { first = null }: { first?: number | null }, { loaders }: GraphqlContext) => loaders.importErrors(first).load(id),
    rows: ({ id }: Import, { outcome = null, ...page }: PageInput & { outcome?: RowOutcome | null }, { loaders }: GraphqlContext) => listingOf(loaders.importRows(outcome), id, page),
    left: ({ id }: Import, page: PageInput, { loaders }: GraphqlContext) => listingOf(loaders.importLeft, id, page),
    undoableUntil: (imported: Import, _args: object, { now }: GraphqlContext) => {
      const until = undoableUntil(imported)
      return until === null || until < now ? null : until
    }
  },
  ImportError: {
    message: ({ reason }: ImportedRow) => reason ?? ''
  },
  ImportRow: {
    contact: ({ subjectType, subjectId }: ImportedRow, _args: object, { loaders }: GraphqlContext) => subjectType === 'contact' && subjectId ? loaders.contact.load(subjectId) : null,
    interaction: ({ subjectType, subjectId }: ImportedRow, _args: object, { loaders }: GraphqlContext) => subjectType === 'interaction' && subjectId ? loaders.interaction.load(subjectId) : null
  },
  ImportLeft: {
    contact: ({ contactId }: LeftInPlace, _args: object, { loaders }: GraphqlContext) => contactId && loaders.contact.load(contactId),
    interaction: ({ kind, subjectId }: LeftInPlace, _args: object, { loaders }: GraphqlContext) => kind === 'interaction' ? loaders.interaction.load(subjectId) : null
  },
  ...connectionResolvers<Import, Listing<Import>>('Import'),
  ...connectionResolvers<ImportedRow, Listing<ImportedRow>>('ImportRow'),
  ...connectionResolvers<LeftInPlace, Listing<LeftInPlace>>('ImportLeft')
}

export const importQueries = {
  import: (_root: unknown, { id }: { id: string }, { loaders }: GraphqlContext) => {
    const uuid = uuidOf('import', id)
    return uuid && loaders.import.load(uuid)
  },
  imports: (_root: unknown, page: PageInput, ctx: GraphqlContext) => listAllImports(ctx, page)
}

export const importMutations = {
  undoImport: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) =>
    ({ import: await mutate(ctx, () => undoImport(ctx, { id: requireId('import', input.id) })) })
}
