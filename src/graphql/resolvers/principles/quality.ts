import type { Quality } from '../../../domain/quality/assess.ts'
import type { Factor, Reason } from '../../../domain/quality/factor.ts'
import type { QualityPoint } from '../../../domain/quality/history.ts'
import { shownScore } from '../../../domain/quality/score.ts'
import { toTypeId } from '../../../domain/type-id.ts'

/** Scores as they are shown: whole numbers, and reasons that name their records. */
export const qualityResolvers = {
  Quality: { score: ({ score }: Quality) => shownScore(score) },
  Factor: { score: ({ score }: Factor) => shownScore(score) },
  QualityPoint: { score: ({ score }: QualityPoint) => shownScore(score) },
  Reason: { evidenceIds: ({ evidence }: Reason) => evidence.map(({ type, id }) => toTypeId(type, id)) }
}
