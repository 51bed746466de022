import type { FieldError } from '../refusal.ts'
import { parseRfc3339 } from '../rfc-3339.ts'
import { cleanText, wellFormed } from '../text.ts'
import { toTypeId, uuidOf, type IdType } from '../type-id.ts'

/** How a value is written in a record, and read from one that somebody else may have written. */
export interface Field<V> {
  readonly write: (value: V) => unknown
  /** The value; what cannot be is told in `errors`, and what comes back then is of no use. */
  readonly read: (written: unknown, path: string, errors: FieldError[]) => V
  /** What it is where it is not null. */
  readonly of?: Field<any>
}

/** What a field holds. */
export type ValueOf<F> = F extends Field<infer V> ? V : never
/** Fields by their names, in the order in which they are written. */
export type Shape = Readonly<Record<string, Field<any>>>
export type ValuesOf<S extends Shape> = { readonly [Name in keyof S]: ValueOf<S[Name]> }

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z')
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z')
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Of what clients know by a TypeID: a UUID inside. */
export function id (type: IdType): Field<string> {
  return field(value => toTypeId(type, value), written => typeof written === 'string' ? uuidOf(type, written) : null, `is no id of ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}.`)
}

/** Of what clients never see. */
export const uuid: Field<string> = field(same, written => typeof written === 'string' && UUID.test(written) ? written : null, 'is no UUID.')

/** Epoch milliseconds inside; RFC 3339 in UTC with milliseconds in a record, with any offset where it is read. Years have four digits, and there is no year 0. */
export const instant: Field<number> = field(
  value => new Date(value).toISOString(), written => {
    const at = typeof written === 'string' ? parseRfc3339(written) : null
    return isWithin(at, EARLIEST_MS, LATEST_MS) ? at : null
  }, 'is no instant such as 2026-03-01T09:30:00.000Z.')

export const flag: Field<boolean> = field(same, written => typeof written === 'boolean' ? written : null, 'is neither true nor false.')

/** A whole number. */
export function whole (least: number, most: number): Field<number> {
  return field(same, written => Number.isInteger(written) && isWithin(written, least, most) ? written as number : null, `is no whole number from ${least} to ${most}.`)
}

export function amount (least: number, most: number): Field<number> {
  return field(same, written => isWithin(written, least, most) ? written as number : null, `is no number from ${least} to ${most}.`)
}

export function oneOf<Word extends string> (words: readonly Word[]): Field<Word> {
  return field(same, written => words.includes(written as Word) ? written as Word : null, `is none of ${words.join(', ')}.`)
}

/** Text that says something, without space around it. */
export function text (longest: number): Field<string> {
  return {
    write: same,
    read: (written, path, errors) => {
      const cleaned = typeof written === 'string' ? cleanText(written, { path, max: longest }, errors) : null
      if (cleaned === null) errors.push({ path, message: 'is no text, or an empty one.' })
      return cleaned ?? ''
    }
  }
}

/** Text as it is, empty or with space around it. */
export function verbatim (longest: number): Field<string> {
  return field(same, written => typeof written === 'string' && written.length <= longest && !written.includes('\u0000') ? wellFormed(written) : null, `is no text of at most ${longest} characters.`)
}

/** What is left out is null too: an older file does not know of it. */
export function orNull<V> (of: Field<V>): Field<V | null> {
  const { write, read } = of
  return {
    of,
    write: value => value === null ? null : write(value),
    read: (written, path, errors) => written === null || written === undefined ? null : read(written, path, errors)
  }
}

export function listOf<V> ({ write, read }: Field<V>, most: number): Field<readonly V[]> {
  return {
    write: values => values.map(write),
    read: (written, path, errors) => {
      if (Array.isArray(written) && written.length <= most) return written.map((item, index) => read(item, `${path}.${index}`, errors))
      errors.push({ path, message: `is no list of at most ${most}.` })
      return []
    }
  }
}

export function object<S extends Shape> (shape: S): Field<ValuesOf<S>> {
  return {
    write: values => Object.fromEntries(Object.entries(shape).map(([name, { write }]) => [name, write(values[name])])),
    read: (written, path, errors) => {
      const given = membersOf(written, path, errors)
      return Object.fromEntries(Object.entries(shape).map(([name, { read }]) => [name, read(given[name], inside(path, name), errors)])) as ValuesOf<S>
    }
  }
}

/** The same, of which any field may be missing. */
export function parts<S extends Shape> (shape: S): Field<Partial<ValuesOf<S>>> {
  return {
    write: values => Object.fromEntries(Object.entries(shape).flatMap(([name, { write }]) => values[name] === undefined ? [] : [[name, write(values[name])]])),
    read: (written, path, errors) => {
      const given = membersOf(written, path, errors)
      return Object.fromEntries(Object.entries(shape).flatMap(([name, { read }]) => given[name] === undefined ? [] : [[name, read(given[name], inside(path, name), errors)]])) as Partial<ValuesOf<S>>
    }
  }
}

function membersOf (written: unknown, path: string, errors: FieldError[]): Readonly<Record<string, unknown>> {
  if (typeof written === 'object' && written !== null && !Array.isArray(written)) return written as Record<string, unknown>
  errors.push({ path, message: 'is no object.' })
  return {}
}

function inside (path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function field<V> (write: (value: V) => unknown, read: (written: unknown) => V | null, message: string): Field<V> {
  return {
    write,
    read: (written, path, errors) => {
      const value = read(written)
      if (value === null) errors.push({ path, message })
      return value as V
    }
  }
}

function isWithin (value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most
}

function same<V> (value: V): V {
  return value
}
