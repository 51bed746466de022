import { createHash, createHmac } from 'node:crypto'
import type { Webhook } from '../../../src/providers/provider.ts'
import { PUBLIC_URL } from '../../support/app.ts'
import { POSTMARK_LETTER, RAW_LETTER } from '../../providers/support/mail-forms.ts'
import { arrived, NOW, SENDERS } from '../../providers/support/senders.ts'

type Signing = keyof typeof SENDERS

/** What a provider sends, and what it comes to. */
export interface Sample {
  readonly provider: Signing
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  /** How a body is signed, where it is not as SENDERS does. */
  readonly signs?: (body: string, path: string) => Webhook
  readonly line: string
}

const iso = (at: number): string => new Date(at).toISOString()
const SECONDS = NOW / 1000
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const event = { source: 'notes', external_id: 'n1', kind: 'call', direction: 'out', status: 'held', occurred_at: iso(NOW - 60_000), parties: [{ role: 'to', name: 'Ada', emails: ['ada@engines.example'] }], subject: 'Looms' }
const sms = new URLSearchParams({ MessageSid: 'SM1', SmsStatus: 'received', Body: 'Running late', From: '+4915112345678', To: '+14155550142' }).toString()
const booking = {
  uid: 'b1',
  title: 'Looms',
  startTime: iso(NOW + 3_600_000),
  endTime: iso(NOW + 5_400_000),
  organizer: { name: 'Grace', email: 'grace@navy.example', timeZone: 'UTC' },
  attendees: [{ name: 'Ada', email: 'ada@engines.example', timeZone: 'UTC' }]
}
const invitee = {
  uri: 'https://api.calendly.com/scheduled_events/E1/invitees/I1',
  name: 'Ada',
  email: 'ada@engines.example',
  status: 'active',
  created_at: iso(NOW - 60_000),
  updated_at: iso(NOW - 60_000),
  scheduled_event: { uri: 'https://api.calendly.com/scheduled_events/E1', name: 'Looms', start_time: iso(NOW + 3_600_000), end_time: iso(NOW + 5_400_000), event_memberships: [{ user_email: 'grace@navy.example' }] }
}
const user = { login: 'ada', id: 1, type: 'User' }
const comment = {
  action: 'created',
  sender: user,
  repository: { id: 1, full_name: 'looms/engine', html_url: 'https://github.com/looms/engine' },
  issue: { id: 2, number: 12, title: 'Cards jam', user: { login: 'grace', id: 2, type: 'User' }, html_url: 'https://github.com/looms/engine/issues/12' },
  comment: { id: 3, body: 'They do.', user, created_at: iso(NOW - 60_000), updated_at: iso(NOW - 60_000), html_url: 'https://github.com/looms/engine/issues/12#3' }
}

function mailgun (body: string): Webhook {
  const token = createHash('sha256').update(body).digest('hex').slice(0, 50)
  const signature = createHmac('sha256', SENDERS.MAILGUN.secret).update(`${SECONDS}${token}`).digest('hex')
  return arrived(`${body}&${new URLSearchParams({ timestamp: String(SECONDS), token, signature }).toString()}`, FORM)
}

function twilio (body: string, path: string): Webhook {
  const pairs = [...new URLSearchParams(body)].sort(([a], [b]) => a < b ? -1 : 1).map(pair => pair.join(''))
  return arrived(body, { ...FORM, 'x-twilio-signature': createHmac('sha1', SENDERS.TWILIO.secret).update(PUBLIC_URL + path + pairs.join('')).digest('base64') })
}

