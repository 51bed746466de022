import { createHash } from 'node:crypto'
import type { NormalizedEvent, Party } from '../../domain/integrations/normalized-event.ts'
import type { Webhook } from '../provider.ts'
import { objectAt, readJson, valueAt, type JsonObject } from '../read-json.ts'
import { addressOf, originOf, readActivity, valuesOf, type Activity } from './activity.ts'
import { partyOf } from './people.ts'
import { SENDER_HEADER } from './signer.ts'

/** An activity with who tells it to whom. */
export interface Telling {
  readonly activity: Activity
  /** The address of the actor that the integration is. */
  readonly us: string
  readonly from: Party
  /** Epoch milliseconds. */
  readonly receivedAt: number
}

/** What may become the name of an interaction. */
const LONGEST_NAME = 500

/**
 * When that is told which is before all else of the same thing: that it was made, and a change of which nobody says when it was made.
 * Not all servers tell their time, and a time of arrival would have what is delivered late undo what has taken it back.
 */
export const AT_FIRST = 0
/** The places in a life. */
export const [MADE, CHANGED, TAKEN_BACK] = [0, 1, 2]

/** Throws Unreadable where the webhook has no activity. */
export function readTelling (webhook: Webhook): Telling {
  const activity = readActivity(webhook)
  const { origin, pathname } = new URL(webhook.url)
  return { activity, us: origin + pathname, from: partyOf('FROM', activity.actor, senderOf(webhook, activity)), receivedAt: webhook.receivedAt }
}

/** An event of the thing that has this address. */
export function eventOf (address: string, toldAt: number, told: Partial<NormalizedEvent>): NormalizedEvent {
  const externalId = address.length <= LONGEST_NAME ? address : `sha256:${createHash('sha256').update(address).digest('hex')}`
  return { source: 'activitypub', externalId, toldAt, ...told }
}

/** The thing that has this address, taken back: for good, since its name is never used again. Few servers say when they did. */
export function takenBack (address: string, { receivedAt }: Telling): NormalizedEvent {
  return eventOf(address, receivedAt, { sequence: TAKEN_BACK, status: 'CANCELLED', subject: null, text: null })
}

/** The integration itself, as the one to whom it was done. */
export const US: Party = { role: 'TO', name: null, identities: [], isUs: true }

/** Whether the address is that of something which the actor has published, or of the actor. */
export function isOurs (address: string, us: string): boolean {
  return address === us || ['/', '#', '?'].some(separator => address.startsWith(us + separator))
}

/** All to whom it is addressed, openly or not; those that stand for everybody among them. */
export function audienceOf (json: JsonObject): readonly string[] {
  return ['to', 'cc', 'bto', 'bcc', 'audience'].flatMap(name => valuesOf(json[name])).flatMap(each => {
    const address = typeof each === 'string' ? each : valueAt(each, 'id')
    return typeof address === 'string' ? [address] : []
  })
}

/** The first address on the web that is given there, as itself or as a Link. */
export function linkAt (json: JsonObject, name: string): string | null {
  const links = valuesOf(json[name]).map(each => typeof each === 'string' ? each : valueAt(each, 'href'))
  return links.find((link): link is string => typeof link === 'string' && link.length <= 2_000 && originOf(link) !== null) ?? null
}

/** What is known of the sender: by their own document, else by what they say of themselves along with the activity. */
function senderOf ({ headers }: Webhook, { actor, json }: Activity): JsonObject | null {
  const kept = objectAt(readJson(Buffer.from(headers[SENDER_HEADER] ?? 'null'), 'What is kept of the sender'), '')
  return [kept, objectAt(json, 'actor')].find(document => document && addressOf(document) === actor) ?? null
}
