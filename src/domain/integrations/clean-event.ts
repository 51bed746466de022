import { checkYear } from '../interactions/interaction.ts'
import { wellFormed } from '../text.ts'
import type { NormalizedEvent, Party } from './normalized-event.ts'

export const LONGEST = { source: 50, id: 500, name: 200, identity: 500, subject: 500, text: 20_000, url: 2000, reason: 300 }
export const MOST = { aliases: 20, parties: 500, identities: 10 }

/**
 * An event as it is kept: within its limits, told and held no later than it arrived (clocks of providers differ), and with its text
 * only where that is kept. Instants in years that nobody can mean are not told.
 */
export function cleanEvent (event: NormalizedEvent, { keepText, receivedAt }: { readonly keepText: boolean, readonly receivedAt: number }): NormalizedEvent {
  const toldAt = possible(event.toldAt) ? Math.min(event.toldAt, receivedAt) : receivedAt
  return {
    source: cut(event.source, LONGEST.source),
    externalId: cut(event.externalId, LONGEST.id),
    aliases: [...new Set((event.aliases ?? []).slice(0, MOST.aliases).map(alias => cut(alias, LONGEST.id)))].filter(alias => alias !== ''),
    toldAt,
    sequence: event.sequence ?? 0,
    ...event.channel && { channel: event.channel },
    ...event.status && { status: event.status },
    ...possible(event.occurredAt) && { occurredAt: event.occurredAt },
    ...(event.endedAt === null || possible(event.endedAt)) && { endedAt: event.endedAt },
    ...event.parties && { parties: event.parties.slice(0, MOST.parties).map(cleanParty) },
    ...event.subject !== undefined && { subject: cutOrNull(event.subject, LONGEST.subject) },
    ...keepText && event.text !== undefined && { text: cutOrNull(event.text, LONGEST.text) },
    ...event.url !== undefined && { url: cutOrNull(event.url, LONGEST.url) },
    ...event.automated !== undefined && { automated: cutOrNull(event.automated, LONGEST.reason) }
  }
}

function cleanParty (party: Party): Party {
  return {
    role: party.role,
    name: cutOrNull(party.name, LONGEST.name),
    identities: party.identities.slice(0, MOST.identities).map(({ kind, value }) => ({ kind, value: cut(value, LONGEST.identity) })),
    ...party.isUs && { isUs: true },
    ...party.isBot && { isBot: true }
  }
}

function possible (at: number | null | undefined): at is number {
  return typeof at === 'number' && Number.isFinite(at) && checkYear(at, '', [])
}

function cutOrNull (text: string | null, most: number): string | null {
  return text === null ? null : cut(text, most) || null
}

function cut (text: string, most: number): string {
  return wellFormed(text.replaceAll('\u0000', '').trim().slice(0, most))
}
