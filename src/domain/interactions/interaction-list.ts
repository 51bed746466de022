import type { InstantRange } from '../contacts/contact-list.ts'
import type { Channel, Direction, InteractionStatus } from './interaction.ts'

/** All parts that are given have to fit. */
export interface InteractionFilter {
  readonly channel?: readonly Channel[] | null
  readonly direction?: readonly Direction[] | null
  readonly status?: readonly InteractionStatus[] | null
  readonly occurredAt?: InstantRange | null
  readonly source?: string | null
}
