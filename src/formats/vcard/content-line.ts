import { decodeCharset } from '../email/charset.ts'
import { decodeLine } from './byte-lines.ts'

/** A property of a card, as RFC 6350 has it; those of 2.1 and 3.0 are brought to its form. */
export interface Property {
  /** What ties properties together: `item1`. */
  readonly group: string | null
  /** In upper case. */
  readonly name: string
  /** By their names in upper case. */
  readonly parameters: ReadonlyMap<string, readonly string[]>
  /** TYPE, in lower case. */
  readonly types: readonly string[]
  /** Decoded, with its escapes still in it. */
  readonly value: string
  /** Whether it is of vCard 2.1, where a backslash stands for itself but before a delimiter. */
  readonly isOld: boolean
}

/** Words of vCard 2.1 that stand alone, and are no types. */
const BARE: ReadonlyMap<string, string> = new Map([
  ...['quoted-printable', 'base64', 'b', '7bit', '8bit'].map(word => [word, 'ENCODING'] as const),
  ...['inline', 'url'].map(word => [word, 'VALUE'] as const)
])

/** A line of a card, in bytes; null where it is no property. */
export function readProperty (bytes: string, isOld: boolean): Property | null {
  const colon = splitAt(bytes)
  const [, group, name] = /^(?:([\w-]+)\.)?([\w-]+)(?=;|$)/.exec(bytes.slice(0, Math.max(colon, 0))) ?? []
  if (colon < 1 || name === undefined) return null
  const [, ...written] = outsideQuotes(decodeLine(bytes.slice(0, colon)), ';')
  const parameters = new Map<string, string[]>()
  for (const each of written) {
    const [, key, values = ''] = /^([\w-]+)\s*=(.*)$/s.exec(each.trim()) ?? [undefined, BARE.get(each.trim().toLowerCase()) ?? 'TYPE', each.trim()]
    const known = parameters.get(key.toUpperCase()) ?? []
    parameters.set(key.toUpperCase(), known)
    known.push(...outsideQuotes(values, ',').map(readParameter))
  }
  return {
    group: group?.toLowerCase() ?? null,
    name: name.toUpperCase(),
    parameters,
    types: (parameters.get('TYPE') ?? []).flatMap(type => type.toLowerCase().split(',')).map(type => type.trim()).filter(type => type !== ''),
    value: decodeValue(bytes.slice(colon + 1), parameters),
    isOld
  }
}

/** The value as one text, its escapes undone. */
export function textOf (property: Property): string {
  return unescape(property.value, property.isOld).trim()
}

/** The components of a value that has some (N, ORG, ADR), or the members of a list (CATEGORIES), their escapes undone. */
export function partsOf (property: Property, delimiter: ';' | ','): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < property.value.length; at++) {
    const character = property.value[at]
    if (character === '\\') at++
    else if (character === delimiter) {
      parts.push(property.value.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, property.value.slice(start)].map(part => unescape(part, property.isOld).trim())
}

function unescape (text: string, isOld: boolean): string {
  return isOld
    ? text.replace(/\\([;,:\\])/g, '$1')
    : text.replace(/\\([nN;,:"\\])/g, (_match, escaped: string) => /n/i.test(escaped) ? '\n' : escaped)
}

function decodeValue (bytes: string, parameters: ReadonlyMap<string, readonly string[]>): string {
  const encoding = parameters.get('ENCODING')?.[0]?.toLowerCase()
  const charset = parameters.get('CHARSET')?.[0]
  const raw = encoding === 'quoted-printable'
    ? bytes.replace(/=([\dA-Fa-f]{2})/g, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : encoding === 'b' || encoding === 'base64' ? Buffer.from(bytes, 'base64').toString('latin1') : bytes
  if (!charset) return decodeLine(raw)
  return decodeCharset(Buffer.from(raw, 'latin1'), charset).replaceAll('\u0000', '')
}

/** RFC 6868, within quotes or without. */
function readParameter (value: string): string {
  const unquoted = /^\s*"([^"]*)"\s*$/.exec(value)?.[1] ?? value.trim()
  return unquoted.replace(/\^([n'^])/g, (_match, escaped: string) => escaped === 'n' ? '\n' : escaped === '\'' ? '"' : '^')
}

/** Where the value begins: at the first colon that is not in quotes, or the first at all where these do not end. */
function splitAt (bytes: string): number {
  let isQuoted = false
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === '"') isQuoted = !isQuoted
    else if (bytes[at] === ':' && !isQuoted) return at
  }
  return bytes.indexOf(':')
}

function outsideQuotes (text: string, delimiter: string): string[] {
  const pieces: string[] = []
  let isQuoted = false
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (text[at] === delimiter && !isQuoted) {
      pieces.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...pieces, text.slice(start)]
}
