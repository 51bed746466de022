import fc from 'fast-check'
import t from 'tap'
import { icalendar } from '../../../src/formats/icalendar/icalendar.ts'
import { cutAnywhere, eventsOf, OPTIONS, rowsOf, summaryOf } from '../support/interaction-rows.ts'

const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
const GUESTS = ['ORGANIZER;CN=Grace Hopper:mailto:grace@example.com', 'ATTENDEE;CN="Lovelace, Ada";PARTSTAT=ACCEPTED:mailto:ada@example.org']
const one = async (...lines: string[]) => (await eventsOf(icalendar, calendar(...event('UID:1@x', 'DTSTART:20260210T090000Z', ...GUESTS, ...lines))))[0]

t.test('what others were invited to is a meeting with them', async t => {
  const file = calendar(...event(
    'UID:launch@example.org', 'DTSTAMP:20260201T000000Z', 'LAST-MODIFIED:20260202T101500Z', 'SEQUENCE:2', 'STATUS:CONFIRMED',
    'DTSTART;TZID=Europe/Berlin:20260210T100000', 'DTEND;TZID=America/New_York:20260210T050000', 'SUMMARY:The launch\\, at last', 'LOCATION:Café Einstein',
    'DESCRIPTION:Bring the ', ' plan.\\nAnd cake.', 'URL:https://example.org/launch', ...GUESTS,
    'ATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@example.com', 'ATTENDEE;PARTSTAT=DECLINED;CN=Linus:mailto:linus@example.net', 'ATTENDEE:MAILTO:Barbara@Example.com',
    'BEGIN:VALARM', 'DESCRIPTION:Wake up', 'ATTENDEE:mailto:alarm@example.com', 'END:VALARM'
  ))
  t.strictSame(await rowsOf(icalendar, [file]), [{
    line: 3,
    event: {
      source: 'calendar',
      externalId: 'launch@example.org',
      toldAt: Date.UTC(2026, 1, 2, 10, 15),
      sequence: 2,
      channel: 'IN_PERSON',
      status: 'PLANNED',
      occurredAt: Date.UTC(2026, 1, 10, 9),
      endedAt: Date.UTC(2026, 1, 10, 10),
      parties: [
        { role: 'ATTENDEE', name: 'Grace Hopper', identities: [{ kind: 'EMAIL', value: 'grace@example.com' }], isUs: true },
        { role: 'ATTENDEE', name: 'Lovelace, Ada', identities: [{ kind: 'EMAIL', value: 'ada@example.org' }] },
        { role: 'ATTENDEE', name: null, identities: [{ kind: 'EMAIL', value: 'Barbara@Example.com' }] }
      ],
      subject: 'The launch, at last',
      text: 'Bring the plan.\nAnd cake.\n\nPlace: Café Einstein',
      url: 'https://example.org/launch'
    }
  }])
})

t.test('an entry of one\'s own, an answer, and what we declined are no meetings', async t => {
  const file = (method: string, ...lines: string[]) => calendar(...method ? [`METHOD:${method}`] : [], ...event('UID:1', 'DTSTART:20260210T090000Z', ...lines))
  const why = async (...given: Parameters<typeof file>) => summaryOf(await rowsOf(icalendar, [file(...given)])).skipped.join().replace(/^\d+: /, '')
  t.equal(await why('', 'SUMMARY:Dentist'), 'Nobody is invited to it.')
  t.equal(await why('', 'ORGANIZER:mailto:ada@example.org'), 'Nobody is invited to it.')
  t.equal(await why('', 'ATTENDEE:mailto:grace@example.com', 'ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@example.com'), 'Nobody else takes part whose address it says.')
  t.equal(await why('', 'ATTENDEE;PARTSTAT=DECLINED:mailto:GRACE@example.com', ...GUESTS), 'We declined it.')
  t.match(await why('REPLY', ...GUESTS), /answers an invitation/)
})

t.test('a meeting that is off is told as cancelled', async t => {
  t.equal((await one('STATUS:CANCELLED'))?.status, 'CANCELLED')
  t.equal((await eventsOf(icalendar, calendar('METHOD:CANCEL', ...event('UID:1', 'DTSTART:20260210T090000Z', ...GUESTS))))[0]?.status, 'CANCELLED')
  t.equal((await one('STATUS:TENTATIVE'))?.status, 'PLANNED')
})

t.test('how people meet is told by the place', async t => {
  const channel = async (place: string) => (await one(`LOCATION:${place}`))?.channel
  for (const place of ['https://zoom.us/j/1', 'Microsoft Teams Meeting', 'https://video.example.org/room', 'Room 4\\; https://meet.google.com/abc', 'Zoom']) t.equal(await channel(place), 'VIDEO_CALL', place)
  for (const place of ['+49 30 1234567', 'tel:+1-202-555-0101', 'Phone', 'by phone']) t.equal(await channel(place), 'PHONE_CALL', place)
  for (const place of ['Unter den Linden 1\\, Berlin', 'https://maps.google.com/?q=1', 'https://www.google.com/maps/place/x', 'HQ 3.14', 'Phoenix']) t.equal(await channel(place), 'IN_PERSON', place)
  t.equal((await one())?.channel, 'VIDEO_CALL', 'nobody was told where to come')
  t.equal((await one('LOCATION:https://video.example.org/room'))?.url, 'https://video.example.org/room')
})

