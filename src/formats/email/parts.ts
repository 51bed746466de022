import type { MailHeaders } from '../../domain/integrations/automated.ts'
import { decodeUnlabelled } from './charset.ts'
import { readHeaders } from './headers.ts'
import { readStructured, type StructuredHeader } from './structured-header.ts'

/** One part of a mail, by where its bytes are: of a multipart, the body is only what is before its first part, and says nothing. */
export interface MimePart {
  readonly headers: MailHeaders
  readonly type: StructuredHeader
  readonly disposition: StructuredHeader
  readonly isMultipart: boolean
  /** What stands between its parts, each byte of it a character; null where there are none, or none that can be told apart. */
  readonly boundary: string | null
  /** The multipart/alternative that this is one version of the text in; null where it stands by itself. */
  readonly alternative: MimePart | null
  readonly bodyStart: number
  /** Before the line break that belongs to the boundary. */
  bodyEnd: number
}

/** The parts of a mail in their order, and the stretches of bytes that belong to none of them: what follows the last part of a multipart. */
export interface MimeTree {
  readonly parts: readonly MimePart[]
  readonly strays: readonly { readonly start: number, readonly end: number }[]
}

/** People nest a handful; what is deeper is not looked into, and neither are more parts than anybody attaches. */
const DEEPEST = 50
const MOST_PARTS = 1_000
/** RFC 2046 has 70; some senders use more. */
const LONGEST_BOUNDARY = 300
/** In bytes. No mail server passes on more headers; of one that did, the rest is taken for the body. */
const LONGEST_HEADERS = 2_000_000
/** Of all parts together: what has more is not looked into any further. */
const MOST_HEADER_BYTES = 2_000_000
const [LF, CR, DASH] = [0x0a, 0x0d, 0x2d]
const BREAK_AND_DASHES = Buffer.from('\n--')

/** The multiparts that a place in the mail lies in, outermost first, and the lines that would end a part of each. */
interface Open {
  readonly parts: readonly MimePart[]
  readonly lines: ReadonlyMap<string, { readonly closes: number, readonly isLast: boolean }>
}

/** Finds the parts of a raw mail, with line ends of either kind. Each byte is looked at a fixed number of times, whatever is in it. */
export function mimeParts (raw: Buffer): MimeTree {
  const parts: MimePart[] = []
  const strays: { start: number, end: number }[] = []
  let open = opened([])
  let [from, headerBytes] = [0, 0]
  for (;;) {
    const part = readPart(raw, from, open)
    parts.push(part)
    headerBytes += part.bodyStart - from
    if (part.boundary !== null && open.parts.length < DEEPEST) open = opened([...open.parts, part])
    let next = nextBoundary(raw, part.bodyStart, open)
    part.bodyEnd = Math.max(part.bodyStart, beforeBreak(raw, next.start))
    while (next.closes !== null && next.isLast) {
      open = opened(open.parts.slice(0, next.closes))
      const after = next.end
      next = nextBoundary(raw, after, open)
      strays.push({ start: after, end: Math.max(after, beforeBreak(raw, next.start)) })
    }
    if (next.closes === null) return { parts, strays }
    if (parts.length === MOST_PARTS || headerBytes > MOST_HEADER_BYTES) return { parts, strays: [...strays, { start: next.end, end: raw.length }] }
    open = opened(open.parts.slice(0, next.closes + 1))
    from = next.end
  }
}

/** What two multiparts could both end is the inner one's, so it comes later. */
function opened (parts: readonly MimePart[]): Open {
  const lines = new Map<string, { closes: number, isLast: boolean }>()
  for (const [closes, part] of parts.entries()) {
    lines.set(`${part.boundary}`, { closes, isLast: false }).set(`${part.boundary}--`, { closes, isLast: true })
  }
  return { parts, lines }
}

function boundaryOf (type: StructuredHeader): string | null {
  const boundary = type.value.startsWith('multipart/') ? type.parameters.get('boundary') : undefined
  return boundary && boundary.length <= LONGEST_BOUNDARY ? Buffer.from(boundary).toString('latin1') : null
}

function readPart (raw: Buffer, from: number, open: Open): MimePart {
  const bodyStart = afterHeaders(raw, from, open)
  const headers = readHeaders(decodeUnlabelled(raw.subarray(from, bodyStart)))
  const parent = open.parts.at(-1)
  const type = readStructured(headers.get('content-type')?.[0] ?? '')
  return {
    headers,
    type,
    disposition: readStructured(headers.get('content-disposition')?.[0] ?? ''),
    isMultipart: type.value.startsWith('multipart/'),
    boundary: boundaryOf(type),
    alternative: parent?.type.value === 'multipart/alternative' ? parent : parent?.alternative ?? null,
    bodyStart,
    bodyEnd: bodyStart
  }
}

/** Where the body begins: after the first empty line, or where a boundary, or their length, cuts the headers off. */
function afterHeaders (raw: Buffer, from: number, open: Open): number {
  const last = Math.min(raw.length, from + LONGEST_HEADERS)
  for (let at = from; at < last; at = lineEnd(raw, at)) {
    if (raw[at] === LF || (raw[at] === CR && raw[at + 1] === LF)) return lineEnd(raw, at)
    if (boundaryAt(raw, at, open)) return at
  }
  return last
}

interface Boundary {
  readonly start: number
  readonly end: number
  /** The place, among the open multiparts, of the one it belongs to; null at the end of the mail. */
  readonly closes: number | null
  readonly isLast: boolean
}

function nextBoundary (raw: Buffer, from: number, open: Open): Boundary {
  for (let at = from; open.parts.length > 0 && at < raw.length;) {
    const found = boundaryAt(raw, at, open)
    if (found) return found
    const dashes = raw.indexOf(BREAK_AND_DASHES, at)
    if (dashes === -1) break
    at = dashes + 1
  }
  return { start: raw.length, end: raw.length, closes: null, isLast: false }
}

/** The boundary that the line there is; null where it is none. */
function boundaryAt (raw: Buffer, at: number, open: Open): Boundary | null {
  if (raw[at] !== DASH || raw[at + 1] !== DASH) return null
  const end = lineEnd(raw, at)
  const line = raw.toString('latin1', at + 2, Math.min(end, at + 2 * LONGEST_BOUNDARY)).trimEnd()
  const found = open.lines.get(line)
  return found ? { start: at, end, ...found } : null
}

function lineEnd (raw: Buffer, at: number): number {
  const feed = raw.indexOf(LF, at)
  return feed === -1 ? raw.length : feed + 1
}

/** The end of what is before a boundary: the line break in between belongs to the boundary. */
function beforeBreak (raw: Buffer, at: number): number {
  if (at === raw.length || raw[at - 1] !== LF) return at
  return raw[at - 2] === CR ? at - 2 : at - 1
}
