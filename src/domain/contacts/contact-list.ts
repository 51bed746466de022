import { type DueState } from './cadence.ts'
import type { KeyKind } from '../page.ts'
import type { LedgerState } from '../quality/ledger.ts'
import type { QualityBand } from '../quality/score.ts'

/** What a list of contacts can be ordered by; RELEVANCE is how well a search fits. */
export type ContactOrderField = 'QUALITY' | 'WARMTH' | 'NAME' | 'LAST_INTERACTION_AT' | 'CREATED_AT' | 'DUE_AT' | 'RELEVANCE'
export type OrderDirection = 'ASC' | 'DESC'

/** What the cursors of each order hold. */
export const KEY_KINDS: Readonly<Record<ContactOrderField, KeyKind>> = {
  QUALITY: 'number', WARMTH: 'number', RELEVANCE: 'number', NAME: 'text', LAST_INTERACTION_AT: 'instant', CREATED_AT: 'instant', DUE_AT: 'instant'
}

export interface ContactOrder {
  readonly field: ContactOrderField
  readonly direction: OrderDirection
}

/** All parts that are given have to fit. Instants are epoch milliseconds; a range is [from, to). */
export interface ContactFilter {
  readonly tags?: readonly string[] | null
  readonly quality?: { readonly min?: number | null, readonly max?: number | null } | null
  readonly band?: readonly QualityBand[] | null
  readonly dueState?: readonly DueState[] | null
  readonly ledgerState?: readonly LedgerState[] | null
  readonly lastInteractionAt?: InstantRange | null
  readonly organization?: string | null
}

export interface InstantRange {
  readonly from?: number | null
  readonly to?: number | null
}

/** How many matches of a search are kept; the rest would not be looked at. */
export const MOST_MATCHES = 1000
const LONGEST_SEARCH = 200

/** A search in the three forms in which it is matched. */
export interface SearchTerms {
  /** For likeness: the words as typed, without case and accents. */
  readonly words: string
  /** For full text: each word as a prefix, all of them. */
  readonly prefixes: string
  /** For a part of a word, an address or a number. */
  readonly fragment: string
}

/** Reads what somebody typed into a search field; null where there is nothing to search for. `key` is it without case and accents. */
export function searchTerms (key: string): SearchTerms | null {
  const words = key.slice(0, LONGEST_SEARCH)
  const tokens = words.match(/[\p{L}\p{N}]+/gu) ?? []
  if (tokens.length === 0) return null
  // A number typed with spaces and dashes is looked for as it is kept: digits alone.
  const digits = words.replace(/[\s()/.-]+/g, '')
  const part = /^\+?\d{4,}$/.test(digits) ? digits.replace(/^0+/, '') : words
  return {
    words,
    prefixes: tokens.map(token => `${token}:*`).join(' & '),
    fragment: `%${part.replace(/[\\%_]/g, '\\$&')}%`
  }
}
