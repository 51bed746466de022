import { createHmac } from 'node:crypto'
import type { Translation } from '../domain/integrations/normalized-event.ts'
import { keyedBy, keyOfNames } from './json-key.ts'
import { maybeJson } from './maybe-json.ts'
import { Unreadable, type Handshake, type ProviderAdapter, type Webhook } from './provider.ts'
import { instantAt, objectAt, readJson, textAt, type JsonObject } from './read-json.ts'
import { faultOfCopied } from './secret.ts'
import { signedBy } from './signatures.ts'

/**
 * Webhooks of Zoom. Who took part is told one by one (`meeting.participant_joined`, `_left`), and each of them is an interaction of its
 * own, named by the meeting and their address: so it does not matter in which order people come and go, nor in which it is told.
 * That the meeting started and ended names nobody but its host, who is us.
 */
export const zoom: ProviderAdapter = {
  provider: 'ZOOM',
  limit: 1_000_000,
  secret: 'GIVEN',
  faultOfSecret: faultOfCopied,
  verify: signedBy('ZOOM'),
  handshake,
  // Two people can come within the same millisecond.
  deliveryKey: keyedBy(json => {
    const names = [
      textAt(json, 'event'), textAt(json, 'payload.object.uuid'), textAt(json, 'event_ts'),
      textAt(json, 'payload.object.participant.user_id'), textAt(json, 'payload.object.participant.email')
    ]
    return names[0] && names[1] ? keyOfNames(names) : null
  }),
  keepsHeaders: [],
  translate
}

/** Zoom asks when the address is entered, and again every 72 hours. */
function handshake ({ body }: Webhook, secret: string): Handshake | null {
  const json = maybeJson(body)
  const plainToken = textAt(json, 'payload.plainToken', 1_000)
  if (textAt(json, 'event') !== 'endpoint.url_validation' || plainToken === null) return null
  const encryptedToken = createHmac('sha256', secret).update(plainToken).digest('hex')
  return { status: 200, contentType: 'application/json', body: JSON.stringify({ plainToken, encryptedToken }) }
}

function translate (webhook: Webhook): Translation {
  const body = readJson(webhook.body)
  const event = textAt(body, 'event', 100)
  const meeting = objectAt(body, 'payload.object')
  if (event === null) throw new Unreadable('The body has no event.')
  if (event !== 'meeting.participant_joined' && event !== 'meeting.participant_left') return { ignored: ignoredFor(event) }
  const participant = objectAt(meeting, 'participant')
  const uuid = textAt(meeting, 'uuid', 150)
  if (!meeting || !participant || uuid === null) throw new Unreadable(`The payload of ${event} has no object.uuid, or no object.participant.`)
  const email = textAt(participant, 'email', 320)
  if (isHost(meeting, participant)) return { ignored: 'It is the host, who is us, that came or went.' }
  if (email === null) return { ignored: 'Zoom tells no address of this participant, and a name alone is nobody.' }
  const hasLeft = event === 'meeting.participant_left'
  const at = instantAt(participant, hasLeft ? 'leave_time' : 'join_time')
  const start = instantAt(meeting, 'start_time')
  return {
    events: [{
      source: 'zoom',
      externalId: `${uuid}:${email.toLowerCase()}`,
      toldAt: instantAt(body, 'event_ts') ?? at ?? webhook.receivedAt,
      sequence: hasLeft ? 1 : 0,
      channel: 'VIDEO_CALL',
      // Of who comes twice, the first time would have to be known: the meeting's own start is the same in all.
      occurredAt: start ?? (hasLeft ? undefined : at ?? undefined),
      endedAt: hasLeft && at !== null && at >= (start ?? at) ? at : undefined,
      status: 'HELD',
      parties: [{ role: 'ATTENDEE', name: textAt(participant, 'user_name', 200), identities: [{ kind: 'EMAIL', value: email }] }],
      subject: textAt(meeting, 'topic', 500) ?? undefined
    }]
  }
}

function isHost (meeting: JsonObject, participant: JsonObject): boolean {
  const host = textAt(meeting, 'host_id', 200)
  return host !== null && [textAt(participant, 'id', 200), textAt(participant, 'participant_user_id', 200)].includes(host)
}

function ignoredFor (event: string): string {
  return event === 'meeting.started' || event === 'meeting.ended'
    ? 'It names nobody but the host; who took part is told one by one.'
    : 'It tells of nobody who came to a meeting.'
}
