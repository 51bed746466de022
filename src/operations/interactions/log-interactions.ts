import { readInteraction, type Interaction, type InteractionInput } from '../../domain/interactions/interaction.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import type { OperationContext } from '../context.ts'
import { ErasedRefusal } from '../erasures/erased-refusal.ts'
import { findErasures, noteBlocked } from '../erasures/guard.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { assertRowCount, attempt, type RowError, type RowResult } from '../rows.ts'
import { requestRefreshAfter } from '../standings/request-refresh.ts'
import { transact, type Writing } from '../transact.ts'
import { findPeople, readParticipants, resolveParticipants, unheld, type ParticipantInput } from './find-participants.ts'
import { auditInteractions, recordInteractions, type Occurrence, type Recorded } from './record-interactions.ts'

export type LogInteractionInput = InteractionInput & Pick<Interaction, 'channel' | 'direction' | 'occurredAt'> & {
  readonly participants: readonly ParticipantInput[]
  readonly createMissing?: boolean | null
  readonly source?: string | null
  readonly externalId?: string | null
}

export type LogResult = RowResult<{ interaction: Interaction }>

/** Records one interaction. Refuses INVALID input, participants whom nobody knows (NOT_FOUND), and (CONFLICT) to make a contact of who was erased. */
export function logInteraction (ctx: OperationContext, input: LogInteractionInput): Promise<Recorded> {
  return transact(ctx, 'logInteraction', input, async writing => {
    const [result] = await logRows(ctx, writing, [input])
    if (!result) throw new Error('One row gave no result.')
    if ('error' in result) throw result.refusal
    return result.value
  })
}

/** Records at most 500 interactions, one result per row; a bad row never stops the rest. */
export function logInteractions (ctx: OperationContext, { interactions: rows }: { interactions: readonly LogInteractionInput[] }): Promise<LogResult[]> {
  return transact(ctx, 'logInteractions', rows, async writing => {
    assertRowCount(rows.length, 'interactions')
    const results = await logRows(ctx, writing, rows)
    await noteBlocked(ctx, writing.db, results.flatMap(row => 'error' in row && row.refusal instanceof ErasedRefusal ? [row.refusal.identityKey] : []))
    const made = results.filter(row => 'value' in row && row.value.outcome === 'CREATED')
    await requestRefreshAfter(made.length, writing.db, ctx)
    return results.map((row): LogResult => 'error' in row ? { outcome: 'FAILED', error: row.error } : row.value)
  })
}

async function logRows (ctx: OperationContext, writing: Writing, rows: readonly LogInteractionInput[]): Promise<({ value: Recorded } | { error: RowError, refusal: Refusal })[]> {
  const { defaultCountry } = await currentWorkspace(writing.db)
  const read = rows.map(row => attempt(() => ({
    interaction: { ...readInteraction(row, ctx.now, row.participants.length), id: ctx.newId() },
    participants: readParticipants(row.participants, defaultCountry),
    createMissing: row.createMissing ?? false
  })))
  const people = await findPeople(writing.db, read.flatMap(row => 'value' in row ? row.value.participants : []))
  const made = read.flatMap(row => 'value' in row && row.value.createMissing ? unheld(people, row.value.participants) : [])
  const erasures = await findErasures(ctx, writing.db, made)
  const resolved = read.map(row => 'error' in row
    ? row
    : attempt((): Occurrence => ({
      interaction: row.value.interaction,
      contactIds: resolveParticipants(people, row.value, erasures, ctx.newId)
    })))
  const occurrences = resolved.flatMap(row => 'value' in row ? [row.value] : [])
  const recorded = await recordInteractions(ctx, writing, occurrences, people)
  auditInteractions(writing, occurrences, recorded)
  const byPlace = recorded.values()
  return resolved.map(row => 'error' in row ? row : { value: byPlace.next().value as Recorded })
}
