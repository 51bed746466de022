import type { Channel, Direction } from './interactions/interaction.ts'
import type { Refusal } from './refusal.ts'

/** Somebody whom a message names. */
export interface Party {
  /** In the spelling that all spellings of the address share. */
  readonly address: string
  readonly typed: string
  readonly name: string | null
}

/** Something written that went from one address to others, told without saying which of them is ours. */
export interface Message {
  /** Epoch milliseconds. */
  readonly occurredAt: number
  readonly channel: Channel
  readonly from: Party
  readonly to: readonly Party[]
  /** What it is called where it comes from, if anything. */
  readonly externalId: string | null
}

/** What a line of a file says: a message, or why it is none. Lines are counted from 1. */
export type MessageLine = { readonly line: number, readonly message: Message } | { readonly line: number, readonly refusal: Refusal }

/** A message as we see it: which way it went, and who else took part. */
export interface Side {
  readonly direction: Extract<Direction, 'INBOUND' | 'OUTBOUND'>
  readonly others: readonly Party[]
}

/** The message as whoever has these addresses sees it; null where it passed between others, or from us to ourselves. */
export function sideOf ({ from, to }: Message, me: ReadonlySet<string>): Side | null {
  if (me.has(from.address)) {
    const others = eachOnce(to.filter(({ address }) => !me.has(address)))
    return others.length === 0 ? null : { direction: 'OUTBOUND', others }
  }
  // Who else received a message from somebody has neither written to us nor been written to by us.
  return to.some(({ address }) => me.has(address)) ? { direction: 'INBOUND', others: [from] } : null
}

function eachOnce (parties: readonly Party[]): readonly Party[] {
  return parties.length < 2 ? parties : [...new Map(parties.map(party => [party.address, party])).values()]
}
