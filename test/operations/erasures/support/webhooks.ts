import type { Provider } from '../../../../src/domain/integrations/integration.ts'
import { NOW } from '../../support/first-workspace.ts'

/** A webhook that names Ada Lovelace, as its provider writes it. */
export interface NamingWebhook {
  readonly provider: Provider
  readonly contentType: string
  readonly body: string
}

const AT = new Date(NOW - 3_600_000).toISOString()
const MIME = [
  'From: =?utf-8?B?QWRhIFpvw6sgTG92ZWxhY2U=?= <ada.lovelace@engines.example>', 'To: us@goodturn.example', 'Subject: =?utf-8?Q?L=6Fvelace_writes?=',
  'Date: Sun, 01 Mar 2026 10:00:00 +0000', 'Message-ID: <mime1@engines.example>', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64', '', Buffer.from('Yours, Ada Lovelace, +49 170 1234567').toString('base64')
].join('\r\n')

/** What each of them says is read in another way: JSON, escaped JSON, a form with a letter in base64, a form, quoted-printable. */
export const WEBHOOKS: readonly NamingWebhook[] = [
  {
    provider: 'GENERIC',
    contentType: 'application/json',
    body: JSON.stringify({
      source: 'crm',
      external_id: 'json1',
      kind: 'email',
      direction: 'in',
      occurred_at: AT,
      subject: 'From Lovelace',
      parties: [{ role: 'from', name: 'Ada Zoë Lovelace', emails: ['ada.lovelace@engines.example'] }]
    })
  },
  {
    provider: 'POSTMARK',
    contentType: 'application/json',
    body: JSON.stringify({
      MessageID: 'p1',
      Date: 'Sun, 01 Mar 2026 10:00:00 +0000',
      From: 'ada.lovelace@engines.example',
      FromFull: { Email: 'ada.lovelace@engines.example', Name: 'Ada Zoë Lovelace' },
      To: 'us@goodturn.example',
      ToFull: [{ Email: 'us@goodturn.example' }],
      Subject: 'Notes',
      TextBody: 'Lovelace',
      Headers: [{ Name: 'Message-ID', Value: '<p1@engines.example>' }]
    }).replace(/[@oë]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  },
  { provider: 'MAILGUN', contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams({ recipient: 'us@goodturn.example', 'body-mime': MIME }).toString() },
  {
    provider: 'TWILIO',
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ MessageSid: 'SM1', SmsStatus: 'received', From: '+491701234567', To: '+4930123456', Body: 'It is Lovelace' }).toString()
  },
  {
    provider: 'MAILGUN',
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ recipient: 'us@goodturn.example', 'body-mime': MIME.replaceAll('mime1', 'mime2').replace(/base64\r\n\r\n.*/s, 'quoted-printable\r\n\r\nYours, Ada L=6Fvela=\r\nce') }).toString()
  },
  { provider: 'GENERIC', contentType: 'application/json', body: JSON.stringify({ nothing: 'that can be read', of: 'ada.lovelace@engines.example' }) }
]
