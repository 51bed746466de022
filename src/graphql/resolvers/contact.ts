import type { GraphQLSchema } from 'graphql'
import { toTypeId, uuidOf } from '../../domain/type-id.ts'
import { contactCadence, type KnownContact } from '../../domain/contacts/standing.ts'
import type { ContactOrder } from '../../domain/contacts/contact-list.ts'
import type { ContactInput, IdentityInput } from '../../domain/contacts/contact.ts'
import { wantedKinds } from '../../domain/contacts/timeline-entry.ts'
import type { PageInput, Place } from '../../domain/page.ts'
import { tellLedger } from '../../domain/favors/told-ledger.ts'
import { assessNow, type HistoryRange } from '../../operations/contacts/assess-contacts.ts'
import { createContact } from '../../operations/contacts/create-contact.ts'
import { deleteContact } from '../../operations/contacts/delete-contact.ts'
import { findContactByIdentity, listAllContacts, type ContactListing, type ListContactsInput } from '../../operations/contacts/find-contacts.ts'
import { setCadence, type SetCadenceInput } from '../../operations/contacts/set-cadence.ts'
import { updateContact, type UpdateContactInput } from '../../operations/contacts/update-contact.ts'
import { upsertContacts } from '../../operations/contacts/upsert-contacts.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext, type Resolver } from '../context.ts'
import { requireId } from '../ids.ts'
import type { InteractionArgs } from '../loaders.ts'
import { readinessOf } from './principles/readiness.ts'
import { listingOf } from '../owned-list.ts'
import type { TimelineArgs } from './timeline.ts'

type Of<Args = object> = Resolver<KnownContact, Args>
type Input<T> = { readonly input: T }

const id: Of = contact => toTypeId('contact', contact.id)
const identities: Of = (contact, _args, { loaders }) => loaders.identities.load(contact.id)
const interactions: Of<InteractionArgs> = async (contact, args, { loaders }) => {
  const filter = args.filter ?? {}
  // What a listing asks for itself, its loader asks for all contacts of the page at once.
  return {
    ...await loaders.interactionsOf(args).load(contact.id),
    hasBeyond: (place: Place, after: boolean) => loaders.interactionsBeyond({ filter, after }).load({ ...place, contactId: contact.id }),
    count: () => loaders.interactionCountOf(filter).load(contact.id)
  }
}
const quality: Of<{ asOf?: number | null }> = (contact, { asOf }, ctx) =>
  typeof asOf === 'number' ? ctx.loaders.qualityAt(asOf).load(contact) : assessNow(ctx, contact)
const favors: Of<PageInput> = ({ id }, args, { loaders }) => listingOf(loaders.favors, id, args)
const asks: Of<PageInput> = ({ id }, args, { loaders }) => listingOf(loaders.asks, id, args)
const posts: Of<PageInput> = ({ id }, args, { loaders }) => listingOf(loaders.posts, id, args)
const timeline: Of<TimelineArgs> = ({ id }, { kinds, ...page }, { loaders }) => listingOf(loaders.timeline(wantedKinds(kinds)), id, page)
const feeds: Of = ({ id }, _args, { loaders }) => loaders.feeds.load(id)
const ledger: Of = ({ evidence }, _args, { now }) => tellLedger(evidence.favors, now)
const qualityHistory: Of<HistoryRange> = (contact, range, { loaders }) => loaders.qualityOver(range).load(contact)

/** Contact, its lists, and what can be asked of and done with contacts. */
export const contactResolvers = {
  Contact: {
    id,
    identities,
    interactions,
    quality,
    qualityHistory,
    ledger,
    askReadiness: readinessOf,
    favors,
    asks,
    posts,
    timeline,
    feeds,
    substanceOverride: ({ evidence }: KnownContact) => evidence.override,
    cadence: (contact: KnownContact, _args: object, { now }: GraphqlContext) => contactCadence(contact, now),
    lastInteractionAt: ({ totals }: KnownContact) => totals.lastInteractionAt
  },
  Cadence: {
    targetDays: ({ targetDays }: { targetDays: number | null }) => targetDays === null ? null : Math.round(targetDays)
  },
  ...connectionResolvers<KnownContact, ContactListing>('Contact', { orderAsOf: ({ orderAsOf }) => orderAsOf() })
}

export const contactQueries = {
  contact (_root: unknown, { id }: { id: string }, { loaders }: GraphqlContext) {
    const uuid = uuidOf('contact', id)
    return uuid && loaders.contact.load(uuid)
  },
  contactByIdentity: (_root: unknown, identity: IdentityInput, ctx: GraphqlContext) => findContactByIdentity(ctx, identity),
  contacts: (_root: unknown, args: ListContactsInput, ctx: GraphqlContext) => listAllContacts(ctx, { ...args, orderBy: chosenOrder(args) })
}

export const contactMutations = {
  createContact: async (_root: unknown, { input }: Input<ContactInput>, ctx: GraphqlContext) =>
    ({ contact: await mutate(ctx, () => createContact(ctx, input)) }),
  updateContact: async (_root: unknown, { input }: Input<UpdateContactInput>, ctx: GraphqlContext) =>
    ({ contact: await mutate(ctx, () => updateContact(ctx, { ...input, id: requireId('contact', input.id) })) }),
  upsertContacts: async (_root: unknown, { input }: Input<{ contacts: ContactInput[] }>, ctx: GraphqlContext) =>
    ({ results: await mutate(ctx, () => upsertContacts(ctx, input)) }),
  deleteContact: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) => {
    await mutate(ctx, () => deleteContact(ctx, { id: requireId('contact', input.id) }))
    return { deletedId: input.id }
  },
  setCadence: async (_root: unknown, { input }: Input<SetCadenceInput>, ctx: GraphqlContext) =>
    ({ contact: await mutate(ctx, () => setCadence(ctx, { ...input, contactId: requireId('contact', input.contactId) })) })
}

/**
 * Marks the schema's default order of contacts: with it a search is ordered by relevance, while the same order named by the
 * query is kept. (`info` would tell too, but compiled queries mix it up between aliases.)
 */
export function markDefaultOrder (schema: GraphQLSchema): void {
  const orderBy = schema.getQueryType()?.getFields().contacts?.args.find(({ name }) => name === 'orderBy')
  if (!orderBy?.defaultValue) throw new Error('Query.contacts has no default order.')
  orderBy.defaultValue = { ...orderBy.defaultValue, isDefault: true }
}

function chosenOrder ({ orderBy }: { orderBy?: ContactOrder & { isDefault?: true } | null }): ContactOrder | null {
  return orderBy && !orderBy.isDefault ? orderBy : null
}