t.test('people are known by the address that is one, and named only where they have a name', async t => {
  const people = async (...lines: string[]) => (await one(...lines))?.parties?.slice(2).map(({ name, identities: [first] }) => [name, first?.kind, first?.value])
  t.strictSame(await people('ATTENDEE;CN=Ken;EMAIL=ken@example.com:urn:uuid:1', 'ATTENDEE;CN=rob@example.com:mailto:rob@example.com', 'ATTENDEE;CN=Tel:tel:+49301234567', 'ATTENDEE;CN=Nobody:invalid:nomail', 'ATTENDEE:mailto:a%2Bb@example.com', 'ATTENDEE:mailto:100%@example.com', 'ATTENDEE;CN=Ada L.:mailto:ADA@example.org'), [
    ['Ken', 'EMAIL', 'ken@example.com'], [null, 'EMAIL', 'rob@example.com'], ['Tel', 'PHONE', '+49301234567'], [null, 'EMAIL', 'a+b@example.com'], [null, 'EMAIL', '100%@example.com']
  ])
})

t.test('a day without a time begins at midnight here, and says nothing of how long', async t => {
  const [day] = await eventsOf(icalendar, calendar(...event('UID:1', 'DTSTART;VALUE=DATE:20260210', 'DTEND;VALUE=DATE:20260212', ...GUESTS)))
  t.strictSame([day?.occurredAt, day?.endedAt], [Date.UTC(2026, 1, 9, 23), null])
  t.equal((await one('DURATION:PT1H30M'))?.endedAt, Date.UTC(2026, 1, 10, 10, 30))
  t.equal((await one('DTEND:20260210T080000Z'))?.endedAt, null, 'it cannot end before it begins')
})

t.test('one event that cannot be read costs itself and no other', async t => {
  const file = calendar(
    ...event('UID:1', 'DTSTART:nonsense', ...GUESTS), ...event('UID:2', 'DTSTART:20260210T090000Z', ...GUESTS, 'SEQUENCE', 'X-WHAT;;=:'),
    'BEGIN:VEVENT', 'UID:3', ...event('UID:4', 'DTSTART:20260230T090000Z', ...GUESTS),
    ...event('UID:5', 'DTSTART:20260210T090000Z', ...GUESTS, 'DESCRIPTION:It goes on', 'and on', '', ' still'), 'BEGIN:VEVENT', 'UID:6'
  )
  const rows = await rowsOf(icalendar, [file])
  t.strictSame(rows.flatMap(row => 'event' in row ? [row.event.externalId] : []), ['2', '5'])
  t.equal(rows.flatMap(row => 'event' in row ? [row.event.text] : [])[1], 'It goes on\nand onstill')
  t.strictSame(summaryOf(rows).faults, [
    '3: It does not say when it begins.', '17: It does not end before the next one begins.', '19: It does not say when it begins.', '35: It has no end.'
  ])
})

t.test('an event without a name has one made of what it is', async t => {
  const of = async (summary: string) => (await eventsOf(icalendar, calendar(...event('DTSTART:20260210T090000Z', `SUMMARY:${summary}`, ...GUESTS))))[0]?.externalId
  t.match(await of('a'), /^sha256:[\da-f]{64}$/)
  t.equal(await of('a'), await of('a'))
  t.not(await of('a'), await of('b'))
})

t.test('what is attached takes no memory, and what is too long costs itself', async t => {
  const attached = calendar(...event('UID:1', 'DTSTART:20260210T090000Z', 'ATTACH;ENCODING=BASE64;VALUE=BINARY:', ...Array<string>(20_000).fill(` ${'A'.repeat(70)}`), ...GUESTS))
  t.equal((await eventsOf(icalendar, attached))[0]?.externalId, '1')
  const long = calendar(...event('UID:1', 'DTSTART:20260210T090000Z', 'DESCRIPTION:', ...Array<string>(20_000).fill(` ${'A'.repeat(70)}`), ...GUESTS), ...event('UID:2', 'DTSTART:20260210T090000Z', ...GUESTS))
  t.strictSame(summaryOf(await rowsOf(icalendar, [long])), { events: 1, skipped: [], faults: ['3: It is longer than 400000 characters.'] })
})

t.test('a calendar is known by how it begins', async t => {
  t.ok(icalendar.recognizes(Buffer.from('\ufeff\r\nbegin:vcalendar\r\n'), 'x.txt'))
  for (const text of ['', 'BEGIN:VCARD', 'x\nBEGIN:VCALENDAR']) t.notOk(icalendar.recognizes(Buffer.from(text), 'a.ics'), text)
  t.strictSame(summaryOf(await rowsOf(icalendar, [calendar()])).skipped, ['1: The calendar has no events.'])
})

t.test('wherever the bytes are cut, and however they are written, the meetings are the same', async t => {
  const text = calendar(...event('UID:1', 'DTSTART:20260210T090000Z', 'SUMMARY:Grüße 🎉', 'DESCRIPTION:a', ' b', ...GUESTS), ...event('UID:2', 'DTSTART;TZID=Europe/Berlin:20260201T100000', 'RRULE:FREQ=WEEKLY;COUNT=3', ...GUESTS))
  const expected = await rowsOf(icalendar, [text])
  t.equal(summaryOf(expected).events, 4)
  const written = [text, `\ufeff${text}`, text.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\r')].map(each => Buffer.from(each))
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  await fc.assert(fc.asyncProperty(fc.constantFrom(...written, utf16, Buffer.from(utf16).swap16()).chain(cutAnywhere), async pieces => {
    t.strictSame(await rowsOf(icalendar, pieces), expected)
  }), { numRuns: 40 })
  const western = Buffer.from(text.replace(' 🎉', ''), 'latin1')
  t.equal((await eventsOf(icalendar, western, OPTIONS))[0]?.subject, 'Grüße')
})
