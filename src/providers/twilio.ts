import type { NormalizedEvent, Party, Translation } from '../domain/integrations/normalized-event.ts'
import { sha256 } from './delivery-key.ts'
import { fieldsOf, isUrlEncoded } from './form-fields.ts'
import { keyOfNames } from './json-key.ts'
import { maybeJson } from './maybe-json.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from './provider.ts'
import { readJson, textAt, tidyText } from './read-json.ts'
import { faultOfCopied } from './secret.ts'
import { signedBy } from './signatures.ts'

/** Webhooks of Twilio: messages that came in, and the status callbacks of messages and calls. The secret is the auth token. */
export const twilio: ProviderAdapter = {
  provider: 'TWILIO',
  limit: 1_000_000,
  secret: 'GIVEN',
  faultOfSecret: faultOfCopied,
  verify: signedBy('TWILIO'),
  deliveryKey: webhook => {
    const field = reader(webhook, maybeJson)
    const sid = field('CallSid') ?? field('MessageSid') ?? field('SmsSid')
    return sid === null ? sha256(webhook.body) : keyOfNames([sid, field('CallStatus') ?? field('MessageStatus') ?? field('SmsStatus')])
  },
  keepsHeaders: [],
  translate
}

type Field = (name: string) => string | null

const LONGEST_SID = 200
/** What From is where somebody withholds their number: it spells ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on a phone's keys. */
const WITHHELD: ReadonlySet<string> = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])

function translate (webhook: Webhook): Translation {
  const field = reader(webhook, readJson)
  const [call, message] = [field('CallSid'), field('MessageSid') ?? field('SmsSid')]
  if (call !== null) return callOf(field, call, webhook.receivedAt)
  if (message !== null) return messageOf(field, message, webhook.receivedAt)
  throw new Unreadable('There is no field CallSid and none MessageSid: a message that came in, or a status callback, was expected.')
}

/** The fields of a form; or of a flat object, where the body is JSON. */
function reader (webhook: Webhook, read: typeof maybeJson): Field {
  if (isUrlEncoded(webhook)) {
    const fields = fieldsOf(webhook)
    return name => tidyText(fields.get(name) ?? '')
  }
  const json = read(webhook.body)
  return name => textAt(json, name)
}

/** What each status of a message of ours tells. Only the last ones tell how it ended: that it was sent can arrive after those. */
const MESSAGE_STATUSES = new Map<string, NormalizedEvent['status']>([
  ['sent', undefined], ['delivered', 'HELD'], ['undelivered', 'CANCELLED'], ['failed', 'CANCELLED']
])

/** Twilio names no time of a message: it was when it is told. */
function messageOf (field: Field, sid: string, receivedAt: number): Translation {
  const word = (field('MessageStatus') ?? field('SmsStatus') ?? 'received').toLowerCase()
  const isIn = ['received', 'receiving'].includes(word)
  if (!isIn && !MESSAGE_STATUSES.has(word)) return { ignored: 'It tells how a message of ours is on its way.' }
  const isWhatsapp = [field('From'), field('To')].some(address => address?.startsWith('whatsapp:'))
  return between(field, isIn, {
    source: 'twilio',
    externalId: sid.slice(0, LONGEST_SID),
    toldAt: receivedAt,
    channel: isWhatsapp ? 'DIRECT_MESSAGE' : 'SMS',
    occurredAt: receivedAt,
    status: isIn ? 'HELD' : MESSAGE_STATUSES.get(word),
    ...isIn && { text: field('Body') }
  })
}

/** Nobody was reached by these; `completed` is a call that somebody answered. */
const UNANSWERED: ReadonlySet<string> = new Set(['no-answer', 'busy', 'failed', 'canceled'])

function callOf (field: Field, sid: string, receivedAt: number): Translation {
  const status = (field('CallStatus') ?? '').toLowerCase()
  if (status !== 'completed' && !UNANSWERED.has(status)) return { ignored: 'The call is not over yet.' }
  const direction = field('Direction') ?? ''
  if (!/^(?:inbound|outbound)/.test(direction)) throw new Unreadable('The call has no field Direction: inbound, outbound-api or outbound-dial was expected.')
  const endedAt = httpDate(field('Timestamp')) ?? receivedAt
  const seconds = field('CallDuration') ?? ''
  const durationMs = status === 'completed' && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : null
  return between(field, direction.startsWith('inbound'), {
    source: 'twilio',
    externalId: sid.slice(0, LONGEST_SID),
    toldAt: endedAt,
    channel: 'PHONE_CALL',
    occurredAt: endedAt - (durationMs ?? 0),
    ...durationMs !== null && { endedAt },
    status: status === 'completed' ? 'HELD' : 'NO_SHOW'
  })
}

/** The event with who took part: `To` is ours of what came in, and `From` of what went out. */
function between (field: Field, isIn: boolean, told: NormalizedEvent): Translation {
  const [from, to] = [field('From'), field('To')]
  const other = isIn ? from : to
  if (other === null || WITHHELD.has(other) || !isNumber(other)) return { ignored: reasonFor(other) }
  const name = isIn ? field('ProfileName') ?? field('CallerName') : null
  const parties: Party[] = [
    { role: 'FROM', name: name?.slice(0, 200) ?? null, identities: identitiesOf(from), ...!isIn && { isUs: true } },
    { role: 'TO', name: null, identities: identitiesOf(to), ...isIn && { isUs: true } }
  ]
  return { events: [{ ...told, parties }] }
}

function reasonFor (other: string | null): string {
  return other === null || WITHHELD.has(other) || /anonymous|restricted|unknown|unavailable/i.test(other)
    ? 'The number of the other side is withheld.'
    : 'The other side is a short code, a name, or a line of our own: none of them is a number that can be called.'
}

/** A number with its country, as Twilio writes them: `+4915112345678`, or `whatsapp:+4915112345678`. */
function isNumber (address: string): boolean {
  return /^(?:whatsapp:)?\+[1-9]\d{6,14}$/.test(address)
}

function identitiesOf (address: string | null): Party['identities'] {
  if (address === null) return []
  // Our own side can be a name, a short code or a browser.
  if (!isNumber(address)) return [{ kind: 'OTHER', value: `twilio:${address.slice(0, 200)}` }]
  const value = address.replace(/^whatsapp:/, '')
  return [{ kind: value === address ? 'PHONE' : 'WHATSAPP', value }]
}

/** `Wed, 15 Jul 2026 14:32:18 +0000` (RFC 2822) in epoch milliseconds; null for anything else. */
function httpDate (text: string | null): number | null {
  if (text === null || !/^[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
