import { statusAt } from '../contacts/evidence.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import type { EvidenceRow } from '../quality/factor.ts'
import { settleLedger } from '../quality/ledger.ts'
import { dateOf, favorNoun } from '../quality/reasons/words.ts'
import type { Suggestion } from './suggestion.ts'
import type { AgendaContact } from './agenda-contact.ts'
import { THANKS } from './aftercare.ts'

/** Chosen (scoring.md §8). */
const PRIORITY = 0.95
/** Chosen: later thanks are better put into something given back. */
const UNTIL_DAYS = 30

/** Something that they did for us, and that nobody has thanked for. */
interface Help {
  readonly at: number
  readonly evidence: EvidenceRow
  readonly text: string
}

/**
 * Thanks that are due: for an ask that is FULFILLED and no more, and for a favor after which we have neither written, nor met them,
 * nor given anything back, nor thanked for an ask.
 */
export function thank (contact: AgendaContact, now: number): Suggestion | null {
  const helps = [...fulfilledAsks(contact, now), ...unthankedFavors(contact, now)]
    .filter(({ at }) => now < at + UNTIL_DAYS * DAY_MS).sort((a, b) => a.at - b.at)
  const [oldest] = helps
  const newest = helps.at(-1)
  if (!oldest || !newest) return null
  return {
    kind: 'THANK',
    cause: newest.evidence.id,
    activeAt: oldest.at,
    dueAt: oldest.at + THANKS.withinDays * DAY_MS,
    priority: PRIORITY,
    reasons: () => helps.map(({ evidence, text }) => ({ code: 'THANKS_DUE', text, impact: 100 * PRIORITY / helps.length, evidence: [evidence] })),
    channel: null
  }
}

function fulfilledAsks ({ evidence }: AgendaContact, now: number): Help[] {
  return (evidence?.asks ?? []).filter(ask => statusAt(ask, now) === 'FULFILLED').flatMap(({ id, moves }) =>
    moves.filter(({ to, at }) => to === 'FULFILLED' && at <= now).slice(-1).map(({ at }) => ({
      at, evidence: { type: 'ask', id }, text: `They did what you asked for on ${dateOf(at, now)}, and you have not thanked them`
    })))
}

function unthankedFavors ({ evidence, totals }: AgendaContact, now: number): Help[] {
  if (!evidence || evidence.favors.length === 0) return []
  const thanks = evidence.asks.flatMap(({ moves }) => moves.filter(({ to, at }) => (to === 'THANKED' || to === 'RECIPROCATED') && at <= now).map(({ at }) => at))
  const { debts, given } = settleLedger(evidence.favors, now)
  const lastWordAt = Math.max(totals.out.at ?? -Infinity, given.at(-1)?.at ?? -Infinity, ...thanks)
  return debts.filter(({ favor }) => favor.at > lastWordAt).map(({ favor }) => ({
    at: favor.at,
    evidence: { type: 'favor', id: favor.id },
    text: `No word from you since the ${favorNoun(favor.kind)} of ${dateOf(favor.at, now)}`
  }))
}
