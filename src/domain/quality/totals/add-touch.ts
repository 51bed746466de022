import { addToPair, DAY_MS } from './decay.ts'
import { peaksAfter } from './peak.ts'
import { considerTouch } from './question.ts'
import { addToStream } from './stream.ts'
import { CRUMB_HALF_LIFE_DAYS, emptyTotals, MESSAGE_HALF_LIFE_DAYS } from './totals.ts'
import type { Totals } from './totals.ts'
import { compareTouches, isCrumb, TOUCH_MASS } from './touch.ts'
import type { Touch } from './touch.ts'

/** Chosen: a touch lighter than this does not reset a cadence. */
export const CADENCE_MASS = 0.75

const REMEMBERED = { any: 5, in: 3, out: 3 }

/** The totals with one touch more. Throws a RangeError when the touch is late: folding it in would make totals that no replay gives. */
export function addTouch (totals: Totals, touch: Touch): Totals {
  if (touch.channel === 'BULK') return totals
  if (isLate(totals, touch)) throw new RangeError('The touch does not lie after the last one applied: replay the contact')
  return isCrumb(touch.channel) ? addCrumb(totals, touch) : addPersonal(totals, touch)
}

/** The totals of all these touches, in whatever order they come; those after `until` are left out. */
export function replay (touches: readonly Touch[], until = Infinity): Totals {
  return touches.filter(touch => touch.at <= until).sort(compareTouches).reduce(addTouch, emptyTotals())
}

/** Whether the touch does not lie after the last one applied: then the contact is to be replayed from its rows. */
export function isLate (totals: Totals, touch: Touch): boolean {
  const { lastInteractionAt: at, lastInteractionId: id } = totals
  return touch.channel !== 'BULK' && at !== null && id !== null && compareTouches(touch, { at, id }) <= 0
}

function addCrumb (totals: Totals, touch: Touch): Totals {
  const mass = TOUCH_MASS[touch.channel]
  const isIn = touch.direction !== 'OUTBOUND'
  const isOut = touch.direction !== 'INBOUND'
  return {
    ...totals,
    crumbs: addToPair(totals.crumbs, touch.at, isIn ? mass : 0, isOut ? mass : 0, CRUMB_HALF_LIFE_DAYS),
    lastInteractionAt: touch.at,
    lastInteractionId: touch.id
  }
}

function addPersonal (totals: Totals, touch: Touch): Totals {
  const { id, at, channel, direction } = touch
  const mass = TOUCH_MASS[channel]
  const isIn = direction !== 'OUTBOUND'
  const isOut = direction !== 'INBOUND'
  const last = totals.lastTouchAt === null || totals.lastTouchDirection === null
    ? null
    : { at: totals.lastTouchAt, direction: totals.lastTouchDirection }
  const grown = {
    any: addToStream(totals.any, at, mass),
    in: isIn ? addToStream(totals.in, at, mass) : totals.in,
    out: isOut ? addToStream(totals.out, at, mass) : totals.out,
    crumbs: totals.crumbs,
    messages: addToPair(totals.messages, at, isIn ? 1 : 0, isOut ? 1 : 0, MESSAGE_HALF_LIFE_DAYS),
    questions: considerTouch(totals.questions, touch, last),
    inbound: totals.inbound + (direction === 'INBOUND' ? 1 : 0),
    outbound: totals.outbound + (direction === 'OUTBOUND' ? 1 : 0),
    mutual: totals.mutual + (direction === 'MUTUAL' ? 1 : 0),
    touches: totals.touches + 1,
    mass: totals.mass + mass,
    dates: totals.dates + (last !== null && utcDate(last.at) === utcDate(at) ? 0 : 1),
    firstTouchAt: totals.firstTouchAt ?? at,
    lastTouchAt: at,
    lastTouchDirection: direction,
    lastTouchChannel: channel,
    lastFullTouchAt: mass >= CADENCE_MASS ? at : totals.lastFullTouchAt,
    lastHeardAt: isIn ? at : totals.lastHeardAt,
    unanswered: isIn ? 0 : (totals.unanswered ?? 0) + 1,
    peaks: totals.peaks,
    lastInteractionAt: at,
    lastInteractionId: id,
    recent: {
      any: remember(totals.recent.any, id, REMEMBERED.any),
      in: isIn ? remember(totals.recent.in, id, REMEMBERED.in) : totals.recent.in,
      out: isOut ? remember(totals.recent.out, id, REMEMBERED.out) : totals.recent.out
    }
  }
  grown.peaks = peaksAfter(grown, at)
  return grown
}

function utcDate (at: number): number {
  return Math.floor(at / DAY_MS)
}

function remember (ids: readonly string[], id: string, most: number): readonly string[] {
  return [...(ids.length < most ? ids : ids.slice(1 - most)), id]
}
