import * as fc from 'fast-check'
import t from 'tap'
import type { Webhook } from '../../src/providers/provider.ts'
import { PROVIDERS } from '../../src/domain/integrations/integration.ts'
import { SCHEMES, signedBy } from '../../src/providers/signatures.ts'
import { ADDRESS, NOW, SENDERS, type Sender } from './support/senders.ts'

const BODY = '{"name":"Ada é"}'
const senders = Object.entries(SENDERS) as [keyof typeof SENDERS, Sender][]
/** What a secret or a token that is sent along cannot say: which body it stands by. */
const SIGNS_NO_BODY = ['GENERIC', 'POSTMARK', 'MIME', 'TELEGRAM', 'MAILGUN']

const isGenuine = (provider: keyof typeof SCHEMES, webhook: Webhook, secrets: readonly string[] = [SENDERS[provider].secret]) =>
  signedBy(provider)(webhook, secrets).isGenuine
const withHeader = (webhook: Webhook, name: string, value: string | undefined): Webhook => {
  const { [name]: _, ...others } = webhook.headers
  return { ...webhook, headers: value === undefined ? others : { ...others, [name]: value } }
}

t.test('every provider signs in a way of its own, but for ActivityPub, whose senders have a key each', async t => {
  t.strictSame(Object.keys(SCHEMES), PROVIDERS.filter(provider => provider !== 'ACTIVITYPUB'))
})

for (const [provider, { sends, secret, otherSecret, header, windowMs }] of senders) {
  t.test(`a webhook of ${provider} is genuine by its secret, and by no other`, async t => {
    const webhook = sends(BODY)
    t.ok(isGenuine(provider, webhook))
    for (const secrets of [[], [''], [otherSecret], [secret.slice(0, -2)], [`${secret}A`], [secret.toUpperCase()], ['', otherSecret]]) {
      t.not(isGenuine(provider, webhook, secrets), true, String(secrets))
    }
    t.strictSame([[otherSecret, secret], [secret, otherSecret]].map(secrets => isGenuine(provider, webhook, secrets)), [true, true], 'one secret follows the other')
  })

  t.test(`a webhook of ${provider} that was touched is not genuine`, async t => {
    const webhook = sends(BODY)
    if (!SIGNS_NO_BODY.includes(provider)) {
      for (let at = 0; at < webhook.body.length; at++) {
        const body = Buffer.from(webhook.body)
        body[at] = (body[at] as number) ^ 1
        t.not(isGenuine(provider, { ...webhook, body }), true, `byte ${at}`)
      }
      for (const body of [webhook.body.subarray(1), webhook.body.subarray(0, -1), Buffer.concat([webhook.body, Buffer.from(' ')]), Buffer.alloc(0)]) {
        t.not(isGenuine(provider, { ...webhook, body }), true, `${body.length} bytes`)
      }
    }
    if (header === undefined) return
    const signature = webhook.headers[header] as string
    for (const value of [undefined, '', ' ', signature.slice(0, -1), signature.slice(0, signature.length / 2), `${signature}A`, signature.slice(1), 'v1,', 'v0=', 'sha256=', 't=,v1=', 'Bearer ', 'x'.repeat(5_000)]) {
      t.not(isGenuine(provider, withHeader(webhook, header, value)), true, value?.slice(0, 80) ?? 'no header')
    }
  })

  t.test(`a webhook of ${provider} is ${windowMs ? `no more than ${windowMs / 1_000} s old, or ahead` : 'as good tomorrow'}`, async t => {
    const webhook = sends(BODY)
    for (const way of [-1, 1]) {
      t.ok(isGenuine(provider, { ...webhook, receivedAt: NOW + way * (windowMs ?? 86_400_000) }))
      if (windowMs) t.not(isGenuine(provider, { ...webhook, receivedAt: NOW + way * (windowMs + 1_000) }), true)
    }
  })

  t.test(`no other secret makes a webhook of ${provider} genuine`, async t => {
    const webhook = sends(BODY)
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String({ minLength: 32 }), fc.base64String({ minLength: 32 }).map(key => `whsec_${key}`)), other =>
      other === secret || !isGenuine(provider, webhook, [other])), { numRuns: 50 })
    t.pass('none was found')
  })

  t.test(`any header of ${provider} is judged, whatever is in it`, async t => {
    const webhook = sends(BODY)
    const names = Object.keys(webhook.headers)
    fc.assert(fc.property(fc.constantFrom(...names), fc.oneof(fc.string(), fc.string().map(text => `v1a,${text}`), fc.string().map(text => `Basic ${text}`)), fc.constantFrom(ADDRESS, `${ADDRESS}?bodySHA256=`, 'nothing', ''), (name, value, url) => {
      signedBy(provider)(withHeader(webhook, name, value), [secret, otherSecret])
      signedBy(provider)({ ...webhook, url: value }, [secret])
      return !isGenuine(provider, { ...withHeader(webhook, name, value), url }, [otherSecret])
    }), { numRuns: 50 })
    t.pass('nothing was thrown')
  })
}

t.test('why it is not genuine can be told to who runs the server', async t => {
  const { sends, secret, otherSecret } = SENDERS.SLACK
  const reason = (webhook: Webhook, secrets: string[]) => {
    const verdict = signedBy('SLACK')(webhook, secrets)
    return verdict.isGenuine ? null : verdict.reason
  }
  t.equal(reason(sends(BODY), [otherSecret]), 'The signature is of other words, or by another secret.')
  t.equal(reason(sends(BODY, secret, NOW - 301_000), [secret]), 'Its time is not within 300 s of ours.')
  t.equal(reason(withHeader(sends(BODY), 'x-slack-signature', undefined), [secret]), 'It has no header x-slack-signature, or x-slack-request-timestamp, or one that says nothing.')
  t.equal(reason(sends(BODY), [secret]), null)
})
