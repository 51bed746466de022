import fc from 'fast-check'
import { CHANNELS, DIRECTIONS } from '../../../../src/domain/interactions/interaction.ts'
import { DAY_MS } from '../../../../src/domain/quality/totals/decay.ts'
import type { LedgerFavor } from '../../../../src/domain/quality/ledger.ts'
import type { SettledAsk } from '../../../../src/domain/quality/responsiveness.ts'
import type { SubstancePost } from '../../../../src/domain/quality/substance.ts'
import type { Touch } from '../../../../src/domain/quality/totals/touch.ts'

export const START = Date.UTC(2023, 0, 1)
export const DAYS = 900

/** An instant within two and a half years, often on the very same hour as another. */
export const instants = fc.integer({ min: 0, max: DAYS * 24 }).map(hours => START + hours * DAY_MS / 24)

export const bursts = fc.oneof(instants, fc.integer({ min: 0, max: 40 }).map(hours => START + 400 * DAY_MS + hours * DAY_MS / 24))

export const touches: fc.Arbitrary<Touch> = fc.record({
  id: fc.uuid(),
  at: bursts,
  channel: fc.oneof(fc.constant('EMAIL' as const), fc.constantFrom(...CHANNELS)),
  direction: fc.constantFrom(...DIRECTIONS),
  carriesAsk: fc.boolean()
})

export const touchLists = fc.uniqueArray(touches, { selector: ({ id }) => id, maxLength: 40 })

export const favorLists: fc.Arbitrary<LedgerFavor[]> = fc.uniqueArray(fc.record({
  id: fc.uuid(),
  at: instants,
  direction: fc.constantFrom('GIVEN' as const, 'RECEIVED' as const),
  worth: fc.integer({ min: 1, max: 5 }),
  kind: fc.constantFrom('INTRODUCTION', 'GUEST_POST', 'HANDS_ON_HELP', 'OTHER')
}), { selector: ({ id }) => id, maxLength: 12 })

export const askLists: fc.Arbitrary<SettledAsk[]> = fc.array(fc.record({ id: fc.uuid(), at: instants, isAnswered: fc.boolean() }), { maxLength: 4 })

export const postLists: fc.Arbitrary<SubstancePost[]> = fc.array(fc.record({
  id: fc.uuid(),
  at: instants,
  kind: fc.constantFrom('POST' as const, 'REPLY' as const, 'SHARE' as const),
  words: fc.integer({ min: 0, max: 900 }),
  cites: fc.boolean(),
  replies: fc.integer({ min: 0, max: 200 }),
  rating: fc.option(fc.integer({ min: 1, max: 5 })),
  isUncivil: fc.boolean()
}), { maxLength: 30 })

export const targets = fc.option(fc.integer({ min: 1, max: 730 }))

export const priors = fc.record({ answered: fc.double({ min: 0, max: 50, noNaN: true }), unanswered: fc.double({ min: 0, max: 50, noNaN: true }) })
  .map(({ answered, unanswered }) => ({ asked: answered + unanswered, answered }))

/** All that a contact's score may rest on, but for the touches. */
export const surroundings = fc.record({
  favors: favorLists, asks: askLists, posts: postLists, followers: fc.integer({ min: 0, max: 5_000_000 }), targetDays: targets, prior: priors
})
