/** A word as it is compared, in lower case; a mention is `@` alone. */
export interface Token {
  readonly word: string
  /** Written with a capital, and not only because a sentence begins. */
  readonly isName: boolean
  /** A comma, bracket or the like comes before it, or a sentence begins. */
  readonly begins: boolean
}

/** Words written as one that are several, or as several that are one. */
const CONTRACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['youre', ['you', 'are']], ['ur', ['your']], ['u', ['you']], ['r', ['are']], ['ya', ['you']], ["y'all", ['you', 'all']], ['yall', ['you', 'all']],
  ["ain't", ['is', 'not']], ["can't", ['can', 'not']], ["won't", ['will', 'not']], ['theyre', ['they', 'are']]
])
/** What an ending after an apostrophe says in full. */
const ENDINGS: ReadonlyMap<string, string> = new Map([["n't", 'not'], ["'re", 'are'], ["'s", 'is'], ["'m", 'am'], ["'ve", 'have'], ["'ll", 'will'], ["'d", 'would']])
const PHRASES = /\b(?:pieces? of (?:shit|trash|garbage)|waste of (?:space|oxygen)|sons? of (?:a )?bitch(?:es)?|full of (?:shit|crap))\b/gi
/** What is often half hidden behind asterisks. */
const MASKED = ['fuck', 'fucks', 'fucking', 'fucker', 'motherfucker', 'shit', 'shithead', 'bitch', 'bitches', 'cunt', 'asshole', 'assholes', 'dickhead', 'bastard', 'retard']

/** Nothing that is longer is a word of these lists. */
const LONGEST_WORD = 50

/**
 * The sentences of what somebody says in their own words: without code, addresses, quoted lines, and what stands between
 * quotation marks (a single quoted word stays: nobody is quoted by it). In time that grows with the length of the text alone.
 */
export function ownSentences (text: string): readonly (readonly Token[])[] {
  return withoutOthers(text).replace(PHRASES, phrase => phrase.replaceAll(' ', '-')).split(/[.!?…]+(?=[\s)\]]|$)|[;:\n]+/)
    .map(tokens).filter(sentence => sentence.length > 0)
}

function withoutOthers (text: string): string {
  return text
    .replaceAll(/```[^]*?(?:```|$)|`[^`\n]*`/g, ' ')
    .replaceAll(/^[ \t]*>.*$/gm, '')
    .replaceAll(/\b(?:https?:\/\/|www\.)\S+/gi, ' ')
    .replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replaceAll(/[‘’ʼ´]/g, "'")
    .replaceAll(/(?<![\p{L}\p{N}@.])@[\p{L}\p{N}_][\p{L}\p{N}_.@-]*(?<!\.)/gu, '@')
    .replaceAll(/"[^"\n]{1,1000}"|“[^”“\n]{1,1000}[”“]|„[^“”„\n]{1,1000}[“”]|«[^»«\n]{1,1000}»/g, unquoted)
    // An apostrophe between two letters is none of these marks.
    .replaceAll(/(?<=^|[\s(])'(?=\p{L})[^'\n]{1,500}(?:(?<=\p{L})'(?=\p{L})[^'\n]{1,500}){0,20}'(?=[\s.,;:!?)]|$)/gmu, unquoted)
}

function unquoted (quoted: string): string {
  const inner = quoted.slice(1, -1).trim()
  return /\s/.test(inner) ? ' ' : ` ${inner} `
}

function tokens (sentence: string): Token[] {
  const found: Token[] = []
  let begins = true
  for (const [part] of sentence.matchAll(/@|[\p{L}\p{N}][\p{L}\p{N}'*-]*|[,()"–—]/gu)) {
    if (/^[,()"–—]/.test(part)) {
      begins = true
      continue
    }
    const isName = found.length > 0 && /^\p{Lu}\p{Ll}/u.test(part)
    for (const word of words(part)) {
      found.push({ word, isName, begins })
      begins = false
    }
  }
  return found
}

function words (part: string): readonly string[] {
  if (part.startsWith('@')) return ['@']
  if (part.length > LONGEST_WORD) return [part.slice(0, LONGEST_WORD)]
  const word = unmasked(part.toLowerCase().replace(/(\p{L})\1{2,}/gu, '$1'))
  const contraction = CONTRACTIONS.get(word)
  if (contraction) return contraction
  const [, stem = '', end = ''] = /^(.+?)(n't|'re|'s|'m|'ve|'ll|'d)$/.exec(word) ?? []
  const meant = ENDINGS.get(end)
  return meant === undefined ? [word] : [stem, meant]
}

function unmasked (word: string): string {
  if (!word.includes('*')) return word
  const like = MASKED.find(each => each.length === word.length && each[0] === word[0] && [...word].every((letter, at) => letter === '*' || letter === each[at]))
  return like ?? word.replace(/[*'-]+$/, '')
}
