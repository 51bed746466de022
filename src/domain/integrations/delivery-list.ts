import type { InstantRange } from '../contacts/contact-list.ts'
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery.ts'

/** All parts that are given have to fit. */
export interface DeliveryFilter {
  readonly integrationId?: string | null
  readonly status?: readonly DeliveryStatus[] | null
  readonly receivedAt?: InstantRange | null
}

/** The statuses that fit, each once. */
export function statusesOf ({ status }: DeliveryFilter): readonly DeliveryStatus[] {
  return status ? [...new Set(status)] : DELIVERY_STATUSES
}
