import * as fc from 'fast-check'
import t from 'tap'
import { Unreadable } from '../../src/providers/provider.ts'
import { telegram } from '../../src/providers/telegram.ts'
import { surviveAnything } from './support/any-json.ts'
import { eventsOf, folded } from './support/fold.ts'
import { arrived, NOW, SENDERS } from './support/senders.ts'

const DATE = NOW / 1_000
const ada = { id: 1111, is_bot: false, first_name: 'Ada', last_name: 'Lovelace', username: 'ada_l' }
const grace = { id: 2222, is_bot: false, first_name: 'Grace' }
const chat = { id: 1111, type: 'private', first_name: 'Ada', last_name: 'Lovelace', username: 'ada_l' }
const group = { id: -100123, type: 'supergroup', title: 'Compilers' }
const message = (more: object = {}) => ({ message_id: 7, from: ada, chat, date: DATE, text: 'Hello', ...more })
const update = (kind: string, value: object, id = 10) => arrived(JSON.stringify({ update_id: id, [kind]: value }), {})
const read = (kind: string, value: object, id?: number) => eventsOf(telegram.translate(update(kind, value, id)))

const ADA = { name: 'Ada Lovelace', identities: [{ kind: 'OTHER', value: 'telegram:1111' }, { kind: 'TELEGRAM', value: 'ada_l' }] }
const GRACE = { name: 'Grace', identities: [{ kind: 'OTHER', value: 'telegram:2222' }] }

t.test('a message to the bot is from who wrote it', async t => {
  t.strictSame(read('message', message()), [{
    source: 'telegram',
    externalId: '1111:7',
    toldAt: NOW,
    sequence: 10,
    channel: 'DIRECT_MESSAGE',
    occurredAt: NOW,
    status: 'HELD',
    parties: [{ role: 'FROM', ...ADA }],
    text: 'Hello'
  }])
})

t.test('words stand beside a picture too, and a voice is a voice', async t => {
  const { text, ...bare } = message()
  t.match(read('message', { ...bare, photo: [{}], caption: 'A loom' }), [{ channel: 'DIRECT_MESSAGE', text: 'A loom' }])
  t.match(read('message', { ...bare, voice: { duration: 3 } }), [{ channel: 'VOICE_MESSAGE', text: null }])
  t.match(read('message', { ...bare, sticker: { emoji: '👋' } }), [{ text: '👋' }])
})

t.test('in a group, words are a comment, and a reply to who is answered', async t => {
  t.match(read('message', message({ chat: group })), [{ externalId: '-100123:7', channel: 'COMMENT', parties: [{ role: 'FROM', ...ADA }] }])
  t.match(read('message', message({ chat: group, reply_to_message: { message_id: 6, from: grace } })),
    [{ channel: 'REPLY', parties: [{ role: 'FROM', ...ADA }, { role: 'TO', ...GRACE }] }])
  t.match(read('message', message({ chat: group, reply_to_message: { message_id: 1, from: grace, forum_topic_created: { name: 'Loops' } } })),
    [{ channel: 'COMMENT' }])
})

t.test('in the chats of a business account, what the owner writes is ours', async t => {
  const business = { business_connection_id: 'b1', chat }
  t.match(read('business_message', message(business)), [{ externalId: 'business:1111:7', parties: [{ role: 'FROM', ...ADA }] }])
  t.match(read('business_message', message({ ...business, from: grace })), [{ parties: [{ role: 'FROM', ...GRACE, isUs: true }, { role: 'TO', ...ADA }] }])
  t.match(read('business_message', message({ ...business, from: grace, sender_business_bot: { id: 3, is_bot: true } })), [{ automated: /program/ }])
  t.match(read('business_message', message({ ...business, from: grace, is_from_offline: true })), [{ automated: /schedule/ }])
  t.match(read('deleted_business_messages', { ...business, message_ids: [7, 8] }),
    [{ externalId: 'business:1111:7', status: 'CANCELLED', text: null }, { externalId: 'business:1111:8', toldAt: NOW }])
})

t.test('a program is told to be one', async t => {
  t.match(read('message', message({ chat: group, from: { id: 3, is_bot: true, first_name: 'Poll', username: 'poll_bot' } })), [{ parties: [{ isBot: true }] }])
})

