import type { NormalizedEvent, Party } from '../../../../src/domain/integrations/normalized-event.ts'
import { translate } from '../../../../src/providers/activitypub/translate.ts'
import { ADA, NOW, PUBLIC, US, webhook } from './fediverse.ts'

export const POST = `${ADA}/statuses/1`
export const PUBLISHED = NOW - 60_000

export const FROM_ADA: Party = { role: 'FROM', name: null, identities: [{ kind: 'MASTODON', value: '@ada@social.example' }, { kind: 'WEBSITE', value: ADA }] }
export const TO_US: Party = { role: 'TO', name: null, identities: [], isUs: true }
export const TAG = { type: 'Mention', href: US, name: '@goodturn@goodturn.example' }

/** A post by Ada for everybody that mentions us. */
export function note (fields: object = {}): object {
  return {
    id: POST,
    type: 'Note',
    attributedTo: ADA,
    published: new Date(PUBLISHED).toISOString(),
    to: [PUBLIC],
    cc: [`${ADA}/followers`, US],
    tag: [TAG],
    content: '<p><span class="h-card"><a href="https://goodturn.example/">@<span>goodturn</span></a></span> Thank you!<br>See you &amp; Grace</p>',
    url: 'https://social.example/@ada/1',
    ...fields
  }
}

/** Ada has written it; `more` is of the activity itself. */
export function create (fields: object = {}, more: object = {}): object {
  return { id: `${POST}/activity`, type: 'Create', actor: ADA, published: new Date(PUBLISHED).toISOString(), to: [PUBLIC], cc: [`${ADA}/followers`, US], object: note(fields), ...more }
}

/** The one event that comes of it. */
export function event (activity: unknown, headers: Record<string, string> = {}, receivedAt = NOW): NormalizedEvent {
  const told = translate(webhook(activity, headers, receivedAt))
  if (!('events' in told) || !told.events[0] || told.events.length !== 1) throw new Error(JSON.stringify(told))
  return told.events[0]
}

/** Why nothing comes of it. */
export function reason (activity: unknown): string {
  const told = translate(webhook(activity))
  return 'ignored' in told ? told.ignored : JSON.stringify(told)
}
