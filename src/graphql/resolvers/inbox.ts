import { toTypeId } from '../../domain/type-id.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import { confirmInboxPerson, type ConfirmInboxPersonInput } from '../../operations/inbox/confirm-inbox-person.ts'
import { dismissInboxPerson } from '../../operations/inbox/dismiss-inbox-person.ts'
import { listInbox, type ListInboxInput, type PersonRecord } from '../../operations/inbox/find-inbox.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext } from '../context.ts'
import { requireId } from '../ids.ts'

type Input<T> = { readonly input: T }

/** Somebody in the inbox, its list, and what a member can say of them. */
export const inboxResolvers = {
  InboxPerson: {
    id: ({ id }: PersonRecord) => toTypeId('person', id),
    identities: ({ id }: PersonRecord, _args: object, { loaders }: GraphqlContext) => loaders.personIdentities.load(id),
    integration: ({ integrationId }: PersonRecord, _args: object, { loaders }: GraphqlContext) => integrationId && loaders.integration.load(integrationId)
  },
  ...connectionResolvers<PersonRecord, Listing<PersonRecord>>('InboxPerson')
}

export const inboxQueries = {
  inbox: (_root: unknown, args: ListInboxInput, ctx: GraphqlContext) => listInbox(ctx, args)
}

export const inboxMutations = {
  confirmInboxPerson: (_root: unknown, { input }: Input<ConfirmInboxPersonInput>, ctx: GraphqlContext) => mutate(ctx, () => confirmInboxPerson(ctx, {
    ...input, id: requireId('person', input.id), ...typeof input.contactId === 'string' && { contactId: requireId('contact', input.contactId) }
  })),
  dismissInboxPerson: async (_root: unknown, { input }: Input<{ id: string }>, ctx: GraphqlContext) =>
    ({ person: await mutate(ctx, () => dismissInboxPerson(ctx, { id: requireId('person', input.id) })) })
}
