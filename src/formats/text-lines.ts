import { decodeUnlabelled } from './email/charset.ts'

/** A line of a file, without its end; from 1. */
export interface TextLine {
  readonly line: number
  readonly text: string
  /** It was longer than the limit; the text is its beginning. */
  readonly isCut: boolean
}

/** Cuts bytes that come in pieces of any size into lines of text. */
export interface LineCutter {
  /** The lines that are whole by now. */
  readonly push: (piece: Buffer) => TextLine[]
  /** What is left when no more comes. */
  readonly end: () => TextLine[]
}

const [LF, CR] = [0x0a, 0x0d]
const LONGEST_MARK = 3
// eslint-disable-next-line no-control-regex -- NUL is what is looked for
const BEYOND_ASCII = /[\u0000\u0080-\u00ff]/

/**
 * Lines that end in LF, CRLF or CR, in UTF-8 or, with a byte order mark, UTF-16; a line that is no UTF-8 is taken for Windows-1252.
 * NUL and halves of characters are cleaned away. Of a line longer than `longest` (in bytes) no more than that is held.
 */
export function lineCutter (longest: number): LineCutter {
  let head: Buffer | null = Buffer.alloc(0)
  let toUtf8 = (piece: Buffer): Buffer => piece
  let held: Buffer[] = []
  let heldLength = 0
  let isCut = false
  let endedInReturn = false
  let line = 0

  function hold (bytes: Buffer): void {
    const kept = bytes.subarray(0, longest - heldLength)
    if (kept.length < bytes.length) isCut = true
    // A copy: the piece may be far larger, and used again by who gave it.
    if (kept.length > 0) held.push(Buffer.from(kept))
    heldLength += kept.length
  }

  function taken (): TextLine {
    const bytes = held.length === 1 ? held[0] as Buffer : Buffer.concat(held)
    const found = { line: ++line, text: textOf(isCut ? wholeCharacters(bytes) : bytes), isCut }
    held = []
    heldLength = 0
    isCut = false
    return found
  }

  function cut (bytes: Buffer): TextLine[] {
    const found: TextLine[] = []
    let [feed, back] = [bytes.indexOf(LF), bytes.indexOf(CR)]
    let from = 0
    if (endedInReturn && bytes.length > 0) {
      endedInReturn = false
      if (feed === 0) [from, feed] = [1, bytes.indexOf(LF, 1)]
    }
    while (feed !== -1 || back !== -1) {
      const end = back === -1 || (feed !== -1 && feed < back) ? feed : back
      hold(bytes.subarray(from, end))
      found.push(taken())
      from = end + 1
      if (end === back) {
        if (from === bytes.length) endedInReturn = true
        else if (feed === from) from++
      }
      if (feed !== -1 && feed < from) feed = bytes.indexOf(LF, from)
      if (back !== -1 && back < from) back = bytes.indexOf(CR, from)
    }
    hold(bytes.subarray(from))
    return found
  }

  function begin (bytes: Buffer, isLast: boolean): TextLine[] {
    if (bytes.length < LONGEST_MARK && !isLast) {
      head = Buffer.from(bytes)
      return []
    }
    head = null
    const { encoding, length } = byteOrderMark(bytes)
    if (encoding !== null) {
      const decoder = new TextDecoder(encoding)
      toUtf8 = piece => Buffer.from(decoder.decode(piece, { stream: true }))
    }
    return cut(toUtf8(bytes.subarray(length)))
  }

  return {
    push: piece => head === null ? cut(toUtf8(piece)) : begin(Buffer.concat([head, piece]), false),
    end: () => [...head === null ? [] : begin(head, true), ...heldLength > 0 || isCut ? [taken()] : []]
  }
}

function textOf (bytes: Buffer): string {
  const text = bytes.toString('latin1')
  return BEYOND_ASCII.test(text) ? decodeUnlabelled(bytes).replaceAll('\0', '') : text
}

/** What a byte order mark says of the bytes after it; null where they are read by what they look like. */
function byteOrderMark (bytes: Buffer): { readonly encoding: string | null, readonly length: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: null, length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return { encoding: null, length: 0 }
}

/** The bytes without a character of UTF-8 that was cut at their end, which would have all of them taken for something else. */
function wholeCharacters (bytes: Buffer): Buffer {
  let at = bytes.length - 1
  while (at > 0 && at > bytes.length - 4 && ((bytes[at] as number) & 0xc0) === 0x80) at--
  return ((bytes[at] as number) & 0xc0) === 0xc0 ? bytes.subarray(0, at) : bytes
}

/** The beginning of a file as its lines, for who asks what kind of file it is; the last one may be cut. */
export function firstLines (head: Buffer): string[] {
  const { push, end } = lineCutter(head.length + LONGEST_MARK)
  return [...push(head), ...end()].map(({ text }) => text)
}
