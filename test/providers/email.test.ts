import fc from 'fast-check'
import t from 'tap'
import { joined, toldBy } from '../../src/domain/integrations/told.ts'
import { mailgun } from '../../src/providers/email/mailgun.ts'
import { mime } from '../../src/providers/email/mime.ts'
import { postmark } from '../../src/providers/email/postmark.ts'
import { sendgrid } from '../../src/providers/email/sendgrid.ts'
import { rawMails } from '../formats/email/support/mails.ts'
import { kept, LETTER, MAILGUN_LETTER, multipart, POSTMARK_LETTER, RAW_LETTER, SENDGRID_LETTER, told, urlEncoded, webhook } from './support/mail-forms.ts'

const WAYS = [
  ['MIME', mime, webhook(RAW_LETTER, 'message/rfc822')],
  ['Postmark', postmark, webhook(JSON.stringify({ ...POSTMARK_LETTER, RawEmail: RAW_LETTER }), 'application/json')],
  ['Mailgun, as a form', mailgun, urlEncoded(MAILGUN_LETTER)],
  ['Mailgun, with a file', mailgun, multipart(MAILGUN_LETTER)],
  ['Mailgun, as JSON', mailgun, webhook(JSON.stringify(MAILGUN_LETTER), 'application/json')],
  ['Mailgun, raw', mailgun, multipart({ recipient: 'crm@example.net', 'body-mime': RAW_LETTER })],
  ['Mailgun, raw in a form', mailgun, urlEncoded({ recipient: 'crm@example.net', 'body-mime': RAW_LETTER })],
  ['SendGrid', sendgrid, multipart(SENDGRID_LETTER)],
  ['SendGrid, raw', sendgrid, multipart({ email: RAW_LETTER, envelope: SENDGRID_LETTER['envelope'] as string })]
] as const

t.test('the same mail is the same interaction, whoever passes it on', async t => {
  for (const [name, adapter, came] of WAYS) t.strictSame(await told(adapter, came), LETTER, name)
  const all = await Promise.all(WAYS.map(async ([, adapter, came]) => toldBy(await told(adapter, came))))
  t.strictSame(all.reduce(joined), toldBy(LETTER))
})

t.test('no attachment is kept, and what is kept tells the same', async t => {
  for (const [name, adapter, came] of WAYS) {
    const shed = await kept(adapter, came)
    t.notMatch(shed.body.toString(), /SECRET|U0VDUkVU/, name)
    t.match(came.body.toString() + RAW_LETTER, /SECRET|U0VDUkVU/, name)
    t.strictSame(await told(adapter, shed), LETTER, name)
  }
})

t.test('of any mail, whole or broken, what is kept tells the same as what came', async t => {
  await fc.assert(fc.asyncProperty(rawMails, async raw => {
    for (const [adapter, came] of [
      [mime, webhook(raw, 'message/rfc822')], [mailgun, multipart({ 'body-mime': raw })], [mailgun, urlEncoded({ 'body-mime': raw.toString() })], [sendgrid, multipart({ email: raw })]
    ] as const) t.strictSame(await told(adapter, await kept(adapter, came)), await told(adapter, came))
  }), { numRuns: 40 })
})

t.test('what cannot be read is kept as it came, for whoever looks into it', async t => {
  for (const [adapter, came] of [
    [postmark, webhook('no JSON', 'application/json')], [postmark, webhook('[1]', 'application/json')], [mailgun, webhook('no form', 'text/plain')], [mailgun, urlEncoded({ a: 'b' })],
    [sendgrid, webhook('no form', 'text/plain')], [mime, webhook('no mail', 'text/plain')]
  ] as const) t.equal((await kept(adapter, came)).body, came.body, adapter.provider)
})

t.test('a mail without a sender is of nobody', async t => {
  t.strictSame(await mime.translate(webhook('To: grace@example.com\r\n\r\nx', 'message/rfc822')), { ignored: 'The mail names no sender.' })
  t.strictSame(await postmark.translate(webhook(JSON.stringify({ MessageID: '1' }), 'application/json')), { ignored: 'The mail names no sender.' })
})
