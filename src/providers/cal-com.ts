import type { NormalizedEvent, Party, Translation } from '../domain/integrations/normalized-event.ts'
import type { Channel, InteractionStatus } from '../domain/interactions/interaction.ts'
import { isUrlEncoded } from './form-fields.ts'
import { keyedBy, keyOfNames } from './json-key.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from './provider.ts'
import { arrayAt, instantAt, numberAt, objectAt, readJson, textAt, valueAt, type Json, type JsonObject } from './read-json.ts'
import { faultOfCopied, urlSafeSecret } from './secret.ts'
import { signedBy } from './signatures.ts'

/** Webhooks of Cal.com, versions 2021-10-20 and 2026-07-27. */
export const calCom: ProviderAdapter = {
  provider: 'CAL_COM',
  limit: 1_000_000,
  secret: 'EITHER',
  faultOfSecret: faultOfCopied,
  makeSecret: urlSafeSecret,
  verify: signedBy('CAL_COM'),
  deliveryKey: keyedBy(json => {
    const names = [textAt(json, 'triggerEvent'), uidOf(objectAt(json, 'payload') ?? json), textAt(json, 'createdAt') ?? textAt(json, 'payload.createdAt')]
    return names[0] && names[1] ? keyOfNames(names) : null
  }),
  keepsHeaders: [],
  translate
}

type Act = 'PLAN' | 'CHANGE' | 'TIME_CAME' | 'CANCEL' | 'PRESENCE'

/**
 * A request (BOOKING_REQUESTED) is not among them: nobody has agreed to meet yet, and BOOKING_CREATED tells all of it once somebody does.
 * That a guest has not joined a video after some minutes (AFTER_GUESTS_CAL_VIDEO_NO_SHOW) is not either: they may be late.
 */
const ACTS = new Map<string, Act>([
  ['BOOKING_CREATED', 'PLAN'], ['BOOKING_RESCHEDULED', 'PLAN'], ['BOOKING_REASSIGNED', 'CHANGE'], ['BOOKING_LOCATION_UPDATED', 'CHANGE'],
  ['MEETING_STARTED', 'TIME_CAME'], ['MEETING_ENDED', 'TIME_CAME'],
  ['BOOKING_CANCELLED', 'CANCEL'], ['BOOKING_REJECTED', 'CANCEL'], ['BOOKING_NO_SHOW_UPDATED', 'PRESENCE']
])
/** Which is later of two that were told at the same time. */
const PLACE_IN_LIFE: Readonly<Record<Act, number>> = { PLAN: 0, CHANGE: 1, TIME_CAME: 2, CANCEL: 3, PRESENCE: 4 }
const STATUS: Readonly<Record<Act, InteractionStatus | undefined>> = {
  PLAN: 'PLANNED', CHANGE: undefined, TIME_CAME: 'HELD', CANCEL: 'CANCELLED', PRESENCE: 'HELD'
}
const LONGEST_UID = 150
const LONGEST_ADDRESS = 320

function translate (webhook: Webhook): Translation {
  const body = bodyOf(webhook)
  const trigger = textAt(body, 'triggerEvent', 100)
  // MEETING_STARTED and MEETING_ENDED have no payload: their booking lies flat in the body.
  const booking = objectAt(body, 'payload') ?? objectAt(body, '')
  if (trigger === null || booking === null) throw new Unreadable(`The body has no triggerEvent: ${EXPECTED}`)
  const act = ACTS.get(trigger)
  if (trigger === 'BOOKING_REQUESTED') return { ignored: 'A booking that was requested is told once it is accepted.' }
  if (!act) return { ignored: 'It tells of no meeting between people.' }
  const uid = uidOf(booking)
  if (uid === null) throw new Unreadable(`The booking of ${trigger} has no uid: ${EXPECTED}`)
  const isOff = ['CANCELLED', 'REJECTED'].includes(textAt(booking, 'status') ?? '')
  if (act === 'TIME_CAME' && isOff) return { ignored: 'The time came of a meeting that was cancelled.' }
  const told = fieldsOf(booking, act)
  const at = toldAt(booking, act, instantAt(body, 'createdAt') ?? webhook.receivedAt)
  const event = (name: string): NormalizedEvent => ({ source: 'cal_com', externalId: name, toldAt: at, sequence: PLACE_IN_LIFE[act], ...told })
  return { events: named(booking, uid, act, event) }
}

const EXPECTED = 'what Cal.com sends without a custom payload template was expected.'

function bodyOf (webhook: Webhook): Json {
  if (isUrlEncoded(webhook)) throw new Unreadable(`The body is a form: ${EXPECTED}`)
  return readJson(webhook.body)
}

function uidOf (booking: Json): string | null {
  return textAt(booking, 'uid', LONGEST_UID) ?? textAt(booking, 'bookingUid', LONGEST_UID)
}

/**
 * That the time of a meeting came is sent by a clock, and says less than what people do: it counts as told when the meeting was to start
 * (the `createdAt` that comes with it is the booking's), and a plan as told before that, whenever it was confirmed.
 */
