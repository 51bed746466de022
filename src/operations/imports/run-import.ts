import { may } from '../../domain/actor.ts'
import { identityKey } from '../../domain/contacts/contact.ts'
import { NOTHING_READ, type Import } from '../../domain/imports/import.ts'
import { keysOfUs } from '../../domain/imports/our-keys.ts'
import { isOutage, isRetryable, isTimeout } from '../../database/errors.ts'
import { findImports, findReading, lockImport, updateImport } from '../../database/imports/imports.ts'
import { contactsOfRows, deleteImportRows } from '../../database/imports/rows.ts'
import { allOwnIdentities } from '../../database/integrations/own-identities.ts'
import { analyzeTables } from '../../database/statistics.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import { findMember } from '../../database/workspaces/members.ts'
import { allWorkspaceIds } from '../../database/workspaces/workspaces.ts'
import { goodturnJson } from '../../formats/goodturn-json/goodturn-json.ts'
import type { OperationContext } from '../context.ts'
import { finishImport } from './run/finish-import.ts'
import { rowNumbering } from './run/number-rows.ts'
import { readBatches } from './run/read-batches.ts'
import { BrokenFile, FAULT, readFile } from './run/read-file.ts'
import { newRehearsal } from './run/rehearsal.ts'
import type { Run, RunImportContext } from './run/run.ts'
import { openStored } from './run/stored-file.ts'
import { isReading, writeBatch } from './run/write-batch.ts'

/** The planner is told how the tables look after so many rows, and again whenever there are so many times as many. */
const FIRST_ANALYSIS = 1000
const ANALYSIS_GROWTH = 4

/** Imports whose files are whole and not read to their end. */
export async function findUnread ({ database }: Pick<OperationContext, 'database'>): Promise<{ workspaceId: string, importId: string }[]> {
  const found = []
  for (const workspaceId of await allWorkspaceIds(database)) {
    for (const importId of await inWorkspace(database, workspaceId, findReading)) found.push({ workspaceId, importId })
  }
  return found
}

/**
 * Reads a file that was given into contacts and interactions, a batch of rows in each transaction, with what became of them; gives how the
 * import stands at the end. One that was cut off goes on: the file is read from its start again, and the rows that are done are passed over.
 * Memory does not grow with the file. Rejects where `signal` aborts, after the batch at work, and where the database cannot be reached; any
 * other error ends it, for it would come again with the next try. Nothing happens where somebody else is at work on it, or it is over.
 */
export async function runImport (ctx: RunImportContext, workspaceId: string, importId: string, signal?: AbortSignal): Promise<Import> {
  const present = await findOne(ctx, workspaceId, importId)
  if (!isReading(present)) return present
  const begun = await begin(ctx, workspaceId, present)
  if (typeof begun === 'string') return await finishImport(ctx, workspaceId, importId, begun)
  const { run, me } = begun
  try {
    const isWhole = await readAll(run, me, signal)
    return isWhole ? await finishImport(ctx, workspaceId, importId, null) : await findOne(ctx, workspaceId, importId)
  } catch (error) {
    if (signal?.aborted || isOutage(error) || isTimeout(error) || isRetryable(error)) throw error
    const { reason, fault } = error instanceof BrokenFile ? error : new BrokenFile(FAULT, error)
    if (fault !== undefined) ctx.onFault(0, fault)
    return await finishImport(ctx, workspaceId, importId, reason)
  }
}

async function findOne ({ database }: RunImportContext, workspaceId: string, importId: string): Promise<Import> {
  const [imported] = await inWorkspace(database, workspaceId, db => findImports(db, [importId]))
  if (!imported) throw new Error(`There is no import ${importId}.`)
  return imported
}

/** All that does not change while it is read; or why it may not be. */
async function begin (ctx: RunImportContext, workspaceId: string, imported: Import): Promise<{ run: Run, me: readonly string[] } | string> {
  const { memberId, tokenId, actor, format, choices, dryRun } = imported
  return await inWorkspace(ctx.database, workspaceId, async db => {
    const member = await findMember(db, memberId)
    const giver = member && { role: member.role, scopes: ['admin'] as const }
    if (!giver || !may(giver, 'write')) return `${actor}, who gave the file, may not change anything here any more.`
    if (format === goodturnJson.name && !may(giver, 'admin')) return `${actor}, who gave the file, is no admin here any more, and only admins bring in an export of Goodturn.`
    const own = await allOwnIdentities(db)
    const run: Run = {
      ctx,
      workspaceId,
      imported,
      author: { memberId, tokenId, name: actor },
      ours: new Set([...own.map(identityKey), ...keysOfUs(choices.me, choices.defaultCountry)]),
      rehearsal: dryRun ? newRehearsal() : null,
      seen: new Set(choices.overwrite ? await contactsOfRows(db, imported.id) : [])
    }
    return { run, me: [...new Set([...choices.me, ...own.map(({ value }) => value)])] }
  })
}

/** False where somebody else is at work on it. */
async function readAll (run: Run, me: readonly string[], signal: AbortSignal | undefined): Promise<boolean> {
  const { ctx, workspaceId, imported } = run
  const { id, size, choices, createdAt } = imported
  const read = imported.dryRun && imported.read > 0 ? await startOver(run) : imported.read
  const file = openStored(ctx, workspaceId, id, size)
  const pieces = readFile(file, imported, { ...choices, me, now: createdAt, onFault: error => ctx.onFault(0, error) })
  const batches = readBatches(pieces, rowNumbering(choices.defaultCountry), read, () => Math.min(file.bytesRead(), size))
  let nextAnalysis = FIRST_ANALYSIS
  try {
    // While a batch waits for the database the next one is read.
    for (let next = ahead(batches.next()); ;) {
      const { value: batch } = await next
      if (!batch) return true
      signal?.throwIfAborted()
      next = ahead(batches.next())
      const written = await writeBatch(run, batch)
      if (!written) return false
      ctx.onProgress?.(written)
      if (written.dryRun || written.read - read < nextAnalysis) continue
      nextAnalysis *= ANALYSIS_GROWTH
      await inWorkspace(ctx.database, workspaceId, analyzeTables)
    }
  } finally {
    await batches.return(undefined).catch(() => {})
  }
}

/** What goes wrong in it is looked at when its turn comes. */
function ahead<T> (next: Promise<T>): Promise<T> {
  next.catch(() => {})
  return next
}

/** A dry run remembers what it would have made, and that is gone: it begins anew. */
async function startOver ({ ctx, workspaceId, imported: { id } }: Run): Promise<number> {
  return await inWorkspace(ctx.database, workspaceId, async db => {
    const present = await lockImport(db, id)
    if (!present || !isReading(present)) return present?.read ?? 0
    await deleteImportRows(db, id)
    await updateImport(db, id, { ...present, ...NOTHING_READ })
    return 0
  })
}
