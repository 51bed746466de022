import type { DeliveryFilter } from '../../domain/integrations/delivery-list.ts'
import { toTypeId } from '../../domain/type-id.ts'
import type { Listing } from '../../operations/contacts/find-contacts.ts'
import { listAllDeliveries, type DeliveryContent, type DeliveryRecord, type ListDeliveriesInput } from '../../operations/deliveries/find-deliveries.ts'
import { replayDeliveries, type ReplayDeliveriesInput } from '../../operations/deliveries/replay-deliveries.ts'
import { connectionResolvers } from '../connection.ts'
import { mutate, type GraphqlContext } from '../context.ts'
import { requireId, rowId } from '../ids.ts'

type Input<T> = { readonly input: T }

/** Delivery with what was sent, its list, and how to have it read again. */
export const deliveryResolvers = {
  Delivery: {
    id: ({ id }: DeliveryRecord) => toTypeId('delivery', id),
    integration: ({ integrationId }: DeliveryRecord, _args: object, { loaders }: GraphqlContext) => loaders.integration.load(integrationId),
    interactions: async ({ interactionIds }: DeliveryRecord, _args: object, { loaders }: GraphqlContext) =>
      (await loaders.interaction.loadMany(interactionIds)).filter(interaction => interaction !== undefined),
    nextAttemptAt: ({ status, nextAttemptAt }: DeliveryRecord) => status === 'RECEIVED' ? nextAttemptAt : null,
    body: ({ id }: DeliveryRecord, _args: object, { loaders }: GraphqlContext) => loaders.deliveryContent.load(id),
    headers: async ({ id }: DeliveryRecord, _args: object, { loaders }: GraphqlContext) =>
      Object.entries((await loaders.deliveryContent.load(id))?.headers ?? {}).map(([name, value]) => ({ name, value }))
  },
  DeliveryBody: {
    text: textOf,
    base64: (content: DeliveryContent) => textOf(content) === null ? content.body.toString('base64') : null,
    isWhole
  },
  ...connectionResolvers<DeliveryRecord, Listing<DeliveryRecord>>('Delivery')
}

export const deliveryQueries = {
  deliveries: (_root: unknown, args: ListDeliveriesInput, ctx: GraphqlContext) => listAllDeliveries(ctx, { ...args, filter: withIntegrationId(args.filter) })
}

export const deliveryMutations = {
  replayDeliveries: (_root: unknown, { input }: Input<ReplayDeliveriesInput>, ctx: GraphqlContext) => mutate(ctx, () => replayDeliveries(ctx, {
    ...input,
    ...input.ids && { ids: input.ids.map(id => rowId('delivery', id)) },
    ...typeof input.integrationId === 'string' && { integrationId: requireId('integration', input.integrationId) }
  }))
}

/** A filter by what is no id of an integration finds nothing. */
function withIntegrationId (filter: DeliveryFilter | null | undefined): DeliveryFilter | null {
  return filter ? { ...filter, ...typeof filter.integrationId === 'string' && { integrationId: rowId('integration', filter.integrationId) } } : null
}

function textOf (content: DeliveryContent): string | null {
  try {
    // As a stream: the start of a longer body may end within a letter.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content.body, { stream: !isWhole(content) })
  } catch {
    return null
  }
}

function isWhole ({ body, size }: DeliveryContent): boolean {
  return body.length === size
}
