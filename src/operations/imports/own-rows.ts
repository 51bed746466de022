import { hash } from 'node:crypto'
import { readInteraction, type InteractionFields } from '../../domain/interactions/interaction.ts'
import { sideOf, type Message, type MessageLine, type Party } from '../../domain/message.ts'
import { Refusal } from '../../domain/refusal.ts'

/** What an interaction that came in a CSV file says of its source. */
const SOURCE = 'import:csv'

/** Fields of an interaction, by what the columns of the file are called. */
const COLUMNS: Readonly<Record<string, string>> = { occurredAt: 'occurred_at', participants: 'to', externalId: 'external_id' }

/** A line that tells of an interaction of ours. */
export interface OwnRow {
  readonly fields: InteractionFields
  readonly others: readonly Party[]
}

/** What a line is to us at `now`: an interaction, nothing, or refused with a reason. */
export function ownRow (line: MessageLine, me: ReadonlySet<string>, now: number): OwnRow | 'not-yours' | { readonly reason: string } {
  if ('refusal' in line) return { reason: reasonOf(line.refusal) }
  const { message } = line
  const side = sideOf(message, me)
  if (!side) return 'not-yours'
  const { occurredAt, channel, externalId } = message
  try {
    const input = { occurredAt, channel, direction: side.direction, source: SOURCE, externalId: externalId ?? contentId(message) }
    return { fields: readInteraction(input, now, side.others.length), others: side.others }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { reason: reasonOf(error) }
  }
}

/** What a message without an id of its own is known by: the same line is the same message. */
function contentId ({ occurredAt, from, to, channel }: Message): string {
  const addresses = to.map(({ address }) => address).sort()
  return hash('sha256', JSON.stringify([new Date(occurredAt).toISOString(), from.address, addresses, channel]), 'base64url')
}

function reasonOf ({ message, fields: [first] }: Refusal): string {
  return first ? `${COLUMNS[first.path] ?? first.path} ${first.message}` : message
}
