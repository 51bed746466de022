import type { Translation } from '../../domain/integrations/normalized-event.ts'
import { deliveredTo, tellMail } from '../../formats/email/mail-event.ts'
import { readMail } from '../../formats/email/mail.ts'
import { shedAttachments } from '../../formats/email/shed.ts'
import { sha256 } from '../delivery-key.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from '../provider.ts'
import { urlSafeSecret } from '../secret.ts'
import { signedBy } from '../signatures.ts'

/**
 * A raw mail (RFC 5322) as the body, as mail servers and scripts send it: message/rfc822, or whatever they call it. The Message-ID is no
 * name of a delivery: of a mail that came both directly and by a list, each copy has it, and they do not tell the same.
 */
export const mime: ProviderAdapter = {
  provider: 'MIME',
  limit: 25_000_000,
  secret: 'MADE',
  makeSecret: urlSafeSecret,
  verify: signedBy('MIME'),
  deliveryKey: ({ body }) => sha256(body),
  keepsHeaders: [],
  shed: async ({ body }) => shedAttachments(body),
  translate
}

function translate ({ body, receivedAt }: Webhook): Translation {
  const mail = readMail(body)
  if (!mail) throw new Unreadable('The body is no mail: it does not begin with headers such as From and Date.')
  return tellMail(mail, receivedAt, deliveredTo(mail))
}
