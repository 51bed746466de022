import fc from 'fast-check'
import t from 'tap'
import { zonesOf } from '../../../src/formats/icalendar/zones.ts'
import { instantIn } from '../../../src/formats/local-time.ts'

const NEW_YORK = [
  'BEGIN:DAYLIGHT', 'DTSTART:19670430T020000', 'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400', 'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19730429T070000Z', 'END:DAYLIGHT',
  'BEGIN:STANDARD', 'DTSTART:19671029T020000', 'TZOFFSETFROM:-0400', 'TZOFFSETTO:-0500', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z', 'END:STANDARD',
  'BEGIN:DAYLIGHT', 'DTSTART:20000402T020000', 'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400', 'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z', 'END:DAYLIGHT',
  'BEGIN:DAYLIGHT', 'DTSTART:20070311T020000', 'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU', 'END:DAYLIGHT',
  'BEGIN:STANDARD', 'DTSTART:20071104T020000', 'TZOFFSETFROM:-0400', 'TZOFFSETTO:-0500', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU', 'END:STANDARD'
]
const wall = (text: string) => Date.parse(`${text}Z`)
const inZone = (zone: string | null, text: string, lines: readonly string[] = []) => {
  const zones = zonesOf('Europe/Berlin')
  zones.define(lines)
  return new Date(zones.instantOf({ wall: wall(text), zone, isDay: false })).toISOString().slice(0, 16)
}

t.test('zones are read by the names that the world has for them, and by those of Windows and Outlook', async t => {
  for (const name of [
    'America/New_York', '/freeassociation.sourceforge.net/America/New_York', '/citadel.org/20210210_1/America/New_York', 'Eastern Standard Time', '(UTC-05:00) Eastern Time (US & Canada)'
  ]) t.equal(inZone(name, '2026-07-01T09:00'), '2026-07-01T13:00', name)
  t.equal(inZone('(GMT+10:00) Canberra, Melbourne, Sydney', '2020-10-28T13:30'), '2020-10-28T02:30')
  for (const name of ['UTC', 'GMT', 'Etc/UTC']) t.equal(inZone(name, '2026-07-01T09:00'), '2026-07-01T09:00', name)
  t.equal(inZone('(UTC+05:45) Somewhere', '2026-07-01T09:00'), '2026-07-01T03:15')
  t.equal(inZone('GMT-0330', '2026-07-01T09:00'), '2026-07-01T12:30')
})

t.test('a zone that nobody knows, and none, are that of whoever imports', async t => {
  for (const name of [null, 'Middle/Earth', 'Office', '']) t.equal(inZone(name, '2026-07-01T09:00'), '2026-07-01T07:00', String(name))
})

t.test('a zone that the calendar describes is as it describes it', async t => {
  const odd = ['TZID:Office', 'BEGIN:STANDARD', 'DTSTART:20200101T000000', 'RDATE:20210601T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0130', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:20210101T000000', 'TZOFFSETFROM:+0130', 'TZOFFSETTO:+0230', 'END:DAYLIGHT']
  t.strictSame(['2019-01-01T12:00', '2020-06-01T12:00', '2021-03-01T12:00', '2026-01-01T12:00'].map(text => inZone('Office', text, odd).slice(11)), ['11:00', '10:30', '09:30', '10:30'])
  t.equal(inZone('Office', '2026-07-01T09:00', ['TZID:Office', 'BEGIN:STANDARD', 'DTSTART:nonsense', 'TZOFFSETFROM:x', 'END:STANDARD']), '2026-07-01T07:00', 'of which nothing can be read')
})

t.test('a described zone and the one of the same rules that the world knows are the same', async t => {
  const zones = zonesOf('UTC')
  zones.define(['TZID:Office', ...NEW_YORK])
  fc.assert(fc.property(fc.integer({ min: Date.UTC(2000, 3, 3) / 60_000, max: Date.UTC(2040, 0) / 60_000 }), minutes => {
    t.equal(zones.instantOf({ wall: minutes * 60_000, zone: 'Office', isDay: false }), instantIn('America/New_York', minutes * 60_000))
  }), { numRuns: 300, examples: ['2026-03-08T02:30', '2026-03-08T01:59', '2026-03-08T03:00', '2026-11-01T01:30', '2026-11-01T02:00', '2006-04-02T03:00'].map(text => [wall(text) / 60_000] as [number]) })
})

t.test('an hour that is skipped is as late as it would have been, and of one that comes twice the first is meant', async t => {
  const berlin = (text: string) => new Date(instantIn('Europe/Berlin', wall(text))).toISOString().slice(0, 16)
  t.strictSame(['2026-03-29T01:59', '2026-03-29T02:30', '2026-03-29T03:00', '2026-10-25T02:30', '2026-10-25T03:00'].map(berlin), ['2026-03-29T00:59', '2026-03-29T01:30', '2026-03-29T01:00', '2026-10-25T00:30', '2026-10-25T02:00'])
  t.equal(instantIn('No/Where', 5), 5)
})
