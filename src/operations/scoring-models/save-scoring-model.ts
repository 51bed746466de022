import { may } from '../../domain/actor.ts'
import { changesBetween } from '../../domain/changes.ts'
import { Refusal } from '../../domain/refusal.ts'
import { areSameWeights, PUBLISHED_MODEL, readModelWish, type SavedModel, type ScoringModelWish } from '../../domain/quality/scoring-model.ts'
import { currentModel, insertModel, lockModels } from '../../database/scoring-models.ts'
import type { OperationContext } from '../context.ts'
import { requestRefresh } from '../standings/request-refresh.ts'
import { transact, type Writing } from '../transact.ts'

export interface SavedScoringModel {
  readonly outcome: 'CREATED' | 'UNCHANGED'
  readonly model: SavedModel
  /** Epoch milliseconds; null where nothing has changed. */
  readonly refreshRequestedAt: number | null
}

/**
 * Makes the factors weigh something else from now on: a contact's quality follows at once, the orders by score with a refresh
 * that this asks for. Weights that are in use already change nothing. Refuses (FORBIDDEN) an actor without the scope admin, and
 * what readModelWish refuses (INVALID).
 */
export function saveScoringModel (ctx: OperationContext, input: ScoringModelWish): Promise<SavedScoringModel> {
  return transact(ctx, 'saveScoringModel', input, writing => putInUse(ctx, writing, input))
}

/** Does what saveScoringModel does, in a transaction that is open. */
export async function putInUse (ctx: OperationContext, { db, audit }: Writing, input: ScoringModelWish): Promise<SavedScoringModel> {
  if (!may(ctx.actor, 'admin')) throw new Refusal('FORBIDDEN', 'Choosing what the factors weigh needs the scope admin.')
  const { weights, note } = readModelWish(input)
  const version = await lockModels(db) + 1
  const present = await currentModel(db) ?? PUBLISHED_MODEL
  if (areSameWeights(present.weights, weights)) return { outcome: 'UNCHANGED', model: present, refreshRequestedAt: null }
  await insertModel(db, { version, weights, note, memberId: ctx.actor.memberId, at: ctx.now })
  const model = await currentModel(db)
  if (!model) throw new Error(`Version ${version} of the scoring model was written, but cannot be read.`)
  audit({
    subjectType: 'workspace',
    subjectId: db.workspaceId,
    changes: changesBetween({ modelVersion: present.version, weights: present.weights }, { modelVersion: model.version, weights })
  })
  await requestRefresh(db, ctx)
  return { outcome: 'CREATED', model, refreshRequestedAt: ctx.now }
}
