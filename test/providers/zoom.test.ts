import * as fc from 'fast-check'
import { createHmac } from 'node:crypto'
import t from 'tap'
import { Unreadable } from '../../src/providers/provider.ts'
import { zoom } from '../../src/providers/zoom.ts'
import { surviveAnything } from './support/any-json.ts'
import { eventsOf, folded } from './support/fold.ts'
import { arrived, NOW, SENDERS } from './support/senders.ts'

const MINUTE = 60_000
const iso = (at: number) => new Date(at).toISOString()
const object = { id: '84392028671', uuid: '4nR0i/L9Q2mfrfXtEWMnGA==', host_id: 'hostOfGrace', topic: 'Compilers', type: 2, start_time: iso(NOW), duration: 30 }
const ada = { user_id: '16779264', user_name: 'Ada Lovelace', id: '', email: 'Ada@example.org' }
const linus = { user_id: '16779265', user_name: 'Linus', id: '', email: 'linus@example.org' }
const sent = (event: string, at: number, participant?: object) =>
  arrived(JSON.stringify({ event, event_ts: at, payload: { account_id: 'a', object: { ...object, ...participant && { participant } } } }), {})
const joins = (who: object, minute: number) => sent('meeting.participant_joined', NOW + minute * MINUTE, { ...who, join_time: iso(NOW + minute * MINUTE) })
const leaves = (who: object, minute: number) => sent('meeting.participant_left', NOW + minute * MINUTE + 250, { ...who, leave_time: iso(NOW + minute * MINUTE) })

t.test('who joins and leaves was in a meeting, each in one of their own', async t => {
  const common = {
    source: 'zoom',
    externalId: '4nR0i/L9Q2mfrfXtEWMnGA==:ada@example.org',
    channel: 'VIDEO_CALL',
    occurredAt: NOW,
    status: 'HELD',
    parties: [{ role: 'ATTENDEE', name: 'Ada Lovelace', identities: [{ kind: 'EMAIL', value: 'Ada@example.org' }] }],
    subject: 'Compilers'
  }
  t.strictSame(eventsOf(zoom.translate(joins(ada, 2))), [{ ...common, toldAt: NOW + 2 * MINUTE, sequence: 0 }])
  t.strictSame(eventsOf(zoom.translate(leaves(ada, 20))), [{ ...common, toldAt: NOW + 20 * MINUTE + 250, sequence: 1, endedAt: NOW + 20 * MINUTE }])
})

t.test('who left before the time the meeting was set for has not left before it began', async t => {
  t.equal('endedAt' in (eventsOf(zoom.translate(leaves(ada, -3)))[0] ?? {}), false)
})

t.test('a name without an address is nobody, and the host is us', async t => {
  t.match(zoom.translate(joins({ ...ada, email: '' }, 1)), { ignored: /no address/ })
  t.match(zoom.translate(joins({ ...ada, id: 'hostOfGrace' }, 1)), { ignored: /host/ })
  t.match(zoom.translate(joins({ ...ada, participant_user_id: 'hostOfGrace' }, 1)), { ignored: /host/ })
})

t.test('what names no participant is no touch', async t => {
  for (const event of ['meeting.started', 'meeting.ended']) t.match(zoom.translate(sent(event, NOW)), { ignored: /one by one/ })
  for (const event of ['recording.completed', 'meeting.created', 'meeting.participant_joined_waiting_room']) {
    t.match(zoom.translate(sent(event, NOW)), { ignored: /nobody/ })
  }
  t.throws(() => zoom.translate(sent('meeting.participant_joined', NOW)), /no object.participant/)
  for (const body of ['{}', '3', 'x']) t.throws(() => zoom.translate(arrived(body, {})), Unreadable, body)
})

t.test('the question whether we have the secret is answered with a token that it makes', async t => {
  const asked = arrived(JSON.stringify({ event: 'endpoint.url_validation', event_ts: NOW, payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' } }), {})
  const answer = zoom.handshake?.(asked, 'the-secret')
  t.equal(answer?.status, 200)
  t.equal(answer?.contentType, 'application/json')
  t.strictSame(JSON.parse(answer?.body ?? ''), {
    plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
    encryptedToken: createHmac('sha256', 'the-secret').update('qgg8vlvZRS6UYooatFL8Aw').digest('hex')
  })
  t.equal(zoom.handshake?.(joins(ada, 1), 'the-secret'), null)
  t.equal(zoom.handshake?.(arrived('x', {}), 'the-secret'), null)
  t.match(zoom.translate(asked), { ignored: /nobody/ })
})

t.test('only what was signed, and lately, is taken', async t => {
  const { sends, secret, otherSecret } = SENDERS.ZOOM
  t.ok(zoom.verify(sends('{}'), [secret]).isGenuine)
  for (const at of [NOW - 302_000, NOW + 302_000]) t.ok(!zoom.verify(sends('{}', secret, at), [secret]).isGenuine, String(at))
  t.ok(!zoom.verify(sends('{}', otherSecret), [secret]).isGenuine)
  // The bytes count, and not what they are read as.
  t.ok(!zoom.verify({ ...sends('{"a":1}'), body: Buffer.from('{ "a": 1 }') }, [secret]).isGenuine)
})

t.test('two who come within the same millisecond are two deliveries, and one that is sent again is one', async t => {
  t.not(zoom.deliveryKey(joins(ada, 1)), zoom.deliveryKey(joins(linus, 1)))
  t.not(zoom.deliveryKey(joins(ada, 1)), zoom.deliveryKey(joins(ada, 2)))
  t.equal(zoom.deliveryKey(joins(ada, 1)), zoom.deliveryKey(joins(ada, 1)))
})

t.test('people who come, go and come back are told the same in any order and however often', async t => {
  const life = [joins(ada, 1), leaves(ada, 5), joins(ada, 7), leaves(ada, 31), joins(linus, 2), leaves(linus, 12)]
  fc.assert(fc.property(fc.shuffledSubarray([...life, ...life], { minLength: 12 }), order => {
    const [first, second, ...others] = folded(order.flatMap(webhook => eventsOf(zoom.translate(webhook))))
    return others.length === 0 && first?.fields['endedAt'] === NOW + 31 * MINUTE && second?.fields['endedAt'] === NOW + 12 * MINUTE &&
      [first, second].every(thing => thing.fields['status'] === 'HELD' && thing.fields['occurredAt'] === NOW)
  }), { numRuns: 100 })
})

t.test('nothing that is signed makes it fail', async () => {
  surviveAnything(zoom, [JSON.parse(joins(ada, 1).body.toString()), JSON.parse(leaves(ada, 1).body.toString())])
})
