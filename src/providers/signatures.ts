import type { Provider } from '../domain/integrations/integration.ts'
import type { ProviderAdapter } from './provider.ts'
import { bytesAfter, ecdsa, ed25519, hmac, staticSecret } from './signatures/checks.ts'
import { verifySignature, type Scheme } from './signatures/scheme.ts'
import {
  addressAndForm, authorization, mailgunFields, ofBody, ofTimeBody, ofTimeDotBody, ofVersionTimeBody, secretIn, standard
} from './signatures/signed.ts'

/** How far a sender's clock may be from ours, and how long a captured webhook can be sent again. */
const WINDOW_MS = 300_000
const CALENDLY_WINDOW_MS = 180_000
/** Mailgun passes on when it likes, and its tokens are taken once only. */
const MAILGUN_WINDOW_MS = 24 * 3_600_000

/** Standard Webhooks 1.0.0 has 24 to 64 bytes; a sender that takes longer ones does no harm. */
const FEWEST_KEY_BYTES = 24

/** The key in `whsec_` and base64, which some senders show without the prefix; null where it is none, or so short that it can be guessed. */
export function standardKey (secret: string): Buffer | null {
  const key = bytesAfter('', secret.replace(/^whsec_/, ''))
  return key && key.length >= FEWEST_KEY_BYTES ? key : null
}

const STANDARD_V1: Scheme = { signed: standard('v1'), check: hmac('sha256', 'base64', standardKey), windowMs: WINDOW_MS }
const STANDARD_V1A: Scheme = { signed: standard('v1a'), check: ed25519, windowMs: WINDOW_MS }
const PASSWORD: Scheme = { signed: authorization, check: staticSecret }

/** How each provider signs; where it has several ways, one that fits is enough. The senders of ActivityPub have a key each. */
export const SCHEMES = {
  GENERIC: [PASSWORD, STANDARD_V1],
  STANDARD_WEBHOOKS: [STANDARD_V1, STANDARD_V1A],
  GITHUB: [{ signed: ofBody('x-hub-signature-256', 'sha256='), check: hmac('sha256', 'hex') }],
  // Where no secret is set there, `no-secret-provided` is sent, which is the HMAC of nothing.
  CAL_COM: [{ signed: ofBody('x-cal-signature-256'), check: hmac('sha256', 'hex') }],
  CALENDLY: [{ signed: ofTimeDotBody('calendly-webhook-signature'), check: hmac('sha256', 'hex'), windowMs: CALENDLY_WINDOW_MS }],
  POSTMARK: [PASSWORD],
  MAILGUN: [{ signed: mailgunFields, check: hmac('sha256', 'hex'), windowMs: MAILGUN_WINDOW_MS }],
  // What is received is signed only where a security policy is set there; else it comes with a password.
  SENDGRID: [
    { signed: ofTimeBody('x-twilio-email-event-webhook-signature', 'x-twilio-email-event-webhook-timestamp'), check: ecdsa, windowMs: WINDOW_MS },
    PASSWORD
  ],
  MIME: [PASSWORD],
  SLACK: [{ signed: ofVersionTimeBody('x-slack-signature', 'x-slack-request-timestamp'), check: hmac('sha256', 'hex'), windowMs: WINDOW_MS }],
  TWILIO: [{ signed: addressAndForm, check: hmac('sha1', 'base64') }],
  WHATSAPP: [{ signed: ofBody('x-hub-signature-256', 'sha256='), check: hmac('sha256', 'hex') }],
  TELEGRAM: [{ signed: secretIn('x-telegram-bot-api-secret-token'), check: staticSecret }],
  ZOOM: [{ signed: ofVersionTimeBody('x-zm-signature', 'x-zm-request-timestamp'), check: hmac('sha256', 'hex'), windowMs: WINDOW_MS }]
} as const satisfies Readonly<Record<Exclude<Provider, 'ACTIVITYPUB'>, readonly Scheme[]>>

/** The `verify` of a provider's adapter. */
export function signedBy (provider: keyof typeof SCHEMES): ProviderAdapter['verify'] {
  return (webhook, secrets) => verifySignature(SCHEMES[provider], webhook, secrets)
}
