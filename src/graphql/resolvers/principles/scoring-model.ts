import type { BandCounts } from '../../../domain/insights/band-counts.ts'
import { totalOf } from '../../../domain/insights/band-counts.ts'
import type { PageInput } from '../../../domain/page.ts'
import type { Weights } from '../../../domain/quality/factor.ts'
import { shownScore } from '../../../domain/quality/score.ts'
import type { SavedModel, ScoringModelWish } from '../../../domain/quality/scoring-model.ts'
import type { WeighedTwice } from '../../../domain/quality/scoring-preview.ts'
import type { Listing } from '../../../operations/contacts/find-contacts.ts'
import { listScoringModels } from '../../../operations/scoring-models/find-scoring-models.ts'
import { previewScoringModel, type PreviewedModel } from '../../../operations/scoring-models/preview-scoring-model.ts'
import { resetScoringModel } from '../../../operations/scoring-models/reset-scoring-model.ts'
import { saveScoringModel, type SavedScoringModel } from '../../../operations/scoring-models/save-scoring-model.ts'
import { connectionResolvers } from '../../connection.ts'
import { mutate, type GraphqlContext } from '../../context.ts'

type Input<T> = { readonly input: T }

/** What the factors weigh, and who would move if they weighed something else. */
export const scoringModelResolvers = {
  ScoringPreview: {
    contactsSeen: ({ contacts }: PreviewedModel) => contacts,
    movers: ({ movers }: PreviewedModel, { first }: { first: number }) => movers.slice(0, first)
  },
  ScoringMove: {
    contact: ({ contactId }: WeighedTwice, _args: object, { loaders }: GraphqlContext) => loaders.contact.load(contactId),
    scoreBefore: ({ before }: WeighedTwice) => shownScore(before.score),
    scoreAfter: ({ after }: WeighedTwice) => shownScore(after.score),
    bandBefore: ({ before }: WeighedTwice) => before.band,
    bandAfter: ({ after }: WeighedTwice) => after.band
  },
  BandCounts: {
    insufficientEvidence: (counts: BandCounts) => counts.INSUFFICIENT_EVIDENCE,
    low: (counts: BandCounts) => counts.LOW,
    fair: (counts: BandCounts) => counts.FAIR,
    good: (counts: BandCounts) => counts.GOOD,
    excellent: (counts: BandCounts) => counts.EXCELLENT,
    total: totalOf
  },
  ScoringModelPayload: { scoringModel: ({ model }: SavedScoringModel) => model },
  ...connectionResolvers<SavedModel, Listing<SavedModel>>('ScoringModel')
}

export const scoringModelQueries = {
  scoringModels: (_root: unknown, args: PageInput, ctx: GraphqlContext) => listScoringModels(ctx, args),
  previewScoringModel: (_root: unknown, { input }: Input<{ weights: Weights }>, ctx: GraphqlContext) => previewScoringModel(ctx, input)
}

export const scoringModelMutations = {
  saveScoringModel: (_root: unknown, { input }: Input<ScoringModelWish>, ctx: GraphqlContext) => mutate(ctx, () => saveScoringModel(ctx, input)),
  resetScoringModel: (_root: unknown, { input }: Input<{ note?: string | null }>, ctx: GraphqlContext) => mutate(ctx, () => resetScoringModel(ctx, input))
}
