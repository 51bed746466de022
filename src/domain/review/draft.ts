import { maskForeign } from './mask.ts'
import { readSentences, type Sentence } from './sentences.ts'
import { readWords, type Word } from './words.ts'

/** A part of a draft, in UTF-16 units: `text.slice(start, end)` of the draft is `text`. */
export interface TextSpan {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A draft as the review reads it; words and sentences keep their places in `text`. */
export interface Draft {
  readonly text: string
  /** The text with blanks for what is not the writer's own; the same length. */
  readonly own: string
  readonly words: readonly Word[]
  readonly sentences: readonly Sentence[]
}

/** Reads any text, also none at all; what others wrote in it (quoted mail, quotations) and markup are passed over. */
export function readDraft (text: string): Draft {
  const own = maskForeign(text)
  const words = readWords(own)
  return { text, own, words, sentences: readSentences(own, words) }
}

/** The span between two places of a draft. */
export function spanOf ({ text }: Draft, { start, end }: { readonly start: number, readonly end: number }): TextSpan {
  return { start, end, text: text.slice(start, end) }
}
