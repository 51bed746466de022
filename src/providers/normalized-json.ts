import { CHANNELS, MOST_PARTICIPANTS, type Channel, type InteractionStatus } from '../domain/interactions/interaction.ts'
import type { NormalizedEvent, Party } from '../domain/integrations/normalized-event.ts'
import type { FieldError } from '../domain/refusal.ts'
import { partyAt } from './normalized-party.ts'
import { Unreadable } from './provider.ts'
import { arrayAt, instantAt, numberAt, objectAt, textAt, tidyText, valueAt, type Json } from './read-json.ts'

const MOST_EVENTS = 100
const MOST_FAULTS = 5
const LONGEST = { source: 100, externalId: 500, subject: 500, url: 2_000 }

const CHANNEL_OF_KIND: Readonly<Record<string, Channel>> = {
  email: 'EMAIL',
  meeting: 'VIDEO_CALL',
  call: 'PHONE_CALL',
  message: 'DIRECT_MESSAGE',
  comment: 'COMMENT',
  review: 'COMMENT',
  mention: 'MENTION',
  reaction: 'REACTION',
  share: 'RESHARE',
  follow: 'FOLLOW',
  support: 'OTHER',
  note: 'OTHER'
}

const STATUSES: Readonly<Record<string, InteractionStatus>> = {
  planned: 'PLANNED', held: 'HELD', done: 'HELD', cancelled: 'CANCELLED', no_show: 'NO_SHOW', missed: 'NO_SHOW'
}

/** What a kind or a channel may say: a word of ours, or a channel by its name. */
const CHANNEL_OF: Readonly<Record<string, Channel>> = { ...CHANNEL_OF_KIND, ...Object.fromEntries(CHANNELS.map(channel => [channel.toLowerCase(), channel])) }
const WAYS = { in: 'in', out: 'out' } as const

/** What an event says where it does not say it itself. */
export interface Unsaid {
  readonly source: string
  readonly toldAt: number
}

/** The events of our own format at a path: one object, or up to 100 in its `events`. Throws Unreadable, naming each place that is wrong. */
export function readNormalized (json: Json | undefined, path: string, unsaid: Unsaid): NormalizedEvent[] {
  const [holder, at] = [objectAt(json, path), path === '' ? '' : `${path}.`]
  if (holder === null) throw new Unreadable(`${path || 'The body'}: is not an object.`)
  const faults: FieldError[] = []
  const events = Object.hasOwn(holder, 'events') ? listed(holder, at, unsaid, faults) : [readEvent(holder, at, unsaid, faults)]
  if (faults.length > 0) {
    const told = faults.slice(0, MOST_FAULTS).map(({ path, message }) => `${path}: ${message}`)
    throw new Unreadable(told.join(' ') + (faults.length > MOST_FAULTS ? ` And ${faults.length - MOST_FAULTS} more.` : ''))
  }
  return events
}

function listed (holder: Json, at: string, unsaid: Unsaid, faults: FieldError[]): NormalizedEvent[] {
  if (!Array.isArray(valueAt(holder, 'events'))) faults.push({ path: `${at}events`, message: 'is not a list.' })
  const events = arrayAt(holder, 'events')
  if (events.length > MOST_EVENTS) {
    faults.push({ path: `${at}events`, message: `has more than ${MOST_EVENTS}.` })
    return []
  }
  return events.map((event, place) => readEvent(event, `${at}events.${place}.`, unsaid, faults))
}

