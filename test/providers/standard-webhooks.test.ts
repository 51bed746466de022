import t from 'tap'
import { Unreadable } from '../../src/providers/provider.ts'
import { standardWebhooks } from '../../src/providers/standard-webhooks.ts'
import { arrived, NOW } from './support/senders.ts'

const read = (body: unknown) => standardWebhooks.translate(arrived(JSON.stringify(body), {}))
const faultOf = (secret: string) => standardWebhooks.faultOfSecret?.(secret) ?? null
const FAULT = 'is neither whsec_ with 24 bytes or more in base64, nor whpk_ with a public key of 32 bytes in base64.'

t.test('the data is an event of our own format, told when the webhook says', async t => {
  t.strictSame(read({ type: 'talk.held', timestamp: '2026-02-28T00:00:00Z', data: { external_id: 'a', kind: 'message' } }),
    { events: [{ source: 'standard_webhooks', externalId: 'a', toldAt: Date.UTC(2026, 1, 28), channel: 'DIRECT_MESSAGE' }] })
  t.strictSame(read({ type: 'talk.held', data: { events: [{ source: 'crm', external_id: 'a' }, { external_id: 'b', updated_at: 1767225600 }] } }), {
    events: [{ source: 'crm', externalId: 'a', toldAt: NOW }, { source: 'standard_webhooks', externalId: 'b', toldAt: Date.UTC(2026, 0, 1) }]
  })
})

t.test('a trial and an empty list are ignored', async t => {
  for (const type of ['ping', 'webhook.test']) t.strictSame(read({ type, data: {} }), { ignored: 'It only tries whether webhooks arrive.' })
  t.strictSame(read({ type: 'x', data: { events: [] } }), { ignored: 'There are no events in it.' })
})

t.test('what has no data in our format is unreadable, with the place', async t => {
  t.throws(() => read({ type: 'user.created', timestamp: 'now' }), new Unreadable('data: is not an object.'))
  t.throws(() => read([]), new Unreadable('data: is not an object.'))
  t.throws(() => read({ data: { id: 'user_1' } }), new Unreadable('data.external_id: is missing, is no text, or has more than 500 characters.'))
  t.throws(() => read({ data: { events: [{ external_id: 'a', kind: 1 }] } }), { message: /^data\.events\.0\.kind: is none of/ })
  t.throws(() => standardWebhooks.translate(arrived('{', {})), new Unreadable('The body is not JSON.'))
})

t.test('a secret is a key that cannot be guessed, or a public key', async t => {
  for (const secret of ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=']) t.equal(faultOf(secret), null, secret)
  for (const secret of ['', 'whsec_', 'whsec_c2hvcnQ=', 'whpk_', 'whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=', 'my pass phrase is very long indeed']) {
    t.equal(faultOf(secret), FAULT, secret)
  }
  const made = standardWebhooks.makeSecret?.(Buffer.alloc(32, 1)) ?? ''
  t.equal(made, `whsec_${Buffer.alloc(32, 1).toString('base64')}`)
  t.equal(faultOf(made), null)
})

t.test('a delivery is known by its id', async t => {
  t.equal(standardWebhooks.deliveryKey(arrived('{}', { 'webhook-id': 'msg_1' })), 'msg_1')
  t.equal(standardWebhooks.deliveryKey(arrived('{}', { 'svix-id': 'msg_2' })), 'msg_2')
})
