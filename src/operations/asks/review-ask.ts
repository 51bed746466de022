import type { AskSize } from '../../domain/asks/ask.ts'
import { askReadiness } from '../../domain/asks/readiness.ts'
import { Refusal } from '../../domain/refusal.ts'
import { reviewDraft, type AskReview } from '../../domain/review/review.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { findContacts } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'

/** A draft does not say how much it asks; what is worth a review is seldom small. */
const LIKELY_SIZE: AskSize = 'MEDIUM'

export interface ReviewAskInput {
  /** 1 to 20,000 UTF-16 units, not blank. */
  readonly text: string
  /** Whom it is to go to, if that is known. */
  readonly contactId: string | null
}

/** A review, and whom the draft is to go to. */
export interface ContactReview extends AskReview {
  readonly contact: KnownContact | null
}

/** Reviews a draft; nothing of it is kept. Refuses (NOT_FOUND) a contact who is not there, and (INVALID) a text that is blank or too long. */
export async function reviewAsk (ctx: OperationContext, { text, contactId }: ReviewAskInput): Promise<ContactReview> {
  if (contactId === null) return { ...reviewDraft(text), contact: null }
  const [contact] = await findContacts(ctx, [contactId])
  if (!contact) throw new Refusal('NOT_FOUND', 'There is no such contact.')
  return { ...reviewDraft(text, askReadiness(contact, LIKELY_SIZE, ctx.now)), contact }
}

const SAMPLE = `Hi Ada,
we met in Berlin 3 years ago, and I would be happy to read your next 20 pages in return. I was wondering if you could maybe review my talk?
It decides who gets the slot, because the board meets once a week on the last day. If you can't, who else might be good to ask? Thank you!`

/** As much as a person would write at most: the engine of the language learns from it, too. */
const SAMPLES = 6

/** Reviews a sample, which lays out the phrases: a tenth of a second that the first person who asks would wait. */
export function prepareReviews (): void {
  reviewDraft(`${SAMPLE}\n\n`.repeat(SAMPLES))
}
