import * as fc from 'fast-check'
import t from 'tap'
import { mentionedIn, readable } from '../../src/providers/slack/readable.ts'
import { slack } from '../../src/providers/slack/slack.ts'
import { eventsOf, folded } from './support/fold.ts'
import { arrived, NOW } from './support/senders.ts'

const at = (seconds: number) => `${NOW / 1_000 + seconds}.000100`
const base = { type: 'message', channel: 'C06NRA6JLER', channel_type: 'channel', event_ts: at(0) }
const inner = { type: 'message', user: 'U0ADA0001', text: 'Hello <@U0OUR0001>', ts: at(0) }
const sent = (event: object, ours = 'U0OUR0001') => arrived(JSON.stringify({ type: 'event_callback', event, authorizations: [{ user_id: ours }] }), {})
const first = sent({ ...base, ...inner })
const mention = sent({ ...inner, type: 'app_mention', channel: base.channel, event_ts: at(0) }, '')
const unfolded = sent({ ...base, subtype: 'message_changed', message: { ...inner, attachments: [{}] }, event_ts: at(2) })
const edited = (text: string, seconds: number) => {
  const message = { ...inner, text, edited: { user: 'U0ADA0001', ts: at(seconds) } }
  return sent({ ...base, subtype: 'message_changed', message, previous_message: inner, event_ts: at(seconds) })
}
const deleted = sent({ ...base, subtype: 'message_deleted', deleted_ts: at(0), previous_message: inner, event_ts: at(60) })
const stone = { type: 'message', subtype: 'tombstone', user: 'USLACKBOT', text: 'This message was deleted.', ts: at(0) }
const tombstone = sent({ ...base, subtype: 'message_changed', hidden: true, message: stone, previous_message: inner, event_ts: at(60) })

/** An answer in a thread, by an app that is not told for whom it was installed. */
const answer = { ...base, ...inner, thread_ts: at(-60) }
const blind = sent(answer, '')
const blindMention = sent({ ...answer, type: 'app_mention', channel_type: undefined }, '')

t.test('a change tells the message as it was told first, and its words as of their edit', async t => {
  const changed = sent({ ...base, subtype: 'message_changed', message: { ...inner, text: 'Hello', edited: { ts: at(5) } }, event_ts: at(9) })
  t.strictSame(eventsOf(slack.translate(changed)), [
    {
      source: 'slack',
      externalId: `C06NRA6JLER:${at(0)}`,
      toldAt: NOW,
      sequence: 0,
      channel: 'COMMENT',
      occurredAt: NOW,
      status: 'HELD',
      parties: [{ role: 'FROM', name: null, identities: [{ kind: 'SLACK', value: 'U0ADA0001' }] }]
    },
    { source: 'slack', externalId: `C06NRA6JLER:${at(0)}`, toldAt: NOW + 5_000, sequence: 1, text: 'Hello' }
  ])
})

t.test('a life of a message comes to the same in any order and however often each is sent', async t => {
  for (const [life, expected] of [
    [[first, mention], { channel: 'MENTION', status: 'HELD', text: 'Hello @U0OUR0001' }],
    [[blind, blindMention], { channel: 'MENTION', status: 'HELD', text: 'Hello @U0OUR0001' }],
    [[first, mention, unfolded], { channel: 'MENTION', status: 'HELD', text: 'Hello @U0OUR0001' }],
    [[first, mention, edited('Hello all', 5), edited('Hello you', 9)], { channel: 'MENTION', status: 'HELD', text: 'Hello you' }],
    [[edited('Hello you', 9)], { channel: 'COMMENT', status: 'HELD', text: 'Hello you' }],
    [[first, edited('Hello all', 5), deleted], { channel: 'MENTION', status: 'CANCELLED', text: null }],
    [[first, tombstone], { channel: 'MENTION', status: 'CANCELLED', text: null }]
  ] as const) {
    fc.assert(fc.property(fc.shuffledSubarray([...life, ...life, ...life], { minLength: life.length * 3 }), order => {
      const [thing, ...others] = folded(order.flatMap(webhook => eventsOf(slack.translate(webhook))))
      const { channel, status, text, occurredAt } = thing?.fields ?? {}
      return others.length === 0 && channel === expected.channel && status === expected.status && text === expected.text && occurredAt === NOW
    }), { numRuns: 40 })
  }
})

t.test('what was deleted and never told has no time, so that nothing comes of it', async t => {
  t.strictSame(eventsOf(slack.translate(deleted)),
    [{ source: 'slack', externalId: `C06NRA6JLER:${at(0)}`, toldAt: NOW + 60_000, sequence: 2, status: 'CANCELLED', subject: null, text: null }])
  const byApp = { ...base, subtype: 'message_deleted', deleted_ts: at(0), previous_message: { ...inner, bot_id: 'B1' }, event_ts: at(60) }
  t.match(slack.translate(sent(byApp)), { ignored: /by an app/ })
})

t.test('a change to what an app wrote is no touch', async t => {
  t.match(slack.translate(sent({ ...base, subtype: 'message_changed', message: { ...inner, bot_id: 'B1' } })), { ignored: /by an app/ })
  t.match(slack.translate(sent({ ...inner, type: 'app_mention', channel: 'C1', bot_id: 'B1' })), { ignored: /by an app/ })
  t.throws(() => slack.translate(sent({ ...base, subtype: 'message_changed' })), /no message/)
  t.throws(() => slack.translate(sent({ ...base, subtype: 'message_deleted', deleted_ts: at(0), event_ts: 'x' })), /no event_ts/)
})

t.test('the markup of Slack is read as a person reads it', async t => {
  for (const [text, read] of [
    ['<@U024BE7LH> and <@U024BE7LH|ada>', '@U024BE7LH and @ada'],
    ['in <#C024BE7LR|general> or <#C024BE7LR>', 'in #general or #C024BE7LR'],
    ['<!here> <!subteam^S012|@designers> <!date^1392734382^{date}|18 February>', '@here @designers 18 February'],
    ['see <https://example.org/a?b=1&amp;c=2|the notes>', 'see the notes (https://example.org/a?b=1&c=2)'],
    ['<https://example.org> <mailto:ada@example.org|ada@example.org> <tel:+49151|call me>', 'https://example.org ada@example.org call me (+49151)'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2, and &amp;lt; stays written', '1 < 2 && 3 > 2, and &lt; stays written'],
    ['*bold* and `code` < stay', '*bold* and `code` < stay']
  ] as const) t.equal(readable(text), read, text)
  t.strictSame(mentionedIn('<@U024BE7LH> <@W12345678|g> <@U024BE7LH> @U99999999 <@lower>'), ['U024BE7LH', 'W12345678'])
})

t.test('markup that never ends takes no time', async t => {
  for (const part of ['<', '<@', '<@U0', '<|', '>', '<!', '&lt;']) {
    const began = performance.now()
    readable(part.repeat(20_000))
    mentionedIn(part.repeat(20_000))
    t.ok(performance.now() - began < 1_000, part)
  }
})
