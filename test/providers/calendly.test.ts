import * as fc from 'fast-check'
import t from 'tap'
import { existsSync, readFileSync } from 'node:fs'
import { calendly } from '../../src/providers/calendly.ts'
import { Unreadable } from '../../src/providers/provider.ts'
import { surviveAnything } from './support/any-json.ts'
import { eventsOf, folded } from './support/fold.ts'
import { arrived, NOW, SENDERS } from './support/senders.ts'

const FIXTURES = new URL('../../../shared/fixtures/calendly/', import.meta.url)
const MINUTE = 60_000
const iso = (at: number) => new Date(at).toISOString().replace('Z', '000Z')
const START = NOW + 48 * 60 * MINUTE
const uri = (id: string) => `https://api.calendly.com/scheduled_events/ev-${id}/invitees/${id}`

const meeting = (at: number, location: object | null = { type: 'zoom', join_url: 'https://zoom.example/1' }) => ({
  uri: 'https://api.calendly.com/scheduled_events/ev',
  name: 'Thirty minutes',
  start_time: iso(at),
  end_time: iso(at + 30 * MINUTE),
  location,
  event_memberships: [{ user: 'https://api.calendly.com/users/g', user_email: 'grace@us.example', user_name: 'Grace Hopper' }],
  event_guests: [{ email: 'linus@example.org' }]
})
const invitee = (id: string, more: object = {}) => ({
  uri: uri(id),
  email: 'ada@example.org',
  name: 'Ada Lovelace',
  first_name: null,
  last_name: null,
  rescheduled: false,
  old_invitee: null,
  new_invitee: null,
  text_reminder_number: null,
  questions_and_answers: [{ question: 'What about?', answer: 'The compiler', position: 0 }],
  scheduled_event: meeting(START),
  ...more
})
const sent = (event: string, payload: object, at = NOW) => arrived(JSON.stringify({ event, created_at: iso(at), payload }), {})
const read = (event: string, payload: object, at = NOW) => eventsOf(calendly.translate(sent(event, payload, at)))

t.test('who books is in a planned meeting with the host and the guests', async t => {
  t.strictSame(read('invitee.created', invitee('i1')), [{
    source: 'calendly',
    externalId: 'i1',
    toldAt: NOW,
    status: 'PLANNED',
    sequence: 0,
    parties: [
      { role: 'ATTENDEE', name: 'Grace Hopper', identities: [{ kind: 'EMAIL', value: 'grace@us.example' }], isUs: true },
      { role: 'ATTENDEE', name: 'Ada Lovelace', identities: [{ kind: 'EMAIL', value: 'ada@example.org' }] },
      { role: 'ATTENDEE', name: null, identities: [{ kind: 'EMAIL', value: 'linus@example.org' }] }
    ],
    channel: 'VIDEO_CALL',
    occurredAt: START,
    endedAt: START + 30 * MINUTE,
    subject: 'Thirty minutes',
    text: 'What about?\nThe compiler'
  }])
})

t.test('the name can come in two parts, and a number for reminders is a way to know somebody', async t => {
  t.match(read('invitee.created', invitee('i1', { name: null, first_name: 'Ada', last_name: 'Lovelace', text_reminder_number: '+4915112345678' }))[0]?.parties?.[1],
    { name: 'Ada Lovelace', identities: [{ kind: 'EMAIL' }, { kind: 'PHONE', value: '+4915112345678' }] })
})

t.test('the place says what kind of meeting it is', async t => {
  for (const [type, channel] of [
    ['physical', 'IN_PERSON'], ['outbound_call', 'PHONE_CALL'], ['inbound_call', 'PHONE_CALL'], ['google_conference', 'VIDEO_CALL'], ['custom', 'VIDEO_CALL']
  ] as const) {
    t.equal(read('invitee.created', invitee('i1', { scheduled_event: meeting(START, { type }) }))[0]?.channel, channel, type)
  }
  t.equal(read('invitee.created', invitee('i1', { scheduled_event: meeting(START, null) }))[0]?.channel, 'VIDEO_CALL')
})

t.test('who cancels cancels, with the reason', async t => {
  t.match(read('invitee.canceled', invitee('i1', { cancellation: { reason: 'I am ill', canceler_type: 'invitee' } })),
    [{ externalId: 'i1', status: 'CANCELLED', text: 'I am ill', sequence: 1 }])
})

t.test('who moves a meeting does not cancel it: that is told only to say that both are one', async t => {
  t.strictSame(read('invitee.canceled', invitee('i1', { rescheduled: true, new_invitee: uri('i2') })),
    [{ source: 'calendly', externalId: 'i1', aliases: ['i2'], toldAt: NOW, sequence: 1 }])
  t.match(read('invitee.created', invitee('i2', { old_invitee: uri('i1') })), [{ externalId: 'i2', aliases: ['i1'], status: 'PLANNED' }])
  t.match(calendly.translate(sent('invitee.canceled', invitee('i1', { rescheduled: true }))), { ignored: /new time/ })
})

