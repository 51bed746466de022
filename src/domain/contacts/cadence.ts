import { clamp } from '../quality/logistic.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import { rhythmDays } from '../quality/totals/reading.ts'
import type { Totals } from '../quality/totals/totals.ts'

/** Chosen: a rhythm is learned from three dates with a touch on, and is never wanted closer than weekly or rarer than yearly. */
const LEARNED_FROM_DATES = 3
const LEARNED_DAYS = { least: 7, most: 365 }
/** Chosen: multiples of the target after which a contact is overdue, and lapsed. */
const OVERDUE_AFTER = 1.5
const LAPSED_AFTER = 3

export const CADENCE_SOURCES = ['CONTACT', 'TAG', 'LEARNED', 'NONE'] as const
export type CadenceSource = typeof CADENCE_SOURCES[number]

export const DUE_STATES = ['NO_CADENCE', 'ON_TRACK', 'DUE', 'OVERDUE', 'LAPSED', 'PAUSED'] as const
export type DueState = typeof DUE_STATES[number]

/** How often to be in touch, and when the next touch is due. Instants are epoch milliseconds. */
export interface Cadence {
  /** Wanted days between touches; a learned one in full precision, null where none is set and none could be learned. */
  readonly targetDays: number | null
  readonly source: CadenceSource
  /** The last touch that weighs 0.75 or more; null where there was none, and the cadence then runs from the contact's creation. */
  readonly lastTouchAt: number | null
  /** When the contact becomes DUE, OVERDUE and LAPSED; null without a target, and while paused. */
  readonly dueAt: number | null
  readonly overdueAt: number | null
  readonly lapsedAt: number | null
  readonly state: DueState
}

/** A contact's cadence: what is set on the contact wins over what its tags say, and that over what its rhythm shows (scoring.md §8). */
export function cadenceOf ({ totals, createdAt, contactDays, tagDays, paused, now }: {
  readonly totals: Totals
  readonly createdAt: number
  readonly contactDays: number | null
  readonly tagDays: number | null
  readonly paused: boolean
  readonly now: number
}): Cadence {
  const { targetDays, source } = targetOf(totals, contactDays, tagDays)
  const lastTouchAt = totals.lastFullTouchAt
  const undated = { targetDays, source, lastTouchAt, dueAt: null, overdueAt: null, lapsedAt: null }
  if (paused) return { ...undated, state: 'PAUSED' }
  if (targetDays === null) return { ...undated, state: 'NO_CADENCE' }
  const after = (targets: number) => (lastTouchAt ?? createdAt) + Math.round(targets * targetDays * DAY_MS)
  const dates = { dueAt: after(1), overdueAt: after(OVERDUE_AFTER), lapsedAt: after(LAPSED_AFTER) }
  return { ...undated, ...dates, state: stateAt(now, dates) }
}

function targetOf (totals: Totals, contactDays: number | null, tagDays: number | null): Pick<Cadence, 'targetDays' | 'source'> {
  if (contactDays !== null) return { targetDays: contactDays, source: 'CONTACT' }
  if (tagDays !== null) return { targetDays: tagDays, source: 'TAG' }
  if (totals.dates < LEARNED_FROM_DATES) return { targetDays: null, source: 'NONE' }
  return { targetDays: clamp(rhythmDays(totals), LEARNED_DAYS.least, LEARNED_DAYS.most), source: 'LEARNED' }
}

function stateAt (now: number, { dueAt, overdueAt, lapsedAt }: { dueAt: number, overdueAt: number, lapsedAt: number }): DueState {
  if (now >= lapsedAt) return 'LAPSED'
  if (now >= overdueAt) return 'OVERDUE'
  return now >= dueAt ? 'DUE' : 'ON_TRACK'
}
