import * as fc from 'fast-check'
import t from 'tap'
import { existsSync, readFileSync } from 'node:fs'
import { calCom } from '../../src/providers/cal-com.ts'
import { Unreadable } from '../../src/providers/provider.ts'
import { surviveAnything } from './support/any-json.ts'
import { eventsOf, folded } from './support/fold.ts'
import { arrived, NOW, SENDERS } from './support/senders.ts'

const FIXTURES = new URL('../../../shared/fixtures/cal-com/', import.meta.url)
const MINUTE = 60_000
const iso = (at: number) => new Date(at).toISOString()
const START = NOW + 48 * 60 * MINUTE

const booking = {
  bookerUrl: 'https://cal.example',
  title: 'Review between Grace and Ada',
  startTime: iso(START),
  endTime: iso(START + 30 * MINUTE),
  additionalNotes: 'About the compiler',
  organizer: { name: 'Grace Hopper', email: 'grace@us.example', timeZone: 'UTC' },
  attendees: [{ name: 'Ada Lovelace', email: 'ada@example.org', timeZone: 'UTC' }],
  location: 'integrations:daily',
  uid: 'uid1',
  status: 'ACCEPTED',
  seatsPerTimeSlot: null
}
const sent = (triggerEvent: string, payload: object, createdAt = iso(NOW)) => arrived(JSON.stringify({ triggerEvent, createdAt, payload }), {})
/** As the clock of Cal.com sends it: flat, and with the time at which it was booked. */
const flat = (triggerEvent: string, more: object = {}) => {
  const { organizer, ...rest } = booking
  return arrived(JSON.stringify({ triggerEvent, ...rest, user: organizer, createdAt: iso(NOW - 1_000), ...more }), {})
}
const GRACE = { role: 'ATTENDEE', name: 'Grace Hopper', identities: [{ kind: 'EMAIL', value: 'grace@us.example' }], isUs: true }
const ADA = { role: 'ATTENDEE', name: 'Ada Lovelace', identities: [{ kind: 'EMAIL', value: 'ada@example.org' }] }

t.test('a booking is a planned meeting with its guests', async t => {
  t.strictSame(eventsOf(calCom.translate(sent('BOOKING_CREATED', booking))), [{
    source: 'cal_com',
    externalId: 'uid1',
    toldAt: NOW,
    sequence: 0,
    status: 'PLANNED',
    channel: 'VIDEO_CALL',
    occurredAt: START,
    endedAt: START + 30 * MINUTE,
    parties: [GRACE, ADA],
    subject: 'Review between Grace and Ada',
    text: 'About the compiler',
    url: 'https://cal.example/booking/uid1'
  }])
})

t.test('a booking that was moved is the same meeting under a new uid', async t => {
  t.match(eventsOf(calCom.translate(sent('BOOKING_RESCHEDULED', { ...booking, uid: 'uid2', rescheduleUid: 'uid1' }))),
    [{ externalId: 'uid2', aliases: ['uid1'], status: 'PLANNED' }])
})

t.test('a booking that is cancelled or rejected is off, with the reason', async t => {
  t.match(eventsOf(calCom.translate(sent('BOOKING_CANCELLED', { ...booking, cancellationReason: 'I am ill' }))), [{ status: 'CANCELLED', text: 'I am ill' }])
  t.match(eventsOf(calCom.translate(sent('BOOKING_REJECTED', booking))), [{ status: 'CANCELLED', text: 'About the compiler' }])
})

t.test('that its time came is flat, and told as of the start, for its createdAt is the booking’s', async t => {
  for (const trigger of ['MEETING_STARTED', 'MEETING_ENDED']) {
    t.match(eventsOf(calCom.translate(flat(trigger))),
      [{ externalId: 'uid1', status: 'HELD', toldAt: START, occurredAt: START, parties: [GRACE, ADA] }], trigger)
  }
  t.match(eventsOf(calCom.translate(flat('MEETING_ENDED', { fromReschedule: 'uid0' }))), [{ aliases: ['uid0'] }])
  t.match(eventsOf(calCom.translate(flat('MEETING_ENDED', { noShowHost: true }))), [{ status: 'NO_SHOW' }])
  t.match(eventsOf(calCom.translate(flat('MEETING_ENDED', { attendees: [{ email: 'ada@example.org', noShow: true }] }))), [{ status: 'NO_SHOW' }])
  t.match(calCom.translate(flat('MEETING_ENDED', { status: 'CANCELLED' })), { ignored: /cancelled/ })
})

