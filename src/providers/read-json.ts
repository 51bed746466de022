import { checkYear } from '../domain/interactions/interaction.ts'
import { parseRfc3339 } from '../domain/rfc-3339.ts'
import { wellFormed } from '../domain/text.ts'
import { Unreadable } from './provider.ts'

/** What somebody else wrote: of any shape, and any size that the limit of its provider lets through. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** No provider nests deeper than a dozen; far deeper ones would take the memory, or the stack of who walks them. */
const DEEPEST = 100
const MOST_ITEMS = 1_000
/** Each costs the parser time and memory; the largest that a provider sends have some ten thousand. */
const MOST_VALUES = 100_000
const LONGEST_TEXT = 20_000
/** As seconds this lies in the year 5138, as milliseconds in 1973: nobody means either. */
const FIRST_MILLISECONDS = 1e11

/**
 * The value that a body is, in UTF-8, with or without a byte order mark. Throws Unreadable where it is not JSON, nested absurdly, or of
 * absurdly many values; `what` begins the sentence that says so.
 */
export function readJson (body: Buffer, what = 'The body'): Json {
  const { deepest, values } = measured(body)
  if (deepest > DEEPEST) throw new Unreadable(`${what} is nested more than ${DEEPEST} levels deep.`)
  if (values > MOST_VALUES) throw new Unreadable(`${what} has more than ${MOST_VALUES} values.`)
  try {
    return JSON.parse(new TextDecoder().decode(body)) as Json
  } catch {
    throw new Unreadable(`${what} is not JSON.`)
  }
}

/** The value at a path of names and places (`a.b.0`); '' is the value itself. Undefined where there is none. */
export function valueAt (json: Json | undefined, path: string): Json | undefined {
  if (path === '') return json
  return path.split('.').reduce<Json | undefined>((value, key) =>
    value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined, json)
}

/** The object there; null where there is none. */
export function objectAt (json: Json | undefined, path: string): JsonObject | null {
  const value = valueAt(json, path)
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value as JsonObject : null
}

/** The first 1,000 items of the list there; none where there is no list. */
export function arrayAt (json: Json | undefined, path: string): readonly Json[] {
  const value = valueAt(json, path)
  return Array.isArray(value) ? value.slice(0, MOST_ITEMS) : []
}

/** The text there, fit to be kept: trimmed, well-formed, without NUL, cut at `max` UTF-16 units. Null where it is empty or no text; a number is told by its digits. */
export function textAt (json: Json | undefined, path: string, max = LONGEST_TEXT): string | null {
  const value = valueAt(json, path)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  return typeof value === 'string' ? tidyText(value, max) : null
}

/** The text, fit to be kept, as `textAt` has it; null where nothing is left. */
export function tidyText (text: string, max = LONGEST_TEXT): string | null {
  const trimmed = text.replaceAll('\0', '').trim()
  // Half of a character at the cut is no character.
  const end = /[\ud800-\udbff]/.test(trimmed.charAt(max - 1)) && trimmed.length > max ? max - 1 : max
  return wellFormed(trimmed.slice(0, end)).trimEnd() || null
}

/** The number there; null where there is none, and for a text of digits. */
export function numberAt (json: Json | undefined, path: string): number | null {
  const value = valueAt(json, path)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/**
 * The instant there in epoch milliseconds, out of ISO 8601 with an offset, or of epoch seconds or milliseconds (as a number or as digits).
 * Null where there is none: a local time says nothing without its zone, and 0 stands for none.
 */
export function instantAt (json: Json | undefined, path: string): number | null {
  const value = valueAt(json, path)
  if (typeof value === 'number') return fromEpoch(value)
  if (typeof value !== 'string' || value.length > 40) return null
  const text = value.trim()
  return sane(/^\d+(\.\d+)?$/.test(text) ? fromEpoch(Number(text)) : fromIso(text))
}

function fromEpoch (value: number): number | null {
  return value > 0 ? sane(Math.round(value < FIRST_MILLISECONDS ? value * 1_000 : value)) : null
}

/** ISO 8601 leaves out what RFC 3339 wants: seconds, the colon and the minutes of an offset. */
function fromIso (text: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)? ?(Z|[+-]\d\d)(?::?(\d\d))?$/i.exec(text)
  if (!parts) return null
  const [, day, time, seconds = ':00', zone = '', minutes = '00'] = parts
  return parseRfc3339(`${day}T${time}${seconds}${zone.toUpperCase() === 'Z' ? zone : `${zone}:${minutes}`}`)
}

function sane (at: number | null): number | null {
  return at !== null && checkYear(at, '', []) ? at : null
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d]
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d]

/** How deep the body nests, and of about how many values it is, read off its punctuation before the parser makes anything of it; counted until either is too much. */
function measured (body: Buffer): { readonly deepest: number, readonly values: number } {
  let [now, deepest, values] = [0, 0, 1]
  for (let at = 0; at < body.length && deepest <= DEEPEST && values <= MOST_VALUES; at++) {
    const byte = body[at]
    if (byte === QUOTE) at = textEnd(body, at + 1)
    else if (byte === COMMA) values++
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      deepest = Math.max(deepest, ++now)
      values++
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) now--
  }
  return { deepest, values }
}

/** Where the quotation mark is that ends a text: one that no backslash escapes, which none does that is escaped itself. */
function textEnd (body: Buffer, from: number): number {
  for (let at = from; ;) {
    const quote = body.indexOf(QUOTE, at)
    if (quote === -1) return body.length
    let slashes = 0
    while (quote - slashes > from && body[quote - slashes - 1] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return quote
    at = quote + 1
  }
}
