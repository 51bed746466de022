import t from 'tap'
import { icalendar } from '../../../src/formats/icalendar/icalendar.ts'
import { rowsOf, summaryOf } from '../support/interaction-rows.ts'

const read = async (text: string) => summaryOf(await rowsOf(icalendar, [`BEGIN:VCALENDAR\n${text}END:VCALENDAR\n`]))
const GUESTS = 'ATTENDEE:mailto:grace@example.com\nATTENDEE:mailto:ada@example.org\n'
const event = (...lines: string[]) => `BEGIN:VEVENT\n${lines.map(line => `${line}\n`).join('')}${GUESTS}END:VEVENT\n`

/** Each would take minutes, or all of the memory, of who reads them without a limit. */
t.test('files that nobody would write in earnest come to an end', async t => {
  const start = process.cpuUsage()
  t.strictSame(await read(`BEGIN:VEVENT\nDESCRIPTION:${'x'.repeat(5_000_000)}\nEND:VEVENT\n`), { events: 0, skipped: ['2: Nobody is invited to it.'], faults: [] })
  t.equal((await read('BEGIN:VEVENT\n'.repeat(5_000))).faults.length, 5_000)
  t.strictSame(await read(event('UID:1', 'DTSTART:20260101T090000Z', ...Array<string>(50_000).fill('BEGIN:VALARM'))), { events: 0, skipped: ['2: Nobody is invited to it.'], faults: [] })
  t.strictSame(await read(event('UID:1', 'DTSTART:20260101T090000Z', ...Array<string>(5_000).fill('ATTENDEE:mailto:linus@example.net'))), { events: 1, skipped: [], faults: [] })
  t.strictSame((await read(event('UID:1', 'SUMMARY:x', ...Array<string>(50_000).fill('no property')))).faults, ['2: It is longer than 400000 characters.'])
  const zone = Array.from({ length: 50 }, (_, hour) => `BEGIN:STANDARD\nDTSTART:19000101T${String(hour % 24).padStart(2, '0')}0000\nRRULE:FREQ=YEARLY\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:STANDARD\n`).join('')
  const centuries = Array.from({ length: 100 }, (_, at) => event(`UID:${at}`, `DTSTART;TZID=Office:${1900 + at}0101T100000`)).join('')
  t.equal((await read(`BEGIN:VTIMEZONE\nTZID:Office\n${zone}END:VTIMEZONE\n${centuries}`)).events, 100)
  t.ok((process.cpuUsage(start).user) < 20_000_000, 'within 20 seconds of a processor')
})

t.test('a file has no more repetitions than people live through', async t => {
  const daily = Array.from({ length: 110 }, (_, at) => event(`UID:${at}`, 'DTSTART:20200101T090000Z', 'RRULE:FREQ=DAILY')).join('')
  const { events, faults } = await read(daily)
  t.strictSame([events, faults.length, faults[0]], [50_000, 10, '702: The file has more than 50000 repetitions; those of this one are not told.'])
  const counted = Array.from({ length: 1_001 }, (_, at) => event(`UID:${at}`, 'DTSTART:20260102T090000Z', 'RRULE:FREQ=DAILY;COUNT=2')).join('')
  t.equal((await read(counted)).events, 2_002, 'more than wait for the end of their calendar')
})