t.test('who did not come is told, and taken back', async t => {
  t.match(read('invitee_no_show.created', invitee('i1')), [{ externalId: 'i1', status: 'NO_SHOW' }])
  t.match(read('invitee_no_show.deleted', invitee('i1')), [{ externalId: 'i1', status: 'HELD' }])
  t.match(read('invitee_no_show.created', { uri: 'https://api.calendly.com/invitee_no_shows/n1', invitee: uri('i1') }),
    [{ externalId: 'i1', status: 'NO_SHOW' }])
})

t.test('other events are no meetings, and what names no invitee is unreadable', async t => {
  t.match(calendly.translate(sent('routing_form_submission.created', {})), { ignored: /no meeting/ })
  t.throws(() => calendly.translate(sent('invitee.created', { ...invitee('i1'), uri: 'https://api.calendly.com/users/u' })), /names no invitee/)
  for (const body of ['{}', '[]', '{"event":"invitee.created"}', 'x']) t.throws(() => calendly.translate(arrived(body, {})), Unreadable, body)
})

t.test('only what was signed, and lately, is taken', async t => {
  const { sends, secret, otherSecret } = SENDERS.CALENDLY
  t.ok(calendly.verify(sends('{}'), [secret]).isGenuine)
  t.ok(calendly.verify(sends('{}', secret, NOW + 179_000), [secret]).isGenuine)
  for (const at of [NOW - 182_000, NOW + 182_000]) t.ok(!calendly.verify(sends('{}', secret, at), [secret]).isGenuine, String(at))
  t.ok(!calendly.verify(sends('{}', otherSecret), [secret]).isGenuine)
  t.ok(!calendly.verify({ ...sends('{}'), body: Buffer.from('{ }') }, [secret]).isGenuine)
})

t.test('the key is of the event, the invitee and the time', async t => {
  const key = calendly.deliveryKey(sent('invitee_no_show.created', invitee('i1')))
  t.equal(key, calendly.deliveryKey(sent('invitee_no_show.created', invitee('i1', { name: 'A. Lovelace' }))))
  t.not(key, calendly.deliveryKey(sent('invitee_no_show.created', invitee('i1'), NOW + 1_000)))
  t.not(key, calendly.deliveryKey(sent('invitee_no_show.deleted', invitee('i1'))))
  t.not(key, calendly.deliveryKey(sent('invitee_no_show.created', invitee('i2'))))
})

t.test('a life comes to the same in any order and however often each is sent', async t => {
  const plan = sent('invitee.created', invitee('i1'))
  const off = sent('invitee.canceled', invitee('i1', { rescheduled: true, new_invitee: uri('i2') }), NOW + MINUTE)
  const second = { old_invitee: uri('i1'), scheduled_event: meeting(START + 60 * MINUTE) }
  const moved = sent('invitee.created', invitee('i2', second), NOW + MINUTE)
  const gone = sent('invitee.canceled', invitee('i2', second), NOW + 2 * MINUTE)
  const absent = sent('invitee_no_show.created', invitee('i2', second), START + 90 * MINUTE)
  const back = sent('invitee_no_show.deleted', invitee('i2', second), START + 91 * MINUTE)
  for (const [life, status] of [
    [[plan, off, moved], 'PLANNED'], [[plan, off, moved, gone], 'CANCELLED'], [[plan, off, moved, absent], 'NO_SHOW'], [[plan, off, moved, absent, back], 'HELD']
  ] as const) {
    fc.assert(fc.property(fc.shuffledSubarray([...life, ...life, ...life], { minLength: life.length * 3 }), order => {
      const things = folded(order.flatMap(webhook => eventsOf(calendly.translate(webhook))))
      const { names, fields } = things[0] ?? { names: [], fields: {} }
      return things.length === 1 && fields['status'] === status && fields['occurredAt'] === START + 60 * MINUTE && names.join() === 'i1,i2'
    }), { numRuns: 25 })
  }
})

t.test('nothing that is signed makes it fail', async () => {
  surviveAnything(calendly, [JSON.parse(sent('invitee.created', invitee('i1')).body.toString())])
})

t.test('the recorded payload, which names no time, is read', { skip: existsSync(FIXTURES) ? false : 'the recorded payloads are not here' }, async t => {
  t.strictSame(eventsOf(calendly.translate(arrived(readFileSync(new URL('invitee.created.json', FIXTURES), 'utf8'), {}))), [{
    source: 'calendly',
    externalId: 'AAAAAAAAAAAA',
    toldAt: Date.UTC(2023, 0, 29, 13, 50, 13),
    status: 'PLANNED',
    sequence: 0,
    parties: [{ role: 'ATTENDEE', name: 'Invitee', identities: [{ kind: 'EMAIL', value: 'invitee@example.com' }] }]
  }])
})
