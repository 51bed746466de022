import { LONGEST_TEXT_PART } from './decode-text.ts'
import { mimeParts, type MimePart } from './parts.ts'

const WORDS = new Set(['', 'text/plain', 'text/html', 'text/calendar'])
/** How many mails within mails are looked into; what is deeper goes. */
const DEEPEST_MAIL = 5
/** Of bodies together, in bytes: far more than is read of a mail, and no room for whoever wants to fill ours. */
const MOST_KEPT = 2_000_000

/**
 * A raw mail without its attachments: the headers of each part stay, so that it is still the same mail, but only text, calendars and
 * mails within it keep their bodies, and these only where they are not attached as files; of a very long one the beginning. What is
 * outside of the parts goes as well.
 */
export function shedAttachments (raw: Buffer, depth = 0): Buffer {
  const { parts, strays } = mimeParts(raw)
  let left = MOST_KEPT
  const replaced = [
    ...parts.flatMap(part => {
      const body = raw.subarray(part.bodyStart, part.bodyEnd)
      const kept = keptOf(part, body, depth).subarray(0, left)
      left -= kept.length
      return kept.length === body.length ? [] : [{ start: part.bodyStart, end: part.bodyEnd, kept }]
    }),
    ...strays.filter(({ start, end }) => end > start).map(stray => ({ ...stray, kept: raw.subarray(0, 0) }))
  ].sort((a, b) => a.start - b.start)
  if (replaced.length === 0) return raw
  const pieces: Buffer[] = []
  let done = 0
  for (const { start, end, kept } of replaced) {
    pieces.push(raw.subarray(done, start), kept)
    done = end
  }
  return Buffer.concat([...pieces, raw.subarray(done)])
}

/** Whether the part is text that people read, or a calendar, and not attached as a file. */
export function isText ({ type, disposition, isMultipart }: MimePart): boolean {
  // What has no type, or none that can be read, is plain text (RFC 2045, 5.2).
  if (isMultipart || !WORDS.has(type.value.includes('/') ? type.value : '') || disposition.value === 'attachment') return false
  // A calendar is named as a file by most senders, and is still what the mail says.
  return type.value === 'text/calendar' || !(disposition.parameters.has('filename') || disposition.parameters.has('filename*'))
}

function keptOf (part: MimePart, body: Buffer, depth: number): Buffer {
  if (isText(part)) return body.subarray(0, LONGEST_TEXT_PART)
  // Encoded, it would have to be decoded to be looked into; RFC 2046 forbids that, and no mail program does it.
  const isPlain = /^(?:|7bit|8bit|binary)$/i.test(part.headers.get('content-transfer-encoding')?.[0] ?? '')
  const isMail = part.type.value === 'message/rfc822' && part.disposition.value !== 'attachment' && isPlain && depth < DEEPEST_MAIL
  return isMail ? shedAttachments(body, depth + 1) : body.subarray(0, 0)
}
