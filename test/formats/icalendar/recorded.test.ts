import { readFileSync } from 'node:fs'
import t from 'tap'
import { icalendar } from '../../../src/formats/icalendar/icalendar.ts'
import { recorded, rowsOf, summaryOf } from '../support/interaction-rows.ts'

const { url, skip } = recorded('ics')
const NOBODY = 'Nobody is invited to it.'

t.test('recorded calendars say what they say', { skip }, async t => {
  const read = async (name: string, change = (text: string) => text) => {
    const file = readFileSync(new URL(name, url))
    t.ok(icalendar.recognizes(file, name), name)
    return rowsOf(icalendar, [change(file.toString())])
  }
  const skipped = async (name: string) => summaryOf(await read(name)).skipped.map(each => each.replace(/^\d+: /, ''))
  t.strictSame(await skipped('Office-2012-owa.ics'), Array(4).fill(NOBODY))
  t.strictSame(await skipped('duplicate-uid-sequence.ics'), Array(4).fill(NOBODY))
  t.strictSame(await skipped('event-organizer-cn.ics'), [NOBODY])
  t.strictSame(await skipped('google-calendar-kiev-tz.ics'), Array(2).fill(NOBODY))
  t.strictSame(await skipped('multi-event-basic.ics'), Array(9).fill(NOBODY))
  t.strictSame(summaryOf(await read('attendee-with-url.ics')), { events: 0, skipped: [], faults: ['2: It does not say when it begins.'] })

  // Nobody publishes whom they invited: with a guest put in, the same calendars tell of their meetings.
  const invited = async (name: string) => (await read(name, text => text.replaceAll(/^END:VEVENT/gm, 'ATTENDEE;CN=Ada:mailto:ada@example.org\nEND:VEVENT')))
    .flatMap(row => 'event' in row ? [[row.event.externalId, new Date(row.event.occurredAt ?? 0).toISOString().slice(0, 16), row.event.sequence, row.event.subject, row.event.channel]] : [])
  t.strictSame(await invited('event-organizer-cn.ics'), [['eb9e1bd2-ceba-499f-be77-f02773954c72', '2013-04-18T18:00', 3, 'Event with an alarm', 'VIDEO_CALL']])
  t.strictSame(await invited('duplicate-uid-sequence.ics').then(all => all.map(([uid, at, sequence]) => [uid, at, sequence])), [
    ['duplicate-sequence-test@node-ical.test', '2024-01-15T10:00', 2], ['duplicate-sequence-test@node-ical.test', '2024-01-15T09:00', 0],
    ['newer-wins-test@node-ical.test', '2024-01-20T10:00', 1], ['newer-wins-test@node-ical.test', '2024-01-20T14:00', 3]
  ])
  t.strictSame(await invited('google-calendar-kiev-tz.ics').then(all => all.map(([uid, at, , subject]) => [String(uid).slice(26), at, subject])), [
    ['@google.com#2016-08-26T11:00Z', '2016-08-26T11:00', 'bla bla'], ['@google.com#2016-08-25T11:00Z', '2016-08-25T11:00', 'repeated'],
    ['@google.com#2016-08-27T11:00Z', '2016-08-27T11:00', 'repeated'], ['@google.com#2016-08-28T11:00Z', '2016-08-28T11:00', 'repeated']
  ])
  const office = await invited('Office-2012-owa.ics')
  t.strictSame(office.slice(0, 4).map(([, at]) => at), ['2020-10-28T02:30', '2020-10-28T17:30', '2020-11-02T18:30', '2020-11-02T18:30'])
  t.match(office.at(-1)?.[1], '2021-08-27')
  const festivals = await invited('multi-event-basic.ics')
  t.equal(festivals.length, 8, 'the ninth begins “Next Year”')
  t.match(festivals[0], ['d4c826dfb701f611416d69b4df81caf9ff80b03a', '2011-03-12T20:00', 0, String, 'IN_PERSON'])
})
