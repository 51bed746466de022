import type { Translation } from '../../domain/integrations/normalized-event.ts'
import { headersOf } from '../../formats/email/headers.ts'
import { tellMail } from '../../formats/email/mail-event.ts'
import { mailOf, readMail } from '../../formats/email/mail.ts'
import { shedAttachments } from '../../formats/email/shed.ts'
import { wordsOf } from '../../formats/email/words.ts'
import { keyOf } from '../delivery-key.ts'
import { fieldsOf, isUrlEncoded, mediaType, withField } from '../form-fields.ts'
import { maybeJson } from '../maybe-json.ts'
import { readMultipart, shedMultipart } from './multipart.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from '../provider.ts'
import { arrayAt, objectAt, readJson, textAt } from '../read-json.ts'
import { faultOfCopied } from '../secret.ts'
import { signedBy } from '../signatures.ts'

const RAW_MAIL = 'body-mime'
const RAW_MAILS = new Set([RAW_MAIL])
/** Where the list of all headers is missing, these come as fields. */
const HEADER_FIELDS = ['From', 'To', 'Cc', 'Reply-To', 'Subject', 'Date', 'Message-Id', 'In-Reply-To', 'References']

/** Routes of Mailgun. What they sign is a token and a time, but nothing of the mail: the token is the delivery's name, so that it is taken once only. */
export const mailgun: ProviderAdapter = {
  provider: 'MAILGUN',
  limit: 25_000_000,
  secret: 'GIVEN',
  faultOfSecret: faultOfCopied,
  verify: signedBy('MAILGUN'),
  deliveryKey: webhook => keyOf(fieldsOf(webhook, ['token']).get('token'), webhook.body),
  keepsHeaders: [],
  shed,
  translate
}

async function translate (webhook: Webhook): Promise<Translation> {
  const field = await fieldReader(webhook)
  const raw = field(RAW_MAIL)
  const mail = raw ? readMail(raw) : mailOfFields(name => field(name)?.toString() ?? '')
  if (!mail) throw new Unreadable(`The form has neither message-headers nor a raw mail as its field ${RAW_MAIL}.`)
  return tellMail(mail, webhook.receivedAt, [field('recipient')?.toString() ?? ''])
}

function mailOfFields (field: (name: string) => string) {
  const listed = arrayAt(maybeJson(Buffer.from(field('message-headers'))), '').map(pair => [textAt(pair, '0', 200) ?? '', textAt(pair, '1') ?? ''] as const)
  const headers = headersOf(listed.length > 0 ? listed : HEADER_FIELDS.map(name => [name, field(name)] as const).filter(([, value]) => value !== ''))
  return headers.size === 0
    ? null
    : mailOf(headers, { text: wordsOf({ stripped: field('stripped-text'), text: field('body-plain'), html: field('body-html') }) })
}

/** Reads the fields of a form of either kind, or of JSON. */
async function fieldReader (webhook: Webhook): Promise<(name: string) => Buffer | undefined> {
  if (mediaType(webhook.headers) === 'multipart/form-data') {
    const fields = await readMultipart(webhook, RAW_MAILS)
    return name => fields.get(name)
  }
  if (isUrlEncoded(webhook)) {
    const fields = fieldsOf(webhook)
    return name => fields.has(name) ? Buffer.from(fields.get(name) as string) : undefined
  }
  const json = objectAt(readJson(webhook.body), '')
  return name => {
    const value = json?.[name]
    return value === undefined ? undefined : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
  }
}

async function shed (webhook: Webhook): Promise<Buffer> {
  if (!isUrlEncoded(webhook)) return shedMultipart(webhook, RAW_MAILS, shedAttachments)
  return withField(webhook.body, RAW_MAIL, raw => shedAttachments(Buffer.from(raw)).toString())
}
