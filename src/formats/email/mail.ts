import { createHash } from 'node:crypto'
import type { MailHeaders } from '../../domain/integrations/automated.ts'
import { readMailDate } from './date.ts'
import { readLine, readMailboxes, type Mailbox } from './mailboxes.ts'
import { mimeParts, type MimePart } from './parts.ts'
import { readStructured } from './structured-header.ts'
import { wordsOf, wordsOfParts } from './words.ts'

/** A mail, as we read it. */
export interface Mail {
  /** Its Message-ID without the brackets; where it has none that can be kept, `sha256:` and a hash of its date, sender and subject. */
  readonly messageId: string
  /** The Message-IDs of what it answers, and of the conversation before that. */
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  /** When it was sent, by its sender's clock, in epoch milliseconds; null where it does not say. */
  readonly date: number | null
  readonly from: Mailbox | null
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  readonly subject: string | null
  /** What the sender wrote: plain text, without what they quote and their signature. */
  readonly text: string | null
  readonly headers: MailHeaders
  /** What a calendar in it does (REQUEST, REPLY, CANCEL, …). */
  readonly calendarMethod: string | null
}

/** What is known of a mail from elsewhere than its headers; what is left out is read from them. */
export type Known = Partial<Pick<Mail, 'date' | 'from' | 'to' | 'cc' | 'replyTo' | 'subject' | 'text' | 'calendarMethod'>>

/** One of these, at the least, is in every mail, and in every piece of one that is worth reading. */
const MARKS = ['from', 'sender', 'to', 'cc', 'date', 'subject', 'message-id', 'received', 'mime-version', 'content-type', 'return-path']
const LONGEST_ID = 500
const LONGEST_SUBJECT = 500
const MOST_REFERENCES = 100

/** Reads a raw mail (RFC 5322 with MIME) in time that grows with its length, whatever is in it. Null where it has none of the headers of a mail, and so is none. */
export function readMail (raw: Buffer): Mail | null {
  const { parts } = mimeParts(raw)
  const headers = (parts[0] as MimePart).headers
  if (!MARKS.some(name => headers.has(name))) return null
  return mailOf(headers, { text: wordsOf(wordsOfParts(raw, parts)), calendarMethod: methodOf(parts.map(part => part.headers.get('content-type')?.[0] ?? '')) })
}

/** Puts a mail together from its headers and what else is known of it. */
export function mailOf (headers: MailHeaders, known: Known): Mail {
  const all = (name: string) => headers.get(name) ?? []
  const date = known.date ?? readMailDate(all('date')[0] ?? '')
  const from = known.from ?? readMailboxes(all('from'))[0] ?? null
  const subject = subjectOf(known.subject ?? all('subject')[0] ?? '')
  return {
    messageId: messageIds(all('message-id').slice(0, 1))[0] ?? madeId(date, from, subject),
    inReplyTo: messageIds(all('in-reply-to')),
    references: messageIds(all('references')),
    date,
    from,
    to: known.to ?? readMailboxes(all('to')),
    cc: known.cc ?? readMailboxes(all('cc')),
    replyTo: known.replyTo ?? readMailboxes(all('reply-to')),
    subject,
    text: known.text ?? null,
    headers,
    calendarMethod: known.calendarMethod ?? null
  }
}

/** What the first calendar among parts of these content types does; null where there is none that says. */
export function methodOf (contentTypes: readonly string[]): string | null {
  for (const contentType of contentTypes) {
    const { value, parameters } = readStructured(contentType)
    const method = value === 'text/calendar' || value === 'application/ics' ? parameters.get('method') : undefined
    if (method) return method.toUpperCase()
  }
  return null
}

/** The ids in headers such as References, without their brackets; some programs write one without them. */
function messageIds (headers: readonly string[]): readonly string[] {
  const text = headers.join(' ')
  const bracketed = Array.from(text.matchAll(/<([^<>]{1,1000})>/g), ([, id = '']) => id.replace(/\s+/g, ''))
  const ids = bracketed.length > 0 ? bracketed : text.split(/\s+/)
  return ids.filter(id => id !== '' && id.length <= LONGEST_ID && /^[!-;=?-~]+$/.test(id)).slice(0, MOST_REFERENCES)
}

function madeId (date: number | null, from: Mailbox | null, subject: string | null): string {
  return `sha256:${createHash('sha256').update(JSON.stringify([date, from?.address.toLowerCase() ?? null, subject])).digest('hex')}`
}

function subjectOf (header: string): string | null {
  return readLine(header).slice(0, LONGEST_SUBJECT).replace(/[\ud800-\udbff]$/, '').trim() || null
}
