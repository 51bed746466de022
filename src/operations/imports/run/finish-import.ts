import type { Import } from '../../../domain/imports/import.ts'
import { deleteChunks } from '../../../database/imports/chunks.ts'
import { firstFailure } from '../../../database/imports/rows.ts'
import { lockImport, updateImport } from '../../../database/imports/imports.ts'
import { inWorkspace } from '../../../database/tenancy.ts'
import { requestDuplicates } from '../../duplicates/request-duplicates.ts'
import { requestRefresh } from '../../standings/request-refresh.ts'
import { isReading } from './write-batch.ts'
import type { RunImportContext } from './run.ts'

const EMPTY = 'There is nothing in the file.'

/**
 * Ends an import: its file is dropped, and what follows from it is asked for. It is DONE where the file was read to its end, whatever became of
 * single records, and FAILED where it was not (`failure` says why), or where nothing in it could be read. How it stands then.
 */
export async function finishImport (ctx: RunImportContext, workspaceId: string, importId: string, failure: string | null): Promise<Import> {
  return await inWorkspace(ctx.database, workspaceId, async db => {
    const present = await lockImport(db, importId)
    if (!present) throw new Error(`Import ${importId} is gone.`)
    if (!isReading(present)) return present
    const clock = { now: ctx.now(), newId: ctx.newId }
    const { read, failed, created, updated, size, dryRun } = present
    const first = read > 0 && failed === read ? await firstFailure(db, importId) : null
    const reason = failure ?? (read === 0 ? EMPTY : first && told(first, read))
    const ended: Import = { ...present, status: reason === null ? 'DONE' : 'FAILED', reason, finishedAt: clock.now, position: reason === null ? size : present.position }
    await updateImport(db, importId, ended)
    await deleteChunks(db, importId)
    // Also for what others wrote meanwhile: nobody was compared while this was read.
    await requestDuplicates(db, clock)
    if (!dryRun && created + updated > 0) await requestRefresh(db, clock)
    return ended
  })
}

function told ({ line, reason }: { readonly line: number, readonly reason: string | null }, read: number): string {
  const first = reason ?? 'It cannot be read.'
  return read === 1 ? first : `None of its ${read} records could be taken. The first, on line ${line}: ${first}`
}
