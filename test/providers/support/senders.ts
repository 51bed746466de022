import { createHash, createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { Webhook } from '../../../src/providers/provider.ts'
import type { SCHEMES } from '../../../src/providers/signatures.ts'

/** 1 March 2026, 12:00:00 UTC. */
export const NOW = Date.UTC(2026, 2, 1, 12)
export const ADDRESS = 'https://goodturn.example/webhooks/int_1'

/** Signs as a provider does: written out once more, from what each of them says of it. */
export interface Sender {
  readonly secret: string
  /** Of the same kind, and not the one. */
  readonly otherSecret: string
  readonly windowMs?: number
  /** In which the signature is. */
  readonly header?: string
  readonly sends: (body: string, secret?: string, at?: number) => Webhook
}

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('base64')
const policy = p256()
const mac = (key: string | Buffer, text: string, encoding: 'hex' | 'base64' = 'hex', hash = 'sha256') => createHmac(hash, key).update(text).digest(encoding)
const seconds = (at: number) => String(Math.floor(at / 1_000))

export function arrived (body: string, headers: Record<string, string>, url = ADDRESS): Webhook {
  return { url, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(body), receivedAt: NOW }
}

const plain = { secret: 'the-secret-of-ada', otherSecret: 'the-secret-of-eve' }

function ofBody (header: string, prefix: string): Sender {
  return { ...plain, header, sends: (body, secret = plain.secret) => arrived(body, { [header]: prefix + mac(secret, body) }) }
}

function withTime (header: string, timeHeader: string): Sender {
  return {
    ...plain,
    header,
    windowMs: 300_000,
    sends: (body, secret = plain.secret, at = NOW) => arrived(body, { [header]: `v0=${mac(secret, `v0:${seconds(at)}:${body}`)}`, [timeHeader]: seconds(at) })
  }
}

function withPassword (): Sender {
  return { ...plain, header: 'authorization', sends: (body, secret = plain.secret) => arrived(body, { authorization: `Bearer ${secret}` }) }
}

const STANDARD = { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', otherSecret: `whsec_${'a'.repeat(32)}` }

/** Of each provider, by its surest way. */
export const SENDERS: Readonly<Record<keyof typeof SCHEMES, Sender>> = {
  GENERIC: withPassword(),
  STANDARD_WEBHOOKS: {
    ...STANDARD,
    header: 'webhook-signature',
    windowMs: 300_000,
    sends: (body, secret = STANDARD.secret, at = NOW) => arrived(body, {
      'webhook-id': 'msg_1',
      'webhook-timestamp': seconds(at),
      'webhook-signature': `v1,${mac(Buffer.from(secret.slice(6), 'base64'), `msg_1.${seconds(at)}.${body}`, 'base64')}`
    })
  },
  GITHUB: ofBody('x-hub-signature-256', 'sha256='),
  CAL_COM: ofBody('x-cal-signature-256', ''),
  CALENDLY: {
    ...plain,
    header: 'calendly-webhook-signature',
    windowMs: 180_000,
    sends: (body, secret = plain.secret, at = NOW) =>
      arrived(body, { 'calendly-webhook-signature': `t=${seconds(at)},v1=${mac(secret, `${seconds(at)}.${body}`)}` })
  },
  POSTMARK: withPassword(),
  MAILGUN: {
    ...plain,
    windowMs: 86_400_000,
    sends: (body, secret = plain.secret, at = NOW) => {
      const token = createHash('sha256').update(body).digest('hex').slice(0, 50)
      const fields = new URLSearchParams({ timestamp: seconds(at), token, signature: mac(secret, seconds(at) + token), 'body-plain': body })
      return arrived(fields.toString(), { 'content-type': 'application/x-www-form-urlencoded' })
    }
  },
  SENDGRID: {
    secret: spki(policy.publicKey),
    otherSecret: spki(p256().publicKey),
    header: 'x-twilio-email-event-webhook-signature',
    windowMs: 300_000,
    sends: (body, _secret, at = NOW) => arrived(body, {
      'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(seconds(at) + body), policy.privateKey).toString('base64'),
      'x-twilio-email-event-webhook-timestamp': seconds(at)
    })
  },
  MIME: withPassword(),
  SLACK: withTime('x-slack-signature', 'x-slack-request-timestamp'),
  TWILIO: {
    ...plain,
    header: 'x-twilio-signature',
    sends: (body, secret = plain.secret) => {
      const url = `${ADDRESS}?bodySHA256=${createHash('sha256').update(body).digest('hex')}`
      return arrived(body, { 'x-twilio-signature': mac(secret, url, 'base64', 'sha1') }, url)
    }
  },
  WHATSAPP: ofBody('x-hub-signature-256', 'sha256='),
  TELEGRAM: {
    ...plain,
    header: 'x-telegram-bot-api-secret-token',
    sends: (body, secret = plain.secret) => arrived(body, { 'x-telegram-bot-api-secret-token': secret })
  },
  ZOOM: withTime('x-zm-signature', 'x-zm-request-timestamp')
}
