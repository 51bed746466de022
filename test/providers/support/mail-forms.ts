import type { NormalizedEvent } from '../../../src/domain/integrations/normalized-event.ts'
import type { ProviderAdapter, Webhook } from '../../../src/providers/provider.ts'
import { ADDRESS, NOW } from './senders.ts'

/** One mail, as each of those that pass mail on tells of it: with an attachment, quotations, and a name that has to be decoded. */
export const RAW_LETTER = [
  'Received: from mail.example.org by mx.example.net; Sat, 28 Feb 2026 09:30:02 +0000',
  'Message-ID: <letter.1@example.org>', 'In-Reply-To: <before@example.com>', 'Date: Sat, 28 Feb 2026 10:30:00 +0100', 'From: =?utf-8?Q?Ada_K=C3=B6nig?= <ada@example.org>',
  'To: "Hopper, Grace" <grace@example.com>', 'Cc: linus@example.net', 'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="outer"', '',
  '--outer', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', 'It works, gr=C3=BC=C3=9Fe!', '',
  'On Fri, 27 Feb 2026 at 10:12, Grace <grace@example.com> wrote:', '> Does it work?', '', '--=20', 'Ada', '',
  '--outer', 'Content-Type: application/pdf; name="plan.pdf"', 'Content-Disposition: attachment; filename="plan.pdf"', 'Content-Transfer-Encoding: base64', '', 'U0VDUkVU', '--outer--', ''
].join('\r\n')
const TEXT = 'It works, grüße!\r\n\r\nOn Fri, 27 Feb 2026 at 10:12, Grace <grace@example.com> wrote:\r\n> Does it work?\r\n\r\n-- \r\nAda\r\n'
const HEADERS = RAW_LETTER.slice(0, RAW_LETTER.indexOf('\r\n\r\n') + 2)

/** What all of them come to. */
export const LETTER: NormalizedEvent = {
  source: 'email',
  externalId: 'letter.1@example.org',
  toldAt: Date.UTC(2026, 1, 28, 9, 30),
  channel: 'EMAIL',
  occurredAt: Date.UTC(2026, 1, 28, 9, 30),
  status: 'HELD',
  parties: [
    { role: 'FROM', name: 'Ada König', identities: [{ kind: 'EMAIL', value: 'ada@example.org' }] },
    { role: 'TO', name: 'Hopper, Grace', identities: [{ kind: 'EMAIL', value: 'grace@example.com' }] },
    { role: 'CC', name: null, identities: [{ kind: 'EMAIL', value: 'linus@example.net' }] }
  ],
  subject: 'Grüße',
  text: 'It works, grüße!',
  automated: null
}

export const POSTMARK_LETTER = {
  FromName: 'Ada König',
  From: 'ada@example.org',
  FromFull: { Email: 'ada@example.org', Name: 'Ada König', MailboxHash: '' },
  ToFull: [{ Email: 'grace@example.com', Name: 'Hopper, Grace', MailboxHash: '' }],
  CcFull: [{ Email: 'linus@example.net', Name: '', MailboxHash: '' }],
  OriginalRecipient: 'a1b2@inbound.example.net',
  Subject: 'Grüße',
  MessageID: '22c74902-a0c1-4511-804f-341342852c90',
  Date: 'Sat, 28 Feb 2026 10:30:00 +0100',
  TextBody: TEXT,
  HtmlBody: '',
  StrippedTextReply: 'It works, grüße!',
  Headers: [{ Name: 'Message-ID', Value: '<letter.1@example.org>' }, { Name: 'In-Reply-To', Value: '<before@example.com>' }],
  Attachments: [{ Name: 'plan.pdf', Content: 'U0VDUkVU', ContentType: 'application/pdf', ContentLength: 6 }]
}

export const MAILGUN_LETTER: Readonly<Record<string, string>> = {
  recipient: 'crm@example.net',
  sender: 'ada@example.org',
  subject: 'Grüße',
  from: 'Ada König <ada@example.org>',
  'body-plain': TEXT,
  'stripped-text': 'It works, grüße!',
  'stripped-signature': '-- \r\nAda',
  'message-headers': JSON.stringify(HEADERS.split('\r\n').filter(line => line !== '').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
}

export const SENDGRID_LETTER: Readonly<Record<string, string>> = {
  headers: HEADERS,
  to: '"Hopper, Grace" <grace@example.com>',
  from: 'Ada König <ada@example.org>',
  subject: 'Grüße',
  text: TEXT,
  envelope: '{"to":["crm@example.net"],"from":"ada@example.org"}',
  charsets: '{"to":"UTF-8","subject":"UTF-8","from":"UTF-8","text":"UTF-8"}',
  'attachment-info': '{"attachment1":{"filename":"plan.pdf","type":"application/pdf"}}'
}

export function webhook (body: string | Buffer, contentType: string, headers: Record<string, string> = {}): Webhook {
  return { url: ADDRESS, headers: { 'content-type': contentType, ...headers }, body: Buffer.from(body as string), receivedAt: NOW }
}

/** A form with these fields, in bytes where they are such, and an attachment. */
export function multipart (fields: Readonly<Record<string, string | Buffer>>, headers: Record<string, string> = {}): Webhook {
  const part = (headers: string, body: string | Buffer) => [`--xYzZY\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`, body, '\r\n']
  const pieces = [
    ...Object.entries(fields).flatMap(([name, value]) => part(`name="${name}"`, value)),
    ...part('name="attachment1"; filename="plan.pdf"\r\nContent-Type: application/pdf', 'SECRET'), '--xYzZY--\r\n'
  ]
  return webhook(Buffer.concat(pieces.map(piece => Buffer.from(piece as string))), 'multipart/form-data; boundary=xYzZY', headers)
}

export const urlEncoded = (fields: Readonly<Record<string, string>>) => webhook(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded')

/** What the one event of a webhook is; fails where there is none. */
export async function told (adapter: ProviderAdapter, webhook: Webhook): Promise<NormalizedEvent> {
  const translation = await adapter.translate(webhook)
  const event = 'events' in translation ? translation.events[0] : undefined
  if (!event) throw new Error(`nothing was told: ${JSON.stringify(translation)}`)
  return event
}

/** The webhook as it is kept. */
export async function kept (adapter: ProviderAdapter, webhook: Webhook): Promise<Webhook> {
  return { ...webhook, body: await adapter.shed?.(webhook) ?? webhook.body }
}
