import type { Webhook } from './provider.ts'
import { objectAt, readJson, textAt } from './read-json.ts'

const MOST_FIELDS = 200
/** Files too; no sender attaches more, and each costs more than its length. */
const MOST_PARTS = 1_000
/** RFC 2046 has 70; some senders use more. */
const LONGEST_BOUNDARY = 200
const LONGEST_PART_HEADERS = 8_192

/**
 * The text fields of a form, in UTF-8: of application/x-www-form-urlencoded, of multipart/form-data (files are passed over), or of the
 * `signature` object of a JSON body. The first 200, and of a name that comes twice the first; none where the body is nothing of these.
 */
export function fieldsOf (webhook: Pick<Webhook, 'headers' | 'body'>): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of pairsOf(webhook)) {
    if (fields.size >= MOST_FIELDS) break
    if (!fields.has(name)) fields.set(name, value)
  }
  return fields
}

/** Whether the body is a form as a web page sends it: application/x-www-form-urlencoded. */
export function isUrlEncoded ({ headers }: Pick<Webhook, 'headers'>): boolean {
  return mediaType(headers) === 'application/x-www-form-urlencoded'
}

/** All the fields of application/x-www-form-urlencoded, in their order. */
export function urlEncodedPairs (body: Buffer): Iterable<readonly [string, string]> {
  return new URLSearchParams(body.toString())
}

function pairsOf ({ headers, body }: Pick<Webhook, 'headers' | 'body'>): Iterable<readonly [string, string]> {
  switch (mediaType(headers)) {
    case 'application/x-www-form-urlencoded': return urlEncodedPairs(body)
    case 'multipart/form-data': return multipartPairs(body, boundaryOf(headers['content-type'] ?? ''))
    case 'application/json': return signaturePairs(body)
    default: return []
  }
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
function * multipartPairs (body: Buffer, boundary: string | null): Generator<readonly [string, string]> {
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

function partField (part: Buffer): readonly [string, string] | null {
  const blank = part.subarray(0, LONGEST_PART_HEADERS).indexOf('\r\n\r\n')
  const disposition = /\r\ncontent-disposition:([^\r\n]*)/i.exec(part.toString('utf8', 0, Math.max(blank, 0)))?.[1] ?? ''
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? /;\s*name=([^\s;"]+)/i.exec(disposition)?.[1]
  const isFile = /;\s*filename\*?=/i.test(disposition)
  return name === undefined || isFile ? null : [name, part.toString('utf8', blank + 4)]
}

function signaturePairs (body: Buffer): (readonly [string, string])[] {
  try {
    const signature = objectAt(readJson(body), 'signature') ?? {}
    return Object.keys(signature).flatMap(name => {
      const value = textAt(signature[name], '')
      return value === null ? [] : [[name, value]]
    })
  } catch {
    return []
  }
}
