import type { MadeUpContact, MadeUpInteraction, MadeUpWorkspace } from '../../../src/demo/made-up.ts'
import type { Cadence } from '../../../src/domain/cadence.ts'
import { replay } from '../../../src/domain/quality/add-touch.ts'
import type { Quality } from '../../../src/domain/quality/assess.ts'
import { askedAnswered } from '../../../src/domain/quality/question.ts'
import type { Totals } from '../../../src/domain/quality/totals.ts'
import { contactCadence, qualityOf } from '../../../src/domain/standing.ts'

/** A made-up contact as the domain sees it, with its own interactions. */
export interface Assessed extends MadeUpContact {
  readonly own: readonly MadeUpInteraction[]
  readonly totals: Totals
  readonly quality: Quality
  readonly cadence: Cadence
}

/** What the scores say of everybody in a made-up workspace at `now`. */
export function assessed ({ contacts, interactions }: MadeUpWorkspace, now: number): Assessed[] {
  const owned = contacts.map((contact, place) => {
    const own = interactions.filter(each => each.contacts.includes(place))
    const touches = own.filter(({ status }) => status === 'HELD')
      .map(({ occurredAt: at, channel, direction }, index) => ({ id: String(index).padStart(6, '0'), at, channel, direction }))
    return { ...contact, own, totals: replay(touches) }
  })
  const all = owned.map(({ totals }) => askedAnswered(totals, now))
  const workspace = { asked: sum(all.map(({ asked }) => asked)), answered: sum(all.map(({ answered }) => answered)), at: now }
  return owned.map(contact => {
    const known = { totals: contact.totals, targetDays: contact.input.cadenceDays ?? null, paused: contact.isPaused, createdAt: contact.addedAt, workspace }
    return { ...contact, quality: qualityOf(known, now), cadence: contactCadence(known, now) }
  })
}

function sum (numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
