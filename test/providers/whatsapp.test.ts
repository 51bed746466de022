import * as fc from 'fast-check'
import t from 'tap'
import { Unreadable } from '../../src/providers/provider.ts'
import { whatsapp } from '../../src/providers/whatsapp/whatsapp.ts'
import { surviveAnything } from './support/any-json.ts'
import { eventsOf, folded } from './support/fold.ts'
import { arrived, NOW, SENDERS } from './support/senders.ts'

const ADA = '4915112345678'
const SECONDS = String(NOW / 1_000)
const metadata = { display_phone_number: '14155550142', phone_number_id: '1122334455667' }
const contacts = [{ profile: { name: 'Ada Lovelace' }, wa_id: ADA, user_id: 'DE.1349' }]
const body = (value: object, field = 'messages') => {
  const change = { field, value: { messaging_product: 'whatsapp', metadata, contacts, ...value } }
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] }
}
const later = (seconds: number) => String(NOW / 1_000 + seconds)
const sent = (value: object, field?: string) => arrived(JSON.stringify(body(value, field)), {})
const message = (more: object = {}) => ({ from: ADA, id: 'wamid.1', timestamp: SECONDS, type: 'text', text: { body: 'Hello' }, ...more })
const read = (...messages: object[]) => eventsOf(whatsapp.translate(sent({ messages })))

const THEM = { name: 'Ada Lovelace', identities: [{ kind: 'WHATSAPP', value: ADA }, { kind: 'OTHER', value: 'whatsapp:DE.1349' }] }
const US = { name: null, identities: [{ kind: 'WHATSAPP', value: '14155550142' }, { kind: 'OTHER', value: 'whatsapp:1122334455667' }], isUs: true }

t.test('a message is from who wrote it to our number', async t => {
  t.strictSame(read(message()), [{
    source: 'whatsapp',
    externalId: 'wamid.1',
    toldAt: NOW,
    channel: 'DIRECT_MESSAGE',
    occurredAt: NOW,
    status: 'HELD',
    parties: [{ role: 'FROM', ...THEM }, { role: 'TO', ...US }],
    text: 'Hello'
  }])
})

t.test('what was written on our own phone is from us', async t => {
  const echo = { id: 'wamid.2', from: metadata.display_phone_number, to: ADA, timestamp: SECONDS, type: 'text', text: { body: 'Hi Ada' } }
  t.match(eventsOf(whatsapp.translate(sent({ message_echoes: [echo] }, 'smb_message_echoes'))),
    [{ externalId: 'wamid.2', parties: [{ role: 'FROM', ...US }, { role: 'TO', ...THEM }], text: 'Hi Ada' }])
})

t.test('each kind of message has the words that a person wrote in it', async t => {
  for (const [more, channel, text] of [
    [{ type: 'image', image: { caption: 'A loom' } }, 'DIRECT_MESSAGE', 'A loom'],
    [{ type: 'image', image: {} }, 'DIRECT_MESSAGE', null],
    [{ type: 'video', video: { caption: 'An engine' } }, 'DIRECT_MESSAGE', 'An engine'],
    [{ type: 'document', document: { filename: 'notes.pdf' } }, 'DIRECT_MESSAGE', 'notes.pdf'],
    [{ type: 'audio', audio: { voice: true } }, 'VOICE_MESSAGE', null],
    [{ type: 'audio', audio: { voice: false } }, 'DIRECT_MESSAGE', null],
    [{ type: 'sticker', sticker: {} }, 'DIRECT_MESSAGE', null],
    [{ type: 'location', location: { name: 'The Tabard', address: 'London' } }, 'DIRECT_MESSAGE', 'The Tabard, London'],
    [{ type: 'contacts', contacts: [{ name: { formatted_name: 'Charles Babbage' } }] }, 'DIRECT_MESSAGE', 'Charles Babbage'],
    [{ type: 'order', order: { text: 'Two looms' } }, 'DIRECT_MESSAGE', 'Two looms'],
    [{ type: 'button', button: { text: 'Yes' } }, 'DIRECT_MESSAGE', 'Yes'],
    [{ type: 'interactive', interactive: { list_reply: { title: 'Tuesday' } } }, 'DIRECT_MESSAGE', 'Tuesday'],
    [{ group_id: 'g1' }, 'COMMENT', 'Hello']
  ] as const) t.match(read(message(more)), [{ channel, text }], JSON.stringify(more))
})

t.test('who hides their number is known by the id that WhatsApp gives them', async t => {
  const { from, ...hidden } = message({ from_user_id: 'DE.1349' })
  t.match(read(hidden), [{ parties: [{ role: 'FROM', name: 'Ada Lovelace', identities: [{ kind: 'OTHER', value: 'whatsapp:DE.1349' }] }, {}] }])
})

