import { readInteraction, type InteractionFields } from '../../../domain/interactions/interaction.ts'
import { sideOf, type MessageLine, type Party } from '../../../domain/message.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { contentId, INTERACTIONS_CSV_SOURCE, refusalText } from '../../../formats/interactions-csv.ts'

/** A line that tells of an interaction of ours. */
export interface OwnRow {
  readonly fields: InteractionFields
  readonly others: readonly Party[]
}

/** What a line is to us at `now`: an interaction, nothing, or refused with a reason. */
export function ownRow (line: MessageLine, me: ReadonlySet<string>, now: number): OwnRow | 'not-yours' | { readonly reason: string } {
  if ('refusal' in line) return { reason: refusalText(line.refusal) }
  const { message } = line
  const side = sideOf(message, me)
  if (!side) return 'not-yours'
  const { occurredAt, channel, externalId } = message
  try {
    const input = { occurredAt, channel, direction: side.direction, source: INTERACTIONS_CSV_SOURCE, externalId: externalId ?? contentId(message) }
    return { fields: readInteraction(input, now, side.others.length), others: side.others }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { reason: refusalText(error) }
  }
}
