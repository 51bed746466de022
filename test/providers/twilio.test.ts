import { createHash, createHmac } from 'node:crypto'
import t from 'tap'
import { Unreadable } from '../../src/providers/provider.ts'
import { twilio } from '../../src/providers/twilio.ts'
import { surviveAnything } from './support/any-json.ts'
import { eventsOf, folded } from './support/fold.ts'
import { ADDRESS, arrived, NOW, SENDERS } from './support/senders.ts'

const MINUTE = 60_000
const OURS = '+14155550142'
const ADA = '+4915112345678'
const form = (fields: Record<string, string>, receivedAt = NOW) =>
  ({ ...arrived(new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' }), receivedAt })
const json = (fields: Record<string, unknown>) => arrived(JSON.stringify(fields), {})
const sms = { MessageSid: 'SM1', SmsSid: 'SM1', SmsStatus: 'received', NumMedia: '0', Body: 'Running late ☂', From: ADA, To: OURS }
const ended = 'Sun, 01 Mar 2026 11:59:30 +0000'
const call = { CallSid: 'CA1', CallStatus: 'completed', Direction: 'inbound', CallDuration: '187', From: ADA, To: OURS, Timestamp: ended }
const phone = (value: string) => [{ kind: 'PHONE', value }]

t.test('a text message is from who sent it to our number', async t => {
  const event = {
    source: 'twilio',
    externalId: 'SM1',
    toldAt: NOW,
    channel: 'SMS',
    occurredAt: NOW,
    status: 'HELD',
    text: 'Running late ☂',
    parties: [{ role: 'FROM', name: null, identities: phone(ADA) }, { role: 'TO', name: null, identities: phone(OURS), isUs: true }]
  }
  t.strictSame(eventsOf(twilio.translate(form(sms))), [event])
  t.strictSame(eventsOf(twilio.translate(json(sms))), [event])
  t.match(eventsOf(twilio.translate(form({ ...sms, Body: '', NumMedia: '1' }))), [{ text: null }])
})

t.test('a message by WhatsApp is a direct message, of a person with a name', async t => {
  t.match(eventsOf(twilio.translate(form({ ...sms, From: `whatsapp:${ADA}`, To: `whatsapp:${OURS}`, ProfileName: 'Ada', WaId: ADA.slice(1) }))),
    [{
      channel: 'DIRECT_MESSAGE',
      parties: [{ name: 'Ada', identities: [{ kind: 'WHATSAPP', value: ADA }] },
        { isUs: true, identities: [{ kind: 'WHATSAPP', value: OURS }] }]
    }])
})

t.test('a message of ours is from us, once it is out', async t => {
  const out = { MessageSid: 'SM2', From: OURS, To: ADA }
  t.match(eventsOf(twilio.translate(form({ ...out, MessageStatus: 'delivered' }))),
    [{ status: 'HELD', parties: [{ role: 'FROM', isUs: true, identities: phone(OURS) }, { role: 'TO', identities: phone(ADA) }] }])
  t.match(eventsOf(twilio.translate(form({ ...out, MessageStatus: 'undelivered' }))), [{ status: 'CANCELLED' }])
  t.match(eventsOf(twilio.translate(form({ ...out, From: 'Goodturn', MessageStatus: 'sent' }))),
    [{ parties: [{ isUs: true, identities: [{ kind: 'OTHER', value: 'twilio:Goodturn' }] }, {}] }])
  for (const status of ['accepted', 'queued', 'sending', 'read']) {
    t.match(twilio.translate(form({ ...out, MessageStatus: status })), { ignored: /on its way/ }, status)
  }
})

t.test('how a message of ours ended does not depend on which status arrives last', async t => {
  const of = (status: string, at: number) => eventsOf(twilio.translate(form({ MessageSid: 'SM2', From: OURS, To: ADA, MessageStatus: status }, at)))
  for (const [first, second] of [[NOW, NOW + MINUTE], [NOW + MINUTE, NOW]] as const) {
    t.equal(folded([...of('sent', first), ...of('undelivered', second)])[0]?.fields['status'], 'CANCELLED')
    t.equal(folded([...of('delivered', first), ...of('sent', second)])[0]?.fields['status'], 'HELD')
  }
})

t.test('a call that was answered is held from its beginning to its end', async t => {
  const end = Date.UTC(2026, 2, 1, 11, 59, 30)
  t.strictSame(eventsOf(twilio.translate(form(call))), [{
    source: 'twilio',
    externalId: 'CA1',
    toldAt: end,
    channel: 'PHONE_CALL',
    occurredAt: end - 187_000,
    endedAt: end,
    status: 'HELD',
    parties: [{ role: 'FROM', name: null, identities: phone(ADA) }, { role: 'TO', name: null, identities: phone(OURS), isUs: true }]
  }])
  const { Timestamp, CallDuration, ...bare } = call
  t.match(eventsOf(twilio.translate(form(bare))), [{ occurredAt: NOW, toldAt: NOW }])
  t.match(eventsOf(twilio.translate(form({ ...bare, Timestamp: 'yesterday' }))), [{ occurredAt: NOW }])
})

t.test('a call that nobody answered is an attempt', async t => {
  for (const status of ['no-answer', 'busy', 'failed', 'canceled']) {
    const out = { ...call, CallStatus: status, Direction: 'outbound-api', From: OURS, To: ADA }
    t.match(eventsOf(twilio.translate(form(out))),
      [{ status: 'NO_SHOW', parties: [{ role: 'FROM', isUs: true }, { role: 'TO', identities: phone(ADA) }] }], status)
  }
  for (const status of ['queued', 'initiated', 'ringing', 'in-progress']) {
    t.match(twilio.translate(form({ ...call, CallStatus: status })), { ignored: /not over/ }, status)
  }
})

t.test('withheld numbers are not one person, and what cannot be called is nobody', async t => {
  for (const from of ['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', 'anonymous', '']) {
    t.match(twilio.translate(form({ ...call, From: from })), { ignored: /withheld/ }, from)
  }
  for (const from of ['22395', 'AMAZON', 'client:grace', 'sip:ada@example.org', 'messenger:123']) {
    t.match(twilio.translate(form({ ...sms, From: from })), { ignored: /short code/ }, from)
  }
})

t.test('what is neither a message nor a call is unreadable', async t => {
  for (const webhook of [form({ AccountSid: 'AC1' }), json({}), json([] as never), arrived('x', {})]) t.throws(() => twilio.translate(webhook), Unreadable)
  const { Direction, ...undirected } = call
  t.throws(() => twilio.translate(form(undirected)), /Direction/)
})

t.test('only what was signed for our address is taken', async t => {
  const sign = (text: string, key = 'token') => createHmac('sha1', key).update(text).digest('base64')
  const sent = form({ MessageSid: 'SM1', Body: 'hi' })
  const signed = (key?: string) => ({ ...sent, headers: { ...sent.headers, 'x-twilio-signature': sign(`${ADDRESS}BodyhiMessageSidSM1`, key) } })
  t.ok(twilio.verify(signed(), ['token']).isGenuine)
  t.ok(!twilio.verify(signed('other'), ['token']).isGenuine)
  t.ok(!twilio.verify({ ...signed(), url: `${ADDRESS}x` }, ['token']).isGenuine)
  t.ok(!twilio.verify({ ...signed(), body: Buffer.from('MessageSid=SM1&Body=ho') }, ['token']).isGenuine)
  const { sends, secret } = SENDERS.TWILIO
  t.ok(twilio.verify(sends(JSON.stringify(sms)), [secret]).isGenuine)
  t.ok(!twilio.verify({ ...sends(JSON.stringify(sms)), body: Buffer.from('{}') }, [secret]).isGenuine)
})

t.test('the key is of the sid and the status', async t => {
  t.equal(twilio.deliveryKey(form(call)), twilio.deliveryKey(form({ ...call, Timestamp: 'x' })))
  t.not(twilio.deliveryKey(form(call)), twilio.deliveryKey(form({ ...call, CallStatus: 'ringing' })))
  t.equal(twilio.deliveryKey(form(sms)), twilio.deliveryKey(json(sms)))
  t.equal(twilio.deliveryKey(form({ a: 'b' })), createHash('sha256').update('a=b').digest('hex'))
})

t.test('nothing that is signed makes it fail', async () => {
  surviveAnything(twilio, [sms, call, { ...sms, SmsStatus: 'sent' }])
})