t.test('a reaction is a thing of its own, and is taken back by one without an emoji', async t => {
  const reaction = (emoji: string | undefined, at: number) =>
    message({ id: `wamid.r${at}`, type: 'reaction', timestamp: later(at), reaction: { message_id: 'wamid.9', emoji } })
  t.match(read(reaction('😮', 0)), [{ externalId: `reaction:wamid.9:${ADA}`, channel: 'REACTION', status: 'HELD', text: '😮', occurredAt: NOW }])
  for (const emoji of ['', undefined]) {
    t.match(read(reaction(emoji, 0)), [{ externalId: `reaction:wamid.9:${ADA}`, status: 'CANCELLED', text: null, subject: null }])
  }
  t.equal(folded([...read(reaction('', 5)), ...read(reaction('😮', 0))])[0]?.fields['status'], 'CANCELLED')
})

t.test('an edit changes the words of the first message, and a revocation takes them back, in any order', async t => {
  const words = { type: 'text', text: { body: 'Hello, Grace' } }
  const edit = message({ id: 'wamid.e', type: 'edit', timestamp: later(60), edit: { original_message_id: 'wamid.1', message: words } })
  const revoke = message({ id: 'wamid.d', type: 'revoke', timestamp: later(60), revoke: { original_message_id: 'wamid.1' } })
  for (const [life, fields] of [
    [[message(), edit], { status: 'HELD', text: 'Hello, Grace' }], [[message(), edit, revoke], { status: 'CANCELLED', text: null }]
  ] as const) {
    fc.assert(fc.property(fc.shuffledSubarray([...life, ...life], { minLength: life.length * 2 }), order => {
      const [thing, ...others] = folded(order.flatMap(one => read(one)))
      return others.length === 0 && thing?.fields['status'] === fields.status && thing.fields['text'] === fields.text && thing.fields['occurredAt'] === NOW
    }), { numRuns: 30 })
  }
})

t.test('several messages come at once, and each is told', async t => {
  const told = read(message(), message({ id: 'wamid.2' }), message({ id: 'wamid.3', type: 'system', system: {} }))
  t.strictSame(told.map(({ externalId }) => externalId), ['wamid.1', 'wamid.2'])
})

t.test('receipts, notices, calls and what was written long before are no touch', async t => {
  t.match(whatsapp.translate(sent({ statuses: [{ id: 'wamid.1', status: 'read', recipient_id: ADA }] })), { ignored: /delivered or read/ })
  for (const type of ['unsupported', 'system', 'constructor', 'unknown']) {
    t.match(whatsapp.translate(sent({ messages: [message({ type })] })), { ignored: /notice/ }, type)
  }
  t.match(whatsapp.translate(sent({ calls: [] }, 'calls')), { ignored: /no message/ })
  t.match(whatsapp.translate(sent({ messages: [message()] }, 'history')), { ignored: /no message/ })
  for (const text of ['{}', '[]', '{"object":"page"}', 'x']) t.throws(() => whatsapp.translate(arrived(text, {})), Unreadable, text)
})

t.test('the question whether we know the token is answered with its challenge', async t => {
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'the-token', 'hub.challenge': '1158201444' }
  t.strictSame(whatsapp.answerGet?.(query, 'the-token'), { status: 200, contentType: 'text/plain; charset=utf-8', body: '1158201444' })
  for (const wrong of [
    { 'hub.verify_token': 'another' }, { 'hub.verify_token': '' }, { 'hub.mode': 'unsubscribe' }, { 'hub.challenge': '' }, { 'hub.challenge': '1'.repeat(1_001) }
  ]) {
    t.equal(whatsapp.answerGet?.({ ...query, ...wrong }, 'the-token'), null, JSON.stringify(wrong))
  }
  t.equal(whatsapp.answerGet?.({}, 'the-token'), null)
  t.equal(whatsapp.answerGet?.(query, ''), null)
})

t.test('only what was signed is taken, with its letters escaped as they came', async t => {
  const { sends, secret, otherSecret } = SENDERS.WHATSAPP
  t.ok(whatsapp.verify(sends('{"text":"caf\\u00e9"}'), [secret]).isGenuine)
  t.ok(!whatsapp.verify({ ...sends('{"text":"caf\\u00e9"}'), body: Buffer.from('{"text":"café"}') }, [secret]).isGenuine)
  t.ok(!whatsapp.verify(sends('{}', otherSecret), [secret]).isGenuine)
})

t.test('the key is of all the messages that come at once', async t => {
  const key = whatsapp.deliveryKey(sent({ messages: [message(), message({ id: 'wamid.2' })] }))
  t.equal(key, whatsapp.deliveryKey(sent({ messages: [message({ text: { body: 'x' } }), message({ id: 'wamid.2' })] })))
  t.not(key, whatsapp.deliveryKey(sent({ messages: [message()] })))
  t.not(whatsapp.deliveryKey(sent({ statuses: [{ id: 'wamid.1', status: 'sent' }] })), whatsapp.deliveryKey(sent({ statuses: [{ id: 'wamid.1', status: 'read' }] })))
})

t.test('nothing that is signed makes it fail', async () => {
  const reaction = message({ type: 'reaction', reaction: { message_id: 'm', emoji: 'x' } })
  const edit = message({ type: 'edit', edit: { original_message_id: 'm', message: { type: 'text' } } })
  surviveAnything(whatsapp, [body({ messages: [message(), reaction, edit] })])
})
