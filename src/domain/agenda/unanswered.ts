import type { IdentityKind } from '../contacts/identity.ts'
import type { Channel } from '../interactions/interaction.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import type { Reason } from '../quality/factor.ts'
import { counted, interactions } from '../quality/reasons/words.ts'
import type { Totals } from '../quality/totals/totals.ts'
import type { AgendaContact } from './agenda-contact.ts'

/** Chosen: so many messages of ours in a row without an answer, and the next one would press. */
const PAUSE_FROM = 3
/** Chosen: after a month it may be tried once more, by another way. */
const REST_DAYS = 30
/** Chosen: after that, not before half a year, in which a work contact becomes nearly a stranger again (scoring.md §8). */
const LONG_REST_DAYS = 180
/** Chosen: and not before the contact has lapsed. */
const LONG_REST_TARGETS = 3

/** Ways to reach somebody, the most personal first, and the identities that lead there. */
const WAYS: readonly (readonly [channel: Channel, name: string, kinds: readonly IdentityKind[]])[] = [
  ['PHONE_CALL', 'a call', ['PHONE']],
  ['EMAIL', 'an e-mail', ['EMAIL']],
  ['DIRECT_MESSAGE', 'a direct message', ['WHATSAPP', 'TELEGRAM', 'SLACK', 'LINKEDIN', 'MASTODON', 'BLUESKY', 'X']]
]

/** Whether our last messages got no answer, so that nudges pause. */
export function isUnanswered ({ unanswered = 0 }: Totals): boolean {
  return unanswered >= PAUSE_FROM
}

/** Until when nudges pause after messages without an answer (epoch milliseconds); -Infinity where they do not. */
export function restsUntil (totals: Totals, targetDays: number): number {
  if (!isUnanswered(totals) || totals.lastTouchAt === null) return -Infinity
  const days = totals.unanswered === PAUSE_FROM ? REST_DAYS : Math.max(LONG_REST_DAYS, LONG_REST_TARGETS * targetDays)
  return totals.lastTouchAt + Math.round(days * DAY_MS)
}

/** How to reach out where messages got no answer: by a way that is known, and is not that of the last one. */
export function anotherChannel ({ totals, reachableBy = [] }: AgendaContact): Channel | null {
  return isUnanswered(totals) ? anotherWay(totals, reachableBy)?.[0] ?? null : null
}

/** That messages got no answer, and what to do instead. */
export function unansweredReason ({ totals, reachableBy = [] }: AgendaContact): Reason {
  const [, name = 'another way'] = anotherWay(totals, reachableBy) ?? []
  return {
    code: 'TRY_ANOTHER_CHANNEL',
    text: `Your last ${counted(Number(totals.unanswered), 'message')} got no answer: try ${name}, not another message`,
    impact: 0,
    evidence: interactions(totals.recent.out)
  }
}

function anotherWay ({ lastTouchChannel }: Totals, reachableBy: readonly IdentityKind[]): typeof WAYS[number] | undefined {
  const used = lastTouchChannel === 'SMS' ? 'DIRECT_MESSAGE' : lastTouchChannel
  return WAYS.find(([channel, , kinds]) => channel !== used && kinds.some(kind => reachableBy.includes(kind)))
}
