import type { AskSize, AskStatus } from '../asks/ask.ts'
import type { InstantRange } from '../contacts/contact-list.ts'
import type { FavorDirection, FavorKind } from './favor.ts'

/** All parts that are given have to fit. */
export interface FavorFilter {
  readonly contactId?: string | null
  readonly direction?: readonly FavorDirection[] | null
  readonly kind?: readonly FavorKind[] | null
  readonly occurredAt?: InstantRange | null
}

/** All parts that are given have to fit. */
export interface AskFilter {
  readonly contactId?: string | null
  readonly status?: readonly AskStatus[] | null
  readonly size?: readonly AskSize[] | null
  readonly createdAt?: InstantRange | null
}
