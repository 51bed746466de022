import { textAt, type Word } from './words.ts'

/** A sentence of a draft, or what stands in its place: a greeting, a line of a list, a signature. */
export interface Sentence {
  readonly start: number
  readonly end: number
  /** Its words: from the first to before the last. */
  readonly from: number
  readonly to: number
  readonly isQuestion: boolean
  /** A greeting or a closing of its own, in which nothing is asked. */
  readonly isCourtesy: boolean
}

/** Words before a full stop that do not end a sentence. */
const ABBREVIATIONS: ReadonlySet<string> = new Set([
  'dr', 'mr', 'mrs', 'ms', 'prof', 'st', 'vs', 'eg', 'ie', 'etc', 'approx', 'no', 'fig', 'dept', 'jr', 'sr', 'inc', 'ltd',
  'jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'sept', 'oct', 'nov', 'dec', 'mon', 'tue', 'wed', 'thu', 'fri'
])

const GREETINGS: ReadonlySet<string> = new Set(['hi', 'hello', 'hey', 'dear', 'howdy', 'greetings', 'hiya', 'yo', 'good'])
const CLOSINGS: ReadonlySet<string> = new Set([
  'best', 'regards', 'cheers', 'sincerely', 'yours', 'thanks', 'thank', 'warmly', 'kind', 'warm', 'love', 'respectfully', 'cordially', 'many', 'take'
])
/** In words: “Dear Professor Hopper and dear Mr Turing,”; “Many thanks and best regards,”. */
const LONGEST_GREETING = 8
const LONGEST_CLOSING = 5
const GREETING_LINE = /^[ \t]*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^?]*[,!:][ \t\r]*$/i
/** After a line that is shorter than this, a capital begins something new; longer ones are wrapped by the mail program. */
const SHORT_LINE = 55

const LONGEST_MARK = 12
const LIST_MARK = /^[ \t]*(?:[-*•–—·]|\d{1,2}[.)]|[a-z]\))[ \t]+/

/** Cuts a text, of which these are the words, into sentences. A sentence without a word is none. */
export function readSentences (text: string, words: readonly Word[]): readonly Sentence[] {
  const sentences: Sentence[] = []
  let next = 0
  for (const { start, end } of pieces(text)) {
    const from = next
    while ((words[next]?.end ?? Infinity) <= end) next++
    if (next === from) continue
    sentences.push(sentence(text, words, { start, end, from, to: next }, sentences.length === 0))
  }
  return sentences
}

function sentence (text: string, words: readonly Word[], piece: Piece, isFirst: boolean): Sentence {
  const mark = LIST_MARK.exec(text.slice(piece.start, piece.start + LONGEST_MARK))?.[0].length ?? 0
  const start = piece.start + mark
  // The number of an item is none of its words.
  const first = words[piece.from]
  const from = first && first.start < start && piece.to - piece.from > 1 ? piece.from + 1 : piece.from
  const body = { ...piece, start, from }
  const isQuestion = text.slice(Math.max(start, piece.end - 4), piece.end).includes('?')
  return { ...body, isQuestion, isCourtesy: !isQuestion && ((isFirst && isGreeting(words, body)) || isClosing(words, body)) }
}

interface Piece { readonly start: number, readonly end: number, readonly from: number, readonly to: number }

/** “Hi Grace,” greets; “Hi, I need your help” asks. */
function isGreeting (words: readonly Word[], { from, to }: Piece): boolean {
  return GREETINGS.has(textAt(words, from)) && to - from <= LONGEST_GREETING && !words.slice(from, to).some(({ text }) => ['please', 'you', 'i', 'my', 'me', 'need'].includes(text))
}

/** “Thanks, Ada” closes; “Thanks for the slides” and “Thank you for your time” thank. */
function isClosing (words: readonly Word[], { from, to }: Piece): boolean {
  return CLOSINGS.has(textAt(words, from)) && to - from <= LONGEST_CLOSING && !words.slice(from, to).some(({ text }) => ['for', 'you', 'i', 'my', 'me', 'to', 'time', 'by'].includes(text))
}

/** The text between one end of a sentence and the next, without the space around it. */
function * pieces (text: string): Generator<{ start: number, end: number }> {
  let start = 0
  let lineStart = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\n') {
      if (endsAtBreak(text, lineStart, at)) {
        yield trimmed(text, start, at)
        start = at + 1
      }
      lineStart = at + 1
    } else if ('.!?…'.includes(character)) {
      const end = pastClosers(text, at + 1)
      if (character === '.' ? endsAtStop(text, at, end) : end > at) {
        yield trimmed(text, start, end)
        start = end
      }
      at = end - 1
    }
  }
  yield trimmed(text, start, text.length)
}

/** Past further marks (“?!”, “...”) and what closes around them. */
function pastClosers (text: string, from: number): number {
  let at = from
  while (at < text.length && '.!?…)]}"”’\''.includes(text.charAt(at))) at++
  return at
}

function endsAtStop (text: string, at: number, end: number): boolean {
  if (end < text.length && !/\s/.test(text.charAt(end))) return false
  // “(before 10 a.m.).”: the mark after the bracket is the sentence's own.
  if (/[)\]}"”’'][.!?…]/.test(text.slice(at, end))) return true
  let from = at
  while (from > 0 && at - from < 12 && /[\p{L}.]/u.test(text.charAt(from - 1))) from--
  const word = text.slice(from, at).toLowerCase()
  const following = text.slice(end, end + 3).trimStart().charAt(0)
  // “U.S. office”, “J. Smith”; but “it is no. Please …” is rare enough to lose.
  if (word.includes('.')) return following === ''
  if (/^\p{L}$/u.test(word) && word !== 'i') return !/\p{Lu}/u.test(following)
  return !(ABBREVIATIONS.has(word) && following !== '' && (word !== 'etc' || !/\p{Lu}/u.test(following)))
}

function endsAtBreak (text: string, lineStart: number, at: number): boolean {
  const following = text.slice(at + 1, at + 120)
  if (/^[ \t\r]*(?:\n|$)/.test(following) || LIST_MARK.test(following)) return true
  const length = at - lineStart
  return length < SHORT_LINE && (GREETING_LINE.test(text.slice(lineStart, at)) || LIST_MARK.test(text.slice(lineStart, lineStart + LONGEST_MARK)) || /^[ \t]*[\p{Lu}\p{N}]/u.test(following))
}

function trimmed (text: string, from: number, to: number): { start: number, end: number } {
  let start = from
  let end = to
  while (start < end && /\s/.test(text.charAt(start))) start++
  while (end > start && /\s/.test(text.charAt(end - 1))) end--
  return { start, end }
}
