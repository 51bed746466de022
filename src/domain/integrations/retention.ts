import { invalid } from '../refusal.ts'

const MOST_DELIVERY_DAYS = 365

/** Days as they are kept; null is what is usual. Refuses (INVALID) less than one day and more than a year. */
export function checkDeliveryDays (days: number | null): number | null {
  if (days === null || (days >= 1 && days <= MOST_DELIVERY_DAYS)) return days
  throw invalid({ path: 'deliveryDays', message: `is ${days}; deliveries are kept for 1 to ${MOST_DELIVERY_DAYS} days.` })
}