t.test('a reaction is a thing of its own, and is gone when none is left', async t => {
  const reaction = { chat, message_id: 7, user: ada, date: DATE, old_reaction: [], new_reaction: [{ type: 'emoji', emoji: '👍' }] }
  t.match(read('message_reaction', reaction),
    [{ externalId: 'reaction:1111:7:1111', channel: 'REACTION', status: 'HELD', parties: [{ role: 'FROM', ...ADA }], text: '👍' }])
  t.match(read('message_reaction', { ...reaction, new_reaction: [{ type: 'custom_emoji', custom_emoji_id: '5' }] }), [{ status: 'HELD', text: null }])
  const gone = read('message_reaction', { ...reaction, new_reaction: [] }, 11)
  t.match(gone, [{ externalId: 'reaction:1111:7:1111', status: 'CANCELLED', text: null }])
  t.equal(folded([...gone, ...read('message_reaction', reaction)])[0]?.fields['status'], 'CANCELLED', 'both within a second, and in the other order')
  const { user, ...anonymous } = reaction
  t.match(telegram.translate(update('message_reaction', { ...anonymous, actor_chat: group })), { ignored: /not said/ })
})

t.test('of two edits within a second the later update is the last, in any order', async t => {
  const life = [
    update('message', message()), update('edited_message', message({ edit_date: DATE + 5, text: 'Hello, Gr' }), 11),
    update('edited_message', message({ edit_date: DATE + 5, text: 'Hello, Grace' }), 12)
  ]
  fc.assert(fc.property(fc.shuffledSubarray([...life, ...life], { minLength: 6 }), order => {
    const [thing, ...others] = folded(order.flatMap(one => eventsOf(telegram.translate(one))))
    return others.length === 0 && thing?.fields['text'] === 'Hello, Grace' && thing.fields['occurredAt'] === NOW
  }), { numRuns: 50 })
})

t.test('posts to everybody, notices and buttons are no touch', async t => {
  for (const kind of ['channel_post', 'edited_channel_post']) t.match(telegram.translate(update(kind, message())), { ignored: /everybody/ }, kind)
  for (const kind of ['callback_query', 'my_chat_member', 'poll', 'inline_query', 'business_connection']) {
    t.match(telegram.translate(update(kind, {})), { ignored: /no message/ }, kind)
  }
  const { text, ...notice } = message({ chat: group, new_chat_members: [grace] })
  t.match(telegram.translate(update('message', notice)), { ignored: /notice/ })
  t.match(telegram.translate(update('message', message({ sender_chat: group }))), { ignored: /name of a chat/ })
  for (const body of ['{}', '[]', 'x', '{"update_id":"a"}']) t.throws(() => telegram.translate(arrived(body, {})), Unreadable, body)
  for (const kind of ['message', 'message_reaction', 'deleted_business_messages']) t.throws(() => telegram.translate(update(kind, {})), Unreadable, kind)
})

t.test('the secret is made of what Telegram takes, and only who has it is taken', async t => {
  t.match(telegram.makeSecret?.(Buffer.alloc(32, 255)), /^[A-Za-z0-9_-]{43}$/)
  const { sends, secret, otherSecret } = SENDERS.TELEGRAM
  t.ok(telegram.verify(sends('{}'), [secret]).isGenuine)
  t.ok(!telegram.verify(sends('{}', otherSecret), [secret]).isGenuine)
  t.ok(!telegram.verify(arrived('{}', {}), [secret]).isGenuine)
})

t.test('the key is the number of the update', async t => {
  t.equal(telegram.deliveryKey(update('message', message(), 853412)), '853412')
})

t.test('nothing that is sent makes it fail', async () => {
  const reaction = { chat, message_id: 7, user: ada, date: DATE, new_reaction: [{ type: 'emoji', emoji: '👍' }] }
  surviveAnything(telegram, [
    { update_id: 1, message: message({ chat: group, reply_to_message: { from: grace } }) }, { update_id: 2, message_reaction: reaction },
    { update_id: 3, deleted_business_messages: { business_connection_id: 'b', chat, message_ids: [1] } }
  ])
})
