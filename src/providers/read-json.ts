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
const LONGEST_TEXT = 20_000
/** As seconds this lies in the year 5138, as milliseconds in 1973: nobody means either. */
const FIRST_MILLISECONDS = 1e11

/** The value that the body is, in UTF-8, with or without a byte order mark. Throws Unreadable where it is not JSON, or nested absurdly. */
export function readJson (body: Buffer): Json {
  if (depth(body) > DEEPEST) throw new Unreadable(`The body is nested more than ${DEEPEST} levels deep.`)
  return parseJson(new TextDecoder().decode(body), 'The body')
}

/** The value that a text is; `what` names the text in the refusal. Throws Unreadable where it is not JSON. */
export function parseJson (text: string, what: string): Json {
  try {
    return JSON.parse(text) as Json
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
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d]
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d]

/** How deep the body nests, read off its brackets: before the parser makes a value of each. */
function depth (body: Buffer): number {
  let [now, deepest, isText] = [0, 0, false]
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (isText) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) isText = false
    } else if (byte === QUOTE) isText = true
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) deepest = Math.max(deepest, ++now)
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) now--
  }
  return deepest
}
