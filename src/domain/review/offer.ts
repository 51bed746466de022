import type { Draft } from './draft.ts'
import { findPhrases, type Found } from './phrase.ts'
import { OFFERS } from './phrases/offers.ts'
import type { Sentence } from './sentences.ts'

/** A sentence that offers something in return. */
export interface Offer {
  readonly sentence: Sentence
  readonly phrase: Found<unknown>
}

/** What a draft offers; phrases and their sentences in the order of the text. */
export interface Offers {
  readonly first: Offer | null
  readonly phrases: readonly Found<unknown>[]
  readonly sentences: readonly Sentence[]
}

/** All that the draft offers in return. */
export function findOffers ({ words, sentences }: Draft): Offers {
  const offers = sentences.flatMap(sentence => findPhrases(OFFERS, words, sentence.from, sentence.to)
    .filter(({ note }) => note === 'OFFER').map(phrase => ({ sentence, phrase })))
  return { first: offers[0] ?? null, phrases: offers.map(({ phrase }) => phrase), sentences: offers.map(({ sentence }) => sentence) }
}
