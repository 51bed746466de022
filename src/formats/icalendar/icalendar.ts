import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import type { NormalizedEvent } from '../../domain/integrations/normalized-event.ts'
import type { ImportFormat, RowReader } from '../import-format.ts'
import { firstLines, lineCutter } from '../text-lines.ts'
import { componentCutter, type Found } from './components.ts'
import { instanceName, readMeeting, type Meeting } from './meeting.ts'
import { readProperties } from './properties.ts'
import { daysOf, instancesOf, repeats } from './series.ts'
import { zonesOf } from './zones.ts'

/** In bytes; far longer than a description. */
const LONGEST_LINE = 200_000
/** Series wait for the end of their calendar, since what replaces an instance may come after them; more than these do not. */
const MOST_WAITING = 1_000
const MOST_REPLACED = 50_000
/** Of one file. */
const MOST_INSTANCES = 50_000
const MOST_DAYS = 10_000_000

/** A calendar (RFC 5545) as people export it from Google, Outlook and Apple: what others were invited to becomes meetings. */
export const icalendar: ImportFormat = {
  name: 'icalendar',
  recognizes: head => firstLines(head.subarray(0, 2_000)).find(line => line.trim() !== '')?.trim().toUpperCase() === 'BEGIN:VCALENDAR',
  open
}

function open (options: ImportOptions): RowReader {
  const lines = lineCutter(LONGEST_LINE)
  const components = componentCutter()
  const zones = zonesOf(options.timeZone)
  const replaced = new Set<string>()
  let waiting: { readonly line: number, readonly meeting: Meeting }[] = []
  let [instancesLeft, daysLeft] = [MOST_INSTANCES, MOST_DAYS]
  let isEmpty = true

  function rowsOf (found: Found): ImportRow[] {
    if (found.name === 'END') return flush()
    const { name, line, properties: text, method, fault } = found
    if (name === 'VTIMEZONE') {
      zones.define(text)
      return []
    }
    isEmpty = false
    if (fault !== null) return [{ line, fault }]
    const meeting = readMeeting(readProperties(text), method, zones, options)
    if (!('told' in meeting)) return [{ line, ...meeting }]
    if (repeats(meeting)) {
      waiting.push({ line, meeting })
      return waiting.length < MOST_WAITING ? [] : flush()
    }
    const externalId = meeting.replaces ? instanceName(meeting.uid, meeting.replaces, zones.instantOf(meeting.replaces)) : meeting.uid
    if (meeting.replaces && replaced.size < MOST_REPLACED) replaced.add(externalId)
    return [{ line, event: eventOf(meeting, externalId, zones.instantOf(meeting.start)) }]
  }

  function flush (): ImportRow[] {
    const rows = waiting.flatMap(({ line, meeting }) => seriesRows(line, meeting))
    waiting = []
    return rows
  }

  function seriesRows (line: number, meeting: Meeting): ImportRow[] {
    daysLeft -= daysOf(meeting, options.now)
    if (daysLeft < 0 || instancesLeft <= 0) return [{ line, fault: `The file has more than ${MOST_INSTANCES} repetitions; those of this one are not told.` }]
    const instances = instancesOf(meeting, options.now, zones, replaced)
    if ('fault' in instances) return [{ line, fault: instances.fault }]
    const { told, untold } = instances
    instancesLeft -= told.length
    const rows: ImportRow[] = told.map(({ name, at }) => ({ line, event: eventOf(meeting, name, at) }))
    if (untold > 0) rows.push({ line, skipped: `It repeats too often: the last ${told.length} times are told, and ${untold} before them are not.` })
    return rows.length > 0 ? rows : [{ line, skipped: 'It does not repeat within the last ten years, nor soon.' }]
  }

  return {
    push: piece => lines.push(piece).flatMap(components.push).flatMap(rowsOf),
    end: () => {
      const rows = [...[...lines.end().flatMap(components.push), ...components.end()].flatMap(rowsOf), ...flush()]
      return isEmpty ? [...rows, { line: 1, skipped: 'The calendar has no events.' }] : rows
    }
  }
}

function eventOf ({ told, length }: Meeting, externalId: string, at: number): NormalizedEvent {
  return { ...told, externalId, occurredAt: at, endedAt: length === null ? null : at + length }
}
