import DataLoader from 'dataloader'
import type { Ask, AskMove } from '../domain/asks/ask.ts'
import type { Identity } from '../domain/contacts/contact.ts'
import type { TimelineEntry, TimelineKind } from '../domain/contacts/timeline-entry.ts'
import type { Favor } from '../domain/favors/favor.ts'
import type { GiveIdea } from '../domain/favors/give-ideas.ts'
import type { Feed } from '../domain/feeds/feed.ts'
import type { Import } from '../domain/imports/import.ts'
import type { InteractionFilter } from '../domain/interactions/interaction-list.ts'
import type { Interaction } from '../domain/interactions/interaction.ts'
import type { PageInput } from '../domain/page.ts'
import type { Post } from '../domain/posts/post.ts'
import type { Quality } from '../domain/quality/assess.ts'
import type { QualityPoint } from '../domain/quality/history.ts'
import type { KnownContact } from '../domain/contacts/standing.ts'
import type { KeptSuggestion } from '../domain/agenda/suggestion.ts'
import { findSuggestions } from '../operations/agenda/list-agenda.ts'
import { findAsks, findMoves } from '../operations/asks/find-asks.ts'
import { askList } from '../operations/asks/list-asks.ts'
import { assessAt, assessOver, type HistoryRange } from '../operations/contacts/assess-contacts.ts'
import { findContacts, findIdentities, type Listing } from '../operations/contacts/find-contacts.ts'
import type { OperationContext } from '../operations/context.ts'
import { findDuplicateCandidates, type DuplicateCandidate } from '../operations/duplicates/list-duplicates.ts'
import { findContactFeeds, findFeeds } from '../operations/feeds/find-feeds.ts'
import { findGiveIdeas } from '../operations/favors/find-give-ideas.ts'
import { findFavors, findFavorsOfAsks } from '../operations/favors/find-favors.ts'
import { favorList } from '../operations/favors/list-favors.ts'
import { findDeliveries, findDeliveryContents, type DeliveryContent, type DeliveryRecord } from '../operations/deliveries/find-deliveries.ts'
import { findInboxPeople, findPersonIdentities, type PersonIdentity, type PersonRecord } from '../operations/inbox/find-inbox.ts'
import { countReceived, countUnread, findActivity, findIntegrations, type DeliveryActivity, type IntegrationRecord } from '../operations/integrations/find-integrations.ts'
import {
  countContactInteractions, findInteractions, findParticipants, haveContactInteractionsBeyond, listContactInteractions, readInteractionPage, type ContactPlace
} from '../operations/interactions/find-interactions.ts'
import { findPosts } from '../operations/posts/find-posts.ts'
import { postList } from '../operations/posts/list-posts.ts'
import { findImports } from '../operations/imports/find-imports.ts'
import { byArguments } from './by-arguments.ts'
import { importLoaders, type ImportLoaders } from './import-loaders.ts'
import { listLoaders, type ListLoaders } from './owned-list.ts'
import { contactTimeline } from '../operations/timeline/contact-timeline.ts'
import { findContactChanges, findPastMerges, type ContactChange, type PastMerge } from '../operations/timeline/find-subjects.ts'
import { countTaggedContacts } from '../operations/tags/list-tags.ts'

export interface InteractionArgs extends PageInput {
  readonly filter?: InteractionFilter | null
}

