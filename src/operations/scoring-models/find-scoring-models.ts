import { readPage, toCursor, type PageInput } from '../../domain/page.ts'
import { PUBLISHED_MODEL, type SavedModel } from '../../domain/quality/scoring-model.ts'
import { countModels, currentModel, hasModelsBeyond, listModels } from '../../database/scoring-models.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'

/** What scores follow now: the workspace's own weights, or the published ones. */
export async function findScoringModel ({ reading }: OperationContext): Promise<SavedModel> {
  return await reading.read(currentModel) ?? PUBLISHED_MODEL
}

/** A page of the versions that the workspace has saved, newest first. Refuses INVALID pages and cursors. */
export async function listScoringModels ({ reading, actor }: OperationContext, input: PageInput): Promise<Listing<SavedModel>> {
  const list = listName(actor, 'scoring models')
  const request = readPage(input, list, 'number')
  return {
    page: await reading.read(db => listModels(db, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasModelsBeyond(db, place, after)),
    count: () => reading.read(countModels)
  }
}
