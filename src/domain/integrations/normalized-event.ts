import type { IdentityKind } from '../contacts/identity.ts'
import type { Channel, InteractionStatus } from '../interactions/interaction.ts'

/** The place of somebody in what happened: who it came from, whom it was for, who saw it as well, or who took part as one of several. */
export const PARTY_ROLES = ['FROM', 'TO', 'CC', 'ATTENDEE'] as const
export type PartyRole = typeof PARTY_ROLES[number]

/** Somebody in what happened, as the provider names them. */
export interface Party {
  readonly role: PartyRole
  readonly name: string | null
  /** As the provider writes them, the surest first; those that cannot be read are passed over. */
  readonly identities: readonly { readonly kind: IdentityKind, readonly value: string }[]
  /** The provider says that this is whose account it is. Our own identities are recognized without it. */
  readonly isUs?: boolean
  /** The provider says that this is a program. */
  readonly isBot?: boolean
}

/**
 * What a provider told of one thing that passed between people, in our words: all that a translator yields. Several may tell of
 * the same thing (a meeting that is booked, moved and held; a message that is edited); a field that is left out is not told.
 * Instants are epoch milliseconds.
 */
export interface NormalizedEvent {
  /** Whose names `externalId` is one of: `email` for all that has a Message-ID, whoever passed it on; else the provider, in lower case. */
  readonly source: string
  /** What the thing is known by there, however often it is told: a Message-ID without its brackets, a meeting's uid, `issue_comment:12`. */
  readonly externalId: string
  /** Other names of the same thing, of the same source: the uid from before a meeting was moved. */
  readonly aliases?: readonly string[]
  /** The provider's own time of telling this, by which the latest wins; the time of arrival where it names none. */
  readonly toldAt: number
  /** Which is later of two that were told at the same time: iCalendar's SEQUENCE, or the place in a life (booked 0, ended 2). */
  readonly sequence?: number
  readonly channel?: Channel
  readonly occurredAt?: number
  readonly endedAt?: number | null
  /** CANCELLED also where it was taken back: a message deleted, a reaction removed; its subject and text are then told as null. */
  readonly status?: InteractionStatus
  readonly parties?: readonly Party[]
  readonly subject?: string | null
  /** Kept only where the integration says so. */
  readonly text?: string | null
  readonly url?: string | null
  /** Why this is no touch between people, although people are named: `it went to a mailing list`. Completes "Ignored: …". */
  readonly automated?: string | null
}

/** What a delivery comes to: what it tells, or why there is nothing in it to keep. */
export type Translation = { readonly events: readonly NormalizedEvent[] } | { readonly ignored: string }
