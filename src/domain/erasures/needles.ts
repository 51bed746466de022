import type { Identity } from '../contacts/contact.ts'
import { spellingsOf, spellingsOfName, type Spelling } from './spellings.ts'

/** What stands where somebody was named. */
export const ERASED = '(erased)'

/** What somebody is found by in any text. */
export interface Needles {
  /** A regular expression for PostgreSQL and for us, that finds all texts which have one of them, and a few more. */
  readonly crude: string
  readonly isIn: (text: string) => boolean
  /** The text with `(erased)` in the place of each. */
  readonly redact: (text: string) => string
}

/** The needles of these identities and full names; null where there is nothing to look for. */
export function needlesOf (identities: readonly Pick<Identity, 'kind' | 'value' | 'normalized'>[], names: readonly string[]): Needles | null {
  const spellings = [...identities.flatMap(spellingsOf), ...names.flatMap(spellingsOfName)]
  const crude = [...new Set(spellings.map(crudely))]
  if (crude.length === 0) return null
  // The longer first, so that nothing is left of it when a shorter one is its beginning.
  const exact = [...new Set(spellings.map(exactly))].sort((a, b) => b.length - a.length).join('|')
  const [once, all] = [new RegExp(exact, 'iu'), new RegExp(exact, 'giu')]
  return { crude: crude.join('|'), isIn: text => once.test(text), redact: text => text.replace(all, ERASED) }
}

/** Whether any text in a value of JSON has one of them. */
export function isInJson (value: unknown, { isIn }: Pick<Needles, 'isIn'>): boolean {
  if (typeof value === 'string') return isIn(value)
  return value !== null && typeof value === 'object' && Object.entries(value).some(([key, item]) => isIn(key) || isInJson(item, { isIn }))
}

/** Every text in a value of JSON redacted, those that are keys too. */
export function redactJson (value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map(item => redactJson(item, redact))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), redactJson(item, redact)]))
}

/** With both cases of each letter: how PostgreSQL folds case depends on the locale of the database. */
function crudely (spelling: Spelling): string {
  switch (spelling.is) {
    case 'WORDS': return spelling.words.map(word => literal(word, inJsonToo)).join('(?:\\\\[nrt]|\\W){1,4}')
    case 'DIGITS': return digits(spelling.text)
    case 'ADDRESS': return literal(spelling.text, inJsonToo)
  }
}

function exactly (spelling: Spelling): string {
  switch (spelling.is) {
    case 'WORDS': return `(?<![\\p{L}\\p{N}])${spelling.words.map(word => literal(word, asItIs)).join('[^\\p{L}\\p{N}]{1,4}')}(?![\\p{L}\\p{N}])`
    case 'DIGITS': return `(?<!\\d)(?:\\+|00|0)?${digits(spelling.text)}(?!\\d)`
    case 'ADDRESS': return `(?<![\\p{L}\\p{N}_${notBefore(spelling.text)}-])${literal(spelling.text, asItIs)}(?![\\p{L}\\p{N}_-])`
  }
}

/** What makes an address another one's: the rest of its name; and a host that of an address. */
function notBefore (text: string): string {
  return text.includes('@') ? '.+' : text.includes('.') ? '@' : ''
}

function digits (text: string): string {
  return [...text].join('[\\s()./-]{0,3}')
}

function literal (text: string, spell: (letter: string) => string): string {
  return [...text].map(letter => /[\^$.*+?()[\]{}|/]/.test(letter) ? `\\${letter}` : spell(letter)).join('')
}

/** A letter as JSON may have it as well. */
function inJsonToo (letter: string): string {
  if (letter === '"') return '\\\\?"'
  return letter === '\\' ? '\\\\{1,2}' : bothCases(letter)
}

function asItIs (letter: string): string {
  return letter === '\\' ? '\\\\' : letter
}

function bothCases (letter: string): string {
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()]
  return lower === upper ? letter : lower.length + upper.length === 2 * letter.length ? `[${lower}${upper}]` : `(?:${lower}|${upper})`
}
