import { isAhead, MOST_PARTICIPANTS, type Channel, type Direction, type Interaction } from '../interactions/interaction.ts'
import { wellFormed } from '../text.ts'
import type { PartyRole } from './normalized-event.ts'
import { nameOf, readPeople, type Person } from './people.ts'
import { valueOf, type Told } from './told.ts'

/** What of an interaction follows from a report. */
export type ReportedFields = Pick<Interaction, 'channel' | 'direction' | 'status' | 'occurredAt' | 'durationMinutes' | 'subject' | 'summary'>

/** What a report comes to. `reason` is a sentence that a member reads. */
export type ReportReading =
  | { readonly outcome: 'RECORD', readonly fields: ReportedFields, readonly counterparts: readonly Person[], readonly settlesAt: number | null }
  | { readonly outcome: 'WAIT' | 'IGNORE', readonly reason: string }

export interface ReportContext {
  /** The keys of the workspace's own identities. */
  readonly ours: ReadonlySet<string>
  readonly defaultCountry: string
  /** Epoch milliseconds. */
  readonly now: number
}

const MINUTE_MS = 60_000
/** A meeting that was booked and not called off is taken to have been held so long after its end, until its provider or a member says otherwise. */
export const SETTLES_AFTER_MS = 60 * MINUTE_MS
/** A call or meeting with so many others is one of a group: less personal. */
const GROUP = 3
/** A message to more people than these is one to all and none. */
const MOST_ADDRESSED = 10
const NAMED = 3
const LONGEST = { subject: 500, summary: 20_000, minutes: 100_000 }
const ADDRESSED: readonly Channel[] = ['EMAIL', 'SMS', 'DIRECT_MESSAGE']
/** What is said to somebody before everybody's eyes. */
const OVERHEARD: readonly Channel[] = ['REPLY', 'REACTION', 'RESHARE']

/** The interaction that a report tells of, and with whom; or why there is none, or none yet. */
export function readReport (told: Told, { ours, defaultCountry, now }: ReportContext): ReportReading {
  const automated = valueOf(told, 'automated')
  if (automated) return { outcome: 'IGNORE', reason: automated }
  const [channel, occurredAt, parties] = [valueOf(told, 'channel'), valueOf(told, 'occurredAt'), valueOf(told, 'parties')]
  if (channel === undefined) return { outcome: 'WAIT', reason: 'It is not told yet what happened.' }
  if (occurredAt === undefined) return { outcome: 'WAIT', reason: 'It is not told yet when it is.' }
  if (parties === undefined) return { outcome: 'WAIT', reason: 'It is not told yet who took part.' }
  const people = readPeople(parties, key => ours.has(key), defaultCountry)
  if (OVERHEARD.includes(channel) && isBetweenOthers(people, ours)) return { outcome: 'IGNORE', reason: 'It is between others.' }
  const found = between(people)
  if ('reason' in found) return { outcome: 'IGNORE', reason: found.reason }
  const endedAt = valueOf(told, 'endedAt') ?? null
  const isPlanned = valueOf(told, 'status') === 'PLANNED'
  const settlesAt = isPlanned && found.direction === 'MUTUAL' ? (endedAt ?? occurredAt) + SETTLES_AFTER_MS : null
  const isSettled = settlesAt !== null && settlesAt <= now
  const at = heldAt(told, occurredAt)
  return {
    outcome: 'RECORD',
    counterparts: found.counterparts,
    settlesAt: isSettled ? null : settlesAt,
    fields: {
      channel: channelAmong(channel, found),
      direction: found.direction,
      status: isSettled ? 'HELD' : valueOf(told, 'status') ?? (isAhead(at, now) ? 'PLANNED' : 'HELD'),
      occurredAt: at,
      durationMinutes: minutes(at, endedAt),
      subject: cut(valueOf(told, 'subject'), LONGEST.subject),
      summary: cut([valueOf(told, 'text') || whoIn(found), valueOf(told, 'url')].filter(Boolean).join('\n'), LONGEST.summary)
    }
  }
}

interface Between {
  readonly direction: Direction
  readonly counterparts: readonly Person[]
}

/** Who it was between, apart from us: everybody in a meeting; the sender, or those whom we wrote to. */
function between (people: readonly Person[]): Between | { readonly reason: string } {
  const others = people.filter(({ isUs }) => !isUs)
  const attendees = others.filter(has('ATTENDEE'))
  const isMeeting = people.some(has('ATTENDEE'))
  const sender = people.find(has('FROM'))
  if (!isMeeting && !sender) return { reason: 'Nobody who sent it could be recognized.' }
  const direction = isMeeting ? 'MUTUAL' : sender?.isUs ? 'OUTBOUND' : 'INBOUND'
  const named = { MUTUAL: attendees, OUTBOUND: addressed(others), INBOUND: sender ? [sender] : [] }[direction]
  const counterparts = named.filter(({ isBot }) => !isBot)
  if (named.length === 0) return { reason: 'Nobody but us could be recognized in it.' }
  if (counterparts.length === 0) return { reason: 'It is from a program, or from an address that nobody reads.' }
  if (counterparts.length > MOST_PARTICIPANTS) return { reason: `It is between more than ${MOST_PARTICIPANTS} people: nothing personal.` }
  return { direction, counterparts }
}

/** Whether all those whom it is for are others; where it is not known who we are there, nobody can tell. */
function isBetweenOthers (people: readonly Person[], ours: ReadonlySet<string>): boolean {
  const to = people.filter(has('TO'))
  const ourKinds = new Set([...ours].map(key => key.slice(0, key.indexOf(' '))))
  return to.length > 0 && !people.some(({ isUs }) => isUs) && to.every(({ identities }) => identities.some(({ kind }) => ourKinds.has(kind)))
}

function addressed (others: readonly Person[]): readonly Person[] {
  const to = others.filter(has('TO'))
  return to.length > 0 ? to : others.filter(has('CC'))
}

function has (role: PartyRole): (person: Person) => boolean {
  return ({ roles }) => roles.includes(role)
}

function channelAmong (channel: Channel, { direction, counterparts }: Between): Channel {
  const isGroup = direction === 'MUTUAL' && counterparts.length >= GROUP && (channel === 'VIDEO_CALL' || channel === 'PHONE_CALL')
  if (isGroup) return 'GROUP_CALL'
  return direction === 'OUTBOUND' && counterparts.length > MOST_ADDRESSED && ADDRESSED.includes(channel) ? 'BULK' : channel
}

/** What was held cannot lie after it was told that it was: a meeting that began before its time. */
function heldAt (told: Told, occurredAt: number): number {
  return told.status?.value === 'HELD' ? Math.min(occurredAt, told.status.at) : occurredAt
}

function minutes (from: number, to: number | null): number | null {
  const length = to === null ? 0 : Math.round((to - from) / MINUTE_MS)
  return length > 0 && length <= LONGEST.minutes ? length : null
}

/** Who it was between, as the summary has it where no text is kept. */
function whoIn ({ direction, counterparts }: Between): string {
  const names = counterparts.slice(0, NAMED).map(nameOf)
  const more = counterparts.length - names.length
  if (more > 0) names.push(`${more} more`)
  const listed = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join()
  return `${{ INBOUND: 'From', OUTBOUND: 'To', MUTUAL: 'With' }[direction]} ${listed}`
}

function cut (text: string | null | undefined, most: number): string | null {
  return wellFormed(text?.slice(0, most) ?? '').replaceAll('\u0000', '').trim() || null
}
