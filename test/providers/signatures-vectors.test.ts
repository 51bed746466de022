import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import type { Webhook } from '../../src/providers/provider.ts'
import { signedBy, type SCHEMES } from '../../src/providers/signatures.ts'
import { arrived, NOW } from './support/senders.ts'

interface Vector {
  readonly provider: keyof typeof SCHEMES
  readonly secret: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly at?: number
  readonly url?: string
}

const STANDARD = { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330' }
const STANDARD_BODY = '{"test": 2432232314}'
const STANDARD_AT = 1614265330_000
const V1 = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
const V1A = 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=='
const WHSEC = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const WHPK = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4='

/** As the providers publish them, in their documentation or with their libraries. */
const VECTORS: readonly Vector[] = [
  { provider: 'STANDARD_WEBHOOKS', secret: WHSEC, headers: { ...STANDARD, 'webhook-signature': V1 }, body: STANDARD_BODY, at: STANDARD_AT },
  { provider: 'STANDARD_WEBHOOKS', secret: WHPK, headers: { ...STANDARD, 'webhook-signature': V1A }, body: STANDARD_BODY, at: STANDARD_AT },
  { provider: 'GENERIC', secret: WHSEC, headers: { ...STANDARD, 'webhook-signature': V1 }, body: STANDARD_BODY, at: STANDARD_AT },
  {
    provider: 'GITHUB',
    secret: "It's a Secret to Everybody",
    headers: { 'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' },
    body: 'Hello, World!'
  },
  {
    provider: 'SLACK',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    headers: { 'x-slack-request-timestamp': '1531420618', 'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503' },
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&' +
      'user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F' +
      '96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    at: 1531420618_000
  },
  {
    provider: 'TWILIO',
    secret: '12345',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
    body: 'To=%2B18005551212&From=%2B14158675309&Digits=1234&Caller=%2B14158675309&CallSid=CA1234567890ABCDE'
  },
  {
    provider: 'TWILIO',
    secret: '12345',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620',
    headers: { 'x-twilio-signature': 'a9nBmqA0ju/hNViExpshrM61xv4=' },
    body: '{"property": "value", "boolean": true}'
  },
  {
    provider: 'SENDGRID',
    secret: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==',
    headers: {
      'x-twilio-email-event-webhook-timestamp': '1600112502',
      'x-twilio-email-event-webhook-signature': 'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM='
    },
    body: '[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",' +
      '"sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>",' +
      '"timestamp":1600112492}]\r\n',
    at: 1600112502_000
  },
  {
    provider: 'MAILGUN',
    secret: 'TEST_WEBHOOK_SIGNING_KEY',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'timestamp=1461261330&token=06c96bafc3f42a66b9edd546347a2fe18dc23461fe80dc52f0&signature=3e24f71c7e802be94c5abca2fd6ca6957cca2e1e2396d26716b87e1ca8c56634',
    at: 1461261330_000
  }
]

function webhookOf ({ headers, body, at = NOW, url }: Omit<Vector, 'provider' | 'secret'>): Webhook {
  return { ...arrived(body, headers, url), receivedAt: at }
}

t.test('the published signatures are genuine, and by another secret they are not', async t => {
  for (const vector of VECTORS) {
    const verify = signedBy(vector.provider)
    t.strictSame(verify(webhookOf(vector), [vector.secret]), { isGenuine: true }, vector.provider)
    t.not(verify(webhookOf(vector), [`${vector.secret}0`]).isGenuine, true)
    t.not(verify({ ...webhookOf(vector), receivedAt: (vector.at ?? 0) + 90_000_000 }, [vector.secret]).isGenuine, vector.at !== undefined, 'a day and an hour later')
  }
})

t.test('what standardwebhooks signs is genuine, and what is genuine it takes', async t => {
  const at = new Date()
  const body = JSON.stringify({ type: 'contact.created', name: 'Ada é' })
  for (const secret of [WHSEC, `whsec_${'0123456789abcdef'.repeat(4)}`, WHSEC.slice(6)]) {
    const theirs = new StandardWebhook(secret)
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)), 'webhook-signature': theirs.sign('msg_1', at, body) }
    const webhook = { ...arrived(body, headers), receivedAt: at.getTime() }
    for (const provider of ['STANDARD_WEBHOOKS', 'GENERIC'] as const) t.ok(signedBy(provider)(webhook, [secret]).isGenuine, `${provider} ${secret}`)
    t.ok(theirs.verify(body, headers))
    const touched = headers['webhook-signature'].replace(/,(.)/, (_, first: string) => first === 'a' ? ',b' : ',a')
    t.throws(() => theirs.verify(body, { ...headers, 'webhook-signature': touched }))
    t.not(signedBy('STANDARD_WEBHOOKS')({ ...webhook, headers: { ...headers, 'webhook-signature': touched } }, [secret]).isGenuine, true)
  }
})

const SHARED = new URL('../../../shared/fixtures/vectors/signature-vectors.json', import.meta.url)

t.test('the collected signatures are genuine', { skip: existsSync(SHARED) ? false : 'the collected signatures are not here' }, async t => {
  const collected = JSON.parse(readFileSync(SHARED, 'utf8')) as (Record<string, string> & { headers?: Record<string, string>, form?: Record<string, string> })[]
  const ours = collected.filter(({ provider }) => provider !== 'hubspot')
  t.equal(ours.length, 8)
  for (const { provider = '', secret, public_key: publicKey, headers = {}, form, body, url } of ours) {
    const at = Number(form?.['timestamp'] ?? Object.entries(headers).find(([name]) => name.endsWith('timestamp'))?.[1] ?? NOW / 1_000) * 1_000
    const all = form ? { ...headers, 'content-type': 'application/x-www-form-urlencoded' } : headers
    const webhook = webhookOf({ headers: all, body: form ? new URLSearchParams(form).toString() : body ?? '', at, ...(url && { url }) })
    const name = provider.toUpperCase().replace('-', '_') as keyof typeof SCHEMES
    t.strictSame(signedBy(name)(webhook, [secret ?? publicKey ?? '']), { isGenuine: true }, provider)
  }
})
