/** The headers of a mail: names in lower case, the values of each in the order they came, unfolded. */
export type MailHeaders = ReadonlyMap<string, readonly string[]>

/** What a mailing list or a bulk mailer writes of itself; each alone tells. */
const LIST_MARKS = ['List-Id', 'List-Post', 'List-Unsubscribe'] as const
/** Set by programs that answer for somebody, unless their value takes it back. */
const REPLY_MARKS = ['X-Autoreply', 'X-Autorespond', 'X-Autoresponder'] as const
const CAMPAIGN_MARKS = ['X-Campaign', 'X-CampaignId', 'X-Campaign-Id', 'X-Mailer-Campaign', 'X-MC-User'] as const
/** Amazon SES writes a Feedback-ID of its own on all that it passes on, a person's mail too; it says nothing of who wrote. */
const FEEDBACK_ID_OF_A_RELAY = /:AmazonSES$/i
const LONGEST_ADDRESS = 320

/**
 * Why nobody wrote this mail to us themselves, as a plain sentence; null where nothing says so. It goes by what senders say of
 * themselves: RFC 3834 (Auto-Submitted), RFC 2919 and 2369 (lists), RFC 3464 (reports), and the marks that were used before them.
 * `from` is the address of its sender; `calendarMethod` what a calendar part of it does, in capitals.
 */
export function automatedMail (headers: MailHeaders, from: string, calendarMethod: string | null = null): string | null {
  const first = (name: string) => headers.get(name.toLowerCase())?.[0]?.trim()
  const word = (name: string) => (first(name) ?? '').toLowerCase().replace(/[^a-z_-][^]*$/, '')
  const list = LIST_MARKS.find(name => first(name))
  if (list) return list === 'List-Unsubscribe' ? 'It went to many at once (List-Unsubscribe).' : `It went to a mailing list (${list}).`
  const precedence = word('Precedence')
  if (['bulk', 'list', 'junk'].includes(precedence)) return `It went to many at once (Precedence: ${precedence}).`
  if (precedence === 'auto_reply') return 'A program answered for somebody (Precedence: auto_reply).'
  const submitted = word('Auto-Submitted')
  if (submitted !== '' && submitted !== 'no') {
    return submitted === 'auto-replied' ? 'A program answered for somebody (Auto-Submitted: auto-replied).' : 'A program wrote it (Auto-Submitted).'
  }
  const reply = REPLY_MARKS.find(name => first(name) && !['no', 'false'].includes(word(name)))
  if (reply) return `A program answered for somebody (${reply}).`
  if (first('X-Auto-Response-Suppress') && word('X-Auto-Response-Suppress') !== 'none') return 'A program wrote it (X-Auto-Response-Suppress).'
  const campaign = CAMPAIGN_MARKS.find(name => first(name))
  if (campaign) return `It is part of a campaign (${campaign}).`
  if (first('Feedback-ID') && !FEEDBACK_ID_OF_A_RELAY.test(first('Feedback-ID') as string)) return 'It is part of a campaign (Feedback-ID).'
  if (['Return-Path', 'X-Envelope-From'].some(name => first(name) === '<>')) return 'It is a bounce or an automatic answer (Return-Path: <>).'
  if (first('Content-Type')?.toLowerCase().startsWith('multipart/report')) return 'It is the report of a mail server (multipart/report).'
  if (calendarMethod === 'REPLY') return 'A calendar answered an invitation (text/calendar, REPLY).'
  return isNoReply(from) ? 'It comes from an address that reads no answers.' : null
}

/** Whole words of an address, wherever they stand in it: `drive-shares-noreply`, `no-reply+a1b2`. */
const NO_REPLY = /(?:^|[-._+=])(?:no[-._]?reply|do[-._]?not[-._]?reply|dont[-._]?reply|never[-._]?reply|no[-._]?responder|auto[-._]?(?:reply|responder|mailer))(?:$|[-._+=\d])/
/** All of an address before its tag. */
const PROGRAMS = /^(?:mailer-daemon|postmaster|notifications?|[a-z]{1,20}[-._]notifications?|newsletters?|auto-?confirm)(?:$|[+=])/
/** A return address that names whom it was for: `bounces+123-ada=example.org`, `bounce-38-7`. */
const BOUNCES = /^bounces?(?:$|[+=]|-\d)/
/** How Exchange signs its reports. */
const EXCHANGE = /^microsoftexchange[\da-f]{32}$/
/** A domain that takes no mail by its own name: users.noreply.github.com. */
const NO_REPLY_DOMAIN = /(?:^|\.)no-?reply\./

/**
 * Whether an address is one that a program writes from, and nobody reads. Only words that no person has as an address count:
 * `news`, `info`, `support`, `hello` and `team` are read by people in many a small house, and bulk mail from them says so in its headers.
 */
export function isNoReply (address: string): boolean {
  const at = address.lastIndexOf('@')
  // No address is longer; where one is, its beginning still says what it is.
  const local = address.slice(0, Math.max(0, at)).trim().slice(0, LONGEST_ADDRESS).toLowerCase()
  const domain = address.slice(at + 1).slice(0, LONGEST_ADDRESS).toLowerCase()
  return [NO_REPLY, PROGRAMS, BOUNCES, EXCHANGE].some(pattern => pattern.test(local)) || NO_REPLY_DOMAIN.test(domain)
}
