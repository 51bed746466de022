import { nicknameReason } from './nicknames.ts'
import { isTypo } from './typo.ts'
import { NAME_SHIFTS } from './weights.ts'
import type { Word } from './name.ts'

/** How two words can be one name: what it costs, in bits, and as a sentence; no sentence where they are written alike. */
export interface WordLikeness {
  readonly bits: number
  readonly reason: string | null
  readonly isExact: boolean
}

const ALIKE: WordLikeness = { bits: 0, reason: null, isExact: true }
/** Chosen: shorter words sound alike by chance, as Lee and Li do. */
const SHORTEST_SOUND = 3
/** Chosen: in names of eight letters, few differ by one letter only. */
const LONG_NAME = 8

/** Two family names that can be one; null where they cannot. */
export function familyLikeness (one: Word, other: Word): WordLikeness | null {
  return spelled(one, other) ?? misspelled(one, other, 'sound')
}

/** Two given names that can be one person's, other than an initial; null where they cannot. Two names that are both known are two people's. */
export function givenLikeness (one: Word, other: Word): WordLikeness | null {
  if (one.key === other.key) return spelled(one, other)
  const nickname = nicknameReason(one, other)
  if (nickname !== null) return { bits: NAME_SHIFTS.nickname, reason: nickname, isExact: false }
  if (one.roots.length > 0 && other.roots.length > 0) return null
  return spelled(one, other) ?? (isOtherEnding(one.key, other.key) ? null : misspelled(one, other, 'key'))
}

/** Whether one is the other's first letter, or both are one letter. */
export function isInitialOf (one: Word, other: Word): boolean {
  return (one.isInitial || other.isInitial) && one.key[0] === other.key[0]
}

function spelled (one: Word, other: Word): WordLikeness | null {
  if (one.key === other.key) {
    if (one.plain === other.plain) return ALIKE
    return { bits: NAME_SHIFTS.spelling, reason: `${one.shown} and ${other.shown} are spellings of one name`, isExact: true }
  }
  if (one.sound.length < SHORTEST_SOUND || one.sound !== other.sound) return null
  return { bits: NAME_SHIFTS.sound, reason: `${one.shown} and ${other.shown} sound the same`, isExact: false }
}

/** The blocking keys hold given names by their first letter and family names by their sound: slips are looked for in the same. */
function misspelled (one: Word, other: Word, spelling: 'key' | 'sound'): WordLikeness | null {
  if (!isTypo(one[spelling], other[spelling])) return null
  const isLong = Math.min(one.key.length, other.key.length) >= LONG_NAME
  return { bits: isLong ? NAME_SHIFTS.slip : NAME_SHIFTS.slipInShort, reason: `${one.shown} and ${other.shown} differ by a slip`, isExact: false }
}

/** Daniel and Daniela, Andrea and Andreas, Mario and Maria are no slips. */
function isOtherEnding (one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  return long.slice(0, -1) === short || (short.length === long.length && long.slice(0, -1) === short.slice(0, -1))
}
