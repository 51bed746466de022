import { may } from '../../domain/actor.ts'
import type { Weights } from '../../domain/quality/factor.ts'
import { NOTHING_ASKED } from '../../domain/quality/totals/question.ts'
import { Refusal } from '../../domain/refusal.ts'
import { readWeights } from '../../domain/quality/scoring-model.ts'
import { EMPTY_PREVIEW, extendPreview, weighTwice, type ScoringPreview } from '../../domain/quality/scoring-preview.ts'
import { qualityInput } from '../../domain/contacts/standing.ts'
import { readRanked, stretches } from '../../database/contacts/standings.ts'
import { questionsBy } from '../../database/interactions/questions.ts'
import { countContacts } from '../../database/workspaces/viewer.ts'
import type { OperationContext } from '../context.ts'

/** A preview holds a connection, and a processor half of the time: both belong to others too. */
const LIMITS = { contacts: 100_000, milliseconds: 5_000 }
const BATCH_CONTACTS = 1000

/** A preview, and what it is of. */
export interface PreviewedModel extends ScoringPreview {
  readonly weights: Weights
  /** False where it ended before it had looked at everybody; it then is of those who were added first. */
  readonly isComplete: boolean
}

/**
 * Who would move if the factors weighed this, exactly as it would be after saving and a refresh; nothing is saved. Refuses (FORBIDDEN)
 * an actor without the scope admin, and what readWeights refuses (INVALID).
 */
export async function previewScoringModel (ctx: OperationContext, input: { readonly weights: Weights }, limits = LIMITS): Promise<PreviewedModel> {
  if (!may(ctx.actor, 'admin')) throw new Refusal('FORBIDDEN', 'Trying out what the factors weigh needs the scope admin.')
  const weights = readWeights(input.weights)
  const { reading, now } = ctx
  const endAt = performance.now() + limits.milliseconds
  const [asked, parts, all] = await reading.read(db => Promise.all([
    questionsBy(db, [now]), stretches(db, Math.min(BATCH_CONTACTS, limits.contacts)), countContacts(db)
  ]))
  const workspace = { ...asked.get(now) ?? NOTHING_ASKED, at: now }
  let preview: ScoringPreview = EMPTY_PREVIEW
  for (const part of parts) {
    if (preview.contacts >= limits.contacts || performance.now() > endAt) break
    const contacts = await reading.read(db => readRanked(db, part))
    preview = extendPreview(preview, contacts.map(contact => weighTwice(contact.contactId, qualityInput({ ...contact, workspace }, now), weights)))
  }
  return { ...preview, weights, isComplete: preview.contacts === all }
}
