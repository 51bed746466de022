import { decodeUnlabelled } from '../email/charset.ts'

/** A line of a file, without its end: the bytes of UTF-8 or of whatever charset it is in, a character for each. */
export interface ByteLine {
  /** From 1. */
  readonly number: number
  /** The beginning of a line that is longer than the limit, and one byte more than that. */
  readonly bytes: string
}

export interface ByteLineReader {
  /** The lines that are whole by now. */
  readonly push: (piece: Buffer) => ByteLine[]
  /** What is left when no more comes. */
  readonly end: () => ByteLine[]
}

/** Cuts bytes that come in pieces into lines that end with CRLF, LF or CR; UTF-16 with a mark of its order comes out as UTF-8. No more than `longest` bytes of a line are held. */
export function byteLineReader (longest: number): ByteLineReader {
  let toBytes: ((piece: Buffer) => Buffer) | undefined
  let head = Buffer.alloc(0)
  let held = ''
  let number = 1
  let isAfterReturn = false

  const hold = (text: string) => {
    const room = longest + 1 - held.length
    if (room > 0) held += text.slice(0, room)
  }
  const take = (): ByteLine => {
    const line = { number: number++, bytes: held }
    held = ''
    return line
  }
  const cut = (text: string): ByteLine[] => {
    const lines: ByteLine[] = []
    let start = isAfterReturn && text.startsWith('\n') ? 1 : 0
    if (text !== '') isAfterReturn = text.endsWith('\r')
    const lineEnd = /\r\n?|\n/g
    lineEnd.lastIndex = start
    for (let found = lineEnd.exec(text); found; found = lineEnd.exec(text)) {
      hold(text.slice(start, found.index))
      lines.push(take())
      start = lineEnd.lastIndex
    }
    hold(text.slice(start))
    return lines
  }

  return {
    push: piece => {
      if (toBytes) return cut(toBytes(piece).toString('latin1'))
      head = Buffer.concat([head, piece])
      if (head.length < 3) return []
      toBytes = transcoder(head)
      return cut(toBytes(head).toString('latin1'))
    },
    end: () => {
      const lines = toBytes ? [] : cut(transcoder(head)(head).toString('latin1'))
      return held === '' ? lines : [...lines, take()]
    }
  }
}

/** A line, or a piece of one, as text: UTF-8 where it is that, else Windows-1252. */
export function decodeLine (bytes: string): string {
  if (!/[\u0000\u0080-\u00ff]/.test(bytes)) return bytes // eslint-disable-line no-control-regex -- NUL is what is looked for
  return decodeUnlabelled(Buffer.from(bytes, 'latin1')).replaceAll('\u0000', '')
}

/** What makes bytes of ASCII's kind of the pieces of a file that begins with `head`. */
function transcoder (head: Buffer): (piece: Buffer) => Buffer {
  if (head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
    let isFirst = true
    return piece => {
      const bytes = isFirst ? piece.subarray(3) : piece
      isFirst = false
      return bytes
    }
  }
  const order = head.length < 2 ? undefined : { 0xfffe: 'utf-16le', 0xfeff: 'utf-16be' }[head.readUInt16BE(0)]
  if (!order) return piece => piece
  const decoder = new TextDecoder(order)
  return piece => Buffer.from(decoder.decode(piece, { stream: true }), 'utf8')
}
