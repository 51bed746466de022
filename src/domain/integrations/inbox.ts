import type { IdentityKind } from '../contacts/identity.ts'

/** PENDING: waits for a member's word. CONFIRMED: is a contact now. DISMISSED: is nobody to us, and does not come up again. */
export const INBOX_STATES = ['PENDING', 'CONFIRMED', 'DISMISSED'] as const
export type InboxState = typeof INBOX_STATES[number]

/** Somebody whom an integration reported and nobody knew. Instants are epoch milliseconds. */
export interface InboxPerson {
  readonly id: string
  readonly name: string
  readonly state: InboxState
  readonly identities: readonly { readonly kind: IdentityKind, readonly value: string, readonly normalized: string }[]
  readonly integrationId: string | null
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  /** How many reports name them. */
  readonly reports: number
}
