import DataLoader from 'dataloader'
import type { Identity } from '../domain/contact.ts'
import type { InteractionFilter } from '../domain/interaction-list.ts'
import type { Interaction } from '../domain/interaction.ts'
import type { PageInput } from '../domain/page.ts'
import type { Quality } from '../domain/quality/assess.ts'
import type { QualityPoint } from '../domain/quality/history.ts'
import type { KnownContact } from '../domain/standing.ts'
import { assessAt, assessOver, type HistoryRange } from '../operations/contacts/assess-contacts.ts'
import { findContacts, findIdentities, type Listing } from '../operations/contacts/find-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import {
  countContactInteractions, findInteractions, findParticipants, haveContactInteractionsBeyond, listContactInteractions, readInteractionPage, type ContactPlace
} from '../operations/interactions/find-interactions.ts'

export interface InteractionArgs extends PageInput {
  readonly filter?: InteractionFilter | null
}

/** Gathers what the resolvers of one request read: one statement for each kind of thing, however many ask for it. */
export interface Loaders {
  readonly contact: DataLoader<string, KnownContact | undefined>
  readonly interaction: DataLoader<string, Interaction | undefined>
  /** By contact id. */
  readonly identities: DataLoader<string, Identity[]>
  /** By interaction id. */
  readonly participants: DataLoader<string, KnownContact[]>
  readonly interactionsOf: (args: InteractionArgs) => DataLoader<string, Listing<Interaction>>
  readonly interactionsBeyond: (question: { filter: InteractionFilter, after: boolean }) => DataLoader<ContactPlace, boolean>
  readonly interactionCountOf: (filter: InteractionFilter) => DataLoader<string, number>
  readonly qualityAt: (asOf: number) => DataLoader<KnownContact, Quality>
  readonly qualityOver: (range: HistoryRange) => DataLoader<KnownContact, readonly QualityPoint[]>
}

export function createLoaders (ctx: OperationContext): Loaders {
  return {
    contact: new DataLoader(ids => findContacts(ctx, ids)),
    interaction: new DataLoader(ids => findInteractions(ctx, ids)),
    identities: new DataLoader(ids => findIdentities(ctx, ids)),
    participants: new DataLoader(ids => findParticipants(ctx, ids)),
    interactionsOf: byArguments((args: InteractionArgs) => {
      const page = readInteractionPage(ctx, args)
      return new DataLoader(ids => listContactInteractions(ctx, ids, args.filter ?? {}, page))
    }),
    interactionsBeyond: byArguments(({ filter, after }) => new DataLoader(places => haveContactInteractionsBeyond(ctx, places, filter, after))),
    interactionCountOf: byArguments((filter: InteractionFilter) => new DataLoader(ids => countContactInteractions(ctx, ids, filter))),
    qualityAt: byArguments((asOf: number) => new DataLoader(contacts => assessAt(ctx, contacts, asOf))),
    qualityOver: byArguments((range: HistoryRange) => new DataLoader(contacts => assessOver(ctx, contacts, range)))
  }
}

/** One loader for each set of arguments that the fields of a request have. */
function byArguments<Args, Loader> (create: (args: Args) => Loader): (args: Args) => Loader {
  const loaders = new Map<string, Loader>()
  return args => {
    const key = JSON.stringify(args)
    const present = loaders.get(key)
    if (present) return present
    const made = create(args)
    loaders.set(key, made)
    return made
  }
}
