import t from 'tap'
import { existsSync, readFileSync } from 'node:fs'
import { Unreadable } from '../../src/providers/provider.ts'
import { slack } from '../../src/providers/slack/slack.ts'
import { surviveAnything } from './support/any-json.ts'
import { eventsOf, folded } from './support/fold.ts'
import { arrived, NOW, SENDERS } from './support/senders.ts'

const FIXTURES = new URL('../../../shared/fixtures/slack/', import.meta.url)
const AT = `${NOW / 1_000}.000100`
const message = { type: 'message', channel: 'C06NRA6JLER', channel_type: 'channel', user: 'U0ADA0001', text: 'Hello', ts: AT, event_ts: AT }
const authorizations = [{ user_id: 'U0OUR0001', is_bot: true }]
const envelope = (event: object) => ({ type: 'event_callback', team_id: 'T1', event_id: 'Ev079SP4TP1P', event, authorizations })
const sent = (event: object) => arrived(JSON.stringify(envelope(event)), {})
const read = (event: object) => eventsOf(slack.translate(sent(event)))
const member = (role: string, value: string) => ({ role, name: null, identities: [{ kind: 'SLACK', value }] })
const ADA = member('FROM', 'U0ADA0001')

t.test('a message in a channel is a comment of who wrote it', async t => {
  t.strictSame(read(message), [{
    source: 'slack',
    externalId: `C06NRA6JLER:${AT}`,
    toldAt: NOW,
    sequence: 0,
    channel: 'COMMENT',
    occurredAt: NOW,
    status: 'HELD',
    parties: [ADA],
    text: 'Hello'
  }])
  for (const subtype of ['file_share', 'thread_broadcast', 'me_message']) t.match(read({ ...message, subtype }), [{ channel: 'COMMENT' }], subtype)
})

t.test('it is a direct message where nobody else is, an answer in a thread, and a mention where it names us', async t => {
  t.match(read({ ...message, channel: 'D024BE91L', channel_type: 'im' }), [{ channel: 'DIRECT_MESSAGE' }])
  t.match(read({ ...message, channel_type: 'mpim' }), [{ channel: 'DIRECT_MESSAGE' }])
  t.match(read({ ...message, thread_ts: '1.1', parent_user_id: 'U0GRACE01' }), [{ channel: 'REPLY', parties: [ADA, member('TO', 'U0GRACE01')] }])
  t.match(read({ ...message, thread_ts: AT }), [{ channel: 'COMMENT' }])
  t.match(read({ ...message, thread_ts: '1.1', text: 'Ask <@U0OUR0001> or <@U0GRACE01>' }),
    [{ channel: 'MENTION', parties: [ADA, { isUs: true }, member('TO', 'U0GRACE01')] }])
  t.match(read({ ...message, user: 'U0OUR0001', text: '<@U0ADA0001>: yes' }),
    [{ channel: 'COMMENT', parties: [{ role: 'FROM', isUs: true }, member('TO', 'U0ADA0001')] }])
})

t.test('a reaction is a thing of its own, and is taken back', async t => {
  const item = { type: 'message', channel: 'C1', ts: '1.1' }
  const reaction = { type: 'reaction_added', user: 'U0ADA0001', reaction: 'tada', item, item_user: 'U0GRACE01', event_ts: AT }
  const gone = { ...reaction, type: 'reaction_removed', event_ts: `${NOW / 1_000 + 5}.000100` }
  t.strictSame(read(reaction), [{
    source: 'slack',
    externalId: 'reaction:C1:1.1:U0ADA0001:tada',
    toldAt: NOW,
    sequence: 0,
    channel: 'REACTION',
    occurredAt: NOW,
    status: 'HELD',
    parties: [ADA, member('TO', 'U0GRACE01')],
    text: ':tada:'
  }])
  t.match(read(gone), [{ externalId: 'reaction:C1:1.1:U0ADA0001:tada', status: 'CANCELLED', text: null }])
  t.equal(folded([...read(gone), ...read(reaction)])[0]?.fields['status'], 'CANCELLED')
  t.match(slack.translate(sent({ ...reaction, item: { type: 'file', file: 'F1' } })), { ignored: /no message/ })
  t.throws(() => slack.translate(sent({ ...reaction, user: null })), /lacks its user/)
})

