import { OPEN_STATUSES, type AskSize } from './ask.ts'
import { statusAt, type KnownAsk } from '../contacts/evidence.ts'
import type { GiveIdea } from '../favors/give-ideas.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import type { Reason } from '../quality/factor.ts'
import { settleLedger, type Ledger } from '../quality/ledger.ts'
import { debtReason, ledgerReason } from '../quality/reasons/reciprocity-reasons.ts'
import { ago, counted, dateOf, interactions } from '../quality/reasons/words.ts'
import type { KnownContact } from '../contacts/standing.ts'

export const READINESS_VERDICTS = ['READY', 'WARM_UP_FIRST', 'GIVE_FIRST', 'TOO_SOON', 'NEVER_TALKED'] as const
export type ReadinessVerdict = typeof READINESS_VERDICTS[number]

/** Whether to ask now, why, and what stands in the way after that. */
export interface Readiness {
  readonly verdict: ReadinessVerdict
  /** What decided comes first. */
  readonly reasons: readonly Reason[]
}

/** Something that stands against asking now. */
export interface Obstacle {
  readonly verdict: Exclude<ReadinessVerdict, 'READY'>
  readonly reasons: readonly Reason[]
}

/** Chosen: days since the last ask, by the size of the one to come; less is too soon. */
const REST_DAYS: Readonly<Record<AskSize, number>> = { SMALL: 14, MEDIUM: 30, LARGE: 90 }
/**
 * Chosen: how long ago they may have been heard from at most, and dates of contact at least. After half a year a work contact is
 * nearly a stranger again: of messages to somebody heard from within 30 days, on five or more dates, 54 to 78 % were answered within
 * a week; 30 to 180 days ago 17 to 53 %; longer ago 11 to 37 %.
 */
const HEARD_WITHIN_DAYS: Readonly<Record<AskSize, number>> = { SMALL: 180, MEDIUM: 60, LARGE: 30 }
const LEAST_DATES: Readonly<Record<AskSize, number>> = { SMALL: 1, MEDIUM: 3, LARGE: 5 }
const MOST_FIRST_STEPS = 2
/** Chosen: who does not know us yet gets something light. */
const LIGHT_EFFORT = 1

type Asked = Pick<KnownContact, 'totals' | 'evidence'>

/** May we ask for something of this size now? By the first rule that fits (scoring.md §8); the totals hold nothing that lies after `now`. */
export function askReadiness (contact: Asked, size: AskSize, now: number): Readiness {
  const ledger = settleLedger(contact.evidence.favors, now)
  const [first, ...others] = obstacles(contact, ledger, size, now)
  if (!first) return { verdict: 'READY', reasons: [warmEnough(contact, now), ...ledger.state === 'NO_HISTORY' ? [] : [unweighed(ledgerReason(ledger, now))]] }
  return { verdict: first.verdict, reasons: [first, ...others].flatMap(({ reasons }) => reasons) }
}

/** All that stands against asking now, in the order in which it is to be dealt with. */
export function obstacles (contact: Asked, ledger: Ledger, size: AskSize, now: number): readonly Obstacle[] {
  const isStranger = contact.totals.lastHeardAt === null
  return [
    { verdict: 'NEVER_TALKED' as const, reasons: isStranger ? [neverHeard(contact)] : [] },
    { verdict: 'TOO_SOON' as const, reasons: tooSoon(contact.evidence.asks, size, now) },
    { verdict: 'GIVE_FIRST' as const, reasons: size === 'SMALL' ? [] : owed(ledger, now) },
    { verdict: 'WARM_UP_FIRST' as const, reasons: isStranger ? [] : cold(contact, size, now) }
  ].filter(({ reasons }) => reasons.length > 0)
}

/** At most two of these ideas, to begin with where we are not ready. */
export function firstSteps (verdict: ReadinessVerdict, ideas: readonly GiveIdea[]): readonly GiveIdea[] {
  if (verdict === 'READY') return []
  const fit = verdict === 'NEVER_TALKED' ? ideas.filter(({ effort }) => effort <= LIGHT_EFFORT) : ideas
  return fit.slice(0, MOST_FIRST_STEPS)
}