t.test('who did not come is told by the booking alone, and can be taken back', async t => {
  const told = (attendees: object[], more = {}) => eventsOf(calCom.translate(sent('BOOKING_NO_SHOW_UPDATED', { bookingUid: 'uid1', attendees, ...more })))[0]
  t.strictSame(told([{ email: 'ada@example.org', noShow: true }]), { source: 'cal_com', externalId: 'uid1', toldAt: NOW, sequence: 4, status: 'NO_SHOW' })
  t.match(told([{ email: 'ada@example.org', noShow: false }]), { status: 'HELD' })
  t.match(told([{ email: 'ada@example.org', noShow: true }, { email: 'linus@example.org', noShow: false }]), { status: 'HELD' })
  t.match(told([], { noShowHost: true }), { status: 'NO_SHOW' })
})

t.test('a new place or another host changes a meeting, and not whether it is on', async t => {
  const [event] = eventsOf(calCom.translate(sent('BOOKING_LOCATION_UPDATED', { ...booking, location: '+49 151 12345678' })))
  t.match(event, { channel: 'PHONE_CALL' })
  t.equal('status' in (event ?? {}), false)
})

t.test('the place says what kind of meeting it is', async t => {
  for (const [location, channel] of [
    ['integrations:google:meet', 'VIDEO_CALL'], ['https://meet.example/1', 'VIDEO_CALL'], ['+49 151 1234567', 'PHONE_CALL'], ['userPhone', 'PHONE_CALL'],
    ['inPerson', 'IN_PERSON'], ['12 St James’s Square, London', 'IN_PERSON'], [null, 'VIDEO_CALL']
  ] as const) t.equal(eventsOf(calCom.translate(sent('BOOKING_CREATED', { ...booking, location })))[0]?.channel, channel, String(location))
  const responses = { location: { value: { optionValue: '', value: 'attendeeInPerson' } } }
  t.equal(eventsOf(calCom.translate(sent('BOOKING_CREATED', { ...booking, location: 'Zuse’s workshop', responses })))[0]?.channel, 'IN_PERSON')
})

t.test('a guest who gave a number only is known by it, and not by the address that was made up', async t => {
  const attendees = [{ name: 'Ada Lovelace', email: '4915112345678@sms.cal.com', phoneNumber: '+4915112345678' }]
  t.strictSame(eventsOf(calCom.translate(sent('BOOKING_CREATED', { ...booking, attendees })))[0]?.parties?.[1]?.identities,
    [{ kind: 'PHONE', value: '+4915112345678' }])
})

t.test('where seats are booked one by one, one who cancels does not cancel the others', async t => {
  const seat = (email: string) => ({ ...booking, seatsPerTimeSlot: 10, attendees: [{ name: null, email }] })
  const events = [
    sent('BOOKING_CREATED', seat('Ada@example.org')), sent('BOOKING_CREATED', seat('linus@example.org')),
    sent('BOOKING_CANCELLED', seat('ada@example.org'), iso(NOW + MINUTE)),
    flat('MEETING_ENDED', { attendees: [{ email: 'linus@example.org', bookingSeat: { id: 1 } }] })
  ].flatMap(webhook => eventsOf(calCom.translate(webhook)))
  t.match(folded(events),
    [{ names: ['uid1:ada@example.org'], fields: { status: 'CANCELLED' } },
      { names: ['uid1:linus@example.org'], fields: { status: 'HELD', parties: { length: 2 } } }])
  t.equal(folded(events).length, 2)
})

t.test('a request is not agreed yet, and other triggers are no meetings', async t => {
  t.match(calCom.translate(sent('BOOKING_REQUESTED', booking)), { ignored: /once it is accepted/ })
  for (const trigger of ['PING', 'FORM_SUBMITTED', 'BOOKING_PAID', 'AFTER_GUESTS_CAL_VIDEO_NO_SHOW', 'constructor']) {
    t.match(calCom.translate(sent(trigger, booking)), { ignored: /no meeting/ }, trigger)
  }
})

t.test('a custom payload template is unreadable, and the reason says so', async t => {
  const form = arrived('name=Ada&when=tomorrow', { 'content-type': 'application/x-www-form-urlencoded' })
  for (const webhook of [form, arrived('{"guest":"Ada"}', {}), arrived('7', {}), sent('BOOKING_CREATED', { ...booking, uid: '' })]) {
    t.throws(() => calCom.translate(webhook), /custom payload template/)
  }
  t.throws(() => calCom.translate(arrived('not json', {})), Unreadable)
})

