import type { IdentityKind } from '../contacts/identity.ts'
import { daysBetween } from '../quality/totals/decay.ts'
import type { QualityScore } from '../quality/score.ts'
import { scoreQuality } from '../quality/score.ts'
import { qualityInput, type Scored } from '../contacts/standing.ts'

/** A contact as the agenda sees it. */
export interface AgendaContact extends Scored {
  readonly id: string
  /** The kinds of identity by which it can be reached, where they are known. */
  readonly reachableBy?: readonly IdentityKind[]
}

/** How many days the tie has been silent at an instant; since it was added, where there never was a touch. */
export function silentDays ({ totals, createdAt }: AgendaContact, at: number): number {
  return daysBetween(totals.lastTouchAt ?? createdAt, at)
}

/** Quality in numbers as of an instant that is not before the last touch. */
export function scoreAt (contact: AgendaContact, at: number): QualityScore {
  return scoreQuality(qualityInput(contact, at))
}

/** 0 to 1; nothing where too little is known to say. */
export function shareOf (score: number | null): number {
  return (score ?? 0) / 100
}

/** The days that somebody wished for, on the contact or on a tag; null where nobody did. */
export function wishedDays ({ targetDays, tagDays = null }: AgendaContact): number | null {
  return targetDays ?? tagDays
}