t.test('what an app or a channel says is no touch', async t => {
  const others = [{ bot_id: 'B1' }, { subtype: 'bot_message' }, { subtype: 'channel_join' }, { subtype: 'huddle_thread' }, { user: 'USLACKBOT' }, { user: null }]
  for (const more of others) {
    t.match(slack.translate(sent({ ...message, ...more })), { ignored: /no person/ }, JSON.stringify(more))
  }
  for (const type of ['member_joined_channel', 'team_join', 'channel_created']) {
    t.match(slack.translate(sent({ type, user: 'U0ADA0001' })), { ignored: /no message/ }, type)
  }
  const command = arrived('command=%2Fask&user_id=U0ADA0001', { 'content-type': 'application/x-www-form-urlencoded' })
  t.match(slack.translate(command), { ignored: /command/ })
})

t.test('what Slack does not send is unreadable', async t => {
  for (const body of ['{}', '[]', 'x', '{"type":"event_callback"}']) t.throws(() => slack.translate(arrived(body, {})), Unreadable, body)
  for (const event of [{ ...message, ts: 'x' }, { ...message, channel: null }]) t.throws(() => slack.translate(sent(event)), Unreadable)
})

t.test('the question whether we are there is answered with its challenge', async t => {
  const asked = arrived('{"type":"url_verification","challenge":"3eZbrw1a"}', {})
  t.strictSame(slack.handshake?.(asked, 'secret'), { status: 200, contentType: 'text/plain; charset=utf-8', body: '3eZbrw1a' })
  for (const body of ['{"type":"url_verification"}', '{"type":"event_callback","challenge":"x"}', 'x']) {
    t.equal(slack.handshake?.(arrived(body, {}), 'secret'), null, body)
  }
})

t.test('only what was signed, and neither long ago nor ahead of time, is taken', async t => {
  const { sends, secret, otherSecret } = SENDERS.SLACK
  t.ok(slack.verify(sends('{}'), [secret]).isGenuine)
  for (const at of [NOW - 302_000, NOW + 302_000]) t.ok(!slack.verify(sends('{}', secret, at), [secret]).isGenuine, String(at))
  t.ok(!slack.verify(sends('{}', otherSecret), [secret]).isGenuine)
  t.ok(!slack.verify({ ...sends('{}'), body: Buffer.from('{ }') }, [secret]).isGenuine)
})

t.test('the key is the id of the event, whatever try it is', async t => {
  t.equal(slack.deliveryKey({ ...sent(message), headers: { 'x-slack-retry-num': '2' } }), 'Ev079SP4TP1P')
})

t.test('nothing that is signed makes it fail', async () => {
  const changed = { type: 'message', subtype: 'message_changed', channel: 'C1', message: { ...message, edited: { ts: AT } }, event_ts: AT }
  const reaction = { type: 'reaction_added', user: 'U0ADA0001', reaction: 'tada', item: { type: 'message', channel: 'C1', ts: '1.1' }, event_ts: AT }
  surviveAnything(slack, [envelope(message), envelope(changed), envelope(reaction)])
})

t.test('the recorded payloads are read', { skip: existsSync(FIXTURES) ? false : 'the recorded payloads are not here' }, async t => {
  const recorded = (name: string) => arrived(readFileSync(new URL(name, FIXTURES), 'utf8'), {})
  t.match(eventsOf(slack.translate(recorded('message_with_normal_text.json'))), [{
    externalId: 'C06NRA6JLER:1719209506.817929',
    occurredAt: 1719209506818,
    channel: 'COMMENT',
    text: 'Hello, this is a normal text message',
    parties: [member('FROM', 'U06NU4E26M9')]
  }])
  t.match(slack.translate(recorded('message_bot.json')), { ignored: /by an app/ })
  t.match(slack.translate(recorded('app_rate_limited.json')), { ignored: /too many/ })
  t.match(slack.translate(recorded('url_verification.json')), { ignored: /no event/ })
  t.match(slack.handshake?.(recorded('url_verification.json'), ''), { body: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P' })
})
