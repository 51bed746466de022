import { isCommonFamily, isCommonGiven } from './common-names.ts'
import { familyLikeness, givenLikeness, isInitialOf, type WordLikeness } from './compare-words.ts'
import type { PersonName, Word } from './name.ts'
import { NAME_BITS, NAME_SHIFTS } from './weights.ts'

/** How alike two names are, in bits, and why. */
export interface NameLikeness {
  readonly bits: number
  readonly reasons: readonly string[]
}

/** Two names as one person's, whichever comes first. */
export function compareNames (a: PersonName, b: PersonName): NameLikeness {
  if (a.given.length === 0 || b.given.length === 0) return { bits: NAME_BITS.nameless, reasons: [] }
  const found = inOrder(a, b) ?? lessSure(turned(a, b), turned(b, a))
  if (found === null) return { bits: NAME_BITS.different, reasons: ['Different names'] }
  const against = differences(a, b)
  const guessed = a.isGuessed || b.isGuessed ? NAME_SHIFTS.guessed : 0
  return { bits: found.bits + guessed + against.bits, reasons: [...found.reasons, ...against.reasons] }
}

function inOrder (a: PersonName, b: PersonName): NameLikeness | null {
  if (a.family.length === 0 || b.family.length === 0) return onlyGiven(a, b)
  if (isLetter(a.family) || isLetter(b.family)) return withFamilyInitial(a, b)
  const family = families(a, b)
  return family && withFamily(a, b, family)
}

/** Which of both is the family name is not known then: what is common either way says less. */
function lessSure (one: NameLikeness | null, other: NameLikeness | null): NameLikeness | null {
  return one && other && one.bits > other.bits ? other : one ?? other
}

/** “Zhuang Lihua”: the family first. Believed only where both words are written alike, or one is short for the other. */
function turned (a: PersonName, b: PersonName): NameLikeness | null {
  const [family, name] = [a.family[0], b.family[0]]
  if (!family || !name || family.isInitial || name.isInitial || b.given.length !== 1) return null
  const likeness = [familyLikeness(family, b.given[0] as Word), givenLikeness(a.given[0] as Word, name)]
  if (likeness.some(found => found === null || found.bits < NAME_SHIFTS.nickname)) return null
  const found = withFamily(a, { ...b, given: [name], family: b.given, parts: [] }, likeness[0] as WordLikeness)
  return found && { bits: found.bits + NAME_SHIFTS.order, reasons: ['Same name in another order', ...found.reasons.filter(reason => reason !== SAME)] }
}

const SAME = 'Same name'

function onlyGiven (a: PersonName, b: PersonName): NameLikeness | null {
  const [one, other] = [a.given[0] as Word, b.given[0] as Word]
  const likeness = givenLikeness(one, other)
  if (likeness === null || one.isInitial) return null
  const common = isCommonGiven(one.key) || isCommonGiven(other.key) ? NAME_SHIFTS.commonGiven : 0
  return { bits: NAME_BITS.givenOnly + common + likeness.bits, reasons: [likeness.reason ?? `Both are called ${one.shown}`] }
}

function isLetter ([family]: readonly Word[]): boolean {
  return family?.isInitial === true
}

/** Ada L., of whom the family name's first letter is known. */
function withFamilyInitial (a: PersonName, b: PersonName): NameLikeness | null {
  const [one, other] = [a.family[0] as Word, b.family[0] as Word]
  const given = isInitialOf(one, other) ? onlyGiven(a, b) : null
  return given && { bits: given.bits + NAME_SHIFTS.familyInitial, reasons: [...given.reasons, `Both family names begin with ${one.shown.slice(0, 1)}`] }
}

function families (a: PersonName, b: PersonName): WordLikeness | null {
  for (const one of a.family) for (const other of b.family) if (one.key === other.key) return isCore(one, a) && isCore(other, b) ? familyLikeness(one, other) : joinedParticles(one, other)
  return familyLikeness(a.family[0] as Word, b.family[0] as Word) ?? partOf(a, b) ?? partOf(b, a)
}

function isCore (word: Word, { family }: PersonName): boolean {
  return family[0] === word
}

/** De Luca and Deluca. */
function joinedParticles (one: Word, other: Word): WordLikeness {
  return { bits: NAME_SHIFTS.joined, reason: `${one.shown} and ${other.shown} are spellings of one name`, isExact: false }
}

/** Lindqvist of Lindqvist-Holm, Montalbán of Montalbán Quiroga, Weber of Maria Schmidt (née Weber). */
function partOf (long: PersonName, short: PersonName): WordLikeness | null {
  const [family] = short.family as [Word]
  const others = [...long.parts, ...long.also, ...long.given.slice(1, 3)]
  const part = others.find(word => !word.isInitial && word.key === family.key)
  if (!part) return null
  const whole = [...long.given.slice(long.given.indexOf(part) > 0 ? long.given.indexOf(part) : long.given.length), ...long.family.slice(0, 1)].map(({ shown }) => shown).join(' ')
  return { bits: NAME_SHIFTS.partOfFamily, reason: `${family.shown} is a part of ${whole}`, isExact: false }
}

