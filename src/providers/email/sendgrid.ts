import type { MailHeaders } from '../../domain/integrations/automated.ts'
import type { Translation } from '../../domain/integrations/normalized-event.ts'
import { decodeCharset, decodeUnlabelled } from '../../formats/email/charset.ts'
import { readHeaders } from '../../formats/email/headers.ts'
import { tellMail } from '../../formats/email/mail-event.ts'
import { mailOf, methodOf, readMail, type Mail } from '../../formats/email/mail.ts'
import { readMailboxes } from '../../formats/email/mailboxes.ts'
import { shedAttachments } from '../../formats/email/shed.ts'
import { wordsOf } from '../../formats/email/words.ts'
import { sha256 } from '../delivery-key.ts'
import { fieldsOf } from '../form-fields.ts'
import { maybeJson } from '../maybe-json.ts'
import { readMultipart, shedMultipart } from './multipart.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from '../provider.ts'
import { arrayAt, objectAt, textAt } from '../read-json.ts'
import { faultOfCopied, urlSafeSecret } from '../secret.ts'
import { signedBy } from '../signatures.ts'

const RAW_MAILS = new Set(['email'])

/**
 * Inbound Parse of SendGrid: signed where a security policy is set there, and its public key is then the secret; else the secret is the
 * password in the address that it is given.
 */
export const sendgrid: ProviderAdapter = {
  provider: 'SENDGRID',
  limit: 30_000_000,
  secret: 'EITHER',
  faultOfSecret: faultOfCopied,
  makeSecret: urlSafeSecret,
  verify: signedBy('SENDGRID'),
  deliveryKey,
  keepsHeaders: [],
  shed: async webhook => shedMultipart(webhook, RAW_MAILS, shedAttachments),
  translate
}

/** The headers of this copy, which no other has: the Message-ID alone is the same in the copy that came by a list. */
function deliveryKey (webhook: Webhook): string {
  const fields = fieldsOf(webhook, ['headers', 'email'])
  const headers = fields.get('headers') ?? /^[^]*?\r?\n\r?\n/.exec(fields.get('email') ?? '')?.[0]
  return sha256(headers ?? webhook.body)
}

async function translate (webhook: Webhook): Promise<Translation> {
  const fields = await readMultipart(webhook, RAW_MAILS)
  const envelope = maybeJson(fields.get('envelope') ?? Buffer.alloc(0))
  const raw = fields.get('email')
  const mail = raw ? readMail(raw) : mailOfFields(fields, objectAt(envelope, '')?.['from'] === '')
  if (!mail) throw new Unreadable('The form has neither headers nor a raw mail as its field email.')
  return tellMail(mail, webhook.receivedAt, arrayAt(envelope, 'to').flatMap(address => textAt(address, '') ?? []))
}

function mailOfFields (fields: ReadonlyMap<string, Buffer>, isReturned: boolean): Mail | null {
  const charsets = maybeJson(fields.get('charsets') ?? Buffer.alloc(0))
  const field = (name: string) => decodeCharset(fields.get(name) ?? Buffer.alloc(0), textAt(objectAt(charsets, '')?.[name], '') ?? undefined)
  const given = readHeaders(decodeUnlabelled(fields.get('headers') ?? Buffer.alloc(0)))
  if (given.size === 0) return null
  // Nobody takes an answer to it, which is a mark of its own: the envelope keeps it where no server has written it down.
  const headers: MailHeaders = isReturned && !given.has('return-path') ? new Map([...given, ['return-path', ['<>']]]) : given
  const attachments = objectAt(maybeJson(fields.get('attachment-info') ?? Buffer.alloc(0)), '') ?? {}
  return mailOf(headers, {
    from: headers.has('from') ? undefined : readMailboxes([field('from')])[0],
    to: headers.has('to') ? undefined : readMailboxes([field('to')]),
    cc: headers.has('cc') ? undefined : readMailboxes([field('cc')]),
    subject: headers.has('subject') ? undefined : field('subject'),
    text: wordsOf({ text: field('text'), html: field('html') }),
    calendarMethod: methodOf(Object.values(attachments).map(attachment => textAt(attachment, 'type') ?? ''))
  })
}
