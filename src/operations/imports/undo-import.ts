import type { Import } from '../../domain/imports/import.ts'
import { refuseUndo } from '../../domain/imports/undo.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Author } from '../../database/audit.ts'
import { findImports, lockImport, updateImport } from '../../database/imports/imports.ts'
import { countOf, leftOf } from '../../database/imports/row-list.ts'
import { hasMoreChanges } from '../../database/imports/undo.ts'
import { dropUnusedTags } from '../../database/imports/undo-contacts.ts'
import { takeTurn } from '../../database/integrations/reports.ts'
import { insertOutbox } from '../../database/outbox.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import { auditedBy } from '../reports/audited-by.ts'
import { requestDuplicates } from '../duplicates/request-duplicates.ts'
import { requestRefresh } from '../standings/request-refresh.ts'
import { transact, type Writing } from '../transact.ts'
import { undoNext, UNDO_START, type UndoPlace } from './undo/undo-next.ts'

/** What has made more changes is undone in the background. */
const MOST_AT_ONCE = 2000
const BATCH = 500

type Clock = Pick<OperationContext, 'now' | 'newId' | 'cipher'>

/**
 * Takes back what an import has made and changed; what somebody has touched since stays, and is listed. A large one is only begun, and
 * goes on in the background. Refuses NOT_FOUND, and (CONFLICT) what cannot be undone: see refuseUndo.
 */
export function undoImport (ctx: OperationContext, { id }: { id: string }): Promise<Import> {
  return transact(ctx, 'undoImport', { id }, async writing => {
    const { db } = writing
    const [asked] = await findImports(db, [id])
    if (!asked) throw new Refusal('NOT_FOUND', 'There is no such import.')
    // Nobody waits for an import that runs to be told that it does.
    refuseUndo(asked, ctx.now)
    await takeTurn(db)
    const imported = await lockImport(db, id)
    if (!imported) throw new Refusal('NOT_FOUND', 'There is no such import.')
    refuseUndo(imported, ctx.now)
    if (await hasMoreChanges(db, id, MOST_AT_ONCE)) return begin(ctx, db, imported)
    for (let place: UndoPlace | null = UNDO_START; place;) place = await undoNext(ctx, writing, id, place, BATCH)
    return finish(ctx, writing, imported)
  })
}

async function begin (ctx: OperationContext, db: Db, imported: Import): Promise<Import> {
  const { actor: { memberId, tokenId, name } } = ctx
  const begun: Import = { ...imported, status: 'RUNNING', undoAt: ctx.now }
  await updateImport(db, imported.id, begun)
  await insertOutbox(db, { id: ctx.newId(), topic: 'imports.undo', key: imported.id, payload: { author: { memberId, tokenId, name } } }, ctx.now)
  return begun
}

async function finish (ctx: Clock, { db, audit }: Writing, imported: Import): Promise<Import> {
  const undone: Import = { ...imported, status: 'UNDONE', undoAt: imported.undoAt ?? ctx.now, undoneAt: ctx.now }
  await dropUnusedTags(db, imported.id)
  await updateImport(db, imported.id, undone)
  const [left] = await countOf(db, leftOf, [imported.id])
  audit({ subjectType: 'import', subjectId: imported.id, changes: { undone: { before: false, after: true }, left: { after: left } } })
  await requestRefresh(db, ctx)
  await requestDuplicates(db, ctx)
  return undone
}

export interface ContinueUndoContext extends Pick<OperationContext, 'database' | 'newId' | 'cipher'> {
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * Goes on with the undoing of a large import, batch by batch, until it is done or `signal` is given: what a batch has taken back stays so,
 * whenever this ends, and who comes next goes on from there. Does nothing with an import that is not being undone.
 */
export async function continueUndo ({ now, ...ctx }: ContinueUndoContext, workspaceId: string, { importId, author }: { importId: string, author: Author }, signal?: AbortSignal): Promise<void> {
  for (let place: UndoPlace | null = UNDO_START; place && !signal?.aborted;) {
    const from: UndoPlace = place
    place = await inWorkspace(ctx.database, workspaceId, db => auditedBy(db, author, 'undoImport', { now: now(), newId: ctx.newId }, async writing => {
      await takeTurn(db)
      const imported = await lockImport(db, importId)
      if (imported?.status !== 'RUNNING' || imported.undoAt === null) return null
      const clock = { ...ctx, now: now() }
      const next = await undoNext(clock, writing, importId, from, BATCH)
      if (!next) await finish(clock, writing, imported)
      return next
    }))
  }
}
