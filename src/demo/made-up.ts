import type { AskSize, AskStatus } from '../domain/asks/ask.ts'
import type { ContactInput } from '../domain/contacts/contact.ts'
import type { FavorDirection, FavorKind } from '../domain/favors/favor.ts'
import type { Channel, InteractionFields } from '../domain/interactions/interaction.ts'
import type { FeedReading } from '../domain/feeds/reading.ts'
import type { PostInput } from '../domain/posts/post.ts'
import type { SubstanceOverride } from '../domain/quality/substance.ts'

/** What sort of tie it is; each has its own rhythm. */
export const KINDS = [
  'colleague', 'client', 'mentor', 'friend', 'acquaintance', 'occasional', 'newcomer',
  'dormant', 'lost', 'unanswered', 'chased', 'owing', 'loud', 'newsletter', 'silent'
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
export interface MadeUpInteraction extends Omit<InteractionFields, 'carriesAsk'> {
  readonly contacts: readonly number[]
  readonly carriesAsk?: boolean
}

/** A request that nobody made, and how it went along. Contacts are named by their place, as everywhere here. */
export interface MadeUpAsk {
  readonly contact: number
  readonly need: string
  readonly offer: string | null
  readonly offerKind: FavorKind | null
  readonly size: AskSize
  readonly channel: Channel
  readonly deadline: number | null
  readonly createdAt: number
  readonly moves: readonly { readonly to: AskStatus, readonly at: number, readonly note: string | null }[]
}

export interface MadeUpFavor {
  readonly contact: number
  readonly direction: FavorDirection
  readonly kind: FavorKind
  readonly occurredAt: number
  readonly note: string
  /** Place in the list of asks of the one that it answers. */
  readonly ask: number | null
}

/** Something that nobody published. */
export interface MadeUpPost extends PostInput {
  readonly contact: number
}

/** A feed that is not there: it brings the contact's posts of the network `feed`, and then comes to `last`. */
export interface MadeUpFeed {
  readonly contact: number
  readonly url: string
  readonly title: string
  readonly last: Exclude<FeedReading['outcome'], 'UNCHANGED'>
}

/** What a member says of somebody who publishes. */
export interface MadeUpWord extends SubstanceOverride {
  readonly contact: number
}

/** A year of a working life that nobody led, and of a few ties from before it; interactions are in time order. */
export interface MadeUpWorkspace {
  readonly contacts: readonly MadeUpContact[]
  readonly interactions: readonly MadeUpInteraction[]
  readonly asks: readonly MadeUpAsk[]
  readonly favors: readonly MadeUpFavor[]
  readonly posts: readonly MadeUpPost[]
  readonly feeds: readonly MadeUpFeed[]
  readonly words: readonly MadeUpWord[]
  /** Days between touches for whoever has a tag. */
  readonly tagCadences: readonly { readonly tag: string, readonly targetDays: number }[]
}
