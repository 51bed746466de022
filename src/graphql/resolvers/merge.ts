import type { MergeChoices, MergeInput } from '../../domain/merges/merge.ts'
import { toTypeId } from '../../domain/type-id.ts'
import { mergeContacts, type MergeResult } from '../../operations/merges/merge-contacts.ts'
import { previewMerge } from '../../operations/merges/preview-merge.ts'
import { undoMerge } from '../../operations/merges/undo-merge.ts'
import { mutate, type GraphqlContext } from '../context.ts'
import { requireId } from '../ids.ts'

type Input<T> = { readonly input: T }

/** What would become of contacts that were merged. */
export const mergeQueries = {
  previewMerge: (_root: unknown, { input }: Input<MergeInput>, ctx: GraphqlContext) => previewMerge(ctx, withContactIds(input))
}

/** Making one contact of several, and several of one again. */
export const mergeMutations = {
  mergeContacts: async (_root: unknown, { input }: Input<MergeInput>, ctx: GraphqlContext) =>
    payload(await mutate(ctx, () => mergeContacts(ctx, withContactIds(input)))),
  undoMerge: async (_root: unknown, { input }: Input<{ mergeId: string }>, ctx: GraphqlContext) =>
    payload(await mutate(ctx, () => undoMerge(ctx, { mergeId: requireId('merge', input.mergeId) })))
}

function payload ({ mergeId, contact }: MergeResult) {
  return { mergeId: toTypeId('merge', mergeId), contact }
}

function withContactIds ({ survivorId, otherIds, choices }: MergeInput): MergeInput {
  return {
    survivorId: requireId('contact', survivorId),
    otherIds: otherIds.map(id => requireId('contact', id)),
    choices: Object.fromEntries(Object.entries(choices ?? {}).flatMap(([field, id]) => id === null ? [] : [[field, requireId('contact', id)]])) satisfies MergeChoices
  }
}