function toldAt (booking: JsonObject, act: Act, createdAt: number): number {
  const start = instantAt(booking, 'startTime') ?? createdAt
  if (act === 'TIME_CAME') return start
  return act === 'PLAN' ? Math.min(createdAt, start) : createdAt
}

function fieldsOf (booking: JsonObject, act: Act): Partial<NormalizedEvent> {
  const status = isNoShow(booking, act) ? 'NO_SHOW' : STATUS[act]
  if (act === 'PRESENCE') return { status }
  const hosts = [objectAt(booking, 'organizer') ?? objectAt(booking, 'user'), ...arrayAt(booking, 'team.members')]
    .filter(host => host !== null).map(host => partyOf(host, true))
  const guests = arrayAt(booking, 'attendees').map(guest => partyOf(guest, false))
  const reason = act === 'CANCEL' ? textAt(booking, 'cancellationReason') ?? textAt(booking, 'rejectionReason') : null
  const site = textAt(booking, 'bookerUrl', 500)
  return {
    status,
    channel: channelOf(booking),
    occurredAt: instantAt(booking, 'startTime') ?? undefined,
    endedAt: instantAt(booking, 'endTime') ?? undefined,
    parties: guests.length > 0 ? [...hosts, ...guests] : undefined,
    subject: textAt(booking, 'title', 500) ?? undefined,
    text: reason ?? textAt(booking, 'additionalNotes') ?? textAt(booking, 'description') ?? undefined,
    url: site?.startsWith('https://') ? `${site}/booking/${encodeURIComponent(uidOf(booking) ?? '')}` : undefined
  }
}

/** Nobody met where we did not come, or none of those whom it names. */
function isNoShow (booking: JsonObject, act: Act): boolean {
  if (act !== 'PRESENCE' && act !== 'TIME_CAME') return false
  const guests = arrayAt(booking, 'attendees')
  return valueAt(booking, 'noShowHost') === true || (guests.length > 0 && guests.every(guest => valueAt(guest, 'noShow') === true))
}

function partyOf (person: Json, isUs: boolean): Party {
  const [email, phone] = [textAt(person, 'email', LONGEST_ADDRESS), textAt(person, 'phoneNumber', 50)]
  // Cal.com makes up an address for who gave a phone number only.
  const isMadeUp = email?.toLowerCase().endsWith('@sms.cal.com') ?? false
  return {
    role: 'ATTENDEE',
    name: textAt(person, 'name', 200),
    identities: [...email && !isMadeUp ? [{ kind: 'EMAIL' as const, value: email }] : [], ...phone ? [{ kind: 'PHONE' as const, value: phone }] : []],
    ...isUs && { isUs }
  }
}

/** By the kind of place where it is named (`responses`), else by how the place is written: an app, a link, a number, or an address. */
function channelOf (booking: JsonObject): Channel | undefined {
  const place = textAt(booking, 'responses.location.value.value', 500) ?? textAt(booking, 'location', 500)
  if (place === null) return instantAt(booking, 'startTime') === null ? undefined : 'VIDEO_CALL'
  if (/^(?:integrations:|https?:\/\/|link$|conferencing$|somewhereElse$)/i.test(place)) return 'VIDEO_CALL'
  return /^(?:phone|userPhone|\+?[\d ().-]{6,30})$/i.test(place) ? 'PHONE_CALL' : 'IN_PERSON'
}

/**
 * The event under the booking's uid, and under the one it had before it was moved. Where seats are booked one by one, each is told
 * apart with its own guest alone: then each is a meeting of its own.
 */
function named (booking: JsonObject, uid: string, act: Act, event: (name: string) => NormalizedEvent): readonly NormalizedEvent[] {
  const before = textAt(booking, 'rescheduleUid', LONGEST_UID) ?? textAt(booking, 'fromReschedule', LONGEST_UID)
  const addresses = arrayAt(booking, 'attendees').map(guest => textAt(guest, 'email', LONGEST_ADDRESS)?.toLowerCase() ?? null)
  const isSeated = (at: number) => numberAt(booking, 'seatsPerTimeSlot') !== null || objectAt(booking, `attendees.${at}.bookingSeat`) !== null
  const seats = addresses.flatMap((email, at) => email && (act === 'PRESENCE' || isSeated(at)) ? [{ email, at }] : [])
  const whole = seats.length === 0 || act === 'PRESENCE' ? [{ ...event(uid), ...before && { aliases: [before] } }] : []
  return [...whole, ...seats.map(({ email, at }) => {
    const one = event(`${uid}:${email}`)
    const status = act === 'PRESENCE' ? { status: valueAt(booking, `attendees.${at}.noShow`) === true ? 'NO_SHOW' as const : 'HELD' as const } : {}
    const parties = one.parties?.filter(({ isUs, identities }) => isUs || identities.some(({ value }) => value.toLowerCase() === email))
    return { ...one, ...parties && { parties }, ...status, ...before && { aliases: [`${before}:${email}`] } }
  })]
}