function withFamily (a: PersonName, b: PersonName, family: WordLikeness): NameLikeness | null {
  const given = givens(a, b)
  const common = isCommonFamily((a.family[0] as Word).key) || isCommonFamily((b.family[0] as Word).key) ? NAME_SHIFTS.commonFamily : 0
  const [one, other] = [a.given[0] as Word, b.given[0] as Word]
  if (given === null) {
    if (!isInitialOf(one, other) || !family.isExact) return null
    const reason = one.key === other.key ? 'The same initial and family name' : one.isInitial ? `${one.shown}. may stand for ${other.shown}` : `${other.shown}. may stand for ${one.shown}`
    return { bits: NAME_BITS.initial + common, reasons: [reason, ...family.reason ? [family.reason] : []] }
  }
  if (!isBelieved(family, given)) return null
  const commonGiven = isCommonGiven(one.key) || isCommonGiven(other.key) ? NAME_SHIFTS.commonGiven : 0
  const reasons = [given.reason, family.reason].filter(reason => reason !== null)
  return { bits: NAME_BITS.same + common + commonGiven + given.bits + family.bits, reasons: reasons.length > 0 ? reasons : [SAME] }
}

/** The first names, or one that is called by the second or by what stands in brackets. */
function givens (a: PersonName, b: PersonName): WordLikeness | null {
  const [one, other] = [a.given[0] as Word, b.given[0] as Word]
  if (joined(a) === joined(b) && joined(a).length > Number(one.isInitial)) return { bits: 0, reason: null, isExact: one.key === other.key }
  const first = one.isInitial || other.isInitial ? null : givenLikeness(one, other) ?? partOfGiven(one, other)
  return first ?? calledBy(a, other) ?? calledBy(b, one)
}

/** Two doubts at once, one in each name, are too many. */
function isBelieved (family: WordLikeness, given: WordLikeness): boolean {
  if (family.bits <= NAME_SHIFTS.slip) return given.isExact || given.bits === NAME_SHIFTS.sound
  return given.isExact || given.bits === NAME_SHIFTS.nickname || family.bits >= NAME_SHIFTS.sound
}

function joined ({ given }: PersonName): string {
  return given.map(({ key }) => key).join('')
}

/** Jean of Jean-Luc. */
function partOfGiven (one: Word, other: Word): WordLikeness | null {
  const [short, long] = one.key.length < other.key.length ? [one, other] : [other, one]
  if (!/[-‐]/.test(long.shown) || short.key.length < 3 || !long.key.startsWith(short.key)) return null
  return { bits: NAME_SHIFTS.calledByAnother, reason: `${short.shown} is a part of ${long.shown}`, isExact: false }
}

function calledBy ({ given, also }: PersonName, name: Word): WordLikeness | null {
  if (name.isInitial) return null
  const called = [...also, ...given.slice(1, 3)].map(word => word.isInitial ? null : givenLikeness(word, name)).find(likeness => likeness !== null && likeness.bits >= NAME_SHIFTS.nickname)
  return called ? { bits: NAME_SHIFTS.calledByAnother, reason: `${name.shown} may be what ${(given[0] as Word).shown} is called`, isExact: false } : null
}

/** What tells people of one name apart. */
function differences (a: PersonName, b: PersonName): NameLikeness {
  const middle = middleLikeness(a, b)
  const generation = a.generation === b.generation ? 0 : a.generation && b.generation ? NAME_SHIFTS.otherGeneration : NAME_SHIFTS.oneGeneration
  const isOtherGender = a.gender !== null && b.gender !== null && a.gender !== b.gender
  return {
    bits: middle + generation + (isOtherGender ? NAME_SHIFTS.otherGender : 0),
    reasons: [
      ...middle > 0 ? ['The same middle name'] : middle < 0 ? ['But their middle names differ'] : [],
      ...a.generation && b.generation && generation < 0 ? [`But one is ${a.generation} and one ${b.generation}`] : [],
      ...isOtherGender ? ['But one is addressed as a man, one as a woman'] : []
    ]
  }
}

function middleLikeness (a: PersonName, b: PersonName): number {
  const [first, second] = [a.given[1], b.given[1]]
  if (!first || !second || a.family.length === 0 || b.family.length === 0) return 0
  if (first.key === second.key || isInitialOf(first, second) || givenLikeness(first, second) !== null) return NAME_SHIFTS.sameMiddle
  return NAME_SHIFTS.otherMiddle
}
