import { statusAt, type KnownAsk } from '../contacts/evidence.ts'
import { DAY_MS } from '../quality/totals/decay.ts'
import type { Reason } from '../quality/factor.ts'
import { dateOf } from '../quality/reasons/words.ts'
import type { AgendaContact } from './agenda-contact.ts'

/** Chosen: from two weeks after they helped, within 30 days, a touch that asks for nothing; after half a year it would be a new beginning. */
export const AFTERCARE = { fromDays: 14, withinDays: 30, untilDays: 180, priority: 0.6 }
/** Chosen: thanks are due within two days, and what comes within a day of them is the thanks. */
export const THANKS = { withinDays: 2, takeDays: 1 }

/** A touch that asks for nothing, due after somebody has helped: so that nobody disappears after one favor. */
export interface Aftercare {
  readonly askId: string
  readonly activeAt: number
  readonly dueAt: number
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
    activeAt: fulfilledAt + AFTERCARE.fromDays * DAY_MS,
    dueAt: fulfilledAt + AFTERCARE.withinDays * DAY_MS,
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
