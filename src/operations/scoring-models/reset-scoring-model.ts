import { DEFAULT_WEIGHTS } from '../../domain/quality/factor.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { putInUse, type SavedScoringModel } from './save-scoring-model.ts'

/** Makes the factors weigh what they weigh in the published model, as a version of its own; else as saveScoringModel does. */
export function resetScoringModel (ctx: OperationContext, input: { readonly note?: string | null }): Promise<SavedScoringModel> {
  return transact(ctx, 'resetScoringModel', input, writing => putInUse(ctx, writing, { weights: DEFAULT_WEIGHTS, note: input.note ?? null }))
}
