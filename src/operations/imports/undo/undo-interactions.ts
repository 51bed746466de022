import type { Doing } from '../../../domain/imports/undo.ts'
import { whyInteractionStays, type FoundInteraction, type Undone } from '../../../domain/imports/why-left.ts'
import { groupBy } from '../../../domain/group-by.ts'
import { isAsWritten } from '../../../domain/integrations/follow-report.ts'
import { lockInteractions, lockReportsOf, type ReportOf } from '../../../database/imports/undo-interactions.ts'
import { deleteInteractions, participantsOf } from '../../../database/interactions/interactions.ts'
import { replayTotals } from '../../interactions/apply-touches.ts'
import type { OperationContext } from '../../context.ts'
import type { Writing } from '../../transact.ts'
import { forgetTold, takeBackTold } from './undo-told.ts'

type Clock = Pick<OperationContext, 'now' | 'newId' | 'cipher'>

/** An interaction with all that its undoing is decided by. */
interface Found extends FoundInteraction {
  readonly doing: Doing
  readonly report: ReportOf | undefined
}

/** Takes back interactions that an import made, and what it told of others; what became of each. */
export async function undoInteractions (ctx: Clock, writing: Writing, importId: string, doings: readonly Doing[]): Promise<Undone[]> {
  const found = await find(writing, doings)
  const known = new Set(found.map(({ doing }) => doing))
  const made = found.filter(({ doing }) => doing.kind === 'CREATED').map(each => ({ ...each, reason: whyInteractionStays(each.doing, each) }))
  await remove(ctx, writing, made.filter(({ reason }) => reason === null))
  const told = found.filter(({ doing }) => doing.kind === 'UPDATED')
  await takeBackTold(ctx, writing, importId, told.flatMap(({ doing, report }) => report ? [{ ...report, doing }] : []))
  return [
    ...made.map(({ doing, reason }) => ({ doing, reason })),
    ...told.map(({ doing, present, participants, report }) => ({ doing, reason: report?.written && isAsWritten(present, participants, report.written) ? null : 'Somebody has changed it since; that stays.' })),
    // It was deleted, and stays deleted.
    ...doings.filter(doing => !known.has(doing)).map(doing => ({ doing, reason: null }))
  ]
}

async function find ({ db }: Writing, doings: readonly Doing[]): Promise<Found[]> {
  const present = new Map((await lockInteractions(db, doings.map(({ subjectId }) => subjectId))).map(locked => [locked.present.id, locked]))
  const reports = new Map((await lockReportsOf(db, present.keys())).map(report => [report.interactionId, report]))
  const participants = groupBy(await participantsOf(db, present.keys()), ({ interactionId }) => interactionId)
  return doings.flatMap(doing => {
    const locked = present.get(doing.subjectId)
    return locked ? [{ ...locked, doing, report: reports.get(doing.subjectId), participants: (participants.get(doing.subjectId) ?? []).map(({ contactId }) => contactId) }] : []
  })
}

async function remove (ctx: Clock, { db }: Writing, gone: readonly Found[]): Promise<void> {
  if (gone.length === 0) return
  await deleteInteractions(db, gone.map(({ present }) => present.id))
  await forgetTold(db, gone.flatMap(({ doing, report }) => report ? [{ ...report, doing }] : []))
  await replayTotals(db, [...new Set(gone.flatMap(({ participants }) => participants))], ctx, { hasActed: false })
}
