import { statusAt, type KnownAsk } from '../contacts/evidence.ts'
import { DAY_MS, daysBetween } from '../quality/totals/decay.ts'
import type { Reason } from '../quality/factor.ts'
import { clamp } from '../quality/logistic.ts'
import { dateOf } from '../quality/reasons/words.ts'
import type { AgendaContact } from './agenda-contact.ts'

/** Chosen: within 30 days after they helped, a touch that asks for nothing, the more pressing the nearer; after half a year it would be a new beginning. */
const AFTERCARE = { withinDays: 30, untilDays: 180, atOnce: 0.3, whenDue: 0.6 }
/** Chosen: thanks are due within two days, and what comes within a day of them is the thanks. */
export const THANKS = { withinDays: 2, takeDays: 1 }

/** A touch that asks for nothing, due after somebody has helped: so that nobody disappears after one favor. */
export interface Aftercare {
  readonly askId: string
  readonly activeAt: number
  readonly dueAt: number
  readonly priorityAt: (at: number) => number
  readonly reason: (now: number) => Omit<Reason, 'impact'>
}

/** That of the ask fulfilled last, unless a real touch came after the thanks, or it is too long ago. */
export function aftercareOf ({ evidence, totals }: AgendaContact, now: number): Aftercare | null {
  const helped = (evidence?.asks ?? []).flatMap(ask => helpOf(ask, now)).sort((a, b) => a.fulfilledAt - b.fulfilledAt).at(-1)
  if (!helped) return null
  const { id, fulfilledAt, thankedAt } = helped
  const thanksOver = (thankedAt ?? fulfilledAt + THANKS.withinDays * DAY_MS) + THANKS.takeDays * DAY_MS
  const isDone = totals.lastFullTouchAt !== null && totals.lastFullTouchAt > thanksOver
  if (isDone || now > fulfilledAt + AFTERCARE.untilDays * DAY_MS) return null
  return {
    askId: id,
    activeAt: fulfilledAt,
    dueAt: fulfilledAt + AFTERCARE.withinDays * DAY_MS,
    priorityAt: at => AFTERCARE.atOnce + (AFTERCARE.whenDue - AFTERCARE.atOnce) * clamp(daysBetween(fulfilledAt, at) / AFTERCARE.withinDays, 0, 1),
    reason: at => ({
      code: 'AFTERCARE',
      text: `They did what you asked for on ${dateOf(fulfilledAt, at)}: be in touch, and ask for nothing`,
      evidence: [{ type: 'ask', id }]
    })
  }
}

interface Help {
  readonly id: string
  readonly fulfilledAt: number
  readonly thankedAt: number | null
}

function helpOf (ask: KnownAsk, now: number): Help[] {
  const past = ask.moves.filter(({ at }) => at <= now)
  const fulfilled = past.findLast(({ to }) => to === 'FULFILLED')
  if (!fulfilled || !['FULFILLED', 'THANKED', 'RECIPROCATED'].includes(statusAt(ask, now))) return []
  const answered = past.find(({ to, at }) => (to === 'THANKED' || to === 'RECIPROCATED') && at >= fulfilled.at)
  return [{ id: ask.id, fulfilledAt: fulfilled.at, thankedAt: answered?.at ?? null }]
}
