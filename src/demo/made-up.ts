import type { ContactInput } from '../domain/contact.ts'
import type { InteractionFields } from '../domain/interaction.ts'

/** What sort of tie it is; each has its own rhythm. */
export const KINDS = [
  'colleague', 'client', 'mentor', 'friend', 'acquaintance', 'occasional', 'newcomer',
  'dormant', 'unanswered', 'chased', 'owing', 'loud', 'newsletter', 'silent'
] as const
export type Kind = typeof KINDS[number]

/** Somebody who does not exist. */
export interface MadeUpContact {
  readonly kind: Kind
  readonly input: ContactInput & { readonly name: string }
  readonly isPaused: boolean
  /** When they came to be known, in epoch milliseconds. */
  readonly addedAt: number
}

/** Something that never happened, with contacts by their place in the list of contacts. */
export interface MadeUpInteraction extends InteractionFields {
  readonly contacts: readonly number[]
}

/** A year of a working life that nobody led; interactions are in time order. */
export interface MadeUpWorkspace {
  readonly contacts: readonly MadeUpContact[]
  readonly interactions: readonly MadeUpInteraction[]
}
