import fc from 'fast-check'
import t from 'tap'
import { PROVIDERS } from '../../src/domain/integrations/integration.ts'
import { adapterOf } from '../../src/providers/adapters.ts'
import { Unreadable, type Webhook } from '../../src/providers/provider.ts'

const adapters = PROVIDERS.map(adapterOf)
const RANDOM = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7))

const bodies = fc.oneof(
  fc.json({ maxDepth: 6 }).map(text => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
  fc.constantFrom('', '{', '[]', 'null', '0', '"\\ud800"', '[[[[[[]]]]]]', 'payload={}', '{"__proto__":{"a":1}}').map(text => Buffer.from(text))
)
const types = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'message/rfc822', 'nonsense', '')
const webhooks: fc.Arbitrary<Webhook> = fc.record({
  url: fc.constant('https://goodturn.example/webhooks/integration_01h455vb4pex5vsknk084sn02q'),
  headers: fc.record({ 'content-type': types, 'x-github-event': fc.constantFrom('ping', 'issue_comment', 'nonsense', '') }),
  body: bodies,
  receivedAt: fc.constant(Date.parse('2026-03-01T12:00:00Z'))
})

t.test('each provider has an adapter of its own, with a limit that fits into memory many times', async t => {
  for (const [index, adapter] of adapters.entries()) {
    t.equal(adapter.provider, PROVIDERS[index])
    t.ok(adapter.limit >= 100_000 && adapter.limit <= 36_000_000, `${adapter.provider} takes ${adapter.limit} bytes`)
  }
})

t.test('a secret is made by us where we may, and taken by those who check what a member enters', async t => {
  for (const { provider, secret, makeSecret, faultOfSecret } of adapters) {
    t.equal(makeSecret === undefined, secret === 'GIVEN', provider)
    if (makeSecret && faultOfSecret) t.equal(faultOfSecret(makeSecret(RANDOM)), null, provider)
  }
})

t.test('no header that proves who sent a webhook is kept with it', async t => {
  for (const { provider, keepsHeaders } of adapters) {
    t.strictSame(keepsHeaders.filter(name => name !== name.toLowerCase() || /auth|cookie|secret|signature|token|key/.test(name)), [], provider)
  }
})

t.test('nothing that anybody may send is genuine without its secret, and none of it is a fault of ours', async t => {
  for (const adapter of adapters) {
    await fc.assert(fc.asyncProperty(webhooks, async webhook => {
      if (adapter.verify(webhook, ['another secret that is long enough']).isGenuine) return false
      adapter.signer?.keyId(webhook)
      const key = adapter.deliveryKey(webhook)
      if (key.length < 1 || key.length > 200 || adapter.deliveryKey(webhook) !== key) return false
      adapter.handshake?.(webhook, 'secret')
      if (adapter.shed && !Buffer.isBuffer(await adapter.shed(webhook))) return false
      try {
        const told = await adapter.translate(webhook)
        return 'ignored' in told ? /\.$/.test(told.ignored) : Array.isArray(told.events)
      } catch (error) {
        return error instanceof Unreadable
      }
    }), { numRuns: 150 })
    t.ok(true, adapter.provider)
  }
})
