import { doingsOf, type Doing } from '../../../domain/imports/undo.ts'
import type { Undone } from '../../../domain/imports/why-left.ts'
import { lockContacts } from '../../../database/contacts/contacts.ts'
import { dropChanges, leaveChanges, nextChanges, UNDO_PHASES, type UndoPhase } from '../../../database/imports/undo.ts'
import type { OperationContext } from '../../context.ts'
import type { Writing } from '../../transact.ts'
import { undoContacts } from './undo-contacts.ts'
import { undoInteractions } from './undo-interactions.ts'
import { undoRecords } from './undo-records.ts'
import { undoReports } from './undo-told.ts'

/** How far the undoing of an import has come. */
export interface UndoPlace {
  readonly phase: UndoPhase
  /** The change that was looked at last. */
  readonly after: string
}

const NOWHERE = '00000000-0000-0000-0000-000000000000'

export const UNDO_START: UndoPlace = { phase: UNDO_PHASES[0], after: NOWHERE }

/**
 * Takes back the next things that an import has done, of about `most` changes, in this transaction, which has to have its turn (takeTurn).
 * What is taken back is forgotten; what stays has its reason written down. Where to go on; null where nothing is left to do.
 */
export async function undoNext (ctx: Pick<OperationContext, 'now' | 'newId' | 'cipher'>, writing: Writing, importId: string, place: UndoPlace, most: number): Promise<UndoPlace | null> {
  const { db } = writing
  const changes = await nextChanges(db, importId, place.phase, place.after, most)
  if (changes.length === 0) {
    const next = UNDO_PHASES[UNDO_PHASES.indexOf(place.phase) + 1]
    return next ? { phase: next, after: NOWHERE } : null
  }
  const doings = doingsOf(changes)
  // Contacts are taken before what is theirs.
  await lockContacts(db, doings.flatMap(({ contactId }) => contactId ?? []))
  const as = (how: ReturnType<typeof howUndone>): Doing[] => doings.filter(doing => howUndone(doing) === how)
  const undone = [
    ...await undoInteractions(ctx, writing, importId, as('interaction')),
    ...await undoReports(ctx, writing, importId, as('told')),
    ...await undoRecords(ctx, writing, as('record')),
    ...await undoContacts(ctx, writing, importId, as('contact'))
  ]
  await settle(writing, undone)
  return { ...place, after: doings.map(({ changeIds: [first = NOWHERE] }) => first).reduce((a, b) => a > b ? a : b) }
}

function howUndone ({ subjectType, kind }: Doing): 'interaction' | 'told' | 'record' | 'contact' {
  if (subjectType === 'interaction' || subjectType === 'contact') return subjectType
  return subjectType === 'report' && kind === 'UPDATED' ? 'told' : 'record'
}

/** Of what stays, the first change says why; there is no need for the others. */
async function settle ({ db }: Writing, undone: readonly Undone[]): Promise<void> {
  await leaveChanges(db, undone.flatMap(({ doing: { changeIds: [id] }, reason }) => id !== undefined && reason !== null ? [{ id, reason }] : []))
  await dropChanges(db, undone.flatMap(({ doing: { changeIds }, reason }) => reason === null ? changeIds : changeIds.slice(1)))
}
