import type { Draft } from './draft.ts'
import { findPhrases, type Found } from './phrase.ts'
import { APOLOGIES } from './phrases/apologies.ts'
import { EASY_NO, REASON, THANKS } from './phrases/courtesies.ts'
import { FLATTERY } from './phrases/flattery.ts'
import { HEDGES, type Hedge } from './phrases/hedges.ts'
import { PRESSURE } from './phrases/pressure.ts'
import type { Sentence } from './sentences.ts'
import type { Word } from './words.ts'

/** The phrases of a draft that say something about how it asks, each kind in the order of the text. */
export interface Phrases {
  readonly hedges: readonly Found<Hedge>[]
  readonly apologies: readonly Found<unknown>[]
  readonly pressure: readonly Found<unknown>[]
  readonly flattery: readonly Found<unknown>[]
  readonly thanks: readonly Found<unknown>[]
  readonly easyNo: readonly Found<unknown>[]
  readonly reasons: readonly Found<unknown>[]
}

/** Courtesies that are fine alone and, from this many on, read as an apology for asking. */
const APOLOGY_STACK = 2

/** Reads them, given the sentences that ask and those that offer: what hedges or presses somebody else than the reader is none. */
export function readPhrases ({ words, sentences }: Draft, asking: readonly Sentence[], offering: readonly Sentence[]): Phrases {
  const asks = membership(asking)
  // “I will pay it back as soon as possible” presses nobody.
  const promises = membership(offering)
  const inSentences = <Note>(lexicon: Parameters<typeof findPhrases<Note>>[0]) => sentences.flatMap(({ from, to }) => findPhrases(lexicon, words, from, to))
  const apologies = inSentences(APOLOGIES)
  return {
    hedges: inSentences(HEDGES).filter(({ note, from }) => note.anywhere || asks(from)),
    apologies: apologies.length >= APOLOGY_STACK ? apologies : apologies.filter(({ note }) => note === 'STRONG'),
    pressure: inSentences(PRESSURE).filter(({ note, from }) => (note === 'ANYWHERE' || (note === 'ASKS' && asks(from))) && !isDenied(words, from) && !promises(from)),
    flattery: inSentences(FLATTERY),
    thanks: inSentences(THANKS),
    easyNo: inSentences(EASY_NO),
    reasons: inSentences(REASON)
  }
}

const DENIALS: ReadonlySet<string> = new Set(['not', 'no', 'never', 'without', 'nothing', 'neither'])
/** “You do not need to answer at once.” */
const DENIAL_REACH = 5

function isDenied (words: readonly Word[], at: number): boolean {
  return words.slice(Math.max(0, at - DENIAL_REACH), at).some(({ text }) => DENIALS.has(text))
}

/** Whether a word, by its number, belongs to one of these parts. */
function membership (parts: readonly { readonly from: number, readonly to: number }[]): (at: number) => boolean {
  const members = new Set([...new Set(parts)].flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)))
  return at => members.has(at)
}
