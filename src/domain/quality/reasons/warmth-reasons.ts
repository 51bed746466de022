import { readTotals, rhythmDays } from '../totals/reading.ts'
import type { FactorReason } from '../factor.ts'
import type { QualityInput, QualityScore } from '../score.ts'
import { warmthFrom } from '../warmth.ts'
import { ago, counted, interactions, touchNoun } from './words.ts'

/** A rhythm is worth telling once there are two steps to see it in. */
const RHYTHM_FROM_DATES = 3
/** One side with less than a quarter of the other's is told as one-sided. */
const ONE_SIDED_BELOW = 0.25
/** What moves warmth by less than this many points is not worth a sentence. */
const WORTH_TELLING = 0.5

/** The contact itself, what silence took from it, and what being one-sided takes; together they make warmth - 50. */
export function warmthReasons (input: QualityInput, scored: QualityScore): readonly FactorReason[] {
  const { totals } = input
  const { score } = scored.factors.warmth
  if (score === null || totals.lastTouchAt === null) return [whyNone(input)]
  const others = [cooled(input, score, totals.lastTouchAt), oneSided(input, scored, score)].filter(reason => reason !== null)
  const rest = others.reduce((left, { points }) => left - points, score - 50)
  return [contact(input, totals.lastTouchAt, rest), ...others]
}

function contact ({ totals, now }: QualityInput, lastTouchAt: number, points: number): FactorReason {
  const { dates, recent } = totals
  const last = `${counted(dates, 'day')} of contact, ${dates > 1 ? 'the last ' : ''}${ago(lastTouchAt, now)}`
  const rhythm = counted(Math.max(1, Math.round(rhythmDays(totals))), 'day')
  const text = dates < RHYTHM_FROM_DATES ? last : `${last}, your rhythm is ${rhythm}`
  return { code: 'WARMTH_CONTACT', text, points, evidence: interactions(recent.any) }
}

function cooled ({ totals, targetDays }: QualityInput, score: number, lastTouchAt: number): FactorReason | null {
  const before = warmthFrom(readTotals(totals, lastTouchAt), targetDays)
  if (before - score < WORTH_TELLING || Math.round(before) === Math.round(score)) return null
  return {
    code: 'WARMTH_COOLED',
    text: `Warmth was ${Math.round(before)} after the last touch, and the silence since has taken it to ${Math.round(score)}`,
    points: score - before,
    evidence: interactions(totals.recent.any.slice(-1))
  }
}

function oneSided ({ totals, targetDays }: QualityInput, { reading }: QualityScore, score: number): FactorReason | null {
  const [less, more] = [reading.vIn, reading.vOut].sort((a, b) => a - b) as [number, number]
  const points = score - warmthFrom({ ...reading, vIn: more, vOut: more }, targetDays)
  if (less >= ONE_SIDED_BELOW * more || points > -WORTH_TELLING) return null
  const isOurs = reading.vOut > reading.vIn
  return {
    code: 'WARMTH_ONE_SIDED',
    text: `Lately nearly all contact comes from ${isOurs ? 'you' : 'them'}`,
    points,
    evidence: interactions(isOurs ? totals.recent.out : totals.recent.in)
  }
}

function whyNone ({ totals }: QualityInput): FactorReason {
  const { touches, lastTouchChannel, lastInteractionId, recent } = totals
  if (touches > 0) {
    const text = `Only 1 ${touchNoun(lastTouchChannel)} so far; warmth needs a second touch, or a meeting in person`
    return { code: 'WARMTH_TOO_LITTLE_CONTACT', text, points: 0, evidence: interactions(recent.any) }
  }
  if (lastInteractionId === null) return { code: 'WARMTH_NO_CONTACT', text: 'No contact known yet', points: 0, evidence: [] }
  const text = 'Only comments, likes and the like so far; warmth needs a personal touch, such as an e-mail, a call or a coffee'
  return { code: 'WARMTH_ONLY_CRUMBS', text, points: 0, evidence: interactions([lastInteractionId]) }
}