/** Gathers what the resolvers of one request read: one statement for each kind of thing, however many ask for it. */
export interface Loaders extends ImportLoaders {
  readonly import: DataLoader<string, Import | undefined>
  readonly contact: DataLoader<string, KnownContact | undefined>
  readonly interaction: DataLoader<string, Interaction | undefined>
  readonly suggestion: DataLoader<string, KeptSuggestion | undefined>
  readonly giveIdeas: DataLoader<KnownContact, readonly GiveIdea[]>
  /** By tag id. */
  readonly taggedCount: DataLoader<string, number>
  /** By contact id. */
  readonly identities: DataLoader<string, Identity[]>
  /** By interaction id. */
  readonly participants: DataLoader<string, KnownContact[]>
  readonly interactionsOf: (args: InteractionArgs) => DataLoader<string, Listing<Interaction>>
  readonly interactionsBeyond: (question: { filter: InteractionFilter, after: boolean }) => DataLoader<ContactPlace, boolean>
  readonly interactionCountOf: (filter: InteractionFilter) => DataLoader<string, number>
  readonly post: DataLoader<string, Post | undefined>
  readonly feed: DataLoader<string, Feed | undefined>
  readonly posts: ListLoaders<Post>
  readonly timeline: (kinds: readonly TimelineKind[]) => ListLoaders<TimelineEntry>
  readonly merge: DataLoader<string, PastMerge | undefined>
  readonly contactChange: DataLoader<string, ContactChange | undefined>
  /** By contact id. */
  readonly feeds: DataLoader<string, Feed[]>
  readonly qualityAt: (asOf: number) => DataLoader<KnownContact, Quality>
  readonly qualityOver: (range: HistoryRange) => DataLoader<KnownContact, readonly QualityPoint[]>
  readonly favor: DataLoader<string, Favor | undefined>
  readonly ask: DataLoader<string, Ask | undefined>
  readonly favors: ListLoaders<Favor>
  readonly asks: ListLoaders<Ask>
  /** By ask id. */
  readonly favorsOfAsk: DataLoader<string, Favor[]>
  readonly moves: DataLoader<string, AskMove[]>
  readonly integration: DataLoader<string, IntegrationRecord | undefined>
  /** By integration id, as are the next two. */
  readonly activity: DataLoader<string, DeliveryActivity>
  readonly received: DataLoader<string, number>
  readonly unread: DataLoader<string, { failed: number, waiting: number }>
  readonly delivery: DataLoader<string, DeliveryRecord | undefined>
  /** By delivery id. */
  readonly deliveryContent: DataLoader<string, DeliveryContent | undefined>
  readonly duplicate: DataLoader<string, DuplicateCandidate | undefined>
  readonly person: DataLoader<string, PersonRecord | undefined>
  /** By the id of somebody in the inbox. */
  readonly personIdentities: DataLoader<string, PersonIdentity[]>
}

export function createLoaders (ctx: OperationContext): Loaders {
  return {
    ...importLoaders(ctx),
    import: new DataLoader(ids => findImports(ctx, ids)),
    contact: new DataLoader(ids => findContacts(ctx, ids)),
    interaction: new DataLoader(ids => findInteractions(ctx, ids)),
    suggestion: new DataLoader(ids => findSuggestions(ctx, ids)),
    giveIdeas: new DataLoader(contacts => findGiveIdeas(ctx, contacts)),
    taggedCount: new DataLoader(ids => countTaggedContacts(ctx, ids)),
    identities: new DataLoader(ids => findIdentities(ctx, ids)),
    participants: new DataLoader(ids => findParticipants(ctx, ids)),
    interactionsOf: byArguments((args: InteractionArgs) => {
      const page = readInteractionPage(ctx, args)
      return new DataLoader(ids => listContactInteractions(ctx, ids, args.filter ?? {}, page))
    }),
    interactionsBeyond: byArguments(({ filter, after }) => new DataLoader(places => haveContactInteractionsBeyond(ctx, places, filter, after))),
    interactionCountOf: byArguments((filter: InteractionFilter) => new DataLoader(ids => countContactInteractions(ctx, ids, filter))),
    post: new DataLoader(ids => findPosts(ctx, ids)),
    feed: new DataLoader(ids => findFeeds(ctx, ids)),
    posts: listLoaders(ctx, postList),
    timeline: byArguments((kinds: readonly TimelineKind[]) => listLoaders(ctx, contactTimeline(kinds))),
    merge: new DataLoader(ids => findPastMerges(ctx, ids)),
    contactChange: new DataLoader(ids => findContactChanges(ctx, ids)),
    feeds: new DataLoader(ids => findContactFeeds(ctx, ids)),
    qualityAt: byArguments((asOf: number) => new DataLoader(contacts => assessAt(ctx, contacts, asOf))),
    qualityOver: byArguments((range: HistoryRange) => new DataLoader(contacts => assessOver(ctx, contacts, range))),
    favor: new DataLoader(ids => findFavors(ctx, ids)),
    ask: new DataLoader(ids => findAsks(ctx, ids)),
    favors: listLoaders(ctx, favorList),
    asks: listLoaders(ctx, askList),
    favorsOfAsk: new DataLoader(ids => findFavorsOfAsks(ctx, ids)),
    moves: new DataLoader(ids => findMoves(ctx, ids)),
    integration: new DataLoader(ids => findIntegrations(ctx, ids)),
    activity: new DataLoader(ids => findActivity(ctx, ids)),
    received: new DataLoader(ids => countReceived(ctx, ids)),
    unread: new DataLoader(ids => countUnread(ctx, ids)),
    delivery: new DataLoader(ids => findDeliveries(ctx, ids)),
    deliveryContent: new DataLoader(ids => findDeliveryContents(ctx, ids)),
    duplicate: new DataLoader(ids => findDuplicateCandidates(ctx, ids)),
    person: new DataLoader(ids => findInboxPeople(ctx, ids)),
    personIdentities: new DataLoader(ids => findPersonIdentities(ctx, ids))
  }
}
