/** A raw mail of a mailbox file. */
export interface CutMail {
  /** On which it begins: its line “From ada@example.org Sun Dec 25 21:33:37 2011”, or the first of the file where it has none. */
  readonly line: number
  /** The line before its headers; null where what stands there is not the beginning of a mail. */
  readonly envelope: string | null
  readonly raw: Buffer
}

/** Cuts the bytes of a mailbox file (mbox) that come in pieces into its mails. */
export interface MailCutter {
  readonly push: (piece: Buffer) => CutMail[]
  readonly end: () => CutMail[]
}

const [LF, CR] = [0x0a, 0x0d]
const FROM = Buffer.from('From ')
const BREAK_AND_FROM = Buffer.from('\nFrom ')
const ENVELOPE = /^From \S+ .*\d{4}\s*$/
/** No such line is longer; one that is belongs to a text. */
const LONGEST_ENVELOPE = 500
/** `\n\r\n`: what has to be seen before the line to know that an empty one is there. */
const LOOK_BACK = 3

/**
 * A mail begins at the beginning of the file and after an empty line, with a line that begins with “From ”, names somebody and ends in a year.
 * Of a mail longer than `longest` (in bytes) that much is held: headers and words are in front of what is attached.
 */
export function mailCutter (longest: number): MailCutter {
  let envelope: string | null = null
  let pieces: Buffer[] = []
  let length = 0
  let tail: Buffer = Buffer.alloc(0)
  /** How much of the tail is in the mail already, and only looked back at. */
  let done = 0
  let [line, begunOn] = [1, 1]
  let isFirst = true

  function keep (bytes: Buffer): void {
    line += breaksIn(bytes)
    const kept = bytes.subarray(0, Math.max(0, longest - length))
    if (kept.length > 0) pieces.push(Buffer.from(kept))
    length += kept.length
  }

  function taken (): CutMail[] {
    const raw = Buffer.concat(pieces)
    const mail = { line: begunOn, envelope, raw: envelope === null ? raw : unquoted(raw) }
    pieces = []
    length = 0
    // Before the first envelope there is nothing, mostly.
    return envelope === null && raw.toString('latin1').trim() === '' ? [] : [mail]
  }

  function cut (data: Buffer, isLast: boolean): CutMail[] {
    const found: CutMail[] = []
    let [from, look] = [done, done]
    for (;;) {
      const at = isFirst ? 0 : nextEnvelope(data, look)
      if (at === -1 || at >= data.length) break
      const end = data.subarray(at, at + LONGEST_ENVELOPE).indexOf(LF)
      if (end === -1 && !isLast && data.length - at < LONGEST_ENVELOPE) return hold(data, from, Math.max(from, at - 1), found)
      isFirst = false
      look = at + 1
      const text = data.toString('latin1', at, end === -1 ? Math.min(data.length, at + LONGEST_ENVELOPE) : at + end)
      if (!ENVELOPE.test(text) || !(at === 0 || isAfterEmptyLine(data, at))) continue
      keep(data.subarray(from, at))
      found.push(...taken())
      envelope = text.trim()
      begunOn = line
      from = end === -1 ? data.length : at + end + 1
      line++
    }
    return hold(data, from, isLast ? data.length : Math.max(from, data.length - BREAK_AND_FROM.length), found)
  }

  function hold (data: Buffer, from: number, until: number, found: CutMail[]): CutMail[] {
    keep(data.subarray(from, until))
    const start = Math.max(0, until - LOOK_BACK)
    tail = Buffer.from(data.subarray(start))
    done = until - start
    return found
  }

  return {
    push: piece => cut(tail.length === 0 ? piece : Buffer.concat([tail, piece]), false),
    end: () => [...cut(tail, true), ...taken()]
  }
}

function nextEnvelope (data: Buffer, from: number): number {
  const found = data.indexOf(BREAK_AND_FROM, Math.max(0, from - 1))
  return found === -1 ? -1 : found + 1
}

function isAfterEmptyLine (data: Buffer, at: number): boolean {
  const before = data[at - 2] === CR ? at - 3 : at - 2
  return before >= 0 && data[before] === LF
}

function breaksIn (bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) count++
  return count
}

/** Who wrote the file put a `>` before the lines of a text that look like the beginning of a mail. */
function unquoted (raw: Buffer): Buffer {
  return raw.includes('>From ') ? Buffer.from(raw.toString('latin1').replace(/^>(?=>*From )/gm, ''), 'latin1') : raw
}

/** Whether a file begins as a mailbox does. */
export function beginsWithEnvelope (head: Buffer): boolean {
  const line = head.toString('latin1', 0, LONGEST_ENVELOPE).split('\n')[0] as string
  return head.subarray(0, FROM.length).equals(FROM) && ENVELOPE.test(line)
}
