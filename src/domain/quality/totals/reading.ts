import { daysBetween, readPair } from './decay.ts'
import { readStream } from './stream.ts'
import { CRUMB_HALF_LIFE_DAYS, MESSAGE_HALF_LIFE_DAYS } from './totals.ts'
import type { Totals } from './totals.ts'

/** Chosen: all the crumbs of a direction together never weigh more than a third of an e-mail. */
const MOST_FROM_CRUMBS = 0.35

/** Fitted: a contact that has just begun is taken to have a rhythm of a month. */
const FIRST_RHYTHM_DAYS = 30

/** What is alive of a contact at one instant; all that the factors look at. */
export interface Reading {
  readonly vAny: number
  readonly vIn: number
  readonly vOut: number
  /** Days since the last touch; since the last crumb where there are only crumbs. */
  readonly silenceDays: number
  readonly rhythmDays: number
  readonly nIn: number
  readonly nOut: number
}

/** Reads the totals at an instant, which is to lie at or after the last touch in them; an earlier one reads as that touch's. */
export function readTotals (totals: Totals, at: number): Reading {
  const crumbs = readPair(totals.crumbs, at, CRUMB_HALF_LIFE_DAYS)
  const messages = readPair(totals.messages, at, MESSAGE_HALF_LIFE_DAYS)
  const lastAt = totals.lastTouchAt ?? totals.crumbs.at
  return {
    vAny: readStream(totals.any, at) + Math.min(MOST_FROM_CRUMBS, crumbs.in + crumbs.out),
    vIn: readStream(totals.in, at) + Math.min(MOST_FROM_CRUMBS, crumbs.in),
    vOut: readStream(totals.out, at) + Math.min(MOST_FROM_CRUMBS, crumbs.out),
    silenceDays: lastAt === null ? 0 : daysBetween(lastAt, at),
    rhythmDays: rhythmDays(totals),
    nIn: messages.in,
    nOut: messages.out
  }
}

/** Days from one date of contact to the next, on average, with a month added so that a first week does not read as a daily habit. */
export function rhythmDays (totals: Totals): number {
  const { firstTouchAt, lastTouchAt, dates } = totals
  if (firstTouchAt === null || lastTouchAt === null) return FIRST_RHYTHM_DAYS
  return (daysBetween(firstTouchAt, lastTouchAt) + FIRST_RHYTHM_DAYS) / dates
}
