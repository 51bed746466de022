import type { DateParts } from './date-order.ts'

/** A line of a chat that begins something: when it was, and all that stands after. */
export interface ChatLine {
  readonly date: DateParts
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly hasHalfDays: boolean
  /** Who wrote it; null where WhatsApp itself tells something. */
  readonly sender: string | null
  readonly text: string
}

/** Marks of the direction in which to read, of which some chats are full. */
const MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
/**
 * `[28/02/2026, 09:15:07] Ada: …` of an iPhone; `28.02.26, 09:15 - Ada: …`, `2/28/26, 9:15 PM - Ada: …` of an Android. \s is also the narrow
 * space that newer ones have before PM.
 */
const BEGINNING = /^(\[?)(\d{1,4})([./-])\s?(\d{1,2})\3\s?(\d{1,4})\.?,?\s{1,2}(?:um\s|at\s|às\s|à\s|a las\s)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s?([ap])\.?\s?m\.?)?(\]\s|\s[-–]\s)(.*)$/is
/** A name in somebody's address book is shorter. */
const LONGEST_SENDER = 120

/** The line, where it begins a message; null where it goes on with the one before. */
export function readChatLine (line: string): ChatLine | null {
  const [, bracket = '', first, , second, third, hours, minutes, seconds = '0', half, end = '', said = ''] = BEGINNING.exec(line.replace(MARKS, '')) ?? []
  if (first === undefined || (bracket === '[') !== end.startsWith(']')) return null
  const hour = hourOf(Number(hours), half)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const colon = said.indexOf(': ')
  const name = said.slice(0, colon).trim()
  // Where somebody renames a group, the colon can stand in its name, in quotes.
  const isSystem = colon < 1 || colon > LONGEST_SENDER || /["“„«]/.test(name)
  return {
    date: [Number(first), Number(second), Number(third)],
    hour,
    minute: Number(minutes),
    second: Number(seconds),
    hasHalfDays: half !== undefined,
    sender: isSystem ? null : name.replace(/^~\s*/, ''),
    text: isSystem ? said : said.slice(colon + 2)
  }
}

function hourOf (hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return 24
  return hour % 12 + (half.toLowerCase() === 'p' ? 12 : 0)
}
