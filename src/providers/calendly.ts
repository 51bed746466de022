import type { NormalizedEvent, Party, Translation } from '../domain/integrations/normalized-event.ts'
import type { Channel, InteractionStatus } from '../domain/interactions/interaction.ts'
import { keyedBy, keyOfNames } from './json-key.ts'
import { Unreadable, type ProviderAdapter, type Webhook } from './provider.ts'
import { arrayAt, instantAt, objectAt, readJson, textAt, valueAt, type Json, type JsonObject } from './read-json.ts'
import { faultOfCopied, urlSafeSecret } from './secret.ts'
import { signedBy } from './signatures.ts'

/** Webhooks of Calendly, API v2. Who makes a subscription by its API chooses the signing key. */
export const calendly: ProviderAdapter = {
  provider: 'CALENDLY',
  limit: 1_000_000,
  secret: 'EITHER',
  faultOfSecret: faultOfCopied,
  makeSecret: urlSafeSecret,
  verify: signedBy('CALENDLY'),
  // A guest can be said not to have come, then to have come, then not to: the time tells those apart.
  deliveryKey: keyedBy(json => {
    const names = [textAt(json, 'event'), textAt(json, 'payload.uri'), textAt(json, 'created_at')]
    return names[0] && names[1] ? keyOfNames(names) : null
  }),
  keepsHeaders: [],
  translate
}

interface Act { readonly status: InteractionStatus, readonly sequence: number }

const ACTS = new Map<string, Act>([
  ['invitee.created', { status: 'PLANNED', sequence: 0 }],
  ['invitee.canceled', { status: 'CANCELLED', sequence: 1 }],
  ['invitee_no_show.created', { status: 'NO_SHOW', sequence: 2 }],
  // Only who was said to be absent can be said not to have been.
  ['invitee_no_show.deleted', { status: 'HELD', sequence: 3 }]
])
const LONGEST_URI = 500

function translate (webhook: Webhook): Translation {
  const body = readJson(webhook.body)
  const name = textAt(body, 'event', 100)
  const invitee = objectAt(body, 'payload')
  if (name === null || invitee === null) throw new Unreadable('The body has no event, or no payload.')
  const act = ACTS.get(name)
  if (!act) return { ignored: 'It tells of no meeting between people.' }
  const id = inviteeAt(invitee, 'uri') ?? inviteeAt(invitee, 'invitee')
  if (id === null) throw new Unreadable(`The payload of ${name} names no invitee: a uri that has /invitees/ in it was expected.`)
  const others = [inviteeAt(invitee, 'old_invitee'), inviteeAt(invitee, 'new_invitee')].filter(other => other !== null)
  const told = { source: 'calendly', externalId: id, ...others.length > 0 && { aliases: others }, toldAt: instantAt(body, 'created_at') ?? webhook.receivedAt }
  if (name === 'invitee.canceled' && valueAt(invitee, 'rescheduled') === true) {
    // The meeting goes on under the name of the new invitee, which tells when: this tells no more than that both are one.
    return others.length > 0 ? { events: [{ ...told, sequence: act.sequence }] } : { ignored: 'The meeting was moved; its new time is told by itself.' }
  }
  return { events: [{ ...told, ...act, ...fieldsOf(invitee, act.status) }] }
}

/** The end of an invitee's URI (`…/scheduled_events/<event>/invitees/<id>`); null where there is none. */
function inviteeAt (json: Json, path: string): string | null {
  return /\/invitees\/([\w-]{1,200})\/?$/.exec(textAt(json, path, LONGEST_URI) ?? '')?.[1] ?? null
}

/** All but the status; nothing of a meeting that is not in the payload: events from before 2024 name no time. */
function fieldsOf (invitee: JsonObject, status: InteractionStatus): Partial<NormalizedEvent> {
  const meeting = objectAt(invitee, 'scheduled_event')
  const guest = textAt(invitee, 'email', 320)
  const guests = arrayAt(meeting, 'event_guests').map(one => partyOf(null, textAt(one, 'email', 320), null))
  const hosts = arrayAt(meeting, 'event_memberships')
    .map(host => ({ ...partyOf(textAt(host, 'user_name', 200), textAt(host, 'user_email', 320), null), isUs: true }))
  const reason = status === 'CANCELLED' ? textAt(invitee, 'cancellation.reason') : null
  return {
    ...guest !== null && { parties: [...hosts, partyOf(nameOf(invitee), guest, textAt(invitee, 'text_reminder_number', 50)), ...guests] },
    ...meeting && {
      channel: channelOf(meeting),
      occurredAt: instantAt(meeting, 'start_time') ?? undefined,
      endedAt: instantAt(meeting, 'end_time') ?? undefined,
      subject: textAt(meeting, 'name', 500) ?? undefined
    },
    text: reason ?? answersOf(invitee)
  }
}

function nameOf (invitee: JsonObject): string | null {
  const names = [textAt(invitee, 'first_name', 100), textAt(invitee, 'last_name', 100)].filter(name => name !== null)
  return textAt(invitee, 'name', 200) ?? (names.join(' ') || null)
}

function partyOf (name: string | null, email: string | null, phone: string | null): Party {
  const identities = [...email ? [{ kind: 'EMAIL' as const, value: email }] : [], ...phone ? [{ kind: 'PHONE' as const, value: phone }] : []]
  return { role: 'ATTENDEE', name, identities }
}

function channelOf (meeting: JsonObject): Channel {
  switch (textAt(meeting, 'location.type', 100)) {
    case 'physical': return 'IN_PERSON'
    case 'outbound_call':
    case 'inbound_call': return 'PHONE_CALL'
    default: return 'VIDEO_CALL'
  }
}

function answersOf (invitee: JsonObject): string | undefined {
  const lines = arrayAt(invitee, 'questions_and_answers').slice(0, 20).flatMap(one => {
    const [question, answer] = [textAt(one, 'question', 500), textAt(one, 'answer', 5_000)]
    return answer === null ? [] : [question === null ? answer : `${question}\n${answer}`]
  })
  return lines.length > 0 ? lines.join('\n\n').slice(0, 20_000) : undefined
}
