import type { Provider } from '../domain/integrations/integration.ts'
import { activitypub } from './activitypub/adapter.ts'
import { calCom } from './cal-com.ts'
import { calendly } from './calendly.ts'
import { generic } from './generic.ts'
import { github } from './github/github.ts'
import { mailgun } from './email/mailgun.ts'
import { mime } from './email/mime.ts'
import { postmark } from './email/postmark.ts'
import type { ProviderAdapter } from './provider.ts'
import { sendgrid } from './email/sendgrid.ts'
import { slack } from './slack/slack.ts'
import { standardWebhooks } from './standard-webhooks.ts'
import { telegram } from './telegram.ts'
import { twilio } from './twilio.ts'
import { whatsapp } from './whatsapp/whatsapp.ts'
import { zoom } from './zoom.ts'

const ADAPTERS = {
  GENERIC: generic,
  STANDARD_WEBHOOKS: standardWebhooks,
  GITHUB: github,
  CAL_COM: calCom,
  CALENDLY: calendly,
  POSTMARK: postmark,
  MAILGUN: mailgun,
  SENDGRID: sendgrid,
  MIME: mime,
  SLACK: slack,
  TWILIO: twilio,
  WHATSAPP: whatsapp,
  TELEGRAM: telegram,
  ZOOM: zoom,
  ACTIVITYPUB: activitypub
} satisfies Record<Provider, ProviderAdapter>

/** All that is particular to a provider. */
export function adapterOf (provider: Provider): ProviderAdapter {
  return ADAPTERS[provider]
}
