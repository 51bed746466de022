import type { Channel, Direction } from '../../../../src/domain/interactions/interaction.ts'
import { DAY_MS } from '../../../../src/domain/quality/totals/decay.ts'
import type { LedgerFavor } from '../../../../src/domain/quality/ledger.ts'
import type { SubstancePost } from '../../../../src/domain/quality/substance.ts'
import type { Touch } from '../../../../src/domain/quality/totals/touch.ts'

/** Noon of 1 March 2024, a Friday: day 0 of the stories told in these tests. */
export const DAY_0 = Date.UTC(2024, 2, 1, 12)

export function day (days: number): number {
  return DAY_0 + days * DAY_MS
}

/** They wrote, we wrote, we met: on a day, by e-mail unless said otherwise. The id tells the day. */
export function theyWrote (days: number, channel: Channel = 'EMAIL'): Touch {
  return touch('INBOUND', days, channel)
}

export function weWrote (days: number, channel: Channel = 'EMAIL'): Touch {
  return touch('OUTBOUND', days, channel)
}

export function weMet (days: number, channel: Channel = 'MEAL'): Touch {
  return touch('MUTUAL', days, channel)
}

export function given (days: number, worth: number, kind = 'INTRODUCTION'): LedgerFavor {
  return { id: `given-${days}`, at: day(days), direction: 'GIVEN', worth, kind }
}

export function received (days: number, worth: number, kind = 'INTRODUCTION'): LedgerFavor {
  return { id: `received-${days}`, at: day(days), direction: 'RECEIVED', worth, kind }
}

/** A post of 120 words of their own, with a source, that nobody answered, unless said otherwise. */
export function post (days: number, change: Partial<SubstancePost> = {}): SubstancePost {
  return { id: `post-${days}`, at: day(days), kind: 'POST', words: 120, cites: true, replies: 0, rating: null, isUncivil: false, ...change }
}

function touch (direction: Direction, days: number, channel: Channel): Touch {
  return { id: `${direction.toLowerCase()}-${days}`, at: day(days), channel, direction }
}
