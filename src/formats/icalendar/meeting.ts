import { createHash } from 'node:crypto'
import type { ImportOptions } from '../../domain/imports/import-row.ts'
import type { NormalizedEvent } from '../../domain/integrations/normalized-event.ts'
import { htmlToText } from '../feeds/html-text.ts'
import { guestsOf } from './people.ts'
import { channelOf } from './place.ts'
import { first, readTime, textOf, timesOf, type CalendarTime, type Property } from './properties.ts'
import type { Zones } from './zones.ts'

/** An event of a calendar that people were invited to; of one that repeats, all that its instances have in common. */
export interface Meeting {
  readonly uid: string
  readonly start: CalendarTime
  /** In milliseconds; null where it does not end at a time. */
  readonly length: number | null
  /** Which instance of a series it stands for. */
  readonly replaces: CalendarTime | null
  readonly properties: readonly Property[]
  readonly told: Omit<NormalizedEvent, 'externalId' | 'occurredAt' | 'endedAt'>
}

/** Why there is nothing in it for us, or that it cannot be read. */
export type NoMeeting = { readonly skipped: string } | { readonly fault: string }

/** In UTF-16 units. */
const LONGEST = { uid: 400, summary: 500, description: 20_000, url: 2_000 }
const DURATION = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/
/** Of these the calendar tells what somebody says of an invitation, and not what the meeting is. */
const ANSWERS = ['REPLY', 'COUNTER', 'DECLINECOUNTER', 'REFRESH']

/** The meeting that a VEVENT is. */
export function readMeeting (properties: readonly Property[], method: string, zones: Zones, { me, now }: ImportOptions): Meeting | NoMeeting {
  if (ANSWERS.includes(method)) return { skipped: 'It answers an invitation; the invitation tells of the meeting.' }
  const { parties, isMeeting, weDeclined } = guestsOf(properties, me)
  if (!isMeeting) return { skipped: 'Nobody is invited to it.' }
  const start = timesOf(first(properties, 'dtstart'))[0]
  if (!start) return { fault: 'It does not say when it begins.' }
  if (weDeclined) return { skipped: 'We declined it.' }
  if (!parties.some(({ isUs }) => !isUs)) return { skipped: 'Nobody else takes part whose address it says.' }
  const text = (name: keyof typeof LONGEST | 'location' | 'status') => textOf(first(properties, name), name in LONGEST ? LONGEST[name as keyof typeof LONGEST] : LONGEST.summary)
  const [location, subject, link] = [text('location'), text('summary'), text('url')]
  const toldAt = timesOf(first(properties, 'last-modified'))[0] ?? timesOf(first(properties, 'dtstamp'))[0]
  const isOff = method === 'CANCEL' || text('status')?.toUpperCase() === 'CANCELLED'
  return {
    uid: text('uid') ?? madeUid(start, subject, parties),
    start,
    length: lengthOf(properties, start, zones),
    replaces: timesOf(first(properties, 'recurrence-id'))[0] ?? null,
    properties,
    told: {
      source: 'calendar',
      toldAt: toldAt ? zones.instantOf(toldAt) : now,
      sequence: Number(first(properties, 'sequence')?.values[0] ?? 0) || 0,
      channel: channelOf(location),
      status: isOff ? 'CANCELLED' : 'PLANNED',
      parties,
      subject,
      text: wordsOf(text('description'), location),
      url: [link, location].find(each => each && URL.canParse(each) && /^https?:/i.test(each)) ?? null
    }
  }
}

/** The name of an instance: that of the series, and when it was to begin (`at` is that instant), which stays when it is moved. */
export function instanceName (uid: string, { wall, isDay }: CalendarTime, at: number): string {
  return `${uid}#${isDay ? new Date(wall).toISOString().slice(0, 10) : `${new Date(at).toISOString().slice(0, 16)}Z`}`
}

function madeUid (start: CalendarTime, subject: string | null, parties: readonly unknown[]): string {
  return `sha256:${createHash('sha256').update(JSON.stringify([start, subject, parties])).digest('hex')}`
}

/** A day without a time says nothing of how long people met. */
function lengthOf (properties: readonly Property[], start: CalendarTime, zones: Zones): number | null {
  if (start.isDay) return null
  const end = timesOf(first(properties, 'dtend'))[0]
  if (end) {
    const length = zones.instantOf(end) - zones.instantOf(start)
    return length >= 0 ? length : null
  }
  const [found, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(textOf(first(properties, 'duration'), 40) ?? '') ?? []
  return found === undefined ? null : ((((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

/** What is said of it, as plain text, and where it is: no field of an interaction keeps a place. */
function wordsOf (description: string | null, location: string | null): string | null {
  const words = description && /<(?:br|p|a|b|i|ul|div|span|html)\b[^<>]*>/i.test(description) ? htmlToText(description) : description
  return [words, location && `Place: ${location}`].filter(Boolean).join('\n\n') || null
}

/** Until when it repeats, in epoch milliseconds: a day is over at its end. */
export function untilOf (recur: unknown, start: CalendarTime, zones: Zones): number {
  const until = readTime((recur as { readonly until?: unknown } | undefined)?.until, start.zone)
  return until ? zones.instantOf(until) + (until.isDay ? 86_399_999 : 0) : Infinity
}
