import { confidenceFrom, NO_SCORE } from './factor.ts'
import type { FactorScore } from './factor.ts'
import { clamp, logistic } from './logistic.ts'
import { readTotals } from './totals/reading.ts'
import type { Reading } from './totals/reading.ts'
import type { Totals } from './totals/totals.ts'

/** Fitted on mail, calls, SMS and forums: the chance that both reach out within 30 days. */
const WARM = { intercept: -1.1, slope: 0.54, oneSided: 0.2 }
/** Fitted on the same: the chance that they write by themselves within 30 days. */
const HEAR = { intercept: -0.6, slope: 0.60, unheard: 0.1, inShare: 0.5 }
/** Fitted: a silence of eight rhythms halves what a tie weighs. */
const RHYTHMS_OF_SILENCE = 8

/** Chosen: over how many days the chance is told, by the wanted days between touches; sixty where none are set. */
const HORIZON = { unset: 60, perTarget: 1.5, least: 30, most: 365, fitted: 30 }

/** Chosen: two touches, or one that weighs as much, before anything is said; half sure after two dates of contact. */
const LEAST_TOUCHES = 2
const LEAST_MASS = 2
const HALF_SURE_DATES = 2

/** Is the tie alive and kept up? `p30` and `hear` are chances, told even where there is too little contact for a score. */
export interface Warmth extends FactorScore {
  readonly z: number
  readonly p30: number
  readonly zHear: number
  readonly hear: number
}

/** Warmth as of an instant; targetDays are those set on the contact or a tag, never learned ones (scoring.md §3). */
export function warmthOf (totals: Totals, reading: Reading, targetDays: number | null): Warmth {
  const z = warmSignal(reading)
  const p30 = logistic(WARM.intercept + WARM.slope * z)
  const zHear = hearSignal(reading)
  const hear = logistic(HEAR.intercept + HEAR.slope * zHear)
  if (!hasEnoughContact(totals)) return { ...NO_SCORE, z, p30, zHear, hear }
  return { score: withinHorizon(p30, targetDays), confidence: confidenceFrom(totals.dates, HALF_SURE_DATES), z, p30, zHear, hear }
}

/** The warmth score alone, at an instant; null below two touches unless they weigh 2 or more. */
export function warmthAt (totals: Totals, at: number, targetDays: number | null): number | null {
  return hasEnoughContact(totals) ? warmthFrom(readTotals(totals, at), targetDays) : null
}

/** What warmth this reading would make, whatever the number of touches behind it. */
export function warmthFrom (reading: Reading, targetDays: number | null): number {
  return warmthOfSignal(warmSignal(reading), targetDays)
}

/** The warmth that a signal makes: the more of it, the warmer, whatever the horizon. */
export function warmthOfSignal (signal: number, targetDays: number | null): number {
  return withinHorizon(logistic(WARM.intercept + WARM.slope * signal), targetDays)
}

/** Whether anything is said of the tie's warmth. */
export function hasEnoughContact (totals: Pick<Totals, 'touches' | 'mass'>): boolean {
  return totals.touches >= LEAST_TOUCHES || totals.mass >= LEAST_MASS
}

/** z_w: how much is alive of the tie, on both sides, less what silence takes. */
export function warmSignal ({ vAny, vIn, vOut, silenceDays, rhythmDays }: Reading): number {
  return Math.log2(vAny) + Math.log2(WARM.oneSided + Math.min(vIn, vOut)) - silenceDays / (RHYTHMS_OF_SILENCE * rhythmDays)
}

function hearSignal ({ vAny, vIn, silenceDays, rhythmDays }: Reading): number {
  return Math.log2(vAny) + HEAR.inShare * Math.log2(HEAR.unheard + vIn) - silenceDays / (RHYTHMS_OF_SILENCE * rhythmDays)
}

function withinHorizon (p30: number, targetDays: number | null): number {
  const days = targetDays === null ? HORIZON.unset : clamp(HORIZON.perTarget * targetDays, HORIZON.least, HORIZON.most)
  return 100 * (1 - (1 - p30) ** (days / HORIZON.fitted))
}
