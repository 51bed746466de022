import { told } from '../../../domain/review/points.ts'
import { reviewAsk, type ContactReview } from '../../../operations/asks/review-ask.ts'
import type { GraphqlContext } from '../../context.ts'
import { requireId } from '../../ids.ts'

interface ReviewAskInput {
  readonly text: string
  readonly contactId?: string | null
}

/** The review of a draft request. */
export const reviewResolvers = {
  AskReview: {
    points: ({ parts }: ContactReview) => parts.map(told),
    readiness: ({ readiness, contact }: ContactReview) => readiness && { ...readiness, contact }
  }
}

export const reviewQueries = {
  reviewAsk: (_root: unknown, { input: { text, contactId } }: { input: ReviewAskInput }, ctx: GraphqlContext) =>
    reviewAsk(ctx, { text, contactId: typeof contactId === 'string' ? requireId('contact', contactId) : null })
}
