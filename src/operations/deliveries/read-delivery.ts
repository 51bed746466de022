import { cleanEvent } from '../../domain/integrations/clean-event.ts'
import { toTypeId } from '../../domain/type-id.ts'
import type { WaitingDelivery } from '../../database/integrations/deliveries.ts'
import { adapterOf } from '../../providers/adapters.ts'
import { Unreadable } from '../../providers/provider.ts'
import { NAMES_ERASED } from '../erasures/keep-erased-out.ts'
import type { ToldEvent } from '../reports/gather-reports.ts'

/** What a delivery says: what it tells of, or why it tells of nothing, or why nobody can read it. `fault` is an error that nobody foresaw. */
export type DeliveryReading =
  | { readonly outcome: 'TOLD', readonly events: readonly ToldEvent[] }
  | { readonly outcome: 'IGNORED' | 'UNREADABLE', readonly reason: string }
  | { readonly outcome: 'FAULT', readonly fault: unknown }

/** In all events of a delivery: each of them may become a contact. */
const MOST_PEOPLE = 1_000

/** Where an integration is called, without its query. */
export function webhookUrlOf (publicUrl: string, integrationId: string): string {
  return `${publicUrl}/webhooks/${toTypeId('integration', integrationId)}`
}

/** Reads a delivery as its provider writes them. Never throws. */
export async function readDelivery (delivery: WaitingDelivery, publicUrl: string): Promise<DeliveryReading> {
  const { id, integrationId, provider, headers, body, receivedAt, newContacts } = delivery
  const url = webhookUrlOf(publicUrl, integrationId) + (delivery.query && `?${delivery.query}`)
  if (body.length === 0 && delivery.query === '' && Object.keys(headers).length === 0) return { outcome: 'IGNORED', reason: NAMES_ERASED }
  try {
    const translation = await adapterOf(provider).translate({ url, headers, body, receivedAt })
    if ('ignored' in translation) return { outcome: 'IGNORED', reason: translation.ignored }
    if (translation.events.length === 0) return { outcome: 'IGNORED', reason: 'It tells of nothing that passes between people.' }
    const people = translation.events.reduce((sum, { parties = [] }) => sum + parties.length, 0)
    if (people > MOST_PEOPLE) return { outcome: 'UNREADABLE', reason: `It names ${people} people, and one delivery can name ${MOST_PEOPLE}: send fewer events at a time.` }
    return { outcome: 'TOLD', events: translation.events.map(event => ({ event: cleanEvent(event, delivery), origin: id, integrationId, newContacts })) }
  } catch (fault) {
    return fault instanceof Unreadable ? { outcome: 'UNREADABLE', reason: fault.message } : { outcome: 'FAULT', fault }
  }
}