function neverHeard ({ totals }: Asked): Reason {
  const { touches, recent } = totals
  const text = touches === 0
    ? 'You have never been in touch; of first messages to a stranger, 9 to 29 % are answered within a week'
    : `They never wrote, and you never met: ${counted(touches, 'message')} from you; of messages to people never heard from, 7 to 12 % are answered within a week`
  return reason('READINESS_NEVER_TALKED', text, interactions(recent.out))
}

function tooSoon (asks: readonly KnownAsk[], size: AskSize, now: number): readonly Reason[] {
  const last = lastSent(asks, now)
  if (!last) return []
  const { ask, sentAt } = last
  const status = statusAt(ask, now)
  const evidence = [{ type: 'ask', id: ask.id }] as const
  if (OPEN_STATUSES.includes(status)) {
    const waits = status === 'SENT' ? 'is not answered yet' : 'is accepted and not fulfilled yet'
    return [reason('READINESS_ASK_OPEN', `Your ask of ${dateOf(sentAt, now)} ${waits}`, evidence)]
  }
  if (now - sentAt >= REST_DAYS[size] * DAY_MS) return []
  return [reason('READINESS_ASKED_LATELY', `You asked ${ago(sentAt, now)}; before ${sized(size)} ask let ${REST_DAYS[size]} days pass`, evidence)]
}

/** A draft asks nobody for anything, and neither does one that was withdrawn before it was sent. */
function lastSent (asks: readonly KnownAsk[], now: number): { readonly ask: KnownAsk, readonly sentAt: number } | undefined {
  const sent = asks.flatMap(ask => ask.moves.filter(({ to, at }) => to === 'SENT' && at <= now).map(({ at }) => ({ ask, sentAt: at })))
  return sent.reduce<typeof sent[number] | undefined>((last, each) => last === undefined || isLater(each, last) ? each : last, undefined)
}

function isLater (a: { ask: KnownAsk, sentAt: number }, b: { ask: KnownAsk, sentAt: number }): boolean {
  return a.sentAt === b.sentAt ? a.ask.id > b.ask.id : a.sentAt > b.sentAt
}

function owed (ledger: Ledger, now: number): readonly Reason[] {
  switch (ledger.state) {
    case 'WE_OWE': return [unweighed(ledgerReason(ledger, now))]
    case 'ONLY_WE_TAKE': return [ledgerReason(ledger, now), debtReason(ledger, now)].map(unweighed)
    default: return []
  }
}

function cold ({ totals }: Asked, size: AskSize, now: number): readonly Reason[] {
  const { lastHeardAt, dates, recent } = totals
  const within = HEARD_WITHIN_DAYS[size]
  const reasons: Reason[] = []
  if (lastHeardAt !== null && now - lastHeardAt > within * DAY_MS) {
    reasons.push(reason('READINESS_SILENCE', `You last heard from them ${ago(lastHeardAt, now)}; before ${sized(size)} ask it should be within ${within} days`, interactions(recent.in)))
  }
  if (dates < LEAST_DATES[size]) {
    reasons.push(reason('READINESS_FEW_DATES', `${counted(dates, 'day')} of contact so far; before ${sized(size)} ask it should be ${LEAST_DATES[size]}`, interactions(recent.any)))
  }
  return reasons
}

/** Of a contact that was heard from: else something would stand in the way. */
function warmEnough ({ totals }: Asked, now: number): Reason {
  const { lastHeardAt, dates, recent } = totals
  return reason('READINESS_WARM', `You heard from them ${ago(lastHeardAt as number, now)}, after ${counted(dates, 'day')} of contact in all`, interactions(recent.in))
}

function sized (size: AskSize): string {
  return `a ${size.toLowerCase()}`
}

function unweighed ({ code, text, evidence }: Omit<Reason, 'impact'>): Reason {
  return reason(code, text, evidence)
}

function reason (code: string, text: string, evidence: Reason['evidence']): Reason {
  return { code, text, impact: 0, evidence }
}
