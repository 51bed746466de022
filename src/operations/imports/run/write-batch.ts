import { groupBy } from '../../../domain/group-by.ts'
import { ROW_OUTCOMES, type Import, type ImportCounts, type RowResult } from '../../../domain/imports/import.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { wellFormed } from '../../../domain/text.ts'
import { toTypeId } from '../../../domain/type-id.ts'
import { insertImportChanges } from '../../../database/imports/changes.ts'
import { lockImport, updateImport } from '../../../database/imports/imports.ts'
import { insertImportRows } from '../../../database/imports/rows.ts'
import { isOutage } from '../../../database/errors.ts'
import { inWorkspace, tryOut, type Db } from '../../../database/tenancy.ts'
import { retried } from '../../retried.ts'
import { auditedBy } from '../../reports/audited-by.ts'
import { applyRows } from './apply-rows.ts'
import type { NumberedRow } from './number-rows.ts'
import type { Batch } from './read-batches.ts'
import type { Outcome, Run } from './run.ts'

const LONGEST_REASON = 1_000

/** Whether its file is whole and not read to its end yet. An import that is being undone is RUNNING as well. */
export function isReading ({ status, uploadedAt, finishedAt, undoAt }: Pick<Import, 'status' | 'uploadedAt' | 'finishedAt' | 'undoAt'>): boolean {
  return status === 'RUNNING' && uploadedAt !== null && finishedAt === null && undoAt === null
}

/**
 * Writes a batch with what became of it in one transaction; how the import stands then. Null where it stands otherwise than this row on:
 * somebody else is at work on it. A row that fails takes its batch with it; alone, each succeeds or fails for itself.
 */
export async function writeBatch (run: Run, { rows, position }: Batch): Promise<Import | null> {
  try {
    return await attempt(run, rows, position)
  } catch (error) {
    if (isOutage(error)) throw error
  }
  let imported: Import | null = null
  for (const row of rows) {
    imported = await writeRow(run, row, row === rows.at(-1) ? position : null)
    if (!imported) return null
  }
  return imported
}

async function writeRow (run: Run, row: NumberedRow, position: number | null): Promise<Import | null> {
  try {
    return await attempt(run, [row], position)
  } catch (error) {
    if (isOutage(error)) throw error
    const isRefused = error instanceof Refusal
    if (!isRefused) run.ctx.onFault(row.row, error)
    const reason = isRefused ? error.message : `An error in Goodturn kept it from being taken; the server's log names it with ${toTypeId('import', run.imported.id)} and row ${row.row}.`
    return await inWorkspace(run.ctx.database, run.workspaceId, db => write(run, db, [{ ...row, what: { fault: reason } }], position))
  }
}

async function attempt (run: Run, rows: readonly NumberedRow[], position: number | null): Promise<Import | null> {
  return await retried(() => inWorkspace(run.ctx.database, run.workspaceId, db => write(run, db, rows, position)))
}

async function write (run: Run, db: Db, rows: readonly NumberedRow[], position: number | null): Promise<Import | null> {
  const { ctx: { newId, cipher, now }, author, imported: { id, dryRun }, rehearsal } = run
  const [first] = rows
  const present = await lockImport(db, id)
  if (!present || !isReading(present) || present.read + 1 !== first?.row) return null
  const ctx = { newId, cipher, now: now() }
  const work = () => auditedBy(db, author, 'importFile', ctx, writing => applyRows(run, ctx, writing, rows))
  const outcome = dryRun ? await tryOut(db, work) : await work()
  await insertImportRows(db, id, rows.map(({ row, line, file }, index) => ({ row, line, file, ...shown(outcome.results[index], dryRun) })))
  if (!dryRun) await insertImportChanges(db, id, outcome.changes.map(change => ({ ...change, id: newId() })), ctx.now)
  const next = { ...present, ...counted(present, outcome), position: position ?? present.position }
  await updateImport(db, id, next)
  rehearsal?.learn(outcome.made, outcome.told)
  if (next.choices.overwrite) for (const contactId of outcome.seen) run.seen.add(contactId)
  return next
}

/** What a dry run comes to is not there to be looked at. */
function shown (result: RowResult | undefined, dryRun: boolean): RowResult {
  if (!result) throw new Error('A row has come to nothing.')
  // It may name what stands in the file.
  const reason = result.reason && wellFormed(result.reason.replaceAll('\u0000', '').slice(0, LONGEST_REASON))
  return { ...result, reason, subject: dryRun ? null : result.subject }
}

function counted (present: ImportCounts, { results, changes }: Outcome): Omit<ImportCounts, 'position'> {
  const of = groupBy(results, ({ outcome }) => outcome)
  const [created = 0, updated = 0, unchanged = 0, skipped = 0, failed = 0] = ROW_OUTCOMES.map(outcome => of.get(outcome)?.length ?? 0)
  const made = (type: string) => changes.filter(({ kind, subjectType }) => kind === 'CREATED' && subjectType === type).length
  return {
    read: present.read + results.length,
    created: present.created + created,
    updated: present.updated + updated,
    unchanged: present.unchanged + unchanged,
    skipped: present.skipped + skipped,
    failed: present.failed + failed,
    contactsCreated: present.contactsCreated + made('contact'),
    interactionsCreated: present.interactionsCreated + made('interaction')
  }
}
