import ICAL from 'ical.js'
import fc from 'fast-check'
import t from 'tap'
import { icalendar } from '../../../src/formats/icalendar/icalendar.ts'
import { repetitions, type Rule } from '../../../src/formats/icalendar/recurrence.ts'
import { readRule } from '../../../src/formats/icalendar/rule.ts'
import { rowsOf, summaryOf } from '../support/interaction-rows.ts'

const GUESTS = ['ATTENDEE:mailto:grace@example.com', 'ATTENDEE:mailto:ada@example.org']
const rows = (...events: string[][]) => rowsOf(icalendar, [['BEGIN:VCALENDAR', ...events.flatMap(lines => ['BEGIN:VEVENT', 'UID:weekly', ...lines, ...GUESTS, 'END:VEVENT']), 'END:VCALENDAR'].join('\n')])
const names = async (...events: string[][]) => (await rows(...events)).flatMap(row => 'event' in row ? [row.event.externalId] : [])
const walls = (rule: Rule | string, start: string, to: string, from = start) => typeof rule === 'string' ? [] : [...repetitions(rule, Date.parse(`${start}Z`), Date.parse(`${from}Z`), Date.parse(`${to}Z`))].map(at => new Date(at).toISOString().slice(0, 16))
const rule = (text: string) => readRule((ICAL.parse.property(`RRULE:${text}`) as unknown[])[3])

t.test('what repeats takes place at each of its times, by the clock on the wall, but for those that were taken out', async t => {
  t.strictSame(await names(['DTSTART;TZID=Europe/Berlin:20251020T100000', 'RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;TZID=Europe/Berlin:20251103T100000', 'RDATE;TZID=Europe/Berlin:20251105T100000']), [
    'weekly#2025-10-20T08:00Z', 'weekly#2025-10-27T09:00Z', 'weekly#2025-11-05T09:00Z', 'weekly#2025-11-10T09:00Z'
  ])
  t.strictSame(await names(['DTSTART;VALUE=DATE:20251020', 'RRULE:FREQ=DAILY;UNTIL=20251023', 'EXDATE;VALUE=DATE:20251021']), ['weekly#2025-10-20', 'weekly#2025-10-22', 'weekly#2025-10-23'])
  t.strictSame(await names(['DTSTART:20251020T100000Z', 'RRULE:FREQ=DAILY;UNTIL=20251022T095959Z', 'EXDATE;VALUE=DATE:20251020']), ['weekly#2025-10-21T10:00Z'])
})

t.test('an instance that was moved or called off tells of itself, before its series or after it', async t => {
  const series = ['DTSTART:20251020T100000Z', 'DTEND:20251020T103000Z', 'RRULE:FREQ=WEEKLY;COUNT=3', 'LAST-MODIFIED:20260101T000000Z']
  const moved = ['RECURRENCE-ID:20251027T100000Z', 'DTSTART:20251028T150000Z', 'LAST-MODIFIED:20251001T000000Z']
  const off = ['RECURRENCE-ID:20251103T100000Z', 'DTSTART:20251103T100000Z', 'STATUS:CANCELLED']
  for (const order of [[series, moved, off], [off, moved, series]]) {
    const told = (await rows(...order)).flatMap(row => 'event' in row ? [[row.event.externalId, row.event.status, row.event.occurredAt]] : [])
    t.strictSame(told.sort((a, b) => Number(a[2]) - Number(b[2])), [
      ['weekly#2025-10-20T10:00Z', 'PLANNED', Date.UTC(2025, 9, 20, 10)], ['weekly#2025-10-27T10:00Z', 'PLANNED', Date.UTC(2025, 9, 28, 15)], ['weekly#2025-11-03T10:00Z', 'CANCELLED', Date.UTC(2025, 10, 3, 10)]
    ])
  }
})

t.test('what repeats for ever is told from ten years back to 60 days ahead, the last 500 times of it', async t => {
  const weekly = await rows(['DTSTART:19990104T100000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2'])
  const ids = weekly.flatMap(row => 'event' in row ? [row.event.externalId] : [])
  t.strictSame([ids.length, ids[0], ids.at(-1)], [265, 'weekly#2016-03-07T10:00Z', 'weekly#2026-04-20T10:00Z'])
  t.strictSame(summaryOf(await rows(['DTSTART:19990104T100000Z', 'RRULE:FREQ=DAILY'])), {
    events: 500, skipped: ['2: It repeats too often: the last 500 times are told, and 3213 before them are not.'], faults: []
  })
  t.strictSame(summaryOf(await rows(['DTSTART:19990104T100000Z', 'RRULE:FREQ=DAILY;COUNT=5'])).skipped, ['2: It does not repeat within the last ten years, nor soon.'])
})

