import type { Webhook } from './provider.ts'
import { objectAt, readJson, textAt } from './read-json.ts'

const MOST_FIELDS = 200
/** Files too; no sender attaches more, and each costs more than its length. */
const MOST_PARTS = 1_000
/** In bytes as sent. */
const LONGEST_NAME = 300
const [AMPERSAND, EQUALS] = [0x26, 0x3d]
/** RFC 2046 has 70; some senders use more. */
const LONGEST_BOUNDARY = 200
const LONGEST_PART_HEADERS = 8_192

/**
 * The text fields of a form, in UTF-8: of application/x-www-form-urlencoded, of multipart/form-data (files are passed over), or of the
 * `signature` object of a JSON body. The first 200, and of a name that comes twice the first; none where the body is nothing of these.
 * Where only some are `wanted`, no other is decoded, however long it is.
 */
export function fieldsOf (webhook: Pick<Webhook, 'headers' | 'body'>, wanted?: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of pairsOf(webhook)) {
    if (fields.size >= MOST_FIELDS) break
    if (!fields.has(name) && (wanted?.includes(name) ?? true)) fields.set(name, value())
  }
  return fields
}

/** Whether the body is a form as a web page sends it: application/x-www-form-urlencoded. */
export function isUrlEncoded ({ headers }: Pick<Webhook, 'headers'>): boolean {
  return mediaType(headers) === 'application/x-www-form-urlencoded'
}

/** All the fields of application/x-www-form-urlencoded, in their order; null where there are more than 1,000. */
export function urlEncodedPairs (body: Buffer): (readonly [string, string])[] | null {
  const pieces = [...piecesOf(body, MOST_PARTS + 1)]
  return pieces.length > MOST_PARTS ? null : pieces.map(piece => decoded(piece))
}

/** A form of that kind with one of its fields changed, and with no more than 1,000 fields; as it is where that field is none of them. */
export function withField (body: Buffer, name: string, change: (value: string) => string): Buffer {
  const pieces = [...piecesOf(body, MOST_PARTS)]
  const place = pieces.findIndex(piece => nameOf(piece) === name)
  if (place === -1) return body
  const value = change(decoded(pieces[place] as Buffer)[1])
  pieces[place] = Buffer.from(new URLSearchParams([[name, value]]).toString())
  return Buffer.concat(pieces.flatMap((piece, at) => at === 0 ? [piece] : [Buffer.from('&'), piece]))
}

/** A field of a form, which is decoded when it is asked for. */
type Pair = readonly [name: string, value: () => string]

function pairsOf ({ headers, body }: Pick<Webhook, 'headers' | 'body'>): Iterable<Pair> {
  switch (mediaType(headers)) {
    case 'application/x-www-form-urlencoded': return lazyPairs(body)
    case 'multipart/form-data': return multipartPairs(body, boundaryOf(headers['content-type'] ?? ''))
    case 'application/json': return signaturePairs(body)
    default: return []
  }
}

function * lazyPairs (body: Buffer): Generator<Pair> {
  for (const piece of piecesOf(body, MOST_PARTS)) {
    const name = nameOf(piece)
    if (name !== null) yield [name, () => decoded(piece)[1]]
  }
}

/** What stands between ampersands, `most` of it: one after the other, since a parser of forms would make all of it at once. */
function * piecesOf (body: Buffer, most: number): Generator<Buffer> {
  for (let [from, count] = [0, 0]; from < body.length && count < most;) {
    const found = body.indexOf(AMPERSAND, from)
    const end = found === -1 ? body.length : found
    if (end > from) {
      yield body.subarray(from, end)
      count++
    }
    from = end + 1
  }
}

/** Null where the name is longer than any. */
function nameOf (piece: Buffer): string | null {
  const equals = piece.subarray(0, LONGEST_NAME + 1).indexOf(EQUALS)
  return equals === -1 && piece.length > LONGEST_NAME ? null : decoded(equals === -1 ? piece : piece.subarray(0, equals))[0]
}

function decoded (piece: Buffer): readonly [string, string] {
  // A question mark at the beginning would be taken for that of an address.
  const [pair = ['', ''] as const] = new URLSearchParams(`&${piece.toString()}`)
  return pair
}

/** The media type of a body, in lower case and without parameters. */
export function mediaType (headers: Webhook['headers']): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** What stands between the parts of a multipart body; null where its content type does not say. */
export function boundaryOf (contentType: string): string | null {
  const found = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType)
  const boundary = found?.[1] ?? found?.[2]
  return boundary && boundary.length <= LONGEST_BOUNDARY ? boundary : null
}

/** Scans for the boundary, so that each byte is looked at once or twice, and a file costs no more than its length. */
function * multipartPairs (body: Buffer, boundary: string | null): Generator<Pair> {
  if (boundary === null) return
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  // The first boundary stands at the very start, or after a preamble and a line break.
  const first = delimiter.subarray(2)
  let end = body.subarray(0, first.length).equals(first) ? -2 : body.indexOf(delimiter)
  if (end === -1) return
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const start = end + delimiter.length
    end = body.indexOf(delimiter, start)
    // `--` after a boundary says that it is the last; a part without an end was cut off.
    if (end === -1 || body.toString('latin1', start, start + 2) === '--') return
    const field = partField(body.subarray(start, end))
    if (field) yield field
  }
}

function partField (part: Buffer): Pair | null {
  const blank = part.subarray(0, LONGEST_PART_HEADERS).indexOf('\r\n\r\n')
  const disposition = /\r\ncontent-disposition:([^\r\n]*)/i.exec(part.toString('utf8', 0, Math.max(blank, 0)))?.[1] ?? ''
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? /;\s*name=([^\s;"]+)/i.exec(disposition)?.[1]
  const isFile = /;\s*filename\*?=/i.test(disposition)
  return name === undefined || isFile ? null : [name, () => part.toString('utf8', blank + 4)]
}

function signaturePairs (body: Buffer): Pair[] {
  try {
    const signature = objectAt(readJson(body), 'signature') ?? {}
    return Object.keys(signature).flatMap(name => {
      const value = textAt(signature[name], '')
      return value === null ? [] : [[name, () => value]]
    })
  } catch {
    return []
  }
}