/** One for each provider whose webhooks are signed with a secret. */
export const SAMPLES: readonly Sample[] = [
  { provider: 'GENERIC', body: JSON.stringify(event), line: 'PROCESSED PHONE_CALL OUTBOUND HELD 2026-03-01T11:59Z “Looms” Ada' },
  { provider: 'STANDARD_WEBHOOKS', body: JSON.stringify({ type: 'call.held', timestamp: iso(NOW), data: { ...event, external_id: 'n2' } }), line: 'PROCESSED PHONE_CALL OUTBOUND HELD 2026-03-01T11:59Z “Looms” Ada' },
  { provider: 'GITHUB', body: JSON.stringify(comment), headers: { 'x-github-event': 'issue_comment', 'x-github-delivery': 'd1' }, line: 'PROCESSED COMMENT INBOUND HELD 2026-03-01T11:59Z “Comment on looms/engine#12: Cards jam” ada' },
  { provider: 'CAL_COM', body: JSON.stringify({ triggerEvent: 'BOOKING_CREATED', createdAt: iso(NOW - 60_000), payload: booking }), line: 'PROCESSED VIDEO_CALL MUTUAL PLANNED 2026-03-01T13:00Z “Looms” Ada' },
  { provider: 'CALENDLY', body: JSON.stringify({ event: 'invitee.created', created_at: iso(NOW - 60_000), payload: invitee }), line: 'PROCESSED VIDEO_CALL MUTUAL PLANNED 2026-03-01T13:00Z “Looms” Ada' },
  { provider: 'POSTMARK', body: JSON.stringify(POSTMARK_LETTER), line: 'PROCESSED EMAIL INBOUND HELD 2026-02-28T09:30Z “Grüße” Ada König' },
  {
    provider: 'MAILGUN',
    body: new URLSearchParams({ from: 'Ada <ada@engines.example>', recipient: 'grace@navy.example', subject: 'Looms', 'body-plain': 'They jam.', 'message-headers': JSON.stringify([['Message-Id', '<mg@engines.example>'], ['Subject', 'Looms'], ['From', 'Ada <ada@engines.example>'], ['To', 'grace@navy.example'], ['Date', 'Sun, 01 Mar 2026 11:00:00 +0000']]) }).toString(),
    signs: mailgun,
    line: 'PROCESSED EMAIL INBOUND HELD 2026-03-01T11:00Z “Looms” Ada'
  },
  {
    provider: 'SENDGRID',
    body: ['--b', 'Content-Disposition: form-data; name="headers"', '', 'Message-ID: <sg@engines.example>\nDate: Sun, 01 Mar 2026 11:30:00 +0000\nFrom: Ada <ada@engines.example>\nTo: grace@navy.example\nSubject: Cards', '--b', 'Content-Disposition: form-data; name="from"', '', 'Ada <ada@engines.example>', '--b', 'Content-Disposition: form-data; name="to"', '', 'grace@navy.example', '--b', 'Content-Disposition: form-data; name="subject"', '', 'Cards', '--b--', ''].join('\r\n'),
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    line: 'PROCESSED EMAIL INBOUND HELD 2026-03-01T11:30Z “Cards” Ada'
  },
  { provider: 'MIME', body: RAW_LETTER.replace('letter.1', 'letter.2'), headers: { 'content-type': 'message/rfc822' }, line: 'PROCESSED EMAIL INBOUND HELD 2026-02-28T09:30Z “Grüße” Ada König' },
  { provider: 'SLACK', body: JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event_time: SECONDS, team_id: 'T1', event: { type: 'message', channel: 'D1', channel_type: 'im', user: 'U024BE7LH', text: 'Hello', ts: `${SECONDS - 60}.000100`, event_ts: `${SECONDS - 60}.000100` } }), line: 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2026-03-01T11:59Z U024BE7LH' },
  { provider: 'TWILIO', body: sms, signs: twilio, line: 'PROCESSED SMS INBOUND HELD 2026-03-01T12:00Z +4915112345678' },
  { provider: 'WHATSAPP', body: JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '14155550142', phone_number_id: '1' }, contacts: [{ profile: { name: 'Ada' }, wa_id: '4915112345679' }], messages: [{ from: '4915112345679', id: 'wamid.1', timestamp: String(SECONDS - 60), type: 'text', text: { body: 'Hello' } }] } }] }] }), line: 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2026-03-01T11:59Z Ada' },
  { provider: 'TELEGRAM', body: JSON.stringify({ update_id: 10, message: { message_id: 7, date: SECONDS - 60, text: 'Hello', from: { id: 1111, is_bot: false, first_name: 'Ada', username: 'ada_l' }, chat: { id: 1111, type: 'private', first_name: 'Ada' } } }), line: 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2026-03-01T11:59Z Ada' },
  { provider: 'ZOOM', body: JSON.stringify({ event: 'meeting.participant_joined', event_ts: NOW - 60_000, payload: { account_id: 'a', object: { id: '1', uuid: 'u==', host_id: 'h', topic: 'Looms', type: 2, start_time: iso(NOW - 120_000), duration: 30, participant: { user_id: '2', user_name: 'Ada', email: 'ada@engines.example', join_time: iso(NOW - 60_000) } } } }), line: 'PROCESSED VIDEO_CALL MUTUAL HELD 2026-03-01T11:58Z “Looms” Ada' }
]