function readEvent (event: Json, at: string, unsaid: Unsaid, faults: FieldError[]): NormalizedEvent {
  const { choice, instant, text, webAddress } = reading(event, at, faults)
  const source = name(event, 'source', LONGEST.source) ?? unsaid.source
  const externalId = name(event, 'external_id', LONGEST.externalId)
  if (externalId === null) faults.push({ path: `${at}external_id`, message: `is missing, is no text, or has more than ${LONGEST.externalId} characters.` })
  const channel = choice('channel', CHANNEL_OF) ?? choice('kind', CHANNEL_OF)
  return {
    source,
    // A Message-ID is written with brackets and without; it is the same message.
    externalId: source === 'email' ? (externalId ?? '').replace(/^<|>$/g, '') : externalId ?? '',
    toldAt: instant('updated_at') ?? instant('told_at') ?? unsaid.toldAt,
    ...given('sequence', numberAt(event, 'sequence') ?? undefined),
    ...given('channel', channel),
    ...given('status', choice('status', STATUSES)),
    ...given('occurredAt', instant('occurred_at') ?? undefined),
    ...given('endedAt', instant('ended_at')),
    ...given('parties', partiesOf(event, choice('direction', WAYS), at, faults)),
    ...given('subject', text('subject', LONGEST.subject)),
    ...given('text', text('text')),
    ...given('url', webAddress('url'))
  }
}

/** What the fields of an event say: null takes back what was told before, undefined does not tell. What is wrong with one goes to `faults`. */
function reading (event: Json, at: string, faults: FieldError[]) {
  const fault = (field: string, message: string): undefined => {
    faults.push({ path: at + field, message })
  }

  const choice = <T>(field: string, choices: Readonly<Record<string, T>>): T | undefined => {
    const chosen = valueAt(event, field)
    if (chosen === undefined || chosen === null) return undefined
    const key = typeof chosen === 'string' ? chosen.toLowerCase() : ''
    return Object.hasOwn(choices, key) ? choices[key] : fault(field, `is none of ${Object.keys(choices).join(', ')}.`)
  }

  const instant = (field: string): number | null | undefined => {
    const value = valueAt(event, field)
    if (value === undefined || value === null) return value
    return instantAt(value, '') ?? fault(field, 'is no instant: ISO 8601 with an offset, or epoch seconds or milliseconds.')
  }

  const text = (field: string, max?: number): string | null | undefined => {
    const value = valueAt(event, field)
    if (value === undefined || value === null) return value
    return typeof value === 'string' ? tidyText(value, max) : fault(field, 'is not a text.')
  }

  const webAddress = (field: string): string | null | undefined => {
    const url = text(field, LONGEST.url + 1)
    if (typeof url !== 'string') return url
    return url.length <= LONGEST.url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : fault(field, 'is no web address.')
  }

  return { choice, instant, text, webAddress }
}

function partiesOf (event: Json, way: 'in' | 'out' | undefined, at: string, faults: FieldError[]): Party[] | undefined {
  const value = valueAt(event, 'parties')
  if (value === undefined || value === null) return undefined
  const people = arrayAt(value, '')
  if (!Array.isArray(value) || people.length > MOST_PARTICIPANTS) {
    faults.push({ path: `${at}parties`, message: `is not a list of at most ${MOST_PARTICIPANTS}.` })
    return undefined
  }
  const parties = people.map((party, place) => partyAt(party, `${at}parties.${place}`, faults))
  const isFrom = parties.some(({ role }) => role === 'FROM')
  if (way === 'in' && !isFrom && !parties.some(({ role }) => role === 'ATTENDEE')) {
    faults.push({ path: `${at}parties`, message: 'has nobody with the role from, although the direction is in.' })
  }
  if (way !== 'out') return parties
  return isFrom ? parties.map(party => party.role === 'FROM' ? { ...party, isUs: true } : party) : [{ role: 'FROM', name: null, identities: [], isUs: true }, ...parties]
}

/** A name is never cut: two that begin alike would be one. */
function name (event: Json, field: string, max: number): string | null {
  const found = textAt(event, field, max + 1)
  return found !== null && found.length <= max ? found : null
}

function given<K extends keyof NormalizedEvent> (field: K, value: NormalizedEvent[K]): Partial<NormalizedEvent> {
  return value === undefined ? {} : { [field]: value }
}
