import type { Translation } from '../../domain/integrations/normalized-event.ts'
import { readMailDate } from '../../formats/email/date.ts'
import { headersOf } from '../../formats/email/headers.ts'
import { tellMail } from '../../formats/email/mail-event.ts'
import { mailOf, methodOf } from '../../formats/email/mail.ts'
import { mailboxesOf, readMailboxes, type Mailbox } from '../../formats/email/mailboxes.ts'
import { LONGEST_HTML, LONGEST_LOOKED_AT, wordsOf } from '../../formats/email/words.ts'
import { keyOf } from '../delivery-key.ts'
import { maybeJson } from '../maybe-json.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from '../provider.ts'
import { arrayAt, objectAt, readJson, textAt, type Json } from '../read-json.ts'
import { urlSafeSecret } from '../secret.ts'
import { signedBy } from '../signatures.ts'

/** Inbound mail of Postmark, which signs nothing: the secret is the password in the address that it is given (https://postmark:secret@…). */
export const postmark: ProviderAdapter = {
  provider: 'POSTMARK',
  limit: 35_000_000,
  secret: 'MADE',
  makeSecret: urlSafeSecret,
  verify: signedBy('POSTMARK'),
  deliveryKey: ({ body }) => keyOf(textAt(maybeJson(body), 'MessageID'), body),
  keepsHeaders: [],
  shed: async ({ body }) => shed(body),
  translate
}

function translate ({ body, receivedAt }: Webhook): Translation {
  const json = readJson(body)
  if (!objectAt(json, '') || textAt(json, 'MessageID') === null) throw new Unreadable('The body is no inbound mail: it has no MessageID.')
  const listed = arrayAt(json, 'Headers').map(header => [textAt(header, 'Name', 200) ?? '', textAt(header, 'Value') ?? ''] as const)
  const mail = mailOf(headersOf(listed), {
    date: readMailDate(textAt(json, 'Date') ?? ''),
    from: boxes(json, 'From', [objectAt(json, 'FromFull') ?? {}])[0] ?? null,
    to: boxes(json, 'To', arrayAt(json, 'ToFull')),
    cc: boxes(json, 'Cc', arrayAt(json, 'CcFull')),
    replyTo: readMailboxes([textAt(json, 'ReplyTo') ?? '']),
    subject: textAt(json, 'Subject'),
    text: wordsOf({
      stripped: textAt(json, 'StrippedTextReply'), text: textAt(json, 'TextBody', LONGEST_LOOKED_AT), html: textAt(json, 'HtmlBody', LONGEST_HTML)
    }),
    calendarMethod: methodOf(arrayAt(json, 'Attachments').map(attachment => textAt(attachment, 'ContentType', 500) ?? ''))
  })
  return tellMail(mail, receivedAt, [textAt(json, 'OriginalRecipient') ?? ''])
}

/** The mailboxes as Postmark has taken them apart; out of the header where it has not. */
function boxes (json: Json, header: string, taken: readonly Json[]): readonly Mailbox[] {
  const found = mailboxesOf(taken.map(box => ({ address: textAt(box, 'Email') ?? '', name: textAt(box, 'Name') })))
  return found.length > 0 ? found : readMailboxes([textAt(json, header) ?? ''])
}

/** Content is in each attachment, and once more in the raw mail, where that is sent along. Of a very long text, what is looked at stays. */
function shed (body: Buffer): Buffer {
  const json = maybeJson(body)
  const mail = objectAt(json, '')
  if (!mail) return body
  const attachments = arrayAt(json, 'Attachments').map(attachment => ({
    Name: textAt(attachment, 'Name', 500), ContentType: textAt(attachment, 'ContentType', 500), ContentLength: textAt(attachment, 'ContentLength', 50)
  }))
  const { RawEmail: _raw, ...kept } = mail
  const cut = Object.entries(kept).map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, LONGEST_HTML) : value])
  return Buffer.from(JSON.stringify({ ...Object.fromEntries(cut), Attachments: attachments }))
}
