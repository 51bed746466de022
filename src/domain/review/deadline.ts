import { parse } from 'chrono-node/en'
import { spanOf, type Draft, type TextSpan } from './draft.ts'
import type { Sentence } from './sentences.ts'
import type { Word } from './words.ts'

/** Only whether there is a date matters, never which one: any instant does, and none of the clock's. */
const ANY_TIME = { instant: new Date(Date.UTC(2026, 0, 5, 12)), timezone: 0 }
/** chrono takes its time from texts of thousands of characters; from a stretch like this, never. */
const LONGEST_STRETCH = 160

/** Without one of these words or a figure, nothing is a date. */
const SIGNS: ReadonlySet<string> = new Set((
  'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ' +
  'today tonight tomorrow day days week weeks weekend month months fortnight noon midnight morning afternoon evening christmas easter eod eow hour hours quarter year'
).split(' '))

/** A time that has passed, or that comes again and again. */
const PAST = /\b(?:ago|last|yesterday|past|since|earlier|previous|previously|every|each)\b/i
/** How long something takes says nothing of when; neither do words that are rather no names of a day. */
const NO_DATE = /^(?!(?:in|within|next|this|coming)\b).*\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)$|^(?:sat|sun|wed|may|march|mar)$/i

const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december'
/** Dates that chrono has no words for, each after a word that makes it one. */
const FURTHER_DATES = new RegExp('\\b(?:' + [
  '(?:by|before|at|until|till) (?:the )?(?:end|close|start|beginning|middle) of (?:the |this |next )?(?:day|week|weekend|month|quarter|year|business)',
  `(?:by|before|until|till) (?:the end of |the start of |early |mid |late )?(?:${MONTHS})`,
  '(?:by|before|until|till|this|next|on) (?:the |this |next |coming )?(?:weekend|week|month|christmas|easter|noon|midnight)',
  '(?:by|before|until|till|on) (?:the )?\\d{1,2}(?:st|nd|rd|th)', '(?:by|before|until|till|on) \\d{1,2}\\.\\d{2}',
  'within (?:the )?(?:next )?(?:\\w{1,10} )?(?:days|weeks|hours|fortnight|week|month)', 'in (?:a|two|three|four) (?:days?|weeks?|months?|fortnight)', 'next (?:few|couple of) (?:days|weeks)', 'eod', 'eow'
].join('|') + ')(?!\\w)', 'i')

/** The first time to come that a draft names: a deadline, or when to meet; null where it names none. */
export function findDate (draft: Draft): TextSpan | null {
  for (const sentence of draft.sentences) {
    for (const stretch of stretches(draft.words, sentence)) {
      const at = dateIn(draft.own.slice(stretch.start, stretch.end))
      if (at) return spanOf(draft, { start: stretch.start + at.index, end: stretch.start + at.index + at.length })
    }
  }
  return null
}

function dateIn (text: string): { readonly index: number, readonly length: number } | null {
  const further = FURTHER_DATES.exec(text)
  if (further) return { index: further.index, length: further[0].length }
  const found = parse(text, ANY_TIME, { forwardDate: true }).find(({ index, text: date, start }) =>
    (start.isCertain('day') || start.isCertain('weekday')) && !NO_DATE.test(date) && !PAST.test(date) &&
    !PAST.test(text.slice(Math.max(0, index - 12), index)) && !/^\s*ago\b/i.test(text.slice(index + date.length)))
  return found ? { index: found.index, length: found.text.length } : null
}

/** The parts of a sentence in which a date may stand, each of bounded length. */
function stretches (words: readonly Word[], { from, to }: Sentence): readonly { start: number, end: number }[] {
  const parts: { start: number, end: number, hasSign: boolean }[] = []
  for (const word of words.slice(from, to)) {
    const part = parts.at(-1)
    const hasSign = SIGNS.has(word.text) || /^\d{1,4}(?:st|nd|rd|th)?$/.test(word.text)
    if (part && word.end - part.start <= LONGEST_STRETCH) {
      part.end = word.end
      part.hasSign ||= hasSign
    } else {
      parts.push({ start: word.start, end: Math.min(word.end, word.start + LONGEST_STRETCH), hasSign })
    }
  }
  return parts.filter(({ hasSign }) => hasSign)
}