t.test('only what was signed with the secret is taken, and never what was signed without one', async t => {
  const { sends, secret, otherSecret } = SENDERS.CAL_COM
  t.ok(calCom.verify(sends('{}'), [otherSecret, secret]).isGenuine)
  t.ok(!calCom.verify(sends('{}'), [otherSecret]).isGenuine)
  t.ok(!calCom.verify({ ...sends('{}'), body: Buffer.from('{ }') }, [secret]).isGenuine)
  t.ok(!calCom.verify(arrived('{}', { 'x-cal-signature-256': 'no-secret-provided' }), [secret, 'no-secret-provided', '']).isGenuine)
  t.match(calCom.makeSecret?.(Buffer.alloc(32, 7)), /^[\w-]{43}$/)
  t.equal(calCom.faultOfSecret?.('my own secret'), 'has a space or a line break in it.')
  t.equal(calCom.faultOfSecret?.('short'), 'is not 8 to 256 characters long.')
  t.equal(calCom.faultOfSecret?.('long-enough'), null)
})

t.test('the key is of the trigger, the uid and the time', async t => {
  const key = calCom.deliveryKey(sent('BOOKING_CREATED', booking))
  t.equal(key, calCom.deliveryKey(sent('BOOKING_CREATED', { ...booking, title: 'another' })))
  for (const other of [sent('BOOKING_CANCELLED', booking), sent('BOOKING_CREATED', { ...booking, uid: 'uid2' }), sent('BOOKING_CREATED', booking, iso(NOW + 1))]) {
    t.not(key, calCom.deliveryKey(other))
  }
  t.not(calCom.deliveryKey(flat('MEETING_STARTED')), calCom.deliveryKey(flat('MEETING_ENDED')))
})

t.test('a life comes to the same in any order and however often each is sent', async t => {
  const plan = sent('BOOKING_CREATED', booking)
  const later = { ...booking, uid: 'uid2', rescheduleUid: 'uid1', startTime: iso(START + 60 * MINUTE), endTime: iso(START + 90 * MINUTE) }
  const moved = sent('BOOKING_RESCHEDULED', later, iso(NOW + 10 * MINUTE))
  const ended = flat('MEETING_ENDED', later)
  const gone = sent('BOOKING_CANCELLED', later, iso(NOW + 20 * MINUTE))
  const absent = sent('BOOKING_NO_SHOW_UPDATED', { bookingUid: 'uid2', attendees: [{ email: 'ada@example.org', noShow: true }] }, iso(START + 70 * MINUTE))
  const confirmedLate = sent('BOOKING_CREATED', booking, iso(START + 5 * MINUTE))
  for (const [life, status, at] of [
    [[plan, moved], 'PLANNED', START + 60 * MINUTE], [[plan, moved, gone], 'CANCELLED', START + 60 * MINUTE],
    [[plan, moved, flat('MEETING_STARTED', later), ended], 'HELD', START + 60 * MINUTE], [[plan, moved, ended, absent], 'NO_SHOW', START + 60 * MINUTE],
    [[plan, flat('MEETING_ENDED')], 'HELD', START], [[confirmedLate, flat('MEETING_ENDED')], 'HELD', START]
  ] as const) {
    fc.assert(fc.property(fc.shuffledSubarray([...life, ...life, ...life], { minLength: life.length * 3 }), order => {
      const things = folded(order.flatMap(webhook => eventsOf(calCom.translate(webhook)))).filter(({ fields }) => fields['occurredAt'] !== undefined)
      return things.length === 1 && things[0]?.fields['status'] === status && things[0].fields['occurredAt'] === at
    }), { numRuns: 25 })
  }
})

t.test('nothing that is signed makes it fail', async () => {
  surviveAnything(calCom, [JSON.parse(sent('BOOKING_CREATED', booking).body.toString()), JSON.parse(flat('MEETING_ENDED').body.toString())])
})

t.test('the recorded payloads are read', { skip: existsSync(FIXTURES) ? false : 'the recorded payloads are not here' }, async t => {
  const read = (name: string) => eventsOf(calCom.translate(arrived(readFileSync(new URL(name, FIXTURES), 'utf8'), {})))
  t.match(read('BOOKING_CREATED.json'), [{
    externalId: 'pssX2hWwDbuKHmdGQ9BuBz',
    status: 'PLANNED',
    toldAt: Date.parse('2023-02-18T11:54:18.440Z'),
    occurredAt: Date.parse('2023-02-20T08:00:00Z'),
    parties: [{ isUs: true }, { name: 'John Doe', identities: [{ kind: 'EMAIL', value: 'john@example.com' }] }]
  }])
  t.match(read('BOOKING_CANCELLED.json'), [{ externalId: '88wXJjC8AHAbepGYM2bwp4', status: 'CANCELLED', text: 'Cancellation note' }])
})
