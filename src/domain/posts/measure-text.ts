import { insultsSomebody } from './civility.ts'
import { isEnglish } from './english.ts'
import { LEXICON } from './lexicon.ts'

/** What the scores need to know of a text; the text itself they never read. */
export interface TextMeasures {
  readonly words: number
  /** Has a link, code or a citation. */
  readonly cites: boolean
  /** Insults somebody; never where the text is not in English, for nobody here could tell. */
  readonly isUncivil: boolean
  /** The version of the word lists that judged; null where none did: the text is not in English, or there is none. */
  readonly lexicon: string | null
}

/** In UTF-16 units; what comes after is not looked at. */
export const MOST_CHARACTERS = 50_000

/** Scripts that put no spaces between words, and about how many letters make one. */
const UNSPACED = [
  { letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, lettersPerWord: 2 },
  { letters: /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu, lettersPerWord: 5 }
]
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]+/gi
const CODE = /```|`[^`\n]+`|^(?: {4}|\t)\S+.*[;{}()=]/m
const QUOTED_LINE = /^[ \t]*>[ \t]*\S/m
const REFERENCE = /\[\d{1,3}\]|\bdoi:\s?10\.\d|\barxiv:\s?\d|\bISBN\b[ :-]{0,3}\d|\bet al\.|\bRFC ?\d{2,5}\b/i
/** "(Kumar & Epley 2021)", and not "(June 2021)". */
const AUTHOR_AND_YEAR = /\((?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Winter|Since|Until)\p{Lu}[\p{L}'-]{1,40}(?: (?:and|&) \p{Lu}[\p{L}'-]{1,40})?,? (?:19|20)\d\d[a-z]?\)/u

/** Measures what somebody has written, the title with it. In time that grows with the length of the text alone. */
export function measureText (text: string): TextMeasures {
  const looked = text.slice(0, MOST_CHARACTERS)
  const judged = isEnglish(looked)
  return {
    words: countWords(looked),
    cites: citesSomething(looked),
    isUncivil: judged && insultsSomebody(looked),
    lexicon: judged ? LEXICON : null
  }
}

/** Words in any script; an address is none. Where a script puts no spaces between them they are estimated by their letters. */
export function countWords (text: string): number {
  let rest = text.replaceAll(ADDRESS, ' ')
  let words = 0
  for (const { letters, lettersPerWord } of UNSPACED) {
    const found = rest.match(letters)?.length ?? 0
    words += Math.ceil(found / lettersPerWord)
    if (found > 0) rest = rest.replaceAll(letters, ' ')
  }
  return words + (rest.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’.,_-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu)?.length ?? 0)
}

/** Whether a text points to something beyond itself, or shows it: a link, code, a quotation set apart, a reference. */
export function citesSomething (text: string): boolean {
  return text.search(ADDRESS) !== -1 || CODE.test(text) || QUOTED_LINE.test(text) || REFERENCE.test(text) || AUTHOR_AND_YEAR.test(text)
}