t.test('what no calendar of people has is said, and not guessed', async t => {
  const faults = async (recur: string) => summaryOf(await rows(['DTSTART:20260104T100000Z', `RRULE:${recur}`])).faults
  t.strictSame(await faults('FREQ=HOURLY'), ['2: It repeats more than once a day.'])
  t.strictSame(await faults('FREQ=YEARLY;BYWEEKNO=20'), ['2: It repeats by BYWEEKNO, which is not read.'])
  t.strictSame(await faults('FREQ=DAILY;BYHOUR=9,10'), ['2: It repeats by BYHOUR, which is not read.'])
})

t.test('rules name the days that they say', async t => {
  const of = (text: string) => walls(rule(text), '2026-01-30T09:00:00', '2027-12-31T00:00:00').map(at => at.slice(0, 10))
  t.strictSame(of('FREQ=MONTHLY;COUNT=3'), ['2026-01-30', '2026-03-30', '2026-04-30'], 'a month without such a day is left out')
  t.strictSame(of('FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3'), ['2026-01-31', '2026-02-28', '2026-03-31'])
  t.strictSame(of('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3'), ['2026-01-30', '2026-02-27', '2026-03-31'])
  t.strictSame(of('FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2'), ['2026-11-26', '2027-11-25'])
  t.strictSame(of('FREQ=YEARLY;BYDAY=-1MO;COUNT=2'), ['2026-12-28', '2027-12-27'])
  t.strictSame(of('FREQ=YEARLY;BYYEARDAY=100,-1;COUNT=2'), ['2026-04-10', '2026-12-31'])
  t.strictSame(of('FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=3'), ['2026-02-08', '2026-02-09', '2026-02-22'])
})

t.test('a rule that names no day at all comes to an end', async t => {
  for (const none of ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;COUNT=9']) t.strictSame(walls(rule(none), '1900-01-01T09:00:00', '2026-12-31T00:00:00'), [], none)
})

const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
const list = (each: fc.Arbitrary<string>) => fc.uniqueArray(each, { minLength: 1, maxLength: 3 }).map(values => values.join(','))
const usual = fc.oneof(
  fc.constant('FREQ=DAILY'), list(weekday).map(days => `FREQ=WEEKLY;BYDAY=${days}`), fc.constant('FREQ=WEEKLY'),
  fc.tuple(fc.constantFrom(1, 2, 3, -1), weekday).map(([nth, day]) => `FREQ=MONTHLY;BYDAY=${nth}${day}`), fc.integer({ min: 1, max: 28 }).map(day => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
  fc.constant('FREQ=YEARLY'), fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 2, -1), weekday).map(([month, nth, day]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${day}`)
)

t.test('the rules that people use name the same days as ical.js says', async t => {
  const start = fc.integer({ min: 0, max: 700 }).map(days => new Date(Date.UTC(2023, 0, 1, 9) + days * 86_400_000).toISOString().slice(0, 19)).filter(day => !/-02-29|-(?:29|30|31)T/.test(day))
  fc.assert(fc.property(usual, fc.integer({ min: 1, max: 4 }), fc.option(fc.integer({ min: 1, max: 30 })), start, (text, interval, count, begin) => {
    const recur = `${text};INTERVAL=${interval}${count === null ? '' : `;COUNT=${count}`}`
    const iterator = ICAL.Recur.fromString(recur).iterator(ICAL.Time.fromDateTimeString(begin))
    const expected: string[] = []
    for (let next = iterator.next(); next && next.toString() < '2026-03-01'; next = iterator.next()) expected.push(next.toString().slice(0, 16))
    t.strictSame(walls(rule(recur), begin, '2026-03-01T00:00:00'), expected, `${begin} ${recur}`)
    const from = '2025-02-03T00:00:00'
    t.strictSame(walls(rule(recur), begin, '2026-03-01T00:00:00', from), expected.filter(at => at >= from.slice(0, 16)), `${begin} ${recur}, from later on`)
  }), { numRuns: 150 })
})
