import fc from 'fast-check'
import t from 'tap'
import { suggestionsOf } from '../../../src/domain/agenda/suggestions-of.ts'
import type { AgendaContact } from '../../../src/domain/agenda/agenda-contact.ts'
import { ASK_STATUSES } from '../../../src/domain/asks/ask.ts'
import { contactCadence } from '../../../src/domain/contacts/standing.ts'
import { IDENTITY_KINDS } from '../../../src/domain/contacts/identity.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { SUGGESTION_KINDS } from '../../../src/domain/agenda/suggestion.ts'
import { DAYS, favorLists, instants, START, targets, touchLists } from '../quality/support/arbitrary.ts'

const asks = fc.array(fc.record({
  id: fc.uuid(),
  size: fc.constant('SMALL' as const),
  createdAt: instants,
  deadline: fc.option(instants),
  moves: fc.array(fc.record({ to: fc.constantFrom(...ASK_STATUSES), at: instants }), { maxLength: 5 })
    .map(moves => moves.sort((a, b) => a.at - b.at))
}), { maxLength: 4 })

/** Anybody, at any time after all that has passed between us. */
const anybody = fc.record({
  id: fc.uuid(),
  touches: touchLists,
  favors: favorLists,
  asks,
  targetDays: targets,
  tagDays: targets,
  paused: fc.boolean(),
  reachableBy: fc.subarray([...IDENTITY_KINDS])
}).map(({ touches, favors, asks, ...rest }): AgendaContact => ({
  ...rest, totals: replay(touches), evidence: { favors, asks, posts: [], override: null }, createdAt: START, workspace: { asked: 0, answered: 0, at: 0 }
}))
const later = fc.integer({ min: DAYS, max: DAYS + 1500 }).map(days => START + days * DAY_MS)

t.test('there is one suggestion of a kind at most, between 0 and 1, with an instant, a cause and reasons', async () => {
  fc.assert(fc.property(anybody, later, (contact, now) => {
    const all = suggestionsOf(contact, now)
    return new Set(all.map(({ kind }) => kind)).size === all.length && all.every(each =>
      SUGGESTION_KINDS.includes(each.kind) && each.cause !== '' && Number.isInteger(each.activeAt) && (each.dueAt === null || Number.isInteger(each.dueAt)) &&
      each.priority >= 0 && each.priority <= 1 && each.reasons().length > 0)
  }), { numRuns: 500 })
})

t.test('its reasons add up to it, are fit to be read, and name only rows that there are', async () => {
  fc.assert(fc.property(anybody, later, (contact, now) => {
    const rows = new Set([...contact.totals.recent.any, ...contact.totals.recent.in, ...contact.totals.recent.out,
      ...(contact.evidence?.favors ?? []).map(({ id }) => id), ...(contact.evidence?.asks ?? []).map(({ id }) => id)])
    return suggestionsOf(contact, now).every(({ priority, reasons }) => {
      const told = reasons()
      return Math.abs(told.reduce((sum, { impact }) => sum + impact, 0) - 100 * priority) < 1e-9 &&
        told.every(({ code, text, evidence }) => /^[A-Z_]+$/.test(code) && /^[A-Z]/.test(text) && !/NaN|Infinity|undefined|null|\b1 days\b/.test(text) && evidence.every(({ id }) => rows.has(id)))
    })
  }), { numRuns: 500 })
})

t.test('whose cadence rests is suggested for nothing but thanks and asks', async () => {
  fc.assert(fc.property(anybody, later, (contact, now) =>
    suggestionsOf({ ...contact, paused: true }, now).every(({ kind }) => kind === 'THANK' || kind === 'FOLLOW_UP')), { numRuns: 300 })
})

t.test('whoever is due by a wish is suggested, unless messages got no answer', async () => {
  fc.assert(fc.property(anybody, later, (contact, now) => {
    const wished = { ...contact, paused: false, targetDays: contact.targetDays ?? 30 }
    const isDue = !['ON_TRACK', 'NO_CADENCE'].includes(contactCadence(wished, now).state)
    const isOpen = suggestionsOf(wished, now).some(({ kind, activeAt }) => kind === 'REACH_OUT' && activeAt <= now)
    return !isDue || isOpen || (wished.totals.unanswered ?? 0) >= 3
  }), { numRuns: 500 })
})

t.test('while nothing happens, a touch stays wanted from the same moment on', async () => {
  fc.assert(fc.property(anybody, later, fc.integer({ min: 1, max: 200 }), (contact, now, days) => {
    const wished = { ...contact, paused: false, targetDays: 30, evidence: { ...contact.evidence, favors: [], asks: [], posts: [], override: null } }
    const at = (instant: number) => suggestionsOf(wished, instant).find(({ kind }) => kind === 'REACH_OUT')
    const [first, second] = [at(now), at(now + days * DAY_MS)]
    return first === undefined || second === undefined || first.activeAt === second.activeAt
  }), { numRuns: 300 })
})
