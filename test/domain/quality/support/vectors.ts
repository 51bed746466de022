import vectors from '../../../scoring-vectors.json' with { type: 'json' }
import { DAY_MS } from '../../../../src/domain/quality/totals/decay.ts'
import type { QualityInput } from '../../../../src/domain/quality/score.ts'
import type { LedgerFavor } from '../../../../src/domain/quality/ledger.ts'
import type { SubstancePost } from '../../../../src/domain/quality/substance.ts'
import type { Touch } from '../../../../src/domain/quality/totals/touch.ts'
import { replay } from '../../../../src/domain/quality/totals/add-touch.ts'
import type { Channel, Direction } from '../../../../src/domain/interactions/interaction.ts'

/** The vectors' day 0, in epoch milliseconds. */
export const T0 = vectors.t0 * 1000

const DIRECTION: Readonly<Record<string, Direction>> = { in: 'INBOUND', out: 'OUTBOUND', mutual: 'MUTUAL' }

/** A whole score to be reproduced: the input, and what it must give. */
export interface Case {
  readonly name: string
  readonly touches: readonly Touch[]
  readonly input: QualityInput
  readonly expected: typeof vectors.cases[number]['expect']
}

export const CASES: readonly Case[] = vectors.cases.map(one => {
  const now = T0 + one.atDay * DAY_MS
  const touches = one.events.map(([day, channel, direction], index) =>
    touch(`touch-${index}`, T0 + Number(day) * DAY_MS, String(direction), channel as Channel))
  return {
    name: one.name,
    touches,
    expected: one.expect,
    input: {
      totals: replay(touches),
      now,
      targetDays: one.targetDays,
      prior: { asked: 0, answered: 0 },
      favors: one.favors.map(([day, direction, worth], index): LedgerFavor => ({
        id: `favor-${index}`,
        at: T0 + Number(day) * DAY_MS,
        direction: direction === 'GIVEN' ? 'GIVEN' : 'RECEIVED',
        worth: Number(worth),
        kind: 'INTRODUCTION'
      })),
      posts: one.posts.map(postOf),
      followers: one.followers
    }
  }
})

interface VectorPost { day: number, kind: string, words: number, cites?: boolean, replies?: number, uncivil?: boolean }

function postOf ({ day, kind, words, cites = false, replies = 0, uncivil = false }: VectorPost, index: number): SubstancePost {
  const known = kind === 'REPLY' || kind === 'SHARE' ? kind : 'POST'
  return { id: `post-${index}`, at: T0 + day * DAY_MS, kind: known, words, cites, replies, rating: null, isUncivil: uncivil }
}

/** A single flow of e-mails, and what must be read from it at several instants. */
export const STREAMS = vectors.streams.map(({ name, events, expect }) => ({
  name,
  expect,
  touches: events.map(([direction, at], index) => touch(`touch-${String(index).padStart(3, '0')}`, Number(at) * 1000, String(direction), 'EMAIL'))
}))

export const TOUCH_MASSES: Readonly<Record<string, number>> = vectors.touchMass

export function caseNamed (name: string): Case {
  const found = CASES.find(one => one.name === name)
  if (found === undefined) throw new Error(`No case is named ${name}`)
  return found
}

function touch (id: string, at: number, direction: string, channel: Channel): Touch {
  return { id, at, channel, direction: DIRECTION[direction] ?? 'MUTUAL' }
}
